/** Coefficients of Lanczos' approximation, g = 7, n = 9 (Godfrey 2001): about 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);
/** Continued fractions and series stop here: far beyond what 10⁸ degrees of freedom need. */
const ROUNDS = 100_000;

/** ln Γ(z) for z > 0 (DLMF 5.11.1 from z = 10, Lanczos below it). Throws RangeError elsewhere. */
export function lnGamma(z: number): number {
  if (!(z > 0)) throw new RangeError(`no gamma function at ${z}`);
  if (z >= 10) return (z - 0.5) * Math.log(z) - z + HALF_LOG_TAU + stirlingSeries(z);
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - lnGamma(1 - z);
  const x = z - 1;
  const t = x + 7.5;
  const sum = LANCZOS.reduce((total, c, i) => (i === 0 ? c : total + c / (x + i)), 0);
  return HALF_LOG_TAU + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * I_x(a, b), the regularised incomplete beta function (DLMF 8.17), by its continued fraction on the
 * side where it converges fast. `x` in [0, 1], `a`, `b` > 0. Throws RangeError outside.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`no incomplete beta function at x ${x}, a ${a}, b ${b}`);
  }
  return betaBetween(x, 1 - x, a, b);
}

/**
 * P(a, x), the regularised lower incomplete gamma function (DLMF 8.2.4). `a` > 0, `x` ≥ 0. Throws
 * RangeError outside.
 */
export function incompleteGamma(a: number, x: number): number {
  const { lower } = gammaSides(a, x);
  return lower;
}

/** Φ(z), with full relative precision in both tails. Throws RangeError for NaN. */
export function normalCdf(z: number): number {
  const { lower, upper } = gammaSides(0.5, (z * z) / 2);
  return z < 0 ? upper / 2 : 0.5 + lower / 2;
}

/**
 * The z that a standard normal variable stays below with probability `p`, 0 < p < 1: Halley's
 * method on `normalCdf` from Abramowitz & Stegun's 26.2.23. Throws RangeError outside.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`no normal quantile at p ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
    t;
  for (let round = 0; round < 4; round++) {
    const step = (normalCdf(z) - p) / Math.exp(-HALF_LOG_TAU - (z * z) / 2);
    z -= step / (1 + (z * step) / 2);
  }
  return z;
}

/**
 * The t value that Student's distribution with `df` degrees of freedom stays below with
 * probability `p`. `p` in [0.5, 1), `df` > 0 and need not be whole (Abramowitz & Stegun 26.5.27).
 * Throws RangeError outside these limits.
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p >= 0.5 && p < 1 && df > 0)) throw new RangeError(`no t quantile at p ${p}, df ${df}`);
  return Math.sqrt(df * betaOdds(2 * p - 1, 0.5, df / 2));
}

/** P(χ² > x) with `df` > 0 degrees of freedom, `x` ≥ 0. Throws RangeError outside. */
export function chiSquareTail(x: number, df: number): number {
  const { upper } = gammaSides(df / 2, x / 2);
  return upper;
}

/** P(F > f) with `df1`, `df2` > 0 degrees of freedom, `f` ≥ 0. Throws RangeError outside. */
export function fTail(f: number, df1: number, df2: number): number {
  if (!(f >= 0 && df1 > 0 && df2 > 0)) {
    throw new RangeError(`no F distribution at ${f}, df ${df1} and ${df2}`);
  }
  if (f === Infinity) return 0;
  const whole = df2 + df1 * f;
  return betaBetween(df2 / whole, (df1 * f) / whole, df2 / 2, df1 / 2);
}

/**
 * The value that F with `df1`, `df2` > 0 degrees of freedom stays below with probability `p`,
 * 0 ≤ p < 1. Throws RangeError outside.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  if (!(p >= 0 && p < 1 && df1 > 0 && df2 > 0)) {
    throw new RangeError(`no F quantile at p ${p}, df ${df1} and ${df2}`);
  }
  return (df2 / df1) * betaOdds(p, df1 / 2, df2 / 2);
}

/**
 * The x with I_x(a, b) = `p`, 0 ≤ p ≤ 1: Newton's method kept inside a bracket that halves where a
 * step leaves it. Throws RangeError outside.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) {
    throw new RangeError(`no beta quantile at p ${p}, a ${a}, b ${b}`);
  }
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  let x = a / (a + b);
  for (let round = 0; round < 500; round++) {
    const miss = betaBetween(x, 1 - x, a, b) - p;
    if (miss === 0) return x;
    if (miss < 0) low = x;
    else high = x;
    const newton = x - (miss * x * (1 - x)) / betaFront(x, 1 - x, a, b);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-16 * x || next === low || next === high) return next;
    x = next;
  }
  return x;
}

/**
 * P(X ≤ k) for X binomial with `n` trials at `p`; `k` may be fractional or outside 0 … n. Throws
 * RangeError unless `n` is a whole number ≥ 0 and `p` in [0, 1].
 */
export function binomialCdf(k: number, n: number, p: number): number {
  checkBinomial(n, p);
  if (Number.isNaN(k)) throw new RangeError('no binomial distribution at NaN');
  const whole = Math.floor(k);
  if (whole < 0) return 0;
  if (whole >= n) return 1;
  return betaBetween(1 - p, p, n - whole, whole + 1);
}

/**
 * The smallest whole k with P(X ≤ k) ≥ `q`, 0 ≤ q ≤ 1. A probability that lies below `q` by
 * rounding only (1e-13 of it) counts as reaching it, so that 0.5 of one fair trial is 0. Throws
 * RangeError outside.
 */
export function binomialQuantile(q: number, n: number, p: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`no binomial quantile at ${q}`);
  checkBinomial(n, p);
  let low = -1;
  let high = n;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (binomialCdf(middle, n, p) >= q * (1 - 1e-13)) high = middle;
    else low = middle;
  }
  return high;
}

function checkBinomial(n: number, p: number): void {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1)) {
    throw new RangeError(`no binomial distribution with ${n} trials at ${p}`);
  }
}

/** y/(1 − y) at the beta quantile y, by the smaller of y and 1 − y: the other one has lost digits. */
function betaOdds(p: number, a: number, b: number): number {
  const y = betaQuantile(p, a, b);
  if (y <= 0.5) return y / (1 - y);
  const rest = betaQuantile(1 - p, b, a);
  return (1 - rest) / rest;
}

/** I_x(a, b) with y = 1 − x given, so that neither loses digits. */
function betaBetween(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - (betaFront(y, x, b, a) / b) * betaFraction(y, b, a);
  return (betaFront(x, y, a, b) / a) * betaFraction(x, a, b);
}

/** x^a·y^b/B(a, b) without cancellation, by Loader's saddle-point form of the binomial (2000). */
function betaFront(x: number, y: number, a: number, b: number): number {
  const n = a + b;
  const error = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const log = error - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(log) * Math.sqrt((a * b) / (2 * Math.PI * n));
}

/** Lentz's method on DLMF 8.17.22. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < ROUNDS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/** P(a, x) and Q(a, x), each with its own relative precision: DLMF 8.7.1 and 8.9.2. */
function gammaSides(a: number, x: number): { lower: number; upper: number } {
  if (!(a > 0 && x >= 0)) throw new RangeError(`no incomplete gamma function at a ${a}, x ${x}`);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const front = Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
  if (x < a + 1) {
    let term = 1;
    let total = 1;
    for (let n = 1; n < ROUNDS && term > 1e-17 * total; n++) {
      term *= x / (a + n);
      total += term;
    }
    return { lower: front * total, upper: 1 - front * total };
  }
  const upper = a * front * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Lentz's method on DLMF 8.9.2. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / guard(b);
  let fraction = d;
  for (let n = 1; n < ROUNDS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / guard(numerator * d + b);
    c = guard(b + numerator / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return fraction;
}

/** ln Γ(z + 1) − (z + ½) ln z + z − ½ ln 2π: what Stirling's formula leaves out. */
function stirlingError(z: number): number {
  if (z >= 10) return stirlingSeries(z);
  return lnGamma(z + 1) - (z + 0.5) * Math.log(z) + z - HALF_LOG_TAU;
}

function stirlingSeries(z: number): number {
  const r = 1 / (z * z);
  const tail = r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r / 156))));
  return (1 / 12 - r * (1 / 360 - tail)) / z;
}

/** x ln(x/m) + m − x, by its series where x and m are close and the plain form would cancel. */
function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let total = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = total + term / (2 * j + 1);
    if (next === total) break;
    total = next;
  }
  return total;
}

function guard(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
