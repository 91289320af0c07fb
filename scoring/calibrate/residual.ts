import { logNorm } from '../irt/gpcm.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import type { Answers } from '../irt/score-pattern.ts';

/** Memory for one item at one θ: `shares` are P(0) … P(m), `logs` their logarithms. */
export interface Expectation {
  logs: Float64Array;
  shares: Float64Array;
  mean: number;
  variance: number;
}

/** Memory that serves each of the items. */
export function openExpectation(items: readonly ItemParameters[]): Expectation {
  const most = items.reduce((max, { d }) => Math.max(max, d.length), 0) + 1;
  const arrays = { logs: new Float64Array(most), shares: new Float64Array(most) };
  return { ...arrays, mean: 0, variance: 0 };
}

/** Fills the memory for an item at θ: without it every cell would make arrays. */
export function setExpectation(at: Expectation, { a, d }: ItemParameters, theta: number): void {
  const norm = logNorm(a, d, theta);
  let mean = 0;
  for (let k = 0; k <= d.length; k++) {
    const log = (k === 0 ? 0 : a * k * theta + (d[k - 1] as number)) - norm;
    const share = Math.exp(log);
    at.logs[k] = log;
    at.shares[k] = share;
    mean += k * share;
  }
  let variance = 0;
  for (let k = 0; k <= d.length; k++) variance += (k - mean) ** 2 * (at.shares[k] as number);
  at.mean = mean;
  at.variance = variance;
}

/**
 * Throws RangeError where the cells are not rows × items, a category lies outside its item's
 * parameters, or an ability is missing or not a number.
 */
export function checkAnswers({ items, cells, rows }: Answers, theta: Float64Array): void {
  const width = items.length;
  if (cells.length !== rows * width) throw new RangeError('the cells are not rows × items');
  if (theta.length !== rows || !theta.every(Number.isFinite)) {
    throw new RangeError('each row needs an ability');
  }
  for (let at = 0; at < cells.length; at++) {
    const item = items[at % width] as ItemParameters;
    if ((cells[at] as number) > item.d.length) {
      throw new RangeError(`${item.id} was answered ${cells[at] ?? ''}, past its parameters`);
    }
  }
}
