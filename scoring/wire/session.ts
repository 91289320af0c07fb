import * as v from 'valibot';
import { SittingCode, Slug } from './id.ts';
import { Text } from './text.ts';

export const Role = v.picklist(['teacher', 'school', 'office', 'author', 'proctor']);
export type Role = v.InferOutput<typeof Role>;

/** Who is signed in, and over what: classes of a teacher, the school of a head, the city of an office. */
export const Session = v.object({
  staff: Slug,
  name: Text,
  role: Role,
  school: v.optional(Slug),
  classes: v.array(Slug),
  /** The one sitting that a proctor's pass opens. */
  sitting: v.optional(SittingCode),
  expiresAt: v.number(),
  /** The city's data are made up; every page says so. */
  fictional: v.boolean(),
});
export type Session = v.InferOutput<typeof Session>;

/** `GET /session/accounts`: local sign-ins of the fictional city; nowhere else is there such a list. */
export const DemoAccounts = v.object({
  accounts: v.array(v.object({ account: Slug, name: Text, role: Role })),
});
export type DemoAccounts = v.InferOutput<typeof DemoAccounts>;
