import { type OneWay, sumsOf } from './one-way.ts';
import { type Design, fitIntercepts, isIndependent, type UnitSums } from './random-intercept.ts';
import { combine, type Combined } from './rubin.ts';

/** What is known of a school; its number is its place in the list, as in the fits. */
export interface ProgrammeSchool {
  member: boolean;
  district: string;
  /** Classes with a pupil tested. */
  classes: number;
  /** Mean of the school's earlier cohort, in the year before, on any one scale; null where unknown. */
  earlier: number | null;
}

/** What members are adjusted for. */
type Covariate = 'size' | 'earlier' | 'district';

/** Columns 1, member, and those of the covariates: see `makeProgrammeDesign`. */
export interface ProgrammeDesign {
  design: Design;
  covariates: Covariate[];
  /** Covariates that were asked for and not used, with the reason. */
  dropped: { covariate: Covariate; why: 'unknown' | 'degrees' | 'collinear' }[];
}

export type ProgrammeComparison =
  | { kind: 'refused'; why: 'few-schools' | 'few-classes' }
  | {
      kind: 'compared';
      /** Members less others, adjusted, and as they stand: on the scale of the fits. */
      difference: Combined;
      unadjusted: Combined;
      covariates: Covariate[];
      dropped: ProgrammeDesign['dropped'];
    };

/** Fewest schools and classes on each side. */
const LEAST = { schools: 5, classes: 10 };

/**
 * A programme's schools beside the others: y = Xβ + u_school + e by REML on each set of plausible
 * values (conditioned on schools; `fits` are the `fitOneWay` of each), joined by Rubin's rules with schools − columns
 * degrees of freedom, since all covariates are the schools' own. The 95 % interval covers the cohort
 * as one draw, pupils nested in schools, and measurement; not the link, which is the same on both
 * sides, and nothing that made a school join: it is a comparison with schools like them in the
 * covariates named, not an effect of the programme. Refused with fewer than five schools or ten
 * classes with tested pupils a side. Throws RangeError as `fitIntercepts` and `combine` do.
 */
export function compareProgramme({
  fits,
  schools,
}: {
  fits: readonly OneWay[];
  schools: readonly ProgrammeSchool[];
}): ProgrammeComparison {
  const sums = fits.map(sumsOf);
  const tested = schools.filter((_, at) => (sums[0]?.n[at] ?? 0) > 0);
  for (const member of [true, false]) {
    const side = tested.filter((school) => school.member === member);
    if (side.length < LEAST.schools) return { kind: 'refused', why: 'few-schools' };
    const classes = side.reduce((sum, school) => sum + school.classes, 0);
    if (classes < LEAST.classes) return { kind: 'refused', why: 'few-classes' };
  }
  const n = sums[0]?.n ?? new Float64Array(schools.length);
  const { design, covariates, dropped } = makeProgrammeDesign(schools, n);
  const plain = join([onesOf(schools), memberOf(schools)], schools.length);
  return {
    kind: 'compared',
    difference: compare(sums, design),
    unadjusted: compare(sums, plain),
    covariates,
    dropped,
  };
}

/**
 * The design of `compareProgramme` (schools × columns) from the schools' attributes and their numbers
 * tested `n`: 1; member; ln of the number tested; the earlier cohort's mean, with 0 and an indicator
 * where it is unknown; a column for each district but the first. Size and earlier mean are centred
 * on the schools that have them. A covariate is given up where nothing is known of it, where its
 * columns would leave no degree of freedom, or where they depend on the others; districts come last,
 * since they cost most.
 */
export function makeProgrammeDesign(
  schools: readonly ProgrammeSchool[],
  n: Float64Array,
): ProgrammeDesign {
  const made: ProgrammeDesign = {
    design: join([onesOf(schools), memberOf(schools)], schools.length),
    covariates: [],
    dropped: [],
  };
  let columns = [onesOf(schools), memberOf(schools)];
  for (const covariate of ['size', 'earlier', 'district'] as const) {
    const more = columnsOf(covariate, schools, n);
    const next = join([...columns, ...(more ?? [])], schools.length);
    const why = refuse(more, next, n);
    if (why) made.dropped.push({ covariate, why });
    else {
      columns = [...columns, ...(more ?? [])];
      made.design = next;
      made.covariates.push(covariate);
    }
  }
  return made;
}

function refuse(
  more: readonly Column[] | undefined,
  next: Design,
  n: Float64Array,
): 'unknown' | 'degrees' | 'collinear' | undefined {
  if (!more) return 'unknown';
  if (n.filter((each) => each > 0).length <= next.columns) return 'degrees';
  return more.length === 0 || !isIndependent(next, n) ? 'collinear' : undefined;
}

function compare(sums: readonly UnitSums[], design: Design): Combined {
  const fits = sums.map((each) => fitIntercepts(each, design));
  return combine(
    fits.map(({ beta }) => beta[1] ?? 0),
    fits.map(({ covariance }) => covariance[design.columns + 1] ?? 0),
    (sums[0]?.filled ?? 0) - design.columns,
  );
}

type Column = readonly number[];

const onesOf = (schools: readonly ProgrammeSchool[]): Column => schools.map(() => 1);
const memberOf = (schools: readonly ProgrammeSchool[]): Column =>
  schools.map(({ member }) => (member ? 1 : 0));

function columnsOf(
  covariate: Covariate,
  schools: readonly ProgrammeSchool[],
  n: Float64Array,
): Column[] | undefined {
  const tested = (at: number) => (n[at] ?? 0) > 0;
  switch (covariate) {
    case 'size':
      return [centre(schools.map((_, at) => (tested(at) ? Math.log(n[at] ?? 1) : null)))];
    case 'earlier': {
      const known = schools.map(({ earlier }, at) => (tested(at) ? earlier : null));
      if (known.every((each) => each === null)) return undefined;
      const missing = known.map((each, at) => (each === null && tested(at) ? 1 : 0));
      return missing.includes(1) ? [centre(known), missing] : [centre(known)];
    }
    case 'district': {
      const names = new Set(schools.flatMap(({ district }, at) => (tested(at) ? district : [])));
      const others = [...names].sort().slice(1);
      return others.map((name) => schools.map(({ district }) => (district === name ? 1 : 0)));
    }
  }
}

/** Values less their mean; 0 where there is none. */
function centre(values: readonly (number | null)[]): Column {
  const known = values.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  // What rounding leaves of equal values must not pass for a difference.
  const floor = 1e-9 * Math.max(1, Math.abs(mean));
  return values.map((value) =>
    value === null || Math.abs(value - mean) < floor ? 0 : value - mean,
  );
}

function join(columns: readonly Column[], rows: number): Design {
  const cells = new Float64Array(rows * columns.length);
  for (const [k, column] of columns.entries()) {
    for (const [at, value] of column.entries()) cells[at * columns.length + k] = value;
  }
  return { cells, columns: columns.length };
}
