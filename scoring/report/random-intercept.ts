import { findInverse, multiply } from '../irt/symmetric.ts';

/** All that a random-intercept model with covariates of the unit needs to know of the responses. */
export interface UnitSums {
  /** Members and mean response of each unit; the mean of a unit without members is 0. */
  n: Float64Array;
  mean: Float64Array;
  /** All members, and units that have any. */
  total: number;
  filled: number;
  /** Sum of squares within units. */
  squares: number;
}

/**
 * Sums up responses `y` by `unit` (0 … units − 1, as long as `y`). Throws RangeError for a response
 * that is not finite and for a unit out of range.
 */
export function sumUnits(y: ArrayLike<number>, unit: ArrayLike<number>, units: number): UnitSums {
  const n = new Float64Array(units);
  const mean = new Float64Array(units);
  for (let i = 0; i < y.length; i++) {
    const at = unit[i] ?? -1;
    if (!Number.isFinite(y[i])) throw new RangeError(`response ${i + 1} is not a number`);
    if (!(at >= 0 && at < units)) throw new RangeError(`response ${i + 1} has no unit`);
    n[at] = (n[at] ?? 0) + 1;
    mean[at] = (mean[at] ?? 0) + (y[i] ?? 0);
  }
  for (let at = 0; at < units; at++) mean[at] = n[at] ? (mean[at] ?? 0) / (n[at] ?? 1) : 0;
  let squares = 0;
  for (let i = 0; i < y.length; i++) squares += ((y[i] ?? 0) - (mean[unit[i] ?? 0] ?? 0)) ** 2;
  return { n, mean, total: y.length, filled: n.filter((each) => each > 0).length, squares };
}

/** Units × columns, row-major; the first column is usually all ones. */
export interface Design {
  cells: Float64Array;
  columns: number;
}

/** The model at one λ = τ²/σ², everything else at its best. */
export interface Profile {
  lambda: number;
  /** −2 · restricted log-likelihood, and its derivative with respect to λ. */
  deviance: number;
  slope: number;
  sigma2: number;
  beta: Float64Array;
  /** Covariance of `beta`, columns × columns. */
  covariance: Float64Array;
}

/**
 * y_ij = x_j'β + u_j + e_ij with u ~ N(0, τ²), e ~ N(0, σ²), at a given λ = τ²/σ²: with weights
 * w_j = n_j/(1 + λ n_j), β is the weighted regression of the units' means and
 * σ² = (SSW + Σ w_j r_j²)/(N − p); the restricted deviance is that of Harville 1977 (J. American
 * Statistical Association 72) as lme4 states it (Bates et al. 2015, J. Statistical Software 67,
 * eq. 41). Throws RangeError where the columns depend on one another.
 */
export function profileAt(sums: UnitSums, design: Design, lambda: number): Profile {
  const weights = sums.n.map((n) => n / (1 + lambda * n));
  const solved = findInverse(cross(design, weights), design.columns);
  if (!solved) throw new RangeError('the covariates of the schools depend on one another');
  const beta = multiply(
    solved.inverse,
    project(
      design,
      sums.mean.map((mean, at) => mean * (weights[at] ?? 0)),
    ),
  );
  const rest = sums.mean.map((mean, at) => mean - fitted(design, beta, at));
  const degrees = sums.total - design.columns;
  let squares = sums.squares;
  let logs = 0;
  let steep = 0;
  let pull = 0;
  for (let at = 0; at < rest.length; at++) {
    const weight = weights[at] ?? 0;
    squares += weight * (rest[at] ?? 0) ** 2;
    steep += (weight * (rest[at] ?? 0)) ** 2;
    logs += Math.log1p(lambda * (sums.n[at] ?? 0));
    pull += weight;
  }
  const sigma2 = squares / degrees;
  const lost = traceOfProduct(
    solved.inverse,
    cross(
      design,
      weights.map((w) => w * w),
    ),
  );
  return {
    lambda,
    deviance: degrees * (Math.log(2 * Math.PI * sigma2) + 1) + logs + solved.logDeterminant,
    slope: pull - steep / sigma2 - lost,
    sigma2,
    beta,
    covariance: solved.inverse.map((each) => each * sigma2),
  };
}

/**
 * The λ of highest restricted likelihood, with everything that goes with it: each falling-to-rising
 * change of the slope between the knots is closed in on by bisection, and λ = 0 exactly is taken
 * where the deviance rises from there and no other minimum lies lower. Throws RangeError where
 * nothing can be said: fewer units than columns and one more, no unit of two members, or members who
 * are all alike within their units.
 */
export function fitIntercepts(sums: UnitSums, design: Design): Profile {
  refuse(sums, design);
  const at = (lambda: number) => profileAt(sums, design, lambda);
  let left = at(0);
  let best = left.slope >= 0 ? left : undefined;
  for (const lambda of KNOTS) {
    const right = at(lambda);
    if (left.slope < 0 && right.slope >= 0) {
      const found = closeIn(at, left, right);
      if (!best || found.deviance < best.deviance) best = found;
    }
    left = right;
  }
  return best ?? left;
}

/** λ from 1e-6 to 1e8, four a decade. */
const KNOTS = Array.from({ length: 57 }, (_, at) => 10 ** (at / 4 - 6));

/** Whether no column of the design depends on the others, over units with `n` members above 0. */
export function isIndependent(design: Design, n: Float64Array): boolean {
  const present = n.map((each) => (each > 0 ? 1 : 0));
  return findInverse(cross(design, present), design.columns) !== undefined;
}

function closeIn(at: (lambda: number) => Profile, from: Profile, to: Profile): Profile {
  let [low, high] = [from.lambda, to.lambda];
  for (let round = 0; round < 60 && high - low > 1e-14 * high; round++) {
    const middle = (low + high) / 2;
    if (at(middle).slope < 0) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}

function refuse({ filled, total, squares, mean, n }: UnitSums, { columns }: Design): void {
  if (filled <= columns) {
    throw new RangeError(
      `${filled} schools are too few for ${columns} coefficients and a variance`,
    );
  }
  if (total === filled) throw new RangeError('no school has two pupils: nothing shows the spread');
  const size = mean.reduce((sum, each, at) => sum + (n[at] ?? 0) * each * each, 0);
  if (squares <= 1e-24 * size || squares === 0) {
    throw new RangeError('the pupils of each school are all alike: nothing shows the spread');
  }
}

function fitted({ cells, columns }: Design, beta: Float64Array, unit: number): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) sum += (cells[unit * columns + k] ?? 0) * (beta[k] ?? 0);
  return sum;
}

/** X'WX. */
function cross({ cells, columns }: Design, weights: Float64Array): Float64Array {
  const product = new Float64Array(columns * columns);
  for (let unit = 0; unit < weights.length; unit++) {
    for (let i = 0; i < columns; i++) {
      const left = (weights[unit] ?? 0) * (cells[unit * columns + i] ?? 0);
      for (let j = 0; j < columns; j++) {
        product[i * columns + j] =
          (product[i * columns + j] ?? 0) + left * (cells[unit * columns + j] ?? 0);
      }
    }
  }
  return product;
}

/** X'v. */
function project({ cells, columns }: Design, values: Float64Array): Float64Array {
  const sums = new Float64Array(columns);
  for (let unit = 0; unit < values.length; unit++) {
    for (let k = 0; k < columns; k++) {
      sums[k] = (sums[k] ?? 0) + (values[unit] ?? 0) * (cells[unit * columns + k] ?? 0);
    }
  }
  return sums;
}

function traceOfProduct(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, each, at) => sum + each * (b[at] ?? 0), 0);
}
