import * as v from 'valibot';
import { Count, Hash, SittingCode } from '../../scoring/wire/id.ts';

/** A sitting as its school's devices are prepared for it; the form by its version. */
const Row = v.object({
  sitting: SittingCode,
  className: v.string(),
  formVersion: Hash,
  package: Hash,
  bytes: Count,
  wrap: v.string(),
});
export type PreparedRow = v.InferOutput<typeof Row>;

/** Sittings of a school in a campaign that can be unlocked, those that are closed aside. */
export async function listPrepared(
  db: D1Database,
  { school, campaign }: { school: string; campaign: string },
): Promise<PreparedRow[]> {
  const { results } = await db
    .prepare(
      `SELECT s.code AS sitting, g.name AS className, s.form_version AS formVersion,
         p.hash AS package, length(p.bytes) AS bytes, s.wrap
       FROM sitting AS s JOIN class_group AS g ON g.id = s.class
         JOIN sealed_package AS p ON p.form_version = s.form_version AND p.school = s.school
       WHERE s.school = ? AND s.campaign = ? AND s.wrap IS NOT NULL AND s.state <> 'closed'
       ORDER BY s.grade, g.name, s.code`,
    )
    .bind(school, campaign)
    .all();
  return results.map((row) => v.parse(Row, row));
}
