import type { Answers } from '../irt/score-pattern.ts';
import { checkAnswers, openExpectation, setExpectation } from './residual.ts';
import { fitSumScores, type Populations, type SumScoreFit } from './s-x2.ts';

/** Mean squares have an expectation near 1; S-X² is null where too few answers are left for it. */
export interface ItemFit extends SumScoreFit {
  id: string;
  /** Σ(x − E)²/ΣVar: weighs the pupils whom the item suits. */
  infit: number;
  /** Mean of (x − E)²/Var: moved by surprises far from the item. */
  outfit: number;
}

/** Variances are kept above this, as in mirt: one answer that is all but certain fills an outfit else. */
const LEAST_VARIANCE = Math.sqrt(1e-5);

/**
 * Infit and outfit mean squares (Wright & Masters 1982, ch. 5; weights are model variances) and
 * S-X² of items of the GPCM family. `abilities.theta` holds one θ a row: EAP is mirt's convention;
 * at EAP, which shrinks, mean squares lie below 1 even when all fits (LSAT-6 .76 to .86), so that
 * they compare the items of a test, while S-X² needs no θ and is the test. `cells` are coded for
 * calibration; `population` is the calibration's, by group where it had groups. Throws RangeError
 * for cells that the parameters do not have, a row without ability, or an item nobody answered.
 */
export function fitItems({
  abilities,
  population,
  ...answers
}: Answers & { abilities: { theta: Float64Array }; population: Populations }): ItemFit[] {
  checkAnswers(answers, abilities.theta);
  const sums = sumSquares(answers, abilities.theta);
  const sumScores = fitSumScores(answers, population);
  return answers.items.map(({ id }, i) => {
    const { n, squares, variances, ratios } = sums[i] ?? EMPTY;
    if (n === 0) throw new RangeError(`nobody answered ${id}`);
    const { sx2, df, p } = sumScores[i] ?? { sx2: null, df: null, p: null };
    return { id, infit: squares / variances, outfit: ratios / n, sx2, df, p };
  });
}

const EMPTY = { n: 0, squares: 0, variances: 0, ratios: 0 };

function sumSquares({ items, cells, rows }: Answers, theta: Float64Array): (typeof EMPTY)[] {
  const at = openExpectation(items);
  return items.map((item, i) => {
    const sums = { ...EMPTY };
    for (let row = 0; row < rows; row++) {
      const cell = cells[row * items.length + i] as number;
      if (cell < 0) continue;
      setExpectation(at, item, theta[row] as number);
      const square = (cell - at.mean) ** 2;
      const variance = Math.max(at.variance, LEAST_VARIANCE);
      sums.n++;
      sums.squares += square;
      sums.variances += variance;
      sums.ratios += square / variance;
    }
    return sums;
  });
}
