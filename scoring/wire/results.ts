import * as v from 'valibot';
import { Count, Slug } from './id.ts';
import { stamp } from './report.ts';
import { Text } from './text.ts';

/** Why a figure is not there: too small a group, one that would give it away, or nothing to compute. */
export const Absent = v.object({
  status: v.literal('hidden'),
  why: v.picklist(['small', 'complement', 'few-schools', 'dominant']),
});

/** A figure of the reported scale (500 ± 100) with a 95 % interval, or why it is not shown. */
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

/**
 * What an interval covers. `pupils`: measurement and absence, for this year's pupils; `cohort`: also
 * this year's pupils as one draw, nested in schools; `link`: also the link to the base year.
 */
export const Covers = v.picklist(['pupils', 'cohort', 'link']);
export type Covers = v.InferOutput<typeof Covers>;

/** A school in a grade: its mean among its own pupils, and its effect shrunken towards the city. */
export const SchoolResult = v.object({
  school: Slug,
  name: Text,
  district: Slug,
  n: Count,
  /** This year's pupils. */
  mean: Figure,
  /** Empirical-Bayes effect: difference to the city's mean of schools, as one cohort. */
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
  /** Adjusted difference, members less others; none with fewer than five schools or ten classes a side. */
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
  /** From the year before; the interval covers both cohorts and the link. */
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

export const GradeResults = v.object({
  grade: Count,
  n: Count,
  /** Of this year's pupils: measurement and absence. */
  mean: Figure,
  /** The same mean with the cohort as one draw. */
  cohort: Figure,
  /** Of pupils, on the reported scale. */
  sd: v.number(),
  /** Between-school share of the variance, 0 to 1. */
  icc: v.nullable(v.object({ value: v.number(), lo: v.number(), hi: v.number() })),
  /** Standard deviation between schools, on the reported scale. */
  between: v.number(),
  districts: v.array(
    v.object({ district: Slug, name: Text, n: Count, schools: Count, mean: Figure }),
  ),
  schools: v.array(SchoolResult),
  programmes: v.array(ProgrammeResult),
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
