import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LabelTree, treeDistance } from './edit.ts';
import { changedBlocks, countBlocks, normaliseProgram, usedTypes } from './shape.ts';
import { type Sketch, type SketchScript, sketchProgram } from './sketch.ts';

const BODY: Sketch[] = [
  'move',
  ['if_else', ['not', 'blocked_ahead'], ['move', 'move'], [['repeat', 4, ['turn_left']]]],
];

describe('counting', () => {
  test('every attached block, conditions too, without the hat', () => {
    expect(countBlocks(sketchProgram(BODY))).toBe(8);
    expect(countBlocks(sketchProgram([]))).toBe(0);
  });
  test('neither loose stacks nor what is disabled', () => {
    const { blocks } = sketchProgram(['move']);
    const off = { type: 'collect', disabledReasons: ['by hand'], next: blocks[0]?.next };
    expect(countBlocks({ blocks: [...blocks, { type: 'collect' }] })).toBe(1);
    expect(countBlocks({ blocks: [{ type: 'start', next: { block: off } }] })).toBe(1);
    expect(usedTypes({ blocks: [{ type: 'start', next: { block: off } }] })).toEqual(
      new Set(['move']),
    );
  });
  test('which types are used', () => {
    const types = ['move', 'if_else', 'not', 'blocked_ahead', 'repeat', 'turn_left'];
    expect(usedTypes(sketchProgram(BODY))).toEqual(new Set(types));
  });
  const defined: SketchScript = [['define_1', 'f', 'p'], [['change', 'a', ['parameter', 'p']]]];
  test('neither hats nor typed numbers, but every block of functions and events', () => {
    const program = sketchProgram(
      [
        ['call_1', 'f', 3],
        ['set', 'a', ['number', 3]],
      ],
      defined,
      [['when', 'e'], ['move']],
    );
    expect(countBlocks(program)).toBe(6);
    const types = ['call_1', 'set', 'number', 'define_1', 'change', 'parameter', 'when', 'move'];
    expect(usedTypes(program)).toEqual(new Set(types));
  });
  test('nothing without exactly one hat', () => {
    const { blocks } = sketchProgram(BODY);
    expect(countBlocks({ blocks: [...blocks, ...blocks] })).toBe(0);
    expect(countBlocks({ blocks: [] })).toBe(0);
  });
});

describe('normalising', () => {
  test('a count is the same as number and as text', () => {
    const four = (times: number | string) =>
      normaliseProgram(sketchProgram([['repeat', times, ['move']]]));
    expect(four('4')).toBe(four(4));
    expect(four(5)).not.toBe(four(4));
  });
  test('typing a number is the same as putting its block in', () => {
    const typed = sketchProgram([['set', 'a', 3]]);
    const put = sketchProgram([['set', 'a', ['number', 3]]]);
    expect(normaliseProgram(typed)).toBe(normaliseProgram(put));
    expect(changedBlocks(typed, put)).toBe(0);
  });
  test('the order of functions does not matter, that of events does', () => {
    const f: SketchScript = [['define', 'f'], ['move']];
    const g: SketchScript = [['define', 'g'], []];
    const e: SketchScript = [['when', 'e'], ['move']];
    const o: SketchScript = [['when', 'e'], []];
    const normal = (...scripts: SketchScript[]) => normaliseProgram(sketchProgram([], ...scripts));
    expect(normal(f, g, e)).toBe(normal(e, g, f));
    expect(normal(e, o)).not.toBe(normal(o, e));
  });
  test('programs that differ in one socket differ', () => {
    const forms: Sketch[][] = [
      [],
      ['move'],
      ['move', 'move'],
      [['repeat', 2, []], 'move'],
      [['repeat', 2, ['move']]],
      [['if', null, ['move']]],
      [['if', 'flotsam_here', ['move']]],
      [['if', ['and', null, 'flotsam_here'], ['move']]],
      [['if', ['and', 'flotsam_here', null], ['move']]],
      [['if_else', 'flotsam_here', ['move'], []]],
      [['if_else', 'flotsam_here', [], ['move']]],
    ];
    expect(new Set(forms.map((form) => normaliseProgram(sketchProgram(form)))).size).toBe(
      forms.length,
    );
  });
});

describe('changed blocks', () => {
  const cases: [string, Sketch[], Sketch[], number][] = [
    ['nothing', BODY, BODY, 0],
    ['a block added', ['move'], ['move', 'collect'], 1],
    ['a block taken out', ['move', 'collect', 'move'], ['move', 'move'], 1],
    ['a block exchanged', ['turn_left', 'move'], ['turn_right', 'move'], 1],
    ['a count', [['repeat', 3, ['move']]], [['repeat', 4, ['move']]], 1],
    ['a condition', [['if', 'flotsam_here', []]], [['if', 'blocked_ahead', []]], 1],
    ['a condition put in', [['if', null, []]], [['if', 'blocked_ahead', []]], 1],
    [
      'a not around a condition',
      [['if', 'flotsam_here', []]],
      [['if', ['not', 'flotsam_here'], []]],
      1,
    ],
    [
      'a loop around three blocks',
      ['move', 'collect', 'move'],
      [['repeat', 2, ['move', 'collect', 'move']]],
      1,
    ],
    [
      'while for repeat until',
      [['while', 'blocked_ahead', ['move']]],
      [['repeat_until', 'blocked_ahead', ['move']]],
      1,
    ],
    [
      'from one branch to the other',
      [['if_else', null, ['move'], []]],
      [['if_else', null, [], ['move']]],
      1,
    ],
    [
      'from one half of a pair to the other',
      [['if', ['and', 'flotsam_here', null], []]],
      [['if', ['and', null, 'flotsam_here'], []]],
      1,
    ],
    ['a typed number', [['set', 'a', 3]], [['set', 'a', 4]], 1],
    ['a block with a typed number', [], [['set', 'a', 3]], 1],
    ['a variable for another', [['set', 'a', 3]], [['set', 'b', 3]], 1],
    ['a typed number covered', [['set', 'a', 3]], [['set', 'a', ['variable', 'b']]], 2],
    ['two neighbours swapped', ['move', 'collect'], ['collect', 'move'], 2],
    [
      'a block moved out of a loop',
      [['repeat', 2, ['move', 'collect']]],
      [['repeat', 2, ['move']], 'collect'],
      2,
    ],
    ['all', ['move', 'move'], [], 2],
  ];
  test.each(cases)('%s', (_, before, after, expected) => {
    expect(changedBlocks(sketchProgram(before), sketchProgram(after))).toBe(expected);
    expect(changedBlocks(sketchProgram(after), sketchProgram(before))).toBe(expected);
  });
});

/** A forest drawn as the labels and depths of its nodes in preorder. */
const forestUpTo = (nodes: number) =>
  fc
    .array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(3)), { maxLength: nodes })
    .map((list): LabelTree[] => {
      const roots: LabelTree[] = [];
      const open = [roots];
      for (const [label, depth] of list) {
        open.length = Math.min(open.length, depth + 1);
        const children: LabelTree[] = [];
        open.at(-1)?.push({ label, children });
        open.push(children);
      }
      return roots;
    });

function size(trees: readonly LabelTree[]): number {
  return trees.reduce((sum, { children }) => sum + 1 + size(children), 0);
}

/** The recurrence as it is defined, without the algorithm that makes it fast. */
function slowDistance(a: readonly LabelTree[], b: readonly LabelTree[]): number {
  const [x, y] = [a.at(-1), b.at(-1)];
  if (!x) return size(b);
  if (!y) return size(a);
  const [restA, restB] = [a.slice(0, -1), b.slice(0, -1)];
  return Math.min(
    slowDistance([...restA, ...x.children], b) + 1,
    slowDistance(a, [...restB, ...y.children]) + 1,
    slowDistance(restA, restB) + slowDistance(x.children, y.children) + Number(x.label !== y.label),
  );
}

describe('tree distance', () => {
  test('is what its definition says', () => {
    const small = forestUpTo(6);
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(treeDistance(a, b)).toBe(slowDistance(a, b));
      }),
      { numRuns: 500 },
    );
  });
  test('is a distance', () => {
    const forest = forestUpTo(10);
    fc.assert(
      fc.property(forest, forest, forest, (a, b, c) => {
        const ab = treeDistance(a, b);
        expect(ab === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
        expect(treeDistance(b, a)).toBe(ab);
        expect(treeDistance(a, c)).toBeLessThanOrEqual(ab + treeDistance(b, c));
        expect(ab).toBeLessThanOrEqual(size(a) + size(b));
        expect(ab).toBeGreaterThanOrEqual(Math.abs(size(a) - size(b)));
      }),
    );
  });
});
