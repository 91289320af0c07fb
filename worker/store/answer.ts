import * as v from 'valibot';
import { Count } from '../../scoring/wire/id.ts';
import { ItemScore } from '../../scoring/wire/score.ts';

const Items = v.array(v.pick(ItemScore, ['item', 'version', 'status', 'credit', 'spent']));
const Row = v.object({
  enrolment: v.string(),
  sitting: v.string(),
  exempt: v.pipe(
    v.number(),
    v.transform((flag) => flag === 1),
  ),
  absence: v.nullable(v.string()),
  gender: v.nullable(v.picklist(['female', 'male'])),
  form_version: v.nullable(v.string()),
  raw: v.nullable(Count),
  max: v.nullable(Count),
  answered: v.nullable(Count),
  items_json: v.nullable(v.pipe(v.string(), v.parseJson(), Items)),
});

/** An enrolled pupil with the counted score of a run, where there is one. */
export interface Answer {
  enrolment: string;
  sitting: string;
  exempt: boolean;
  absence: string | null;
  gender: 'female' | 'male' | null;
  score:
    | {
        formVersion: string;
        raw: number;
        max: number;
        answered: number;
        items: v.InferOutput<typeof Items>;
      }
    | undefined;
}

interface Of {
  campaign: string;
  run: number;
}

/** So many enrolments of a campaign after one, by id: the database answers only so much at once. */
export async function listAnswers(
  db: D1Database,
  { campaign, run, after, most }: Of & { after: string; most: number },
): Promise<Answer[]> {
  const { results } = await db
    .prepare(
      `SELECT e.id AS enrolment, e.sitting, e.exempt, e.absence, e.gender, s.form_version, s.raw,
         s.max, s.answered, s.items_json
       FROM enrolment AS e
         LEFT JOIN score AS s ON s.enrolment = e.id AND s.run = ?2 AND s.counted = 1
       WHERE e.campaign = ?1 AND e.id > ?3 ORDER BY e.id LIMIT ?4`,
    )
    .bind(campaign, run, after, most)
    .all();
  return results.map(toAnswer);
}

function toAnswer(row: unknown): Answer {
  const { form_version, raw, max, answered, items_json, ...pupil } = v.parse(Row, row);
  if (form_version === null || raw === null || max === null || answered === null) {
    return { ...pupil, score: undefined };
  }
  const score = { formVersion: form_version, raw, max, answered, items: items_json ?? [] };
  return { ...pupil, score };
}

/**
 * What changes with anything that a close reads: counted scores and when they were made, the newest
 * run, what the sittings said, and the class lists. A sum of moments is text: no double holds it, and
 * it grows where one score is withdrawn and another is counted instead.
 */
export async function takeFingerprint(
  db: D1Database,
  { campaign, run }: Of,
): Promise<{ enrolled: number; fingerprint: string }> {
  const row = await db
    .prepare(
      `SELECT s.*, t.*, e.*, (SELECT max(n) FROM scoring_run WHERE campaign = ?1) AS newest
       FROM (SELECT count(*) AS scores, CAST(sum(scored_at) AS TEXT) AS moments FROM score
           WHERE campaign = ?1 AND run = ?2 AND counted = 1) AS s,
         (SELECT count(*) AS sittings, total(version) AS versions FROM sitting
           WHERE campaign = ?1) AS t,
         (SELECT count(*) AS enrolled, total(exempt) AS exempt, count(absence) AS absent,
           count(gender) AS told FROM enrolment WHERE campaign = ?1) AS e`,
    )
    .bind(campaign, run)
    .first<{ enrolled: number }>();
  return { enrolled: row?.enrolled ?? 0, fingerprint: JSON.stringify(row) };
}

/** Pupils whom a run has counted. */
export async function countScored(db: D1Database, { campaign, run }: Of): Promise<number> {
  const row = db.prepare(
    'SELECT count(*) AS n FROM score WHERE campaign = ? AND run = ? AND counted = 1',
  );
  return (await row.bind(campaign, run).first<number>('n')) ?? 0;
}
