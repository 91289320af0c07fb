import * as v from 'valibot';
import { Count } from '../../scoring/wire/id.ts';

/** A pupil's place in a campaign: all that answers and scores know of them. */
export interface Enrolment {
  id: string;
  pupil: string;
  sitting: string;
  class: string;
  seat: number;
  exempt: boolean;
  /** Why the proctor marked the seat. */
  absence: string | null;
}

const Row = v.object({
  id: v.string(),
  pupil: v.string(),
  sitting: v.string(),
  class: v.string(),
  seat: Count,
  exempt: v.pipe(
    v.number(),
    v.transform((flag) => flag === 1),
  ),
  absence: v.nullable(v.string()),
});
const COLUMNS = 'id, pupil, sitting, class, seat, exempt, absence';

export function putEnrolments(
  db: D1Database,
  place: { campaign: string; class: string; sitting: string },
  rows: { id: string; pupil: string; seat: number; exempt: boolean }[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO enrolment (id, pupil, campaign, class, sitting, seat, exempt)
       SELECT value ->> 'id', value ->> 'pupil', ?1, ?2, ?3, value ->> 'seat', value ->> 'exempt'
       FROM json_each(?4) WHERE true
       ON CONFLICT (id) DO UPDATE SET seat = excluded.seat, exempt = excluded.exempt`,
    )
    .bind(place.campaign, place.class, place.sitting, JSON.stringify(rows));
}

export async function listEnrolments(
  db: D1Database,
  of: { sitting: string } | { campaign: string },
): Promise<Enrolment[]> {
  const [column, id] = 'sitting' in of ? ['sitting', of.sitting] : ['campaign', of.campaign];
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM enrolment WHERE ${column} = ? ORDER BY sitting, seat`)
    .bind(id)
    .all();
  return results.map((row) => v.parse(Row, row));
}
