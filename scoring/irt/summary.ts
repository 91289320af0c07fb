/** Σ of the values; 0 of none. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Arithmetic mean; NaN of none. */
export function average(values: readonly number[]): number {
  return sum(values) / values.length;
}

/**
 * The value below which a share of the values lies, between two neighbours by their distance: R's
 * `quantile`, type 7 (Hyndman & Fan 1996, The American Statistician 50). `share` is 0 to 1; the
 * values may lie in any order, and there is at least one.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (at - Math.floor(at)) * (high - low);
}
