import type { Answers } from '../irt/score-pattern.ts';
import { checkAnswers, openExpectation, setExpectation } from './residual.ts';

/** How likely each row's pattern is at its ability: low values are unlikely patterns. */
export interface PersonFit {
  /** Standardised log-likelihood as if θ were known. */
  lz: Float64Array;
  /** The same, corrected for θ being estimated: close to standard normal. */
  lzStar: Float64Array;
  /** Per row: 1 where both are defined, else 0 and both are 0 (nothing answered, or no doubt left). */
  status: Uint8Array;
}

/** Memory of one row: sums over its items. */
interface Sums {
  /** Σ(log P(x) − E log P). */
  surprise: number;
  /** Σ Var(log P), Σ Cov(a·k, log P), Σ Var(a·k), Σ third central moment of a·k. */
  variance: number;
  covariance: number;
  information: number;
  third: number;
}

/** Below this a variance is rounding: all answers of the row were certain. */
const NO_DOUBT = 1e-10;

/**
 * l_z for several categories (Drasgow, Levine & Williams 1985, British Journal of Mathematical and
 * Statistical Psychology 38) and l_z* (Snijders 2001, Psychometrika 66; Sinharay 2016, Psychometrika
 * 81, for several categories). `theta` must be the WLE of the very same cells, whose estimating
 * equation Σ a·(x − E) + J/(2I) = 0 the correction rests on: with w = log P, r = a·(k − E),
 * c = ΣCov(r, w)/ΣVar(r) and r₀ = J/(2I), l_z* = (Σ(w(x) − E w) + c·r₀)/√ΣVar(w − c·r). Plain l_z has
 * a variance below 1 and misses patterns that l_z* finds. A low value calls for a look at the answers
 * and is no verdict on a pupil. Throws RangeError for cells that the parameters do not have or a row
 * without ability.
 */
export function personFit({ theta, ...answers }: Answers & { theta: Float64Array }): PersonFit {
  checkAnswers(answers, theta);
  const { rows } = answers;
  const fit = {
    lz: new Float64Array(rows),
    lzStar: new Float64Array(rows),
    status: new Uint8Array(rows),
  };
  const at = openExpectation(answers.items);
  for (let row = 0; row < rows; row++) {
    const { surprise, variance, covariance, information, third } = sumRow(answers, at, row, theta);
    if (information < NO_DOUBT) continue;
    const slope = covariance / information;
    const rest = variance - slope * covariance;
    if (rest < NO_DOUBT) continue;
    const bias = third / (2 * information);
    fit.status[row] = 1;
    fit.lz[row] = surprise / Math.sqrt(variance);
    fit.lzStar[row] = (surprise + slope * bias) / Math.sqrt(rest);
  }
  return fit;
}

function sumRow(
  { items, cells }: Answers,
  at: ReturnType<typeof openExpectation>,
  row: number,
  theta: Float64Array,
): Sums {
  const sums = { surprise: 0, variance: 0, covariance: 0, information: 0, third: 0 };
  for (const [i, item] of items.entries()) {
    const cell = cells[row * items.length + i] as number;
    if (cell < 0) continue;
    setExpectation(at, item, theta[row] as number);
    let mean = 0;
    for (let k = 0; k <= item.d.length; k++) {
      mean += (at.shares[k] as number) * (at.logs[k] as number);
    }
    sums.surprise += (at.logs[cell] as number) - mean;
    for (let k = 0; k <= item.d.length; k++) {
      const share = at.shares[k] as number;
      const w = (at.logs[k] as number) - mean;
      const r = item.a * (k - at.mean);
      sums.variance += share * w * w;
      sums.covariance += share * w * r;
      sums.information += share * r * r;
      sums.third += share * r * r * r;
    }
  }
  return sums;
}
