/**
 * One squared extrapolation of a fixed-point iteration (SQUAREM's third scheme: Varadhan & Roland
 * 2008, Scandinavian Journal of Statistics 35): from ψ0, ψ1 = F(ψ0) and ψ2 = F(ψ1),
 * with r = ψ1 − ψ0, v = ψ2 − ψ1 − r and α = −‖r‖/‖v‖, to ψ0 − 2αr + α²v. Undefined where
 * that is not beyond ψ2.
 */
export function leap(
  zero: Float64Array,
  one: Float64Array,
  two: Float64Array,
): Float64Array | undefined {
  let first = 0;
  let second = 0;
  for (let k = 0; k < zero.length; k++) {
    const r = (one[k] as number) - (zero[k] as number);
    const v = (two[k] as number) - (one[k] as number) - r;
    first += r * r;
    second += v * v;
  }
  const alpha = -Math.sqrt(first / second);
  if (!(alpha < -1 && Number.isFinite(alpha))) return undefined;
  return zero.map((from, k) => {
    const r = (one[k] as number) - from;
    const v = (two[k] as number) - (one[k] as number) - r;
    return from - 2 * alpha * r + alpha * alpha * v;
  });
}
