import { findInverse, multiply } from './symmetric.ts';
import { profileIcc } from './icc-profile.ts';
import { GRID, type Grid } from './grid.ts';
import { type Answers, collectPatterns } from './score-pattern.ts';
import {
  type Cohort,
  countBySchool,
  type Variances,
  weighAlone,
  weighSchools,
} from './two-level.ts';

/** Who the answers are from. `school`: per row, 0 … schools − 1; a school may have nobody. */
export interface PopulationInput extends Answers {
  school: ArrayLike<number>;
  schools: number;
  grid?: Grid;
}

/** The latent normal of pupils in schools: θ = m_school + e, all variances on the items' θ metric. */
export interface Population extends Variances {
  /** Standard errors; null for a τ² of zero, at the edge, and where the likelihood is no hill. */
  se: { mean: number | null; between: number | null; within: number | null };
  /** between/(between + within), and its 95 % interval by profile likelihood (`profileIcc`); all of [0, 1] if not converged. */
  icc: number;
  iccInterval: [number, number];
  /** Posterior mean and standard deviation of each school's mean; `n` are its pupils with any answer. */
  schools: { n: number; mean: number; sd: number }[];
  logLik: number;
  /** EM cycles without differences between schools, and Newton steps with them. */
  cycles: number;
  converged: boolean;
}

/**
 * Marginal maximum likelihood of a two-level latent normal with known item parameters (Adams, Wilson
 * & Wu 1997, J. Educational and Behavioral Statistics 22; the integrals of `weighSchools`, without
 * approximation but the rectangle rule). τ² is zero exactly where the likelihood falls from zero;
 * otherwise Newton's method on (μ, ln τ, ln σ), halved until the likelihood rises. Standard errors
 * are from the observed information there, by the delta method for the variances. 5,000 pupils with
 * a common slope take a fraction of a second. Rows without any answer add nothing. Where the
 * answers drive the estimate off the grid (all right, all wrong) the last point on it is returned,
 * not converged. Throws RangeError
 * for fewer than two pupils with an answer, and as `collectPatterns` and `countBySchool` do.
 */
export function estimatePopulation(input: PopulationInput): Population {
  const grid = input.grid ?? GRID;
  const cohort = countBySchool(collectPatterns(input, grid), grid, input);
  const n = cohort.schools.reduce((sum, school) => sum + school.n, 0);
  if (n < 2) throw new RangeError('fewer than two pupils have an answer');
  const alone = fitAlone(cohort);
  const filled = cohort.schools.filter((school) => school.n > 0).length;
  if (filled < 2 || alone.rise <= 0 || !alone.inside) {
    return closeAlone(cohort, alone);
  }
  return climb(cohort, alone);
}

/** Smallest σ² that is taken: below it the grid's spacing of .2 no longer shows the curve. */
const FLOOR = 0.02;
/** Largest variance that is taken, and means lie on the grid: beyond that the answers tell no more. */
const CEILING = 36;
const MOST_CYCLES = 2000;
const MOST_STEPS = 60;

/** Whether a point lies where the grid can show it. */
function isInside({ grid }: Cohort, { mean, between, within }: Variances): boolean {
  const last = grid.nodes.length - 1;
  const onGrid = mean > (grid.nodes[0] ?? 0) && mean < (grid.nodes[last] ?? 0);
  return onGrid && within > FLOOR && within < CEILING && between < CEILING;
}

interface AloneFit {
  mean: number;
  within: number;
  logLik: number;
  rise: number;
  cycles: number;
  /** False where the answers drive the estimate off the grid: all right, all wrong, all alike. */
  inside: boolean;
  converged: boolean;
}

/** The best fit without differences between schools, by EM. */
function fitAlone(cohort: Cohort): AloneFit {
  let point = { mean: 0, within: 1 };
  for (let cycles = 1; ; cycles++) {
    const { logLik, next, rise } = weighAlone(cohort, point);
    const move = Math.max(Math.abs(next.mean - point.mean), Math.abs(next.within - point.within));
    const converged = move < 1e-8;
    const inside = isInside(cohort, { ...next, between: 0 });
    if (converged || !inside || cycles === MOST_CYCLES) {
      return { ...point, logLik, rise, cycles, inside, converged: converged && inside };
    }
    point = next;
  }
}

function closeAlone(cohort: Cohort, fit: AloneFit): Population {
  const { mean, within, logLik, cycles, converged } = fit;
  const slope = (x: Float64Array) => {
    const variance = Math.exp(2 * (x[1] ?? 0));
    const { score } = weighAlone(cohort, { mean: x[0] ?? 0, within: variance });
    return Float64Array.of(score[0], score[1] * 2 * variance);
  };
  const errors = findErrors(slope, Float64Array.of(mean, Math.log(within) / 2));
  return {
    mean,
    between: 0,
    within,
    se: {
      mean: errors?.[0] ?? null,
      between: null,
      within: errors ? 2 * within * (errors[1] ?? 0) : null,
    },
    icc: 0,
    iccInterval: converged
      ? profileIcc(cohort, { mean, between: 0, within, logLik, logLikAlone: logLik })
      : [0, 1],
    schools: cohort.schools.map(({ n }) => ({ n, mean, sd: 0 })),
    logLik,
    cycles,
    converged,
  };
}

const toVariances = (x: Float64Array): Variances => ({
  mean: x[0] ?? 0,
  between: Math.exp(2 * (x[1] ?? 0)),
  within: Math.exp(2 * (x[2] ?? 0)),
});

function slopeAt(cohort: Cohort, x: Float64Array): Float64Array {
  const point = toVariances(x);
  const { score } = weighSchools(cohort, point);
  return Float64Array.of(score[0], score[1] * 2 * point.between, score[2] * 2 * point.within);
}

/** Newton's method from a tenth of the variance between schools. */
function climb(cohort: Cohort, alone: AloneFit): Population {
  const slope = (x: Float64Array) => slopeAt(cohort, x);
  let x: Float64Array = Float64Array.of(
    alone.mean,
    Math.log(alone.within * 0.1) / 2,
    Math.log(alone.within * 0.9) / 2,
  );
  let logLik = weighSchools(cohort, toVariances(x)).logLik;
  let converged = false;
  let cycles = alone.cycles;
  for (let step = 0; step < MOST_STEPS && !converged; step++, cycles++) {
    const gradient = slope(x);
    const move = newtonStep(slope, x, gradient);
    const next = stepUp(cohort, { x, move, logLik });
    if (!next) break;
    const size = Math.max(...next.x.map((each, at) => Math.abs(each - (x[at] ?? 0))));
    converged = size < 1e-7;
    ({ x, logLik } = next);
  }
  return closeClimb(cohort, alone, { x, cycles, converged: converged || isFlat(slope(x)) });
}

const isFlat = (gradient: Float64Array) => gradient.every((each) => Math.abs(each) < 1e-4);

/** Newton's step, at most 1 in each direction; along the slope where the curve is not a hill. */
function newtonStep(
  slope: (x: Float64Array) => Float64Array,
  x: Float64Array,
  gradient: Float64Array,
): Float64Array {
  const found = findInverse(curvature(slope, x, 1e-4), x.length);
  const raw = found ? multiply(found.inverse, gradient) : gradient;
  const longest = Math.max(1, ...raw.map(Math.abs));
  return raw.map((each) => each / longest);
}

/** Halves a step until the likelihood does not fall; undefined where none does. */
function stepUp(
  cohort: Cohort,
  { x, move, logLik }: { x: Float64Array; move: Float64Array; logLik: number },
): { x: Float64Array; logLik: number } | undefined {
  for (let share = 1; share > 1e-6; share /= 2) {
    const next = x.map((each, at) => each + share * (move[at] ?? 0));
    const point = toVariances(next);
    if (!isInside(cohort, point)) continue;
    const reached = weighSchools(cohort, point).logLik;
    if (reached >= logLik - 1e-9 * Math.abs(logLik)) return { x: next, logLik: reached };
  }
  return undefined;
}

function closeClimb(
  cohort: Cohort,
  alone: AloneFit,
  { x, cycles, converged }: { x: Float64Array; cycles: number; converged: boolean },
): Population {
  const point = toVariances(x);
  const { logLik, schools } = weighSchools(cohort, point);
  const errors = findErrors((at) => slopeAt(cohort, at), x);
  return {
    ...point,
    se: {
      mean: errors?.[0] ?? null,
      between: errors ? 2 * point.between * (errors[1] ?? 0) : null,
      within: errors ? 2 * point.within * (errors[2] ?? 0) : null,
    },
    icc: point.between / (point.between + point.within),
    iccInterval: converged
      ? profileIcc(cohort, { ...point, logLik, logLikAlone: alone.logLik })
      : [0, 1],
    schools: schools.map(({ mean, variance }, at) => ({
      n: cohort.schools[at]?.n ?? 0,
      mean,
      sd: Math.sqrt(Math.max(0, variance)),
    })),
    logLik,
    cycles,
    converged,
  };
}

/** Square roots of the diagonal of the inverse observed information; undefined where it is no hill. */
function findErrors(
  slope: (x: Float64Array) => Float64Array,
  x: Float64Array,
): Float64Array | undefined {
  const found = findInverse(curvature(slope, x, 1e-3), x.length);
  return found && x.map((_, at) => Math.sqrt(found.inverse[at * x.length + at] ?? 0));
}

/** Minus the second derivatives, by central differences of the slope, made symmetric. */
function curvature(
  slope: (x: Float64Array) => Float64Array,
  x: Float64Array,
  step: number,
): Float64Array {
  const size = x.length;
  const rows = Array.from(x, (_, at) => {
    const [up, down] = [1, -1].map((sign) =>
      slope(x.map((each, other) => (other === at ? each + sign * step : each))),
    );
    return x.map((_each, to) => -((up?.[to] ?? 0) - (down?.[to] ?? 0)) / (2 * step));
  });
  const entry = (row: number, column: number) => rows[row]?.[column] ?? 0;
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return (entry(row, column) + entry(column, row)) / 2;
  });
}
