import type { TrendPoint } from '../../scoring/wire/results.ts';

/** Which way a difference points, if its 95 % interval leaves out 0. */
export function readDirection({ lo, hi }: { lo: number; hi: number }): 'up' | 'down' | undefined {
  if (lo > 0) return 'up';
  return hi < 0 ? 'down' : undefined;
}

/** An interval that begins below this share says that schools may be alike. */
const NEARLY_NONE = 0.01;

export function mayBeNone(icc: { lo: number }): boolean {
  return icc.lo < NEARLY_NONE;
}

/**
 * Of a hundred parts of the variance, those between schools and those within. Parts and not "so many
 * times as large": an ICC is of squares, and points on the scale differ by its root.
 */
export function findParts(icc: number): { between: number; within: number } {
  const between = Math.round(icc * 100);
  return { between, within: 100 - between };
}

/** The year that a trend's change is held against; undefined where that is the year before. */
export function findEarlier(points: readonly TrendPoint[]): number | undefined {
  const [earlier, present] = points
    .toSorted((a, b) => a.academicYear - b.academicYear)
    .slice(-2)
    .map(({ academicYear }) => academicYear);
  if (earlier === undefined || present === undefined) return undefined;
  return present - earlier === 1 ? undefined : earlier;
}

/** Two-sided 95 % of the normal distribution. */
const Z = 1.96;

/** A year's mean with an interval of the cohort and of the link to the base year. */
export function findPointInterval({ mean, se, linkError }: TrendPoint): {
  mean: number;
  lo: number;
  hi: number;
} {
  const half = Z * Math.hypot(se, linkError);
  return { mean, lo: mean - half, hi: mean + half };
}
