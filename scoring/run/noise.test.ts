import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Program } from '../wire/program.ts';
import type { GridWorld } from '../wire/world.ts';
import { STEP_LIMIT } from './engine.ts';
import { type Outcome, runProgram } from './outcome.ts';
import { changedBlocks, countBlocks, normaliseProgram, usedTypes } from './shape.ts';
import { type Sketch, sketchProgram } from './sketch.ts';

const WORLD: GridWorld = {
  kind: 'grid',
  cells: ['....', '..#.', '....'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [
    [1, 0],
    [3, 2],
  ],
  goal: { at: [3, 2], collected: 'all' },
};

const SKIM: Sketch = ['if', 'flotsam_here', ['collect']];
const BODIES: Sketch[][] = [
  [],
  ['move', 'collect', 'move', 'turn_left', 'move'],
  [['repeat', 3, ['move', SKIM]], 'turn_right', ['repeat', 2, ['move', SKIM]]],
  [['repeat_until', 'at_lighthouse', ['move', SKIM, ['if', 'blocked_ahead', ['turn_right']]]]],
  [['while', ['not', ['or', 'flotsam_here', 'blocked_ahead']], ['move']], 'collect'],
  [['if_else', ['and', 'blocked_ahead', null], ['turn_left'], ['turn_right', ['if', null, []]]]],
  [['repeat', 9, [['repeat', 9, ['turn_left', 'turn_right']]]]],
  [['while', ['not', 'blocked_ahead'], ['turn_left', 'turn_left', 'turn_left', 'turn_left']]],
];
const anyProgram = fc.constantFrom(...BODIES).map((body) => sketchProgram(body));
const draws = (most: number) => fc.infiniteStream(fc.nat(most));
type Draw = () => number;

function withoutBlock(outcome: Outcome): Outcome {
  const copy = { ...outcome };
  delete copy.block;
  return copy;
}

test('ids, places, comments, disabled blocks and loose stacks change nothing but names', () => {
  fc.assert(
    fc.property(anyProgram, draws(5), (plain, stream) => {
      const noisy = dress(plain, () => Number(stream.next().value));
      expect(withoutBlock(runProgram(noisy, WORLD))).toEqual(
        withoutBlock(runProgram(plain, WORLD)),
      );
      expect(normaliseProgram(noisy)).toBe(normaliseProgram(plain));
      expect(countBlocks(noisy)).toBe(countBlocks(plain));
      expect(usedTypes(noisy)).toEqual(usedTypes(plain));
      expect(changedBlocks(plain, noisy)).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test('a program with junk anywhere in it still has an outcome', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyProgram, draws(11), fc.anything(), (program, stream, junk) => {
      const blocks = spoil(program.blocks, () => Number(stream.next().value), junk);
      const { ended, steps } = runProgram({ blocks }, WORLD);
      seen.add(ended);
      expect(steps).toBeLessThanOrEqual(STEP_LIMIT);
      expect(countBlocks({ blocks })).toBeGreaterThanOrEqual(0);
      expect(changedBlocks(program, { blocks })).toBeGreaterThanOrEqual(0);
      expect(JSON.parse(normaliseProgram({ blocks }))).toBeInstanceOf(Array);
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(['endless', 'failed', 'finished', 'unreadable']);
});

/** A copy of `value` with `junk` in one place, reached by choosing a branch again and again. */
function spoil(value: unknown, draw: Draw, junk: unknown): unknown {
  if (typeof value !== 'object' || value === null || draw() === 0) return junk;
  const entries = Object.entries(value);
  const chosen = entries[draw() % Math.max(1, entries.length)]?.[0];
  const copy = entries.map(([key, inner]): [string, unknown] => [
    key,
    key === chosen ? spoil(inner, draw, junk) : inner,
  ]);
  return Array.isArray(value) ? copy.map(([, inner]) => inner) : Object.fromEntries(copy);
}

/** `program` with other ids, other places, comments, disabled blocks between and loose stacks beside. */
function dress(program: Program, draw: Draw): Program {
  const extra = (): Block[] =>
    draw() === 0 ? [{ type: 'move', disabledReasons: ['by hand'] }] : [];
  const chain = (blocks: Block[]): Block | undefined =>
    blocks.reduceRight<Block | undefined>(
      (below, block) => ({ ...block, ...(below && { next: { block: below } }) }),
      undefined,
    );
  const stackOf = (first: Block | undefined): Block[] => {
    const list: Block[] = [];
    for (let at = first; at; at = at.next?.block) {
      list.push(...extra(), dressOne(at));
    }
    return [...list, ...extra()];
  };
  const dressOne = (block: Block): Block => {
    const { type, fields, inputs } = block;
    const dressed: Block = {
      type,
      ...(fields && { fields }),
      ...(draw() > 1 && { id: `n${draw()}`, x: draw(), y: -draw() }),
    };
    if (draw() === 0) dressed['icons'] = { comment: { text: 'here', pinned: true } };
    if (draw() === 0) dressed.disabledReasons = [];
    if (!inputs) return dressed;
    dressed.inputs = Object.fromEntries(
      Object.entries(inputs).map(([name, { block: inner }]) => {
        if (name === 'DO' || name === 'ELSE') return [name, wrap(chain(stackOf(inner)))];
        return [name, wrap(inner && dressOne(inner))];
      }),
    );
    return dressed;
  };
  const wrap = (block: Block | undefined) => (block ? { block } : {});
  const loose: Block[] =
    draw() < 3 ? [{ type: 'collect' }, { type: 'warp', fields: { TIMES: 1e9 } }] : [];
  return { blocks: [...loose, ...program.blocks.map((hat) => dressHat(hat)), ...loose] };

  function dressHat(hat: Block): Block {
    const { next, ...alone } = hat;
    return { ...dressOne(alone), next: wrap(chain(stackOf(next?.block))) };
  }
}
