import type { Bin } from '../wire/report.ts';

const BINS = 10;

/**
 * Pupils by share of credit (percent, 0 to 100) in ten bins of ten points; a bin holds its lower
 * bound, the last one also 100. A count below `threshold` is null, and so is the smallest other
 * one, again and again, while the nulls together hold somebody but fewer than `threshold`: the
 * total is known, so that they could be had by subtraction. A bin that holds everybody (100 %, with
 * 0 % elsewhere) is null as well: it would tell what each of them had.
 */
export function binShares(shares: readonly number[], threshold: number): Bin[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const share of shares) {
    const bin = Math.min(BINS - 1, Math.floor((share * BINS) / 100));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const shown = new Set([...counts.keys()].filter((bin) => (counts[bin] ?? 0) >= threshold));
  const count = (bin: number) => counts[bin] ?? 0;
  for (;;) {
    const rest = shares.length - [...shown].reduce((total, bin) => total + count(bin), 0);
    if (rest === 0 || rest >= threshold) break;
    const [least] = [...shown].sort((a, b) => count(a) - count(b) || a - b);
    if (least === undefined) break;
    shown.delete(least);
  }
  return counts.map((value, bin) => ({
    from: (bin * 100) / BINS,
    to: ((bin + 1) * 100) / BINS,
    count: shown.has(bin) && value < shares.length ? value : null,
  }));
}
