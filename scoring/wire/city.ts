import * as v from 'valibot';
import { Count, FormId, Instant, Seat, SittingCode, Slug, Uuid } from './id.ts';
import { Role } from './session.ts';
import { Text } from './text.ts';

const Grade = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12));

export const District = v.strictObject({ id: Slug, name: Text });
export type District = v.InferOutput<typeof District>;

export const School = v.strictObject({
  id: Slug,
  /** Ministry code; fictional in the demo city. */
  code: v.string(),
  name: Text,
  district: Slug,
  kind: v.picklist(['elementary', 'junior-high', 'both']),
});
export type School = v.InferOutput<typeof School>;

const Programme = v.strictObject({
  id: Slug,
  name: Text,
  members: v.array(v.strictObject({ school: Slug, from: Instant, to: v.nullable(Instant) })),
});

export const ClassGroup = v.strictObject({
  id: Slug,
  school: Slug,
  grade: Grade,
  name: v.string(),
});
export type ClassGroup = v.InferOutput<typeof ClassGroup>;

/** Kind, states and settings of a campaign: campaign.md. Thresholds and grades are its data. */
export const CampaignState = v.picklist([
  'draft',
  'ready',
  'open',
  'closed',
  'scored',
  'checked',
  'school-check',
  'published',
  'archived',
]);
export type CampaignState = v.InferOutput<typeof CampaignState>;

export const Campaign = v.strictObject({
  id: Slug,
  kind: v.picklist(['pilot', 'census', 'before-after', 'rehearsal']),
  title: Text,
  academicYear: v.pipe(v.number(), v.integer()),
  timeZone: v.string(),
  opensAt: Instant,
  closesAt: Instant,
  /** Forms of each grade that is tested; where a grade has several, its classes take turns. */
  forms: v.array(v.strictObject({ grade: Grade, form: FormId })),
  /** Fewest tested pupils in a published cell. */
  threshold: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Whom to call on the day. */
  helpNumber: v.optional(v.pipe(v.string(), v.maxLength(40))),
});
export type Campaign = v.InferOutput<typeof Campaign>;

/** A pupil on a class list. The name goes to the school's encrypted list, the rest elsewhere. */
export const RosterEntry = v.strictObject({
  pupil: Uuid,
  enrolment: Uuid,
  seat: Seat,
  number: v.string(),
  name: v.string(),
  exempt: v.optional(v.boolean(), false),
  /** As the class list has it; only for finding items that are unfair to one of the two. */
  gender: v.optional(v.picklist(['female', 'male'])),
});
export type RosterEntry = v.InferOutput<typeof RosterEntry>;

/** One class's sitting, with its class list and the personal part of each login card. */
export const SittingPlan = v.strictObject({
  code: SittingCode,
  campaign: Slug,
  class: Slug,
  /** The form that was drawn for it, where the campaign has several for the grade. */
  form: v.optional(FormId),
  roster: v.pipe(v.array(RosterEntry), v.maxLength(63)),
  /** Login card (12 symbols) by seat; kept as HMAC only. */
  cards: v.array(v.strictObject({ seat: Seat, card: v.string() })),
});
export type SittingPlan = v.InferOutput<typeof SittingPlan>;

export const StaffAccount = v.strictObject({
  id: Slug,
  name: Text,
  role: Role,
  school: v.optional(Slug),
  classes: v.optional(v.array(Slug), []),
});
export type StaffAccount = v.InferOutput<typeof StaffAccount>;

/** The city before anybody sits: all but class lists. */
export const City = v.strictObject({
  id: Slug,
  name: Text,
  fictional: v.boolean(),
  districts: v.array(District),
  schools: v.array(School),
  classes: v.array(ClassGroup),
  programmes: v.array(Programme),
  campaigns: v.array(Campaign),
  staff: v.array(StaffAccount),
});
export type City = v.InferOutput<typeof City>;

/** Live counts of one school in one campaign: participation, never scores. */
export const Participation = v.object({
  campaign: Slug,
  rows: v.array(
    v.object({
      school: Slug,
      district: Slug,
      grade: Count,
      classes: Count,
      closed: Count,
      enrolled: Count,
      exempt: Count,
      absent: Count,
      started: Count,
      tested: Count,
    }),
  ),
});
export type Participation = v.InferOutput<typeof Participation>;
