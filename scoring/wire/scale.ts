import * as v from 'valibot';
import { Count, Slug } from './id.ts';

/** An item's parameters as a scale keeps them: see scoring/irt/parameters.ts. */
export const ScaleItem = v.object({
  /** `item@version`. */
  id: v.string(),
  a: v.number(),
  d: v.array(v.number()),
  /** Categories of the key (index) as categories of the calibration: collapsed ones share a number. */
  categories: v.array(Count),
});
export type ScaleItem = v.InferOutput<typeof ScaleItem>;

/** How a later year's calibration came onto the base year's metric. */
export const Link = v.object({
  /** Id of the scale that was linked to. */
  to: v.string(),
  method: v.literal('fixed-parameter'),
  /** θ(base) = A·θ(new) + B by Stocking-Lord of the free calibration: the check on the fixed one. */
  A: v.number(),
  B: v.number(),
  /** Common items that were held fixed, and those that drifted and were not. */
  anchors: v.array(v.string()),
  drifting: v.array(v.object({ id: v.string(), shift: v.number(), z: v.number() })),
  /** Standard error of the link on the θ metric, item drift included. */
  error: v.number(),
  /** The same with the drifting anchors left in: how much the decision matters. */
  withDrifting: v.object({ A: v.number(), B: v.number() }),
});
export type Link = v.InferOutput<typeof Link>;

/**
 * A scale version: belongs to one release and is frozen with it. Reported scores are
 * 500 + 100·(θ − mean)/sd, where mean and sd are those of one named grade in the base year.
 */
export const Scale = v.object({
  /** `campaign/release`. */
  id: v.string(),
  campaign: Slug,
  release: Count,
  academicYear: Count,
  model: v.literal('pcm'),
  items: v.array(ScaleItem),
  /** Means and variances on the θ metric, by grade. */
  groups: v.array(v.object({ grade: Count, n: Count, mean: v.number(), variance: v.number() })),
  reference: v.object({ base: v.string(), grade: Count, mean: v.number(), sd: v.number() }),
  /** Null in the base year. */
  link: v.nullable(Link),
  grid: v.object({ from: v.number(), to: v.number(), nodes: Count }),
  /** `item@version` of what is held out by decision. */
  heldOut: v.array(v.string()),
});
export type Scale = v.InferOutput<typeof Scale>;

/** What later years need of a release: its scale and the figures that a trend compares. */
export const PastYear = v.object({
  campaign: Slug,
  academicYear: Count,
  scale: Scale,
  grades: v.array(
    v.object({
      grade: Count,
      n: Count,
      /** On the reported scale. `se` takes the cohort as one draw of schools and pupils. */
      mean: v.number(),
      se: v.number(),
      /** Standard error of the link to the base year on the reported scale; 0 in the base year. */
      linkError: v.number(),
      icc: v.number(),
      schools: v.array(v.object({ school: Slug, n: Count, mean: v.number(), se: v.number() })),
    }),
  ),
});
export type PastYear = v.InferOutput<typeof PastYear>;
