/**
 * Caution index of each line (a pupil's row, or an item's column; 0 and 1) of an S-P chart:
 * 1 − cov(x, p)/cov(x*, p), where `by` holds p, the sums of the other side, and x* has the same sum
 * as x, `of`, on the largest p (Sato 1975). 0 for a perfect pattern, above 1 for one that runs
 * against the group. Null where x is all or nothing, or p does not differ between what x* holds and
 * what it lacks. Whole numbers up to the one division.
 */
export function caution(lines: Uint8Array[], of: number[], by: number[]): (number | null)[] {
  const sorted = [...by].sort((a, b) => b - a);
  const largest = new Float64Array(by.length + 1);
  for (const [at, sum] of sorted.entries()) largest[at + 1] = (largest[at] as number) + sum;
  const all = largest[by.length] as number;
  return lines.map((line, row) => {
    const score = of[row] as number;
    // n²·cov = n·Σxp − Σx·Σp.
    const best = by.length * (largest[score] as number) - score * all;
    if (score === 0 || score === by.length || best === 0) return null;
    const own = line.reduce((sum, cell, at) => sum + cell * (by[at] as number), 0);
    return 1 - (by.length * own - score * all) / best;
  });
}
