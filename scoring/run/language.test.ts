import { describe, expect, test } from 'vitest';
import type { GridWorld, World } from '../wire/world.ts';
import { type Outcome, runProgram } from './outcome.ts';
import { type Sketch, type SketchPart, type SketchScript, sketchProgram } from './sketch.ts';

/** Everything of the language that is more than commands, loops and conditions of the grid. */

const SEA: GridWorld = {
  kind: 'grid',
  cells: ['...'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: {},
};
const a: Sketch = ['variable', 'a'];
const run = (world: World, body: readonly Sketch[], ...scripts: SketchScript[]): Outcome =>
  runProgram(sketchProgram(body, ...scripts), world);
const memory = (body: readonly Sketch[], ...scripts: SketchScript[]) => {
  const { ended, reason = ended, state } = run(SEA, body, ...scripts);
  return { end: reason, ...state.memory.variables, ...state.memory.lists };
};
const calculate = (op: string, x: SketchPart, y: SketchPart) =>
  memory([['set', 'a', ['arithmetic', op, x, y]]]);

describe('numbers', () => {
  const results: [string, number, number, number][] = [
    ['ADD', 2, 3, 5],
    ['ADD', 999_999_998, 1, 999_999_999],
    ['MINUS', 2, 3, -1],
    ['MULTIPLY', -4, 5, -20],
    ['MULTIPLY', 0, -5, 0],
    ['QUOTIENT', 7, 2, 3],
    ['QUOTIENT', -7, 2, -4],
    ['QUOTIENT', 7, -2, -4],
    ['QUOTIENT', -7, -2, 3],
    ['QUOTIENT', 999_999_999, -999_999_998, -2],
    ['QUOTIENT', 0, -3, 0],
    ['REMAINDER', 7, 2, 1],
    ['REMAINDER', -7, 2, 1],
    ['REMAINDER', 7, -2, -1],
    ['REMAINDER', -7, -2, -1],
    ['REMAINDER', -6, 3, 0],
  ];
  test.each(results)('%s of %i and %i is %i', (op, x, y, result) => {
    expect(calculate(op, x, y)).toEqual({ end: 'finished', a: result });
  });

  const failures: [string, SketchPart, SketchPart, string][] = [
    ['ADD', 999_999_999, 1, 'number-too-large'],
    ['MINUS', -999_999_999, 1, 'number-too-large'],
    ['MULTIPLY', 999_999_999, 999_999_999, 'number-too-large'],
    ['QUOTIENT', 1, 0, 'divided-by-zero'],
    ['REMAINDER', 1, 0, 'divided-by-zero'],
    ['ADD', 1, null, 'missing-number'],
    ['ADD', null, 1, 'missing-number'],
  ];
  test.each(failures)('%s of %j and %j fails', (op, x, y, reason) => {
    expect(calculate(op, x, y)).toEqual({ end: reason, a: 0 });
  });

  test('a failure is that of the block in which it happens, and changes nothing', () => {
    const inner: Sketch = ['arithmetic', 'QUOTIENT', 1, 0];
    expect(run(SEA, [['set', 'a', ['arithmetic', 'ADD', a, inner]]])).toMatchObject({
      reason: 'divided-by-zero',
      block: 'b4',
      steps: 1,
    });
    expect(run(SEA, [['change', 'a', null]])).toMatchObject({
      reason: 'missing-number',
      block: 'b1',
    });
    expect(
      run(SEA, [
        ['set', 'a', 999_999_999],
        ['change', 'a', 1],
      ]),
    ).toMatchObject({
      reason: 'number-too-large',
      block: 'b2',
      state: { memory: { variables: { a: 999_999_999 } } },
    });
  });
});

describe('comparison', () => {
  const rows: [string, boolean, boolean, boolean][] = [
    ['EQ', false, true, false],
    ['NEQ', true, false, true],
    ['LT', true, false, false],
    ['LTE', true, true, false],
    ['GT', false, false, true],
    ['GTE', false, true, true],
  ];
  test.each(rows)('%s of 1, 2 and 3 with 2', (op, below, same, above) => {
    const holds = (x: number, around: (c: Sketch) => Sketch) => {
      const question = around(['compare', op, x, 2]);
      return memory([['if_else', question, [['set', 'a', 1]], [['set', 'a', 0]]]]);
    };
    const answers = [below, same, above];
    answers.forEach((yes, at) => {
      expect(holds(at + 1, (c) => c)).toEqual({ end: 'finished', a: Number(yes) });
      expect(holds(at + 1, (c) => ['not', c])).toEqual({ end: 'finished', a: Number(!yes) });
      expect(holds(at + 1, (c) => ['and', c, c])).toEqual({ end: 'finished', a: Number(yes) });
      expect(holds(at + 1, (c) => ['or', c, c])).toEqual({ end: 'finished', a: Number(yes) });
    });
  });
});

describe('variables and lists', () => {
  const list = (values: number[]): Sketch[] => values.map((value) => ['list_add', 'l', value]);
  const cases: [string, Sketch[], object][] = [
    ['a variable begins as 0', [['set', 'b', a]], { b: 0, a: 0 }],
    [
      'a variable set to itself',
      [
        ['set', 'a', 4],
        ['set', 'a', a],
      ],
      { a: 4 },
    ],
    [
      'exchanged',
      [
        ['set', 'a', 1],
        ['set', 'b', 2],
        ['set', 't', a],
        ['set', 'a', ['variable', 'b']],
        ['set', 'b', ['variable', 't']],
      ],
      { a: 2, b: 1, t: 1 },
    ],
    [
      'a sum of itself',
      [
        ['set', 'a', 3],
        ['set', 'a', ['arithmetic', 'MULTIPLY', a, a]],
      ],
      { a: 9 },
    ],
    [
      'changed by itself',
      [
        ['set', 'a', 3],
        ['change', 'a', a],
      ],
      { a: 6 },
    ],
    ['a list begins empty', [['set', 'a', ['list_length', 'l']]], { a: 0, l: [] }],
    ['added', list([3, 1]), { l: [3, 1] }],
    ['inserted before', [...list([3, 1]), ['list_insert', 'l', 1, 7]], { l: [7, 3, 1] }],
    ['inserted behind', [...list([3, 1]), ['list_insert', 'l', 3, 7]], { l: [3, 1, 7] }],
    ['replaced', [...list([3, 1]), ['list_set', 'l', 2, 7]], { l: [3, 7] }],
    ['removed', [...list([3, 1]), ['list_remove', 'l', 1]], { l: [1] }],
    ['looked up', [...list([3, 1]), ['set', 'a', ['list_item', 'l', 2]]], { l: [3, 1], a: 1 }],
    [
      'a list of its own length',
      [
        ['list_add', 'l', ['list_length', 'l']],
        ['list_add', 'l', ['list_length', 'l']],
      ],
      { l: [0, 1] },
    ],
  ];
  test.each(cases)('%s', (_, body, expected) => {
    expect(memory(body)).toEqual({ end: 'finished', ...expected });
  });

  const wrong: [string, Sketch][] = [
    ['item 0', ['set', 'a', ['list_item', 'l', 0]]],
    ['an item beyond', ['set', 'a', ['list_item', 'l', 3]]],
    ['replacing beyond', ['list_set', 'l', 3, 1]],
    ['inserting beyond', ['list_insert', 'l', 4, 1]],
    ['inserting at 0', ['list_insert', 'l', 0, 1]],
    ['removing beyond', ['list_remove', 'l', 3]],
    ['removing at 0', ['list_remove', 'l', 0]],
  ];
  test.each(wrong)('%s is no place', (_, block) => {
    expect(memory([...list([3, 1]), block])).toMatchObject({ end: 'no-such-place', l: [3, 1] });
  });

  test('a hundred numbers fit in a list, and no more', () => {
    const hundred: Sketch[] = [
      [
        'repeat',
        50,
        [
          ['list_add', 'l', 1],
          ['list_insert', 'l', 1, 2],
        ],
      ],
    ];
    expect(memory(hundred).end).toBe('finished');
    expect(memory([...hundred, ['list_add', 'l', 1]]).end).toBe('list-too-long');
    expect(memory([...hundred, ['list_insert', 'l', 1, 1]]).end).toBe('list-too-long');
    expect(memory([...hundred, ['list_insert', 'l', 200, 1]]).end).toBe('no-such-place');
  });

  test('a world gives values, and asks for them', () => {
    const world: World = {
      ...SEA,
      given: { variables: { a: 5, unused: 7 }, lists: { l: [1, 2] } },
      goal: { variables: { a: 6, never: 0 }, lists: { l: [1, 2, 6], none: [] } },
    };
    const solved = run(world, [
      ['change', 'a', 1],
      ['list_add', 'l', a],
    ]);
    expect(solved).toMatchObject({ solved: true, goals: { variables: true, lists: true } });
    expect(solved.state.memory).toEqual({
      variables: { a: 6, unused: 7 },
      lists: { l: [1, 2, 6] },
    });
    expect(run(world, []).goals).toEqual({ variables: false, lists: false });
    expect(run(world, ['warp'])).toMatchObject({
      goals: { variables: false, lists: false },
      state: { memory: { variables: { a: 5, unused: 7 }, lists: { l: [1, 2] } } },
    });
  });
});

describe('repeat with a number', () => {
  const rounds = (times: SketchPart): Sketch[] => [
    ['set', 'a', 2],
    ['repeat_number', times, [['change', 'a', 1]]],
  ];
  const cases: [string, SketchPart, number, number][] = [
    ['a typed one', 3, 5, 7],
    ['none', 0, 2, 1],
    ['below none', -4, 2, 1],
    ['worked out once, before the first round', a, 4, 5],
    ['a sum', ['arithmetic', 'ADD', a, 1], 5, 7],
  ];
  test.each(cases)('%s', (_, times, value, steps) => {
    const outcome = run(SEA, rounds(times));
    expect(outcome).toMatchObject({ ended: 'finished', steps });
    expect(outcome.state.memory.variables).toEqual({ a: value });
  });

  test('one that cannot be worked out takes the step in which it fails', () => {
    expect(run(SEA, rounds(null))).toMatchObject({
      reason: 'missing-number',
      block: 'b2',
      steps: 2,
    });
    expect(run(SEA, rounds(['arithmetic', 'QUOTIENT', a, 0]))).toMatchObject({
      reason: 'divided-by-zero',
      block: 'b3',
      steps: 2,
    });
  });
});

describe('functions', () => {
  const p: Sketch = ['parameter', 'p'];
  const q: Sketch = ['parameter', 'q'];
  const less = (x: SketchPart, y: SketchPart): Sketch => ['arithmetic', 'MINUS', x, y];

  test('a function runs where it is called, and only there', () => {
    const define: SketchScript = [['define', 'f'], [['change', 'a', 1]]];
    expect(memory([], define)).toEqual({ end: 'finished', a: 0 });
    expect(
      memory(
        [
          ['call', 'f'],
          ['call', 'f'],
        ],
        define,
      ),
    ).toEqual({ end: 'finished', a: 2 });
    expect(run(SEA, [['call', 'f']], define).steps).toBe(2);
  });

  test('each call has parameters of its own', () => {
    const sum: SketchScript = [
      ['define_1', 'sum', 'p'],
      [
        [
          'if',
          ['compare', 'GT', p, 0],
          [
            ['call_1', 'sum', less(p, 1)],
            ['change', 'a', p],
          ],
        ],
      ],
    ];
    expect(memory([['call_1', 'sum', 4]], sum)).toEqual({ end: 'finished', a: 10 });
  });

  test('two parameters come in order, also where they are passed on exchanged', () => {
    const outer: SketchScript = [
      ['define_2', 'outer', 'p', 'q'],
      [
        ['call_2', 'inner', q, p],
        ['set', 'c', p],
      ],
    ];
    const inner: SketchScript = [
      ['define_2', 'inner', 'q', 'p'],
      [
        ['set', 'a', less(p, q)],
        ['set', 'b', q],
      ],
    ];
    expect(memory([['call_2', 'outer', 1, 10]], outer, inner)).toEqual({
      end: 'finished',
      a: -9,
      b: 10,
      c: 1,
    });
  });

  test('loops go on where a call inside them left them', () => {
    const f: SketchScript = [
      ['define_1', 'f', 'p'],
      [
        [
          'repeat',
          2,
          [
            ['change', 'a', 1],
            ['if', ['compare', 'GT', p, 0], [['call_1', 'f', less(p, 1)]]],
          ],
        ],
      ],
    ];
    // t(0) = 2, t(n) = 2 · (1 + t(n - 1))
    expect(memory([['repeat', 3, [['call_1', 'f', 3]]]], f)).toEqual({ end: 'finished', a: 90 });
  });

  test('two hundred calls may be open at once', () => {
    const down: SketchScript = [
      ['define_1', 'f', 'p'],
      [
        ['change', 'a', 1],
        ['if', ['compare', 'GT', p, 1], [['call_1', 'f', less(p, 1)]]],
      ],
    ];
    expect(memory([['call_1', 'f', 200]], down)).toEqual({ end: 'finished', a: 200 });
    expect(
      memory(
        [
          ['call_1', 'f', 200],
          ['call_1', 'f', 200],
        ],
        down,
      ).end,
    ).toBe('finished');
    expect(memory([['call_1', 'f', 201]], down)).toEqual({ end: 'too-many-calls', a: 200 });
  });
});
