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

interface Listed {
  id: string;
  pupil: string;
  seat: number;
  exempt: boolean;
  /** As the class list has it; null where it does not say. */
  gender: 'female' | 'male' | null;
}

/** The sitting's whole class list: who is not on it is taken off, which a score forbids. */
export function putEnrolments(
  db: D1Database,
  place: { campaign: string; class: string; sitting: string },
  rows: Listed[],
): D1PreparedStatement[] {
  const list = JSON.stringify(rows);
  return [
    db
      .prepare(
        `DELETE FROM enrolment WHERE sitting = ?1
           AND id NOT IN (SELECT value ->> 'id' FROM json_each(?2))`,
      )
      .bind(place.sitting, list),
    // Out of each other's way: two pupils who change seats would stand on one for a moment.
    db.prepare(`UPDATE enrolment SET seat = -seat WHERE sitting = ?`).bind(place.sitting),
    db
      .prepare(
        `INSERT INTO enrolment (id, pupil, campaign, class, sitting, seat, exempt, gender)
       SELECT value ->> 'id', value ->> 'pupil', ?1, ?2, ?3, value ->> 'seat', value ->> 'exempt',
         value ->> 'gender'
       FROM json_each(?4) WHERE true
       ON CONFLICT (id) DO UPDATE SET seat = excluded.seat, exempt = excluded.exempt,
         gender = excluded.gender`,
      )
      .bind(place.campaign, place.class, place.sitting, list),
  ];
}

/** By seat. */
export async function listEnrolments(
  db: D1Database,
  { sitting }: { sitting: string },
): Promise<Enrolment[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM enrolment WHERE sitting = ? ORDER BY seat`)
    .bind(sitting)
    .all();
  return results.map((row) => v.parse(Row, row));
}
