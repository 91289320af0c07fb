import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Calibration,
  type CalibrationInput,
  calibrate,
  closeCalibration,
  openCalibration,
} from './calibrate.ts';

const inputOf = (ids: string[], max: number, rows: number[][]) => ({
  items: ids.map((id) => ({ id, max })),
  cells: Int8Array.from(rows.flat()),
  rows: rows.length,
});

describe('what runs away is stopped and said', () => {
  const finite = ({ items, groups, logLik }: Calibration) => [
    logLik,
    ...items.flatMap(({ a, b, d }) => [a, ...b, ...d]),
    ...groups.flatMap((g) => [g.mean, g.variance]),
  ];

  test('answers that are perfectly ordered', () => {
    const rows = Array.from({ length: 40 }, (_, at) =>
      [at % 4 > 0, at % 4 > 1, at % 4 > 2].map(Number),
    );
    const found = calibrate({ ...inputOf(['a', 'b', 'c'], 1, rows), model: '2pl', errors: true });
    expect(found.converged).toBe(false);
    expect(found.reason).toMatch(/runs away|not settled/);
    expect(finite(found).every(Number.isFinite)).toBe(true);
    expect(found.items.every(({ seA }) => seA === null)).toBe(true);
  });

  test('answers that exclude one another', () => {
    const rows = Array.from({ length: 40 }, (_, at) => [at % 2, 1 - (at % 2)]);
    const found = calibrate({ ...inputOf(['a', 'b'], 1, rows), model: 'rasch' });
    expect(found.reason).toBe('the answers of the group all show no ability in common');
    expect(finite(found).every(Number.isFinite)).toBe(true);
  });

  test('few pupils, whatever they answer', () => {
    const anyRows = fc.array(
      fc.tuple(...new Array<fc.Arbitrary<number>>(4).fill(fc.integer({ min: -1, max: 1 }))),
      {
        minLength: 2,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(anyRows, fc.constantFrom('2pl' as const, 'rasch' as const), (rows, model) => {
        try {
          const found = calibrate({
            ...inputOf(['a', 'b', 'c', 'd'], 1, rows),
            model,
            errors: true,
          });
          expect(finite(found).every(Number.isFinite)).toBe(true);
          expect(found.converged).toBe(found.reason === null);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('what cannot be calibrated', () => {
  const good = inputOf(['a', 'b'], 1, [
    [0, 1],
    [1, 1],
    [1, 0],
  ]);
  const held = { id: 'a', a: 1, d: [0] };
  test.each<[string, Partial<CalibrationInput>]>([
    ['fewer than two items', inputOf(['a'], 1, [[0], [1]])],
    ['fewer than two rows', inputOf(['a', 'b'], 1, [[0, 1]])],
    [
      'fewer than two items are left to calibrate',
      inputOf(['a', 'b'], 1, [
        [0, 1],
        [0, 0],
      ]),
    ],
    [
      'fewer than two items are left to calibrate',
      inputOf(['a', 'b'], 1, [
        [-1, -1],
        [-1, -1],
      ]),
    ],
    ['the cells are not rows × items', { rows: 4 }],
    [
      'two items have one id',
      inputOf(['a', 'a'], 1, [
        [0, 1],
        [1, 0],
      ]),
    ],
    [
      'a has a cell above its highest category 1',
      inputOf(['a', 'b'], 1, [
        [2, 1],
        [1, 0],
      ]),
    ],
    [
      'a has more than two categories: rasch is for two',
      {
        items: [
          { id: 'a', max: 2 },
          { id: 'b', max: 1 },
        ],
      },
    ],
    [
      'a has nobody in category 1: collapse first',
      {
        ...inputOf(['a', 'b'], 2, [
          [0, 1],
          [2, 0],
        ]),
        model: 'pcm',
      },
    ],
    [
      'b has nobody in category 2: collapse first',
      {
        ...inputOf(['a', 'b'], 2, [
          [0, 1],
          [1, 0],
          [2, 0],
        ]),
        model: 'pcm',
      },
    ],
    ['there are no groups', { groups: { names: [], of: new Uint8Array(3) } }],
    ['two groups have one name', { groups: { names: ['x', 'x'], of: new Uint8Array(3) } }],
    ['not every row has a group', { groups: { names: ['x'], of: new Uint8Array(2) } }],
    [
      'a row is of a group that is not named',
      { groups: { names: ['x'], of: Uint8Array.of(0, 0, 1) } },
    ],
    [
      'the group y has no member with an answer',
      { groups: { names: ['x', 'y'], of: new Uint8Array(3) } },
    ],
    ['the held item z is not among the items', { fixed: [{ ...held, id: 'z' }] }],
    ['the held item a has other categories', { fixed: [{ ...held, d: [0, 0] }] }],
    ['the held item a has parameters without value', { fixed: [{ ...held, d: [NaN] }] }],
    ['the held item a does not discriminate', { fixed: [{ ...held, a: 0 }] }],
    ['the held item a has a slope of 2: rasch needs 1', { fixed: [{ ...held, a: 2 }] }],
    ['two held items have one id', { fixed: [held, held] }],
    [
      'nobody answered a held item: nothing gives the scale',
      {
        ...inputOf(['a', 'b', 'c'], 1, [
          [-1, 0, 1],
          [-1, 1, 0],
          [-1, 1, 1],
        ]),
        fixed: [held],
      },
    ],
  ])('%s', (reason, wrong) => {
    const run = () => calibrate({ ...good, model: 'rasch', ...wrong });
    expect(run).toThrow(RangeError);
    expect(run).toThrow(reason);
  });

  test('an item whose answers are all alike is left out, with the reason', () => {
    const rows = [
      [0, 1, 1],
      [1, 1, 1],
      [1, 1, 0],
      [0, 1, 0],
    ];
    const found = calibrate({ ...inputOf(['a', 'b', 'c'], 1, rows), model: 'rasch' });
    expect(found.dropped).toEqual([{ id: 'b', reason: 'all answers are alike' }]);
    expect(found.items.map(({ id, n }) => [id, n])).toEqual([
      ['a', 4],
      ['c', 4],
    ]);
  });

  test('an unfinished state is not closed', () => {
    const input = { ...good, model: 'pcm' as const };
    expect(() => closeCalibration(input, openCalibration(input))).toThrow('is not done');
  });
});
