import { normalCdf } from '../irt/distribution.ts';

/** How surely a test puts pupils into levels: see `classify`. */
export interface Classification {
  /** Share of pupils whose estimate lies at each level, from the lowest. */
  shares: number[];
  /** Expected share of pupils whose true level is the one they were given. */
  accuracy: number;
  /** Expected share of pupils to whom a second, parallel test would give the same level. */
  consistency: number;
}

/** Position of a pupil's level, 0 the lowest: a pupil at a cut has reached the level above it. */
export function levelOf(theta: number, cuts: readonly number[]): number {
  return cuts.filter((cut) => theta >= cut).length;
}

/**
 * Probability of each level, from the lowest, for a pupil with estimate `theta` and standard error
 * `se`: Φ((upper − θ)/se) − Φ((lower − θ)/se). `cuts` on the θ metric, ascending. Throws RangeError
 * for cuts that do not ascend, or an estimate without a positive standard error.
 */
export function levelProbabilities(input: {
  theta: number;
  se: number;
  cuts: readonly number[];
}): number[] {
  const { theta, se, cuts } = input;
  checkCuts(cuts);
  if (!(Number.isFinite(theta) && se > 0 && se < Infinity))
    throw new RangeError('an estimate needs a positive standard error');
  const below = cuts.map((cut) => normalCdf((cut - theta) / se));
  return [...below, 1].map((share, level) => share - (level === 0 ? 0 : (below[level - 1] ?? 0)));
}

/**
 * Accuracy and consistency of a classification from the pupils' estimates and standard errors
 * (Rudner 2005, Practical Assessment, Research & Evaluation 10(13)): with p_k a pupil's probability
 * of level k, the means over pupils of p at the level of the estimate, and of Σ_k p_k². Pupils
 * without an estimate are left out by the caller. Throws RangeError as `levelProbabilities`, with
 * nobody, or where the two arrays differ in length.
 */
export function classify(input: {
  theta: Float64Array;
  se: Float64Array;
  cuts: readonly number[];
}): Classification {
  const { theta, se, cuts } = input;
  if (theta.length === 0 || theta.length !== se.length)
    throw new RangeError(`${theta.length} estimates with ${se.length} standard errors`);
  let [accuracy, consistency] = [0, 0];
  for (const [row, estimate] of theta.entries()) {
    const p = levelProbabilities({ theta: estimate, se: se[row] ?? 0, cuts });
    accuracy += p[levelOf(estimate, cuts)] ?? 0;
    consistency += p.reduce((sum, each) => sum + each * each, 0);
  }
  const n = theta.length;
  return { shares: shareLevels(theta, cuts), accuracy: accuracy / n, consistency: consistency / n };
}

/**
 * Share of the given abilities at each level, from the lowest. Of estimates it is the share of
 * pupils classified; of plausible values it estimates the population's, which estimates that shrink
 * do not. Throws RangeError for cuts that do not ascend, or nobody.
 */
export function shareLevels(theta: Float64Array, cuts: readonly number[]): number[] {
  checkCuts(cuts);
  if (theta.length === 0) throw new RangeError('nobody to share out over levels');
  const counts = new Array<number>(cuts.length + 1).fill(0);
  for (const each of theta) {
    const level = levelOf(each, cuts);
    counts[level] = (counts[level] as number) + 1;
  }
  return counts.map((count) => count / theta.length);
}

function checkCuts(cuts: readonly number[]): void {
  const ascend = cuts.every(
    (cut, at) => Number.isFinite(cut) && !(cut <= (cuts[at - 1] ?? -Infinity)),
  );
  if (cuts.length === 0 || !ascend) throw new RangeError('levels need cuts that ascend');
}
