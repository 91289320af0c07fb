/** Figures in words that their uncertainty deserves. All shares are in percent. */

interface Interval {
  mean: number;
  lo: number;
  hi: number;
}

/** Decimals that an interval of this half-width (in percent) carries: finer ones would be noise. */
function countDecimals(halfWidth: number): 0 | 1 {
  return halfWidth < 1 ? 1 : 0;
}

/** `58`, or `58.3` where the interval is narrow enough to tell. */
export function printMean({ mean, lo, hi }: Interval): string {
  return mean.toFixed(countDecimals((hi - lo) / 2));
}

/** The two ends, rounded as the mean is: `['55', '61']`. */
export function printEnds({ lo, hi }: Interval): [lo: string, hi: string] {
  const decimals = countDecimals((hi - lo) / 2);
  return [lo.toFixed(decimals), hi.toFixed(decimals)];
}

/** Part of a whole in whole percent, never 100 unless it is all and never 0 unless it is none. */
export function printShare(part: number, whole: number): string {
  if (whole === 0) return '0';
  const share = (part / whole) * 100;
  if (part < whole && share > 99) return '99';
  if (part > 0 && share < 1) return '1';
  return share.toFixed(0);
}

/** `2,412`. */
export function printCount(count: number): string {
  return count.toLocaleString('en');
}
