import type { Combined } from '../report/rubin.ts';
import type { Scale } from '../wire/scale.ts';
import type { GradePupils, Measure } from './results.ts';
import { fitOneWay, type OneWay } from '../report/one-way.ts';

/** θ on the reported scale: 500 and 100 are mean and SD of the reference grade in the base year. */
export function toReported(theta: Float64Array, { mean, sd }: Scale['reference']): Float64Array {
  return theta.map((each) => 500 + (100 * (each - mean)) / sd);
}

/** One fit of schools for each set of plausible values, on the reported scale. */
export function fitSchools(
  { school, schools }: Pick<GradePupils, 'school' | 'schools'>,
  draws: readonly Float64Array[],
  reference: Scale['reference'],
): OneWay[] {
  return draws.map((draw) =>
    fitOneWay({ y: toReported(draw, reference), unit: school, units: schools.length }),
  );
}

export function toMeasure({ value, se, lo, hi }: Combined | Measure): Measure {
  return { value, se, lo, hi };
}
