import * as v from 'valibot';
import type { Campaign } from '../../scoring/wire/city.ts';
import { PastYear } from '../../scoring/wire/scale.ts';

const Document = v.pipe(v.string(), v.parseJson(), PastYear);

/** The scale of a release and what later years compare. The same release has the same one. */
export function putPastYear(db: D1Database, past: PastYear): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO past_year (campaign, release, academic_year, document_json) VALUES (?, ?, ?, ?)
       ON CONFLICT (campaign, release) DO UPDATE SET academic_year = excluded.academic_year,
         document_json = excluded.document_json`,
    )
    .bind(past.campaign, past.scale.release, past.academicYear, JSON.stringify(past));
}

/** Published years before one, of campaigns of the same kind, oldest first. */
export async function listPastYears(
  db: D1Database,
  { kind, academicYear }: Pick<Campaign, 'kind' | 'academicYear'>,
): Promise<PastYear[]> {
  const { results } = await db
    .prepare(
      `SELECT p.document_json FROM past_year AS p JOIN campaign AS c
         ON c.id = p.campaign AND c.published_release = p.release
       WHERE c.kind = ? AND p.academic_year < ? ORDER BY p.academic_year, c.id`,
    )
    .bind(kind, academicYear)
    .all<{ document_json: string }>();
  return results.map(({ document_json }) => v.parse(Document, document_json));
}
