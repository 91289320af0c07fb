import * as v from 'valibot';
import { Count, FormId, Hash, Instant, ItemId, Seat, SittingCode, Slug, Uuid } from './id.ts';
import { ItemScore } from './score.ts';
import { Text } from './text.ts';

/** Who was to sit and who did: 在籍, 免測, 缺考, 實際施測. */
export const Headcount = v.object({
  enrolled: Count,
  exempt: Count,
  absent: Count,
  /** Neither sat nor marked absent. */
  missing: Count,
  tested: Count,
});
export type Headcount = v.InferOutput<typeof Headcount>;

/** A mean share of credit in percent with its 95 % interval, or why it is not shown. */
export const Estimate = v.variant('status', [
  v.object({
    status: v.literal('shown'),
    mean: v.number(),
    lo: v.number(),
    hi: v.number(),
    /** 5 or less, 95 or more: what every pupil had is not told. All three figures are the bound. */
    mask: v.exactOptional(v.picklist(['low', 'high'])),
  }),
  /**
   * Fewer tested than the threshold; a grouping of fewer than three schools, or of little else than
   * one; or hidden so that such a group cannot be subtracted back.
   */
  v.object({
    status: v.literal('hidden'),
    why: v.picklist(['small', 'complement', 'few-schools', 'dominant']),
  }),
  v.object({ status: v.literal('none') }),
]);
export type Estimate = v.InferOutput<typeof Estimate>;

const Group = v.object({ id: Slug, name: Text, count: Headcount, estimate: Estimate });
export const SchoolRow = v.object({ ...Group.entries, district: Slug });
export type SchoolRow = v.InferOutput<typeof SchoolRow>;
export const DistrictRow = Group;
export type DistrictRow = v.InferOutput<typeof DistrictRow>;

/** Tested pupils by share of credit; `count` null = fewer than the threshold, not shown. */
export const Bin = v.object({ from: v.number(), to: v.number(), count: v.nullable(Count) });
export type Bin = v.InferOutput<typeof Bin>;

/** A form that pupils took, as far as it counts. */
export const TakenForm = v.object({
  form: FormId,
  version: Hash,
  items: Count,
  maxCredit: Count,
});
export type TakenForm = v.InferOutput<typeof TakenForm>;

export const GradeReport = v.object({
  grade: Count,
  /** One, or several that classes took in turn: a share is of the form that the pupil took. */
  forms: v.pipe(v.array(TakenForm), v.minLength(1)),
  count: Headcount,
  estimate: Estimate,
  distribution: v.array(Bin),
  districts: v.array(DistrictRow),
  schools: v.array(SchoolRow),
});
export type GradeReport = v.InferOutput<typeof GradeReport>;

/** What every document of a release says of itself. */
export const stamp = {
  document: v.literal(1),
  campaign: Slug,
  title: Text,
  release: Count,
  computedAt: Instant,
  engineVersion: v.string(),
  threshold: Count,
  fictional: v.boolean(),
};

/** Page `city` of scope city. */
export const CityReport = v.object({
  ...stamp,
  page: v.literal('city'),
  grades: v.array(GradeReport),
});
export type CityReport = v.InferOutput<typeof CityReport>;

/** Page `school` of scope school: its classes, whole, for its own readers. */
export const SchoolReport = v.object({
  ...stamp,
  page: v.literal('school'),
  school: Slug,
  name: Text,
  grades: v.array(
    v.object({
      grade: Count,
      count: Headcount,
      estimate: Estimate,
      city: Estimate,
      classes: v.array(
        v.object({
          id: Slug,
          name: v.string(),
          sitting: SittingCode,
          form: FormId,
          count: Headcount,
          estimate: Estimate,
        }),
      ),
    }),
  ),
});
export type SchoolReport = v.InferOutput<typeof SchoolReport>;

/** A class as pupils × items, read from the stored scores of its sitting. */
export const ClassResults = v.object({
  sitting: SittingCode,
  campaign: Slug,
  campaignTitle: Text,
  school: v.string(),
  className: v.string(),
  grade: Count,
  /** Title of the form that the class took. */
  form: Text,
  fictional: v.boolean(),
  /** Those that count. */
  items: v.array(
    v.object({
      item: ItemId,
      /** Its number on the pupils' screens, from 1. */
      number: Count,
      title: Text,
      type: v.string(),
      practice: v.string(),
      max: Count,
      /** Mean share of credit among those tested, in percent; null when nobody was. */
      mean: v.nullable(v.number()),
    }),
  ),
  pupils: v.array(
    v.object({
      seat: Seat,
      enrolment: Uuid,
      name: v.optional(v.string()),
      status: v.picklist(['scored', 'waiting', 'absent', 'exempt', 'missing']),
      raw: v.nullable(Count),
      max: v.nullable(Count),
      scores: v.array(ItemScore),
    }),
  ),
});
export type ClassResults = v.InferOutput<typeof ClassResults>;
