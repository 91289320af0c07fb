import type { Estimate } from '../wire/report.ts';

/** A share of 0 % or 100 % would tell what every pupil did: ends are told as "5 or less", "95 or more". */
const ENDS = { low: 5, high: 95 } as const;

/** More decimals than anybody reads would narrow down what single pupils had. */
export function roundTenth(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A share in percent with its ends masked, to a tenth. */
export function maskShare(percent: number): number {
  return roundTenth(Math.min(ENDS.high, Math.max(ENDS.low, percent)));
}

/** Mean and limits to a tenth, whatever they are: for those who may know what every pupil had. */
export function roundEstimate(estimate: Estimate): Estimate {
  if (estimate.status !== 'shown') return estimate;
  const { mean, lo, hi } = estimate;
  return { status: 'shown', mean: roundTenth(mean), lo: roundTenth(lo), hi: roundTenth(hi) };
}

/**
 * The same for everybody else: a mean of 5 or less, or of 95 or more, becomes that bound with a mark,
 * and so do its limits. All of both ends, and not 0 and 100 alone: a mark that only they had would
 * say which it is.
 */
export function maskEstimate(estimate: Estimate): Estimate {
  const rounded = roundEstimate(estimate);
  if (rounded.status !== 'shown') return rounded;
  if (rounded.mean <= ENDS.low) return atBound('low');
  return rounded.mean >= ENDS.high ? atBound('high') : rounded;
}

function atBound(mask: keyof typeof ENDS): Estimate {
  const bound = ENDS[mask];
  return { status: 'shown', mean: bound, lo: bound, hi: bound, mask };
}

/** Which end a share (0 to 1) lies at or beyond; undefined for one between them. */
export function findEnd(share: number): keyof typeof ENDS | undefined {
  if (100 * share <= ENDS.low) return 'low';
  return 100 * share >= ENDS.high ? 'high' : undefined;
}
