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

/** Below it "so many times" says nothing. */
const TWICE = 2;

/** How many times larger differences within schools are than those between, of an ICC above 0. */
export function findTimes(icc: number): number | undefined {
  const times = Math.round((1 - icc) / icc);
  return times >= TWICE ? times : undefined;
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
