/** Figures in words that their uncertainty deserves. All shares are in percent. */

interface Interval {
  mean: number;
  lo: number;
  hi: number;
  /** Only this is told: the bound or less, the bound or more. */
  mask?: 'low' | 'high' | undefined;
}

/** Decimals that an interval of this half-width (in percent) carries: finer ones would be noise. */
function countDecimals(halfWidth: number): 0 | 1 {
  return halfWidth < 1 ? 1 : 0;
}

/** `58`, or `58.3` where the interval is narrow enough to tell; `≤ 5` for one that is masked. */
export function printMean({ mean, lo, hi, mask }: Interval): string {
  if (mask) return `${mask === 'low' ? '≤' : '≥'} ${mean.toFixed(0)}`;
  return mean.toFixed(countDecimals((hi - lo) / 2));
}

/** The two ends, rounded as the mean is: `['55', '61']`; of a masked mean where it may lie. */
export function printEnds({ lo, hi, mask }: Interval): [lo: string, hi: string] {
  if (mask === 'low') return ['0', hi.toFixed(0)];
  if (mask === 'high') return [lo.toFixed(0), '100'];
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
