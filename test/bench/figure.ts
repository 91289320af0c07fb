/** One line of a bench: what was measured, the figure with its unit, and what it is compared with. */
export interface Line {
  name: string;
  figure: string;
  ratio?: string;
}

export function printLine({ name, figure, ratio }: Line): void {
  console.log(`${name}: ${figure}${ratio === undefined ? '' : ` (${ratio})`}`);
}

/** The middle one of an odd number of values; NaN for none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}
