import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditRelease, type Statement } from './audit.ts';
import { hideCells, type Cell, type Hidden } from './suppression.ts';

/** A tree of totals as statements: what of it is shown, and the schools below each cell. */
function state(districts: number[][], hidden: ReadonlySet<string>, contrasts: Statement[] = []) {
  const schools = districts.flatMap((sizes, d) =>
    sizes.map((tested, s) => ({ id: `d${d}s${s}`, tested })),
  );
  const total = (id: string, kind: Statement['kind'], of: string[]): Statement => ({
    id,
    kind,
    weights: new Map(of.map((school) => [school, 1])),
    shown: !hidden.has(id),
  });
  const ids = schools.map(({ id }) => id);
  return {
    schools,
    threshold: 10,
    statements: [
      total('city', 'total', ids),
      ...districts.map((_, d) =>
        total(
          `d${d}`,
          'total',
          ids.filter((id) => id.startsWith(`d${d}s`)),
        ),
      ),
      ...ids.map((id) => total(id, 'school', [id])),
      ...contrasts,
    ],
  };
}

function contrast(weights: Record<string, number>): Statement {
  return { id: 'x', kind: 'contrast', weights: new Map(Object.entries(weights)), shown: true };
}

const found = (districts: number[][], hidden: string[], contrasts: Statement[] = []) =>
  auditRelease(state(districts, new Set(hidden), contrasts)).recovered;

const LARGE = [50, 50, 50];

describe('the attacker', () => {
  test.each([
    ['has nothing to do', [[20, 20, 20], LARGE], [], []],
    ['subtracts one school from its district', [[8, 30, 20], LARGE], ['d0s0'], ['d0s0', 'd0s0']],
    ['cannot part two schools', [[8, 30, 20], LARGE], ['d0s0', 'd0s2'], []],
    [
      'subtracts two that are small together',
      [[3, 4, 30, 20], LARGE],
      ['d0s0', 'd0s1'],
      ['d0s0 + d0s1'],
    ],
    [
      'goes round a hidden district by the city',
      [[8, 30, 20], LARGE],
      ['d0', 'd0s0'],
      ['d0s0', 'd0s0'],
    ],
    ['subtracts a district of two schools', [[40, 40], LARGE], ['d0'], ['d0s0 + d0s1']],
    ['may know the city', [[40, 40]], ['d0'], []],
    [
      'parts two schools that a contrast weighs otherwise',
      [[8, 30, 20], LARGE],
      ['d0s0', 'd0s2'],
      ['d0s0', 'd0s2', 'd0s0'],
      [contrast({ d0s0: 1, d0s2: 3, d1s0: -1 })],
    ],
  ] as [string, number[][], string[], string[], Statement[]?][])(
    '%s',
    (_, districts, hidden, expected, contrasts) => {
      expect(found(districts, hidden, contrasts)).toEqual(expected);
    },
  );

  test('counts what is hidden and what was tried', () => {
    expect(auditRelease(state([[8, 30, 20], LARGE], new Set(['d0s0', 'd0s2'])))).toEqual({
      hidden: 2,
      equations: 7,
      recovered: [],
    });
  });
});

function cellsOf(districts: number[][]): Cell[] {
  const sum = (sizes: number[]) => sizes.reduce((a, b) => a + b, 0);
  return [
    { id: 'city', parent: undefined, tested: sum(districts.flat()) },
    ...districts.flatMap((sizes, d) => [
      { id: `d${d}`, parent: 'city', tested: sum(sizes) },
      ...sizes.map((tested, s) => ({ id: `d${d}s${s}`, parent: `d${d}`, tested })),
    ]),
  ];
}

const cities = fc.array(
  fc.array(fc.oneof(fc.nat(12), fc.nat(60)), { minLength: 1, maxLength: 3 }),
  { minLength: 1, maxLength: 3 },
);

test('law: what the suppression hides, the audit cannot recover', () => {
  fc.assert(
    fc.property(cities, (districts) => {
      const hidden: Hidden = hideCells(cellsOf(districts), 10);
      expect(found(districts, [...hidden.keys()])).toEqual([]);
    }),
  );
});

/**
 * The attack without any thought: every set of schools whose shown totals, added and subtracted in
 * every way, leave just that set. Enough for a tree, whose equations need no other factors.
 */
function bruteForce(districts: number[][], hidden: ReadonlySet<string>): boolean {
  const { schools, statements } = state(districts, hidden);
  const filled = schools.filter(({ tested }) => tested > 0);
  const told = statements
    .filter(({ shown }) => shown)
    .map(({ weights }) => filled.map(({ id }) => weights.get(id) ?? 0));
  const secret = filled.map(({ id }) => hidden.has(id));
  const combine = (at: number, sum: number[]): boolean => {
    const row = told[at];
    if (row) {
      return [-1, 0, 1].some((times) =>
        combine(
          at + 1,
          sum.map((value, i) => value + times * (row[i] ?? 0)),
        ),
      );
    }
    const of = filled.filter((_, i) => sum[i] !== 0);
    const plain = sum.every((value, i) => value === 0 || (value === 1 && secret[i] === true));
    const tested = of.reduce((total, school) => total + school.tested, 0);
    return plain && of.length > 0 && (of.length === 1 || tested < 10);
  };
  return combine(0, new Array<number>(filled.length).fill(0));
}

const smallCities = fc.array(fc.array(fc.nat(14), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 2,
});

test('law: it finds just what brute force finds, whatever is hidden', () => {
  const anyHidden = smallCities.chain((districts) =>
    fc.tuple(fc.constant(districts), fc.subarray(cellsOf(districts).map(({ id }) => id))),
  );
  fc.assert(
    fc.property(anyHidden, ([districts, hidden]) => {
      const set = new Set(hidden);
      const { recovered } = auditRelease({
        ...state(districts, set),
        // Groupings have a rule of their own: this is the other one alone.
        statements: state(districts, set).statements.map((each) =>
          each.kind === 'total' ? { ...each, kind: 'contrast' } : each,
        ),
      });
      expect(recovered.length > 0).toBe(bruteForce(districts, set));
    }),
    { numRuns: 300 },
  );
});
