import * as v from 'valibot';
import { Count, Slug } from './id.ts';
import { Practice } from './item.ts';
import { Estimate, stamp } from './report.ts';
import { Text } from './text.ts';

/** Why a figure is not there: too small a group, one that would give it away, or nothing to compute. */
const Absent = v.object({
  status: v.literal('hidden'),
  why: v.picklist(['small', 'complement', 'few-schools', 'dominant']),
});

/**
 * A figure of the reported scale (500 ± 100) with a 95 % interval, or why it is not shown. What the
 * interval covers stands with each figure in one of three words; all cover measurement, as the spread
 * between plausible values.
 *
 * - `pupils`: and absence, for the pupils who were to sit this year, with t on pupils less schools
 *   degrees of freedom. Not that other pupils might have come.
 * - `cohort`: and this year's pupils as one draw, nested in schools drawn from a city of schools: with
 *   t on schools less one. Absence is in it, as pupils not drawn.
 * - `link`: the pupils of both years as one draw, what moves schools from one year to the next, and the
 *   links of both years to the base year, where they are not it; with t on the smaller number of
 *   schools less one.
 * Only `link` covers the link: a figure of one year is on that year's own scale, and its distance to
 * another year's is told by the trend alone. No interval covers the calibration of the items.
 */
export const Figure = v.variant('status', [
  v.object({
    status: v.literal('shown'),
    value: v.number(),
    se: v.number(),
    lo: v.number(),
    hi: v.number(),
  }),
  Absent,
  v.object({ status: v.literal('none') }),
]);
export type Figure = v.InferOutput<typeof Figure>;

/** A school in a grade: its mean among its own pupils, and its effect shrunken towards the city. */
export const SchoolResult = v.object({
  school: Slug,
  name: Text,
  district: Slug,
  n: Count,
  /** Covers `pupils`. */
  mean: Figure,
  /**
   * Empirical-Bayes effect: difference to the mean of the schools that are shown. Covers `cohort`: the
   * school's pupils as one draw, and the doubt about the mean and variance of schools, but not a
   * further draw of the school, which is what is asked about.
   */
  effect: Figure,
  /**
   * Share with at least three fifths of the credit, with the funnel's limits at this n, in percent.
   * The ends are masked: a share of 5 is 5 or less, one of 95 is 95 or more.
   */
  funnel: v.nullable(
    v.object({
      share: v.number(),
      lo95: v.number(),
      hi95: v.number(),
      lo998: v.number(),
      hi998: v.number(),
      /** The limits that also let schools differ by τ² (`overdispersion`); null where that is unknown. */
      adjusted: v.nullable(
        v.object({ lo95: v.number(), hi95: v.number(), lo998: v.number(), hi998: v.number() }),
      ),
    }),
  ),
});
export type SchoolResult = v.InferOutput<typeof SchoolResult>;

/** A programme's schools beside schools like them. */
export const ProgrammeResult = v.object({
  programme: Slug,
  name: Text,
  members: Count,
  others: Count,
  /**
   * Adjusted difference, members less others; none with fewer than five schools or ten classes a
   * side. Both differences cover `cohort`, with t on schools less coefficients.
   */
  difference: Figure,
  unadjusted: Figure,
  /** What it was adjusted for: `size`, `district`, `earlier`. */
  covariates: v.array(v.picklist(['size', 'district', 'earlier'])),
  /** Mean of the members' schools, and of the others', in the last year before the members joined. */
  earlier: v.nullable(v.object({ members: v.number(), others: v.number() })),
  why: v.nullable(v.picklist(['few-schools', 'few-classes', 'no-scale'])),
});
export type ProgrammeResult = v.InferOutput<typeof ProgrammeResult>;

/** One grade's mean over the years on the linked scale. */
export const TrendPoint = v.object({
  campaign: Slug,
  academicYear: Count,
  n: Count,
  mean: v.number(),
  /** Of the cohort, without the link. */
  se: v.number(),
  linkError: v.number(),
});
export type TrendPoint = v.InferOutput<typeof TrendPoint>;

export const Trend = v.object({
  points: v.array(TrendPoint),
  /** From the year before. Covers `link`; `se` does too. */
  change: v.nullable(
    v.object({
      value: v.number(),
      se: v.number(),
      lo: v.number(),
      hi: v.number(),
      /** Smallest true change that this design sees four times in five at the 5 % level. */
      detectable: v.number(),
    }),
  ),
});
export type Trend = v.InferOutput<typeof Trend>;

/** A practice as a subscore: of districts only, never of a pupil. */
export const PracticeResult = v.object({
  practice: Practice,
  /** Different items of it that count, on all forms. */
  items: Count,
  /** Districts' means of it say more than their mean totals: see scoring/calibrate/subscore. */
  worth: v.boolean(),
  /**
   * Proportional reduction in mean squared error of a district's true subscore by its own mean, and
   * by its mean total; null with fewer than seven districts shown, or where they do not differ.
   */
  prmse: v.nullable(v.number()),
  prmseTotal: v.nullable(v.number()),
  /**
   * Mean share of the practice's credit, in percent; empty where it is not worth reporting. Covers
   * pupils as one draw nested in schools, and measurement with them.
   */
  districts: v.array(v.object({ district: Slug, figure: Estimate })),
});
export type PracticeResult = v.InferOutput<typeof PracticeResult>;

export const GradeResults = v.object({
  grade: Count,
  n: Count,
  /** Covers `pupils`. */
  mean: Figure,
  /** The same mean. Covers `cohort`. */
  cohort: Figure,
  /** Of pupils, on the reported scale. */
  sd: v.number(),
  /**
   * Between-school share of the variance, 0 to 1. Covers `cohort`: exact for schools and pupils drawn
   * (see report/icc), averaged over the plausible values.
   */
  icc: v.nullable(v.object({ value: v.number(), lo: v.number(), hi: v.number() })),
  /** Standard deviation between schools, on the reported scale. */
  between: v.number(),
  /** Means over pupils. They cover `cohort`, with the spread of all schools of the city. */
  districts: v.array(
    v.object({ district: Slug, name: Text, n: Count, schools: Count, mean: Figure }),
  ),
  schools: v.array(SchoolResult),
  /**
   * How much schools' shares in the funnel differ beyond chance, among those that are shown: φ, the
   * winsorised mean of z² (about 1 where there is nothing but chance), and τ², the variance between
   * schools of the share (0 to 1). Null with fewer than three such schools, or without any spread.
   */
  overdispersion: v.nullable(v.object({ phi: v.number(), tau2: v.number() })),
  programmes: v.array(ProgrammeResult),
  practices: v.array(PracticeResult),
  trend: v.nullable(Trend),
  /** Pupils at each level, where a standard is adopted. */
  levels: v.nullable(
    v.object({
      cuts: v.array(v.number()),
      shares: v.array(v.number()),
      accuracy: v.number(),
      consistency: v.number(),
    }),
  ),
});
export type GradeResults = v.InferOutput<typeof GradeResults>;

/** Page `results` of scope city: what the city learns on the linked scale, suppressed and audited. */
export const ResultsReport = v.object({
  ...stamp,
  page: v.literal('results'),
  /** Id of the scale version; null where none could be made. */
  scale: v.nullable(v.string()),
  grades: v.array(GradeResults),
  /** The audit that tried to recover every hidden cell: cells hidden, equations tried, found none. */
  audit: v.object({ hidden: Count, equations: Count }),
});
export type ResultsReport = v.InferOutput<typeof ResultsReport>;
