import * as v from 'valibot';
import type { ReleaseRow } from '../../scoring/wire/closing.ts';
import { Count, Instant } from '../../scoring/wire/id.ts';

const Row = v.object({
  n: Count,
  created_at: Instant,
  created_by: v.string(),
  complete_at: v.nullable(Instant),
  published_at: v.nullable(Instant),
  held_out_json: v.pipe(v.string(), v.parseJson(), v.array(v.string())),
});

/** Takes the campaign's next release number, in one statement, so that no two closings share it. */
export async function takeRelease(
  db: D1Database,
  release: { campaign: string; run: number; now: number; by: string; heldOut: string[] },
): Promise<number> {
  const n = await db
    .prepare(
      `INSERT INTO release (campaign, n, run, created_at, created_by, held_out_json)
       SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4, ?5 FROM release WHERE campaign = ?1
       RETURNING n`,
    )
    .bind(release.campaign, release.run, release.now, release.by, JSON.stringify(release.heldOut))
    .first<number>('n');
  if (n === null) throw new Error('no release number was given');
  return n;
}

/** The run of a release that was computed elsewhere: there is none. */
const NO_RUN = 0;

/** A release that was computed elsewhere keeps the number that it has. */
export function putRelease(
  db: D1Database,
  release: { campaign: string; release: number; now: number; by: string },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO release (campaign, n, run, created_at, created_by) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (campaign, n) DO NOTHING`,
    )
    .bind(release.campaign, release.release, NO_RUN, release.now, release.by);
}

/** Was a release of the campaign computed elsewhere? */
export async function isImported(db: D1Database, campaign: string): Promise<boolean> {
  const row = db.prepare('SELECT 1 FROM release WHERE campaign = ? AND run = ?');
  return (await row.bind(campaign, NO_RUN).first()) !== null;
}

/** Has the campaign sittings here, or a release that was computed here? */
export async function isSatHere(db: D1Database, campaign: string): Promise<boolean> {
  const row = db.prepare(
    `SELECT 1 FROM sitting WHERE campaign = ?1
     UNION ALL SELECT 1 FROM release WHERE campaign = ?1 AND run <> ?2`,
  );
  return (await row.bind(campaign, NO_RUN).first()) !== null;
}

/** Newest first. */
export async function listReleases(db: D1Database, campaign: string): Promise<ReleaseRow[]> {
  const { results } = await db
    .prepare(
      `SELECT n, created_at, created_by, complete_at, published_at, held_out_json FROM release
       WHERE campaign = ? ORDER BY n DESC`,
    )
    .bind(campaign)
    .all();
  return results.map((row) => {
    const { n, created_at, created_by, complete_at, published_at, held_out_json } = v.parse(
      Row,
      row,
    );
    return {
      release: n,
      createdAt: created_at,
      by: created_by,
      complete: complete_at !== null,
      publishedAt: published_at,
      heldOut: held_out_json,
    };
  });
}

/** The newest release whose documents are all written. */
export async function findComplete(db: D1Database, campaign: string): Promise<number | undefined> {
  const n = await db
    .prepare('SELECT max(n) AS n FROM release WHERE campaign = ? AND complete_at IS NOT NULL')
    .bind(campaign)
    .first<number>('n');
  return n ?? undefined;
}

export async function isComplete(
  db: D1Database,
  { campaign, release }: { campaign: string; release: number },
): Promise<boolean> {
  const row = await db
    .prepare('SELECT 1 FROM release WHERE campaign = ? AND n = ? AND complete_at IS NOT NULL')
    .bind(campaign, release)
    .first();
  return row !== null;
}

/** Every document of the release is written; a campaign that was never published is scored. */
export function completeRelease(
  db: D1Database,
  { campaign, release, now }: { campaign: string; release: number; now: number },
): D1PreparedStatement[] {
  return [
    db
      .prepare('UPDATE release SET complete_at = ?3 WHERE campaign = ?1 AND n = ?2')
      .bind(campaign, release, now),
    db
      .prepare(`UPDATE campaign SET state = 'scored' WHERE id = ? AND state IN ('open', 'closed')`)
      .bind(campaign),
  ];
}

/**
 * By the first statement a release becomes what everybody reads; a late older one does not. The
 * second notes it, and belongs in the same transaction.
 */
export function publishRelease(
  db: D1Database,
  { campaign, release, now }: { campaign: string; release: number; now: number },
): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `UPDATE campaign SET published_release = ?1, state = 'published'
         WHERE id = ?2 AND coalesce(published_release, 0) < ?1`,
      )
      .bind(release, campaign),
    db
      .prepare(
        `UPDATE release SET published_at = ?3 WHERE campaign = ?2 AND n = ?1 AND published_at IS NULL
           AND n = (SELECT published_release FROM campaign WHERE id = ?2)`,
      )
      .bind(release, campaign, now),
  ];
}

/** The run of scoring that the published release was computed from. */
export async function findReleaseRun(
  db: D1Database,
  campaign: string,
): Promise<number | undefined> {
  const run = await db
    .prepare(
      `SELECT run FROM release WHERE campaign = ?1
         AND n = (SELECT published_release FROM campaign WHERE id = ?1)`,
    )
    .bind(campaign)
    .first<number>('run');
  return run ?? undefined;
}
