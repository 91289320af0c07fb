import * as Blockly from 'blockly/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  BLOCKS,
  BLOCK_TYPES,
  type BlockField,
  type BlockSpec,
  type BlockType,
} from '../../../scoring/wire/block.ts';
import type { Block, BlockInput, Program } from '../../../scoring/wire/program.ts';
import { readTree } from '../../../scoring/run/tree.ts';
import { defineBlocks } from './definitions.ts';
import { loadProgram, readProgram } from './program.ts';
import { LABELS } from './words-zh.ts';

beforeAll(() => {
  defineBlocks(LABELS);
});

const ofKind = (...kinds: BlockSpec['kind'][]) =>
  BLOCK_TYPES.filter((type) => kinds.includes(BLOCKS[type].kind));

const name = fc.constantFrom('side', 'total', 'nobody-knows');
function fieldValue({ of, options = [] }: BlockField) {
  if (of === 'times') return fc.integer({ min: 1, max: 99 });
  if (of === 'number') return fc.integer({ min: -999_999_999, max: 999_999_999 });
  return of === 'choice' ? fc.constantFrom(...options) : name;
}

const typed = fc.integer({ min: -9, max: 99 }).map((NUM) => ({ type: 'number', fields: { NUM } }));

/** Blocks nested no deeper than `depth`, each with all its fields and any of its sockets and mouths filled. */
function block(types: readonly BlockType[], depth: number): fc.Arbitrary<Block> {
  return fc.constantFrom(...types).chain((type) => {
    const { fields, sockets, mouths }: BlockSpec = BLOCKS[type];
    const inputs: Record<string, fc.Arbitrary<BlockInput | undefined>> = {};
    for (const socket of sockets)
      inputs[socket.name] = input(ofKind(socket.takes), socket.takes === 'number', depth);
    for (const mouth of mouths)
      inputs[mouth] =
        depth > 0 ? stack(depth - 1).map((top) => ({ block: top })) : fc.constant(undefined);
    return fc
      .record({
        fields: fc.record(
          Object.fromEntries(fields.map((field) => [field.name, fieldValue(field)])),
        ),
        inputs: fc.record(inputs),
      })
      .map((parts) => ({ type, ...trim(parts.fields, 'fields'), ...trim(parts.inputs, 'inputs') }));
  });
}

function input(
  types: readonly BlockType[],
  isNumber: boolean,
  depth: number,
): fc.Arbitrary<BlockInput | undefined> {
  const filled = depth > 0 ? block(types, depth - 1) : fc.constant(undefined);
  const shadow = isNumber ? fc.option(typed, { nil: undefined }) : fc.constant(undefined);
  return fc.tuple(filled, shadow, fc.boolean()).map(([inner, below, isFilled]) => {
    const state: BlockInput = {};
    if (below) state.shadow = below;
    if (inner && isFilled) state.block = inner;
    return Object.keys(state).length > 0 ? state : undefined;
  });
}

function stack(depth: number): fc.Arbitrary<Block> {
  return fc.array(block(ofKind('command'), depth), { minLength: 1, maxLength: 3 }).map(hang);
}

function hang(blocks: readonly Block[]): Block {
  const [top, ...below] = blocks;
  if (!top) throw new Error('an empty stack');
  return below.length > 0 ? { ...top, next: { block: hang(below) } } : top;
}

function trim(record: Record<string, unknown>, under: 'fields' | 'inputs'): object {
  const there = Object.entries(record).filter(([, value]) => value !== undefined);
  return there.length > 0 ? { [under]: Object.fromEntries(there) } : {};
}

const program: fc.Arbitrary<Program> = fc
  .tuple(
    fc.option(stack(3), { nil: undefined }),
    fc.array(fc.tuple(block(['when', 'define', 'define_1', 'define_2'], 0), stack(2)), {
      maxLength: 2,
    }),
    fc.array(block(ofKind('command', 'condition', 'number'), 2), { maxLength: 2 }),
  )
  .map(([main, scripts, loose]) => ({
    blocks: [
      main ? { type: 'start', next: { block: main } } : { type: 'start' },
      ...scripts.map(([hat, body]) => ({ ...hat, next: { block: body } })),
      ...loose,
    ].map((top, place) => ({ ...top, x: 40, y: 30 + place * 50 })),
  }));

/** Without the ids that Blockly gives to blocks that have none. */
const bare = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (key, inner: unknown) => (key === 'id' ? undefined : inner)),
  ) as unknown;

function passThrough(before: Program): Program {
  const workspace = new Blockly.Workspace();
  try {
    loadProgram(workspace, before);
    return readProgram(workspace);
  } finally {
    workspace.dispose();
  }
}

describe('loading a program and saving it', () => {
  test('changes nothing, whatever stands in it', () => {
    fc.assert(
      fc.property(program, (before) => {
        const after = passThrough(before);
        expect(bare(after)).toEqual(bare(before));
        expect(bare(readTree(after))).toEqual(bare(readTree(before)));
      }),
      { numRuns: 300 },
    );
  });

  test('keeps ids where there are any', () => {
    const before: Program = {
      blocks: [
        {
          type: 'start',
          id: 'b0',
          x: 1,
          y: 2,
          deletable: false,
          next: {
            block: {
              type: 'forward',
              id: 'b1',
              inputs: { STEPS: { shadow: { type: 'number', id: 'b2', fields: { NUM: 7 } } } },
            },
          },
        },
      ],
    };
    expect(passThrough(before)).toEqual(before);
  });

  test('leaves out what no desk knows, and nothing else', () => {
    const blocks = [
      { type: 'start', x: 1, y: 2 },
      { type: 'teleport', x: 1, y: 60 },
    ];
    expect(bare(passThrough({ blocks }))).toEqual({ blocks: [blocks[0]] });
  });
});
