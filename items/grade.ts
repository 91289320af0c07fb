/**
 * Mean ability of a grade, in standard deviations of grade 6: what forecasts of difficulty and the
 * demo city's pupils rest on until a pilot says better. Two years of school are .6 (our guess, from
 * the planning shares in 0.65 logits a concept).
 */
const MEANS: Readonly<Record<number, number>> = { 5: -0.3, 6: 0, 7: 0.3, 8: 0.6, 9: 0.9 };

/** How steeply success rises with ability, in logits a standard deviation. */
export const SLOPE = 1.4;

/** Throws RangeError for a grade that is not tested. */
export function meanAbility(grade: number): number {
  const mean = MEANS[grade];
  if (mean === undefined) throw new RangeError(`no mean ability is known of grade ${grade}`);
  return mean;
}

/**
 * Ability at which half earn full credit, where a share `p` does over a standard normal of `grade`,
 * by the logistic-normal approximation with k² = (16√3 / 15π)² = .346 (Johnson and Kotz 1970).
 */
export function thresholdOf({ grade, p }: { grade: number; p: number }): number {
  const safe = Math.min(0.98, Math.max(0.02, p));
  return meanAbility(grade) - (Math.log(safe / (1 - safe)) * spread()) / SLOPE;
}

/** The share of another grade with full credit, by the forecast for one grade. */
export function expectedShare(forecast: { grade: number; p: number }, grade: number): number {
  const surplus = (SLOPE * (meanAbility(grade) - thresholdOf(forecast))) / spread();
  return 1 / (1 + Math.exp(-surplus));
}

function spread(): number {
  return Math.sqrt(1 + 0.346 * SLOPE ** 2);
}
