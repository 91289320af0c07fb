import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STEP_LIMIT } from '../../scoring/run/engine.ts';
import { type Outcome, runProgram } from '../../scoring/run/outcome.ts';
import {
  changedBlocks,
  countBlocks,
  normaliseProgram,
  usedTypes,
} from '../../scoring/run/shape.ts';
import { type Sketch, type SketchScript, sketchProgram } from '../../scoring/run/sketch.ts';
import { readTree } from '../../scoring/run/tree.ts';
import {
  type Block,
  type BlockInput,
  type Program,
  isBlockForest,
} from '../../scoring/wire/program.ts';
import type { World } from '../../scoring/wire/world.ts';
import { anyCase } from './arbitrary.ts';

/** Long enough for a machine that has other work. */
const PATIENCE = { timeout: 120_000 };

const draws = (most: number) => fc.infiniteStream(fc.nat(most));
type Draw = () => number;

function withoutBlock(outcome: Outcome): Outcome {
  const copy = { ...outcome };
  delete copy.block;
  return copy;
}

test('ids, places, comments, disabled blocks and loose stacks change nothing', PATIENCE, () => {
  fc.assert(
    fc.property(anyCase, draws(5), ({ drawn, world }, stream) => {
      const plain = sketchProgram(drawn.body, ...drawn.scripts);
      const noisy = dress(plain, () => Number(stream.next().value));
      fc.pre(isBlockForest(noisy.blocks));
      expect(withoutBlock(runProgram(noisy, world))).toEqual(
        withoutBlock(runProgram(plain, world)),
      );
      expect(normaliseProgram(noisy)).toBe(normaliseProgram(plain));
      expect(countBlocks(noisy)).toBe(countBlocks(plain));
      expect(usedTypes(noisy)).toEqual(usedTypes(plain));
    }),
    { numRuns: 400 },
  );
});

test('a program with junk anywhere in it still has an outcome', PATIENCE, () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyCase, draws(11), fc.anything(), ({ drawn, world }, stream, junk) => {
      const program = sketchProgram(drawn.body, ...drawn.scripts);
      const blocks = spoil(program.blocks, () => Number(stream.next().value), junk);
      const { ended, reason, steps } = runProgram({ blocks }, world);
      seen.add(ended);
      expect(steps).toBeLessThanOrEqual(STEP_LIMIT);
      expect(countBlocks({ blocks })).toBeGreaterThanOrEqual(0);
      expect(JSON.parse(normaliseProgram({ blocks }))).toBeInstanceOf(Array);
      // What may be stored can be read.
      if (isBlockForest(blocks)) expect(reason).not.toBe('malformed');
    }),
    { numRuns: 1500 },
  );
  expect([...seen].sort()).toEqual(['endless', 'failed', 'finished', 'unreadable']);
});

test('typing, taking out and wrapping blocks are counted as changes', PATIENCE, () => {
  fc.assert(
    fc.property(anyCase, anyCase, ({ drawn: a }, { drawn: b }) => {
      const [one, other] = [a, b].map(({ body }) => sketchProgram(body.slice(0, 2)));
      if (!one || !other) throw new Error('two programs');
      fc.pre(countBlocks(one) + countBlocks(other) < 60);
      const changed = changedBlocks(one, other);
      expect(changed).toBe(changedBlocks(other, one));
      expect(changed === 0).toBe(normaliseProgram(one) === normaliseProgram(other));
      expect(changedBlocks(sketchProgram([]), one)).toBeLessThanOrEqual(countBlocks(one));
    }),
    { numRuns: 150 },
  );
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
  const off = (): Block => ({ type: 'move', disabledReasons: ['by hand'] });
  const link = (block: Block | undefined) => (block ? { block } : {});

  const stack = (first: Block | undefined): Block | undefined => {
    const list: Block[] = draw() === 0 ? [off()] : [];
    for (let at = first; at; at = at.next?.block) {
      list.push(one(at), ...(draw() === 0 ? [off()] : []));
    }
    return list.reduceRight<Block | undefined>(
      (below, block) => ({ ...block, ...(below && { next: { block: below } }) }),
      undefined,
    );
  };

  const one = ({ type, fields, inputs }: Block): Block => {
    const dressed: Block = {
      type,
      ...(fields && { fields }),
      ...(draw() > 1 && { id: `n${draw()}`, x: draw(), y: -draw() }),
    };
    if (draw() === 0) dressed['icons'] = { comment: { text: 'here', pinned: true } };
    if (draw() === 0) dressed.disabledReasons = [];
    if (inputs) {
      dressed.inputs = Object.fromEntries(
        Object.entries(inputs).map(([name, input]): [string, BlockInput] => {
          if (name === 'DO' || name === 'ELSE') return [name, link(stack(input.block))];
          if (input.block) return [name, link(one(input.block))];
          // A disabled block lets the typed number below it show.
          return [name, draw() === 0 ? { ...input, block: off() } : input];
        }),
      );
    }
    return dressed;
  };

  const hat = ({ next, ...alone }: Block): Block => ({
    ...one(alone),
    next: link(stack(next?.block)),
  });
  const loose: Block[] =
    draw() < 3 ? [{ type: 'collect' }, { type: 'warp', fields: { TIMES: 1e9 } }] : [];
  return { blocks: [...loose, ...program.blocks.map(hat), ...loose] };
}

describe('a hostile program ends with a named reason', () => {
  const WORLD: World = {
    kind: 'grid',
    cells: ['..'],
    ship: { at: [0, 0], heading: 'E' },
    flotsam: [],
    goal: {},
  };
  const always: Sketch = ['compare', 'EQ', 1, 1];
  const forever = (...body: Sketch[]): Sketch[] => [['while', always, body]];
  const grow: Sketch = ['set', 'a', ['arithmetic', 'MULTIPLY', ['variable', 'a'], 3]];
  const calls: SketchScript[] = [
    [['define', 'f'], [['call_1', 'g', 1]]],
    [['define_1', 'g', 'p'], [['call', 'f']]],
  ];
  const sketched: [string, Sketch[], SketchScript[], string][] = [
    ['a loop without end', forever(), [], 'endless'],
    [
      'an event that sets itself off',
      [['broadcast', 'e']],
      [[['when', 'e'], [['broadcast', 'e']]]],
      'endless',
    ],
    [
      'events that double',
      [['broadcast', 'e']],
      [
        [
          ['when', 'e'],
          [
            ['broadcast', 'e'],
            ['broadcast', 'e'],
          ],
        ],
      ],
      'endless',
    ],
    ['calls in a circle', [['call', 'f']], calls, 'too-many-calls'],
    ['a list that grows', forever(['list_add', 'l', 1]), [], 'list-too-long'],
    ['a list that grows in front', forever(['list_insert', 'l', 1, 1]), [], 'list-too-long'],
    ['a number that grows', [['set', 'a', 1], ...forever(grow)], [], 'number-too-large'],
    ['a number that falls', [['set', 'a', -1], ...forever(grow)], [], 'number-too-large'],
    ['a thousand million rounds', [['repeat_number', 999_999_999, []]], [], 'endless'],
    ['a number that is none', [['set', 'a', Number.NaN]], [], 'bad-field'],
    ['a number without end', [['set', 'a', Number.POSITIVE_INFINITY]], [], 'bad-field'],
    ['half a number', [['set', 'a', 0.5]], [], 'bad-field'],
    ['ten digits', [['set', 'a', 1_000_000_000]], [], 'bad-field'],
  ];
  test.each(sketched)('%s', (_, body, scripts, end) => {
    const { ended, reason = ended } = runProgram(sketchProgram(body, ...scripts), WORLD);
    expect(reason).toBe(end);
  });

  const nested = (type: string, input: string, depth: number): Block => {
    let block: Block = { type };
    for (let level = 1; level < depth; level++) block = { type, inputs: { [input]: { block } } };
    return block;
  };
  const chain = (length: number): Block => {
    let block: Block = { type: 'turn_left' };
    for (let at = 1; at < length; at++) block = { type: 'turn_left', next: { block } };
    return block;
  };
  const ring: Block = { type: 'turn_left', disabledReasons: ['by hand'] };
  ring.next = { block: ring };
  const built: [string, Block][] = [
    ['100,000 blocks below one another', chain(100_000)],
    ['10,000 loops in one another', nested('while', 'DO', 10_000)],
    ['10,000 conditions in one another', nested('not', 'A', 10_000)],
    ['10,000 sums in one another', nested('arithmetic', 'B', 10_000)],
    ['a disabled block below itself', ring],
  ];
  test.each(built)('%s', (_, block) => {
    const wrapped: Block[] = [
      block,
      { type: 'while', inputs: { IF: { block } } },
      { type: 'set', fields: { VAR: 'a' }, inputs: { VALUE: { block } } },
      { type: 'set', fields: { VAR: 'a' }, inputs: { VALUE: { shadow: block } } },
      { type: 'while', inputs: { DO: { block } } },
    ];
    const reasons = wrapped.map((inner) => {
      const program = { blocks: [{ type: 'start', next: { block: inner } }] };
      return runProgram(program, WORLD).reason;
    });
    expect(reasons).toContain('malformed');
    expect(reasons.every((reason) => reason !== undefined)).toBe(true);
  });

  test('100,000 scripts', () => {
    const blocks = Array.from({ length: 100_000 }, () => ({
      type: 'when',
      fields: { EVENT: 'e' },
    }));
    expect(runProgram({ blocks }, WORLD).reason).toBe('malformed');
    expect(readTree({ blocks }).ok).toBe(false);
  });
});
