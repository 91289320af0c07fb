import { concludeTest, type Counts, type GroupTest } from './mantel-haenszel.ts';

/**
 * The same for an item with several categories. Mantel's χ² (1963, Journal of the American
 * Statistical Association 58; Zwick, Donoghue & Grima 1993, Journal of Educational Measurement 30)
 * with scores 0 … m and no continuity correction, which is meant for whole tables of two. The odds
 * ratio is Liu and Agresti's common cumulative one (1996, Biometrics 52; Penfield & Algina 2003,
 * Journal of Educational Measurement 40), over pairs of a pupil of each group in a stratum of n:
 * Σ(1/n)Σ max(0, y_ref − y_focal) / Σ(1/n)Σ max(0, y_focal − y_ref), which for two categories is
 * Mantel and Haenszel's. Its standard error is that of a two-sample U-statistic, from the pairs
 * themselves, consistent for few large strata as for many small ones.
 */
export function testMantel(strata: readonly Counts[]): GroupTest {
  let difference = 0;
  let variance = 0;
  let inFavour = 0;
  let against = 0;
  for (const stratum of strata) {
    const { sizes, sums, squares } = describe(stratum);
    const n = sizes[0] + sizes[1];
    if (sizes[0] === 0 || sizes[1] === 0) continue;
    const total = sums[0] + sums[1];
    difference += sums[0] - (sizes[0] * total) / n;
    variance += (sizes[0] * sizes[1] * (n * squares - total * total)) / (n * n * (n - 1));
    const pairs = comparePairs(stratum);
    inFavour += pairs.inFavour / n;
    against += pairs.against / n;
  }
  const isFinite = inFavour > 0 && against > 0;
  const alpha = isFinite ? inFavour / against : null;
  return {
    ...concludeTest(difference, variance),
    alpha,
    se: alpha === null ? null : Math.sqrt(spreadOf(strata, alpha)) / inFavour,
  };
}

function describe({ reference, focal }: Counts) {
  const sizes: [number, number] = [0, 0];
  const sums: [number, number] = [0, 0];
  let squares = 0;
  for (let k = 0; k < reference.length; k++) {
    const [r = 0, f = 0] = [reference[k], focal[k]];
    sizes[0] += r;
    sizes[1] += f;
    sums[0] += k * r;
    sums[1] += k * f;
    squares += k * k * (r + f);
  }
  return { sizes, sums, squares };
}

function comparePairs({ reference, focal }: Counts): { inFavour: number; against: number } {
  let inFavour = 0;
  let against = 0;
  for (let k = 0; k < reference.length; k++) {
    for (let j = 0; j < focal.length; j++) {
      const pairs = (reference[k] ?? 0) * (focal[j] ?? 0) * (k - j);
      if (pairs > 0) inFavour += pairs;
      else against -= pairs;
    }
  }
  return { inFavour, against };
}

/**
 * Variance of Σ(1/n)ΣΣ q with q = max(0, y − z) − α·max(0, z − y), whose expectation is 0 in each
 * stratum: products of pairs that share a pupil are all that is left of it.
 */
function spreadOf(strata: readonly Counts[], alpha: number): number {
  let spread = 0;
  for (const { reference, focal } of strata) {
    const kernel = (y: number, z: number) => (y > z ? y - z : alpha * (y - z));
    let n = 0;
    let shared = 0;
    for (let k = 0; k < reference.length; k++) {
      const [ofReference = 0, ofFocal = 0] = [reference[k], focal[k]];
      let [row, column, own] = [0, 0, 0];
      for (let j = 0; j < reference.length; j++) {
        row += (focal[j] ?? 0) * kernel(k, j);
        column += (reference[j] ?? 0) * kernel(j, k);
        own += (focal[j] ?? 0) * kernel(k, j) ** 2;
      }
      n += ofReference + ofFocal;
      shared += ofReference * (row * row - own) + ofFocal * column * column;
    }
    if (n > 0) spread += shared / (n * n);
  }
  return Math.max(0, spread);
}
