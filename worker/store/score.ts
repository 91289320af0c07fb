import * as v from 'valibot';
import { Count } from '../../scoring/wire/id.ts';
import { ItemScore, type Score, type ScoreNote } from '../../scoring/wire/score.ts';

const RunRow = v.object({ n: Count, engine_version: v.string(), trace_hash: v.string() });
const ItemsRow = v.object({
  enrolment: v.string(),
  raw: Count,
  max: Count,
  answered: Count,
  items_json: v.pipe(v.string(), v.parseJson(), v.array(ItemScore)),
});

/** One pass of scoring over a campaign; a rescoring is another. */
export interface ScoringRun {
  n: number;
  engineVersion: string;
  traceHash: string;
}

export async function findRun(db: D1Database, campaign: string): Promise<ScoringRun | undefined> {
  const row = await db
    .prepare(
      'SELECT n, engine_version, trace_hash FROM scoring_run WHERE campaign = ? ORDER BY n DESC LIMIT 1',
    )
    .bind(campaign)
    .first();
  if (!row) return undefined;
  const { n, engine_version, trace_hash } = v.parse(RunRow, row);
  return { n, engineVersion: engine_version, traceHash: trace_hash };
}

/** Two scorers at once: the first one's run stays. */
export function putRun(
  db: D1Database,
  run: ScoringRun & { campaign: string; now: number },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO scoring_run (campaign, n, engine_version, trace_hash, created_at)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT (campaign, n) DO NOTHING`,
    )
    .bind(run.campaign, run.n, run.engineVersion, run.traceHash, run.now);
}

/**
 * The score and which score of its enrolment counts, in two statements that belong in one
 * transaction. `stamp` is the submission's: an older one changes nothing.
 * `answered` counts the items that were answered, by which `standingOf` knows who was tested.
 */
export function putScore(
  db: D1Database,
  {
    score,
    stamp,
    answered,
    notes,
  }: { score: Score; stamp: number; answered: number; notes: ScoreNote[] },
): D1PreparedStatement[] {
  const { attempt, formVersion, engineVersion, enrolment } = score;
  const run = Number(score.run);
  return [
    db
      .prepare(
        `UPDATE score SET counted = 0 WHERE enrolment = ?1 AND run = ?2 AND counted = 1
           AND stamp <= ?3`,
      )
      .bind(enrolment, run, stamp),
    db
      .prepare(
        `INSERT INTO score (attempt, form_version, engine_version, run, enrolment, campaign, sitting,
           raw, max, handed_in, scored_at, stamp, counted, items_json, answered, notes_json)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
           NOT EXISTS (SELECT 1 FROM score WHERE enrolment = ?5 AND run = ?4 AND counted = 1), ?13, ?14, ?15)
         ON CONFLICT (attempt, form_version, engine_version, run) DO UPDATE SET
           enrolment = excluded.enrolment, raw = excluded.raw,
           max = excluded.max, handed_in = excluded.handed_in, scored_at = excluded.scored_at,
           answered = excluded.answered, stamp = excluded.stamp, counted = excluded.counted,
           items_json = excluded.items_json, notes_json = excluded.notes_json
         WHERE excluded.stamp >= score.stamp`,
      )
      .bind(
        attempt,
        formVersion,
        engineVersion,
        run,
        enrolment,
        score.campaign,
        score.sitting,
        score.raw,
        score.max,
        Number(score.handedIn),
        score.scoredAt,
        stamp,
        JSON.stringify(score.items),
        answered,
        JSON.stringify(notes),
      ),
  ];
}

/**
 * Nothing of this enrolment counts any more in the newest run: its attempt turned out to be
 * somebody else's. Runs before it stay as they were published.
 */
export function withdrawScores(db: D1Database, enrolment: string): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE score SET counted = 0 WHERE enrolment = ?1 AND counted = 1
         AND run = (SELECT max(n) FROM scoring_run
           WHERE campaign = (SELECT campaign FROM enrolment WHERE id = ?1))`,
    )
    .bind(enrolment);
}

/** A score with its items. */
export interface DetailedScore {
  raw: number;
  max: number;
  answered: number;
  items: ItemScore[];
}

/** The counted scores of a sitting with their items, by enrolment. */
export async function listSittingScores(
  db: D1Database,
  { sitting, run }: { sitting: string; run: number },
): Promise<Map<string, DetailedScore>> {
  const { results } = await db
    .prepare(
      `SELECT enrolment, raw, max, answered, items_json FROM score
       WHERE sitting = ? AND run = ? AND counted = 1`,
    )
    .bind(sitting, run)
    .all();
  return new Map(
    results.map((row) => {
      const { enrolment, items_json: items, ...score } = v.parse(ItemsRow, row);
      return [enrolment, { ...score, items }];
    }),
  );
}

/** By campaign: pupils whose attempt a sitting holds, and those that the newest run has scored. */
export async function countProgress(
  db: D1Database,
): Promise<{ campaign: string; started: number; scored: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT c.id AS campaign,
         (SELECT coalesce(sum(started), 0) FROM sitting WHERE campaign = c.id) AS started,
         (SELECT count(*) FROM score WHERE campaign = c.id AND counted = 1
            AND run = (SELECT max(n) FROM scoring_run WHERE campaign = c.id)) AS scored
       FROM campaign AS c ORDER BY c.id`,
    )
    .all<{ campaign: string; started: number; scored: number }>();
  return results;
}
