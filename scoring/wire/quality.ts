import * as v from 'valibot';
import { Count, FormId, ItemId } from './id.ts';
import { StepRecord } from './closing.ts';
import { stamp } from './report.ts';
import { Scale } from './scale.ts';
import { Text } from './text.ts';

const Maybe = v.nullable(v.number());

/** Differential item functioning between two groups: see scoring/calibrate/dif. */
export const DifFinding = v.object({
  by: v.picklist(['gender']),
  reference: v.string(),
  focal: v.string(),
  nReference: Count,
  nFocal: Count,
  /** Groups under 200 are described and not tested. */
  tested: v.boolean(),
  chi2: Maybe,
  p: Maybe,
  /** ETS delta, −2.35 ln(α): negative favours the reference group. */
  delta: Maybe,
  ets: v.nullable(v.picklist(['A', 'B', 'C'])),
  /** Ordinal logistic regression on the total: likelihood ratios for a uniform and a crossing difference. */
  uniformP: Maybe,
  crossingP: Maybe,
});
export type DifFinding = v.InferOutput<typeof DifFinding>;

/** One item in one version, with all that is known of how it worked. */
export const ItemQuality = v.object({
  item: ItemId,
  version: Count,
  title: Text,
  forms: v.array(v.object({ form: FormId, title: Text })),
  grades: v.array(Count),
  counted: v.boolean(),
  heldOut: v.boolean(),
  /** Stands on more than one form of the year, or in the scale that was linked to. */
  anchor: v.boolean(),
  /**
   * By grade: answered or omitted or not reached = administered. Where fewer pupils than the threshold
   * were not like all others, who had 5 % or less of the credit, or 95 % or more, `p` and `byThird` are
   * null and `credits` is empty: nearly everybody's answer would stand there. The flag `too-hard` or
   * `too-easy` says on which side.
   */
  classical: v.array(
    v.object({
      grade: Count,
      n: Count,
      omitted: Count,
      notReached: Count,
      p: Maybe,
      rest: Maybe,
      alphaWithout: Maybe,
      /** Pupils at each credit, 0 … max. */
      credits: v.array(Count),
      /**
       * `credits` of the lowest, middle and highest third of the grade by share of credit; null where
       * a third of those asked is smaller than the threshold.
       */
      byThird: v.nullable(v.tuple([v.array(Count), v.array(Count), v.array(Count)])),
      medianSeconds: Maybe,
    }),
  ),
  /** Categories that were joined because fewer than 30 answers lay in one; null where none were. */
  collapsed: v.nullable(v.array(Count)),
  parameters: v.nullable(
    v.object({
      a: v.number(),
      d: v.array(v.number()),
      b: v.array(v.number()),
      seD: v.array(v.number()),
    }),
  ),
  /** The sensitivity check's slope (GPCM), where PCM holds it at 1 on its own metric. */
  slope: Maybe,
  infit: Maybe,
  outfit: Maybe,
  sx2: v.nullable(v.object({ value: v.number(), df: Count, p: v.number() })),
  dif: v.array(DifFinding),
  /** Robust z of this anchor's shift since the base year; null where it is none. */
  drift: v.nullable(v.object({ shift: v.number(), z: v.number(), drifting: v.boolean() })),
  /** Plain reasons to look at it: names of the web's messages. */
  flags: v.array(
    v.picklist([
      'too-easy',
      'too-hard',
      'weak-rest',
      'misfit',
      'dif',
      'drift',
      'dependent',
      'dropped',
      'few-answers',
    ]),
  ),
});
export type ItemQuality = v.InferOutput<typeof ItemQuality>;

export const FormQuality = v.object({
  form: FormId,
  title: Text,
  grade: Count,
  n: Count,
  items: Count,
  maxCredit: Count,
  alpha: Maybe,
  /** In points of credit. */
  sem: Maybe,
  meanRaw: Maybe,
  sdRaw: Maybe,
  /** Share of those tested who answered the form's last item or a later one, in percent. */
  reachedLast: Maybe,
});
export type FormQuality = v.InferOutput<typeof FormQuality>;

/**
 * Page `quality` of scope city: how well the test measured. It holds nothing of any group below the
 * grade, so that every complete release's can be read, before it is published and after it was
 * superseded.
 */
export const QualityReport = v.object({
  ...stamp,
  page: v.literal('quality'),
  forms: v.array(FormQuality),
  items: v.array(ItemQuality),
  /** Null where too few sat for one: `records` says why. */
  scale: v.nullable(Scale),
  calibration: v.nullable(
    v.object({
      n: Count,
      converged: v.boolean(),
      cycles: Count,
      logLik: v.number(),
      /** By grade: marginal reliability of EAP scores. */
      reliability: v.array(v.object({ grade: Count, value: v.number() })),
      sensitivity: v.nullable(
        v.object({
          converged: v.boolean(),
          logLik: v.number(),
          /** Correlation of pupils' abilities under PCM and GPCM, by grade. */
          correlation: v.array(v.object({ grade: Count, value: v.number() })),
        }),
      ),
    }),
  ),
  /**
   * Pairs of items that depend on one another beyond ability: Q3 more than .2 above the mean of all
   * pairs (`adjusted` is that difference).
   */
  dependence: v.array(
    v.object({
      items: v.tuple([v.string(), v.string()]),
      q3: v.number(),
      adjusted: v.number(),
    }),
  ),
  effort: v.array(
    v.object({
      grade: Count,
      n: Count,
      /** Pupils with response-time effort below .9. */
      low: Count,
      mean: v.number(),
      /** City mean of the reported scale (or share of credit in percent) with and without them. */
      meanWithout: v.number(),
    }),
  ),
  /** Pupils whose pattern of answers is unlikely (l_z* below −1.645), by grade. */
  unlikely: v.array(v.object({ grade: Count, n: Count, flagged: Count })),
  records: v.array(StepRecord),
});
export type QualityReport = v.InferOutput<typeof QualityReport>;
