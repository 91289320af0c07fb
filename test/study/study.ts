/** What a simulation found of one quantity. */
export interface Finding {
  what: string;
  truth: number | null;
  /** Mean of estimate less truth. */
  bias: number | null;
  rmse: number | null;
  /** Share of 95 % intervals that hold the truth, or of decisions that were right. */
  coverage: number | null;
  /** Replications × units that the row rests on. */
  n: number;
}

export type Study = (order: {
  reps: number;
  seed: number;
  tell: (done: number) => void;
}) => Finding[];

/** Collects estimates of one quantity against their truths. */
export class Tally {
  #n = 0;
  #truth = 0;
  #error = 0;
  #squares = 0;
  #inside = 0;
  #intervals = 0;

  add(estimate: number, truth: number, interval?: readonly [number, number]): void {
    this.#n++;
    this.#truth += truth;
    this.#error += estimate - truth;
    this.#squares += (estimate - truth) ** 2;
    if (!interval) return;
    this.#intervals++;
    if (interval[0] <= truth && truth <= interval[1]) this.#inside++;
  }

  find(what: string): Finding {
    const n = this.#n;
    return {
      what,
      truth: this.#truth / n,
      bias: this.#error / n,
      rmse: Math.sqrt(this.#squares / n),
      coverage: this.#intervals === 0 ? null : this.#inside / this.#intervals,
      n,
    };
  }
}

/** A table as Markdown has it. */
export function writeStudy(rows: readonly Finding[]): string {
  const cell = (value: number | null) => (value === null ? '' : value.toFixed(4));
  const lines = rows.map(
    ({ what, truth, bias, rmse, coverage, n }) =>
      `| ${what} | ${cell(truth)} | ${cell(bias)} | ${cell(rmse)} | ${coverage === null ? '' : `${(100 * coverage).toFixed(1)} %`} | ${n} |`,
  );
  return [
    '| quantity | truth | bias | RMSE | coverage or rate | n |',
    '| --- | --: | --: | --: | --: | --: |',
    ...lines,
  ].join('\n');
}
