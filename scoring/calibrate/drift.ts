import { quantile } from '../irt/summary.ts';

/** What a common item's difficulty did between two calibrations on one metric. */
export interface Drift {
  id: string;
  /** Fresh less base mean step difficulty: positive is harder than it was. */
  shift: number;
  /** Robust z of the round that took the item out, of the last round for the others. */
  z: number;
  drifting: boolean;
}

/** Two-sided 5 % of a normal distribution. */
const LIMIT = 1.96;

/** Smallest spread: shifts that differ by less than this are equal but for rounding. */
const LEAST_SPREAD = 1e-6;

/**
 * Robust-z screen of common items: z = (shift − median)/(0.74·IQR), drifting where |z| > 1.96
 * (Huynh & Meyer 2010, Practical Assessment, Research & Evaluation 15). Screened by rounds: each
 * takes the item of largest |z| out (of equal ones the first) and centres anew on the median of the
 * rest, until no |z| is above 1.96; an item that is out stays out. The IQR (R's `quantile`, type 7)
 * stays that of all items: taken anew of what is left, it shrinks with each item that leaves, and
 * of twelve items that do not drift 16 % would be out, not 9 %.
 *
 * At least half of the items stay, because those between the quartiles cannot leave. Where more
 * than a quarter drift to one side the IQR widens and the screen sees little: that is a new test,
 * and no link. Output in the order of the input. Throws RangeError with fewer than two items or a
 * shift that is not finite.
 */
export function screenDrift(shifts: readonly { id: string; shift: number }[]): Drift[] {
  if (shifts.length < 2) throw new RangeError('drift needs at least two common items');
  const odd = shifts.find(({ shift }) => !Number.isFinite(shift));
  if (odd) throw new RangeError(`${odd.id} has no finite shift`);
  const drifts = shifts.map(({ id, shift }): Drift => ({ id, shift, z: 0, drifting: false }));
  const all = shiftsOf(drifts);
  const spread = Math.max(0.74 * (quantile(all, 0.75) - quantile(all, 0.25)), LEAST_SPREAD);
  for (;;) {
    const kept = drifts.filter(({ drifting }) => !drifting);
    const median = quantile(shiftsOf(kept), 0.5);
    for (const each of kept) each.z = (each.shift - median) / spread;
    const worst = kept.reduce((a, b) => (Math.abs(b.z) > Math.abs(a.z) ? b : a));
    if (Math.abs(worst.z) <= LIMIT) return drifts;
    worst.drifting = true;
  }
}

function shiftsOf(drifts: readonly Drift[]): number[] {
  return drifts.map(({ shift }) => shift);
}
