import { fTail } from '../irt/distribution.ts';
import { type UnitSums } from './random-intercept.ts';

/**
 * P(F ≥ F(λ)) at an assumed λ = τ²/σ², where F(λ) = [Σ w_j (ȳ_j − μ̂)²/(G − 1)] / [SSW/(N − G)] with
 * w_j = n_j/(1 + λ n_j) has exactly an F distribution on G − 1 and N − G degrees of freedom if λ is
 * the true one, whatever the units' sizes (Wald 1940, Annals of Mathematical Statistics 11; Harville
 * & Fenech 1985, Biometrics 41). It rises with λ: read as a function of λ it is the confidence that
 * the true one is at most λ.
 */
export function confidenceAt(sums: UnitSums, lambda: number): number {
  let weight = 0;
  let mean = 0;
  for (let at = 0; at < sums.n.length; at++) {
    const each = weightOf(sums, at, lambda);
    weight += each;
    mean += each * (sums.mean[at] ?? 0);
  }
  mean /= weight;
  let squares = 0;
  for (let at = 0; at < sums.n.length; at++) {
    squares += weightOf(sums, at, lambda) * ((sums.mean[at] ?? 0) - mean) ** 2;
  }
  const [between, within] = [sums.filled - 1, sums.total - sums.filled];
  return fTail(squares / between / (sums.squares / within), between, within);
}

/**
 * 95 % interval of the intraclass correlation τ²/(τ² + σ²) from the F pivot of `confidenceAt`: exact
 * for one set of responses. For several sets of plausible values it is that of their mean confidence
 * distribution (a mixture, as the responses' posterior is one), which keeps its meaning at zero:
 * the lower end is 0 where zero cannot be excluded, and both are where the units differ even less
 * than chance lets them 39 times in 40. Each set needs two filled units, a unit of two
 * members and spread within units, as `fitIntercepts` demands.
 */
export function intervalOfIcc(sets: readonly UnitSums[]): [number, number] {
  const confidence = (icc: number) =>
    sets.reduce((sum, each) => sum + confidenceAt(each, icc / (1 - icc)), 0) / sets.length;
  return [solve(confidence, 0.025), solve(confidence, 0.975)];
}

/** The ICC at which a rising confidence reaches `level`; 0 where it begins above it. */
function solve(confidence: (icc: number) => number, level: number): number {
  let [low, high] = [0, 1];
  if (confidence(0) >= level) return 0;
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (confidence(middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function weightOf(sums: UnitSums, at: number, lambda: number): number {
  const n = sums.n[at] ?? 0;
  return n / (1 + lambda * n);
}
