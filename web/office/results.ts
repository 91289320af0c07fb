import type { TrendPoint } from '../../scoring/wire/results.ts';

/** Which way a difference points, if its 95 % interval leaves out 0. */
export function readDirection({ lo, hi }: { lo: number; hi: number }): 'up' | 'down' | undefined {
  if (lo > 0) return 'up';
  return hi < 0 ? 'down' : undefined;
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
