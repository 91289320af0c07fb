import * as v from 'valibot';
import { Campaign, type Participation } from '../../scoring/wire/city.ts';
import { SittingState } from '../../scoring/wire/batch.ts';
import { Count, Instant } from '../../scoring/wire/id.ts';
import type { Text } from '../../scoring/wire/text.ts';
import { Fault } from '../fault.ts';
import type { MirrorMessage } from '../jobs/message.ts';
import { parseText } from './city.ts';

/** A sitting as the city knows it: its place and what its object last said. */
export interface Sitting {
  code: string;
  campaign: string;
  campaignTitle: Text;
  kind: Campaign['kind'];
  /** Release of the campaign that is published, null before. */
  release: number | null;
  class: string;
  className: string;
  school: string;
  schoolName: Text;
  grade: number;
  formVersion: string;
  /** The content key under the unlock code: see `wrapContentKey`. Null where none was made. */
  wrap: string | null;
  state: SittingState;
  openedAt: number | null;
  closedAt: number | null;
  counts: { enrolled: number; exempt: number; absent: number; started: number; tested: number };
}

const Row = v.object({
  code: v.string(),
  campaign: v.string(),
  campaign_title: v.string(),
  kind: Campaign.entries.kind,
  published_release: v.nullable(Count),
  class: v.string(),
  class_name: v.string(),
  school: v.string(),
  school_name: v.string(),
  grade: Count,
  form_version: v.string(),
  wrap: v.nullable(v.string()),
  state: SittingState,
  opened_at: v.nullable(Instant),
  closed_at: v.nullable(Instant),
  enrolled: Count,
  exempt: Count,
  absent: Count,
  started: Count,
  tested: Count,
});

const UnsettledRow = v.object({ open: Count, unscored: Count });

const SELECT = `SELECT s.*, c.title_json AS campaign_title, c.kind, c.published_release,
    g.name AS class_name, k.name_json AS school_name
  FROM sitting AS s JOIN campaign AS c ON c.id = s.campaign
    JOIN class_group AS g ON g.id = s.class JOIN school AS k ON k.id = s.school`;

export function putSitting(
  db: D1Database,
  sitting: Pick<
    Sitting,
    'code' | 'campaign' | 'class' | 'school' | 'grade' | 'formVersion' | 'wrap'
  > & {
    enrolled: number;
    exempt: number;
  },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO sitting
         (code, campaign, class, school, grade, form_version, wrap, enrolled, exempt)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (code) DO UPDATE SET wrap = excluded.wrap, enrolled = excluded.enrolled,
         exempt = excluded.exempt
       WHERE opened_at IS NULL`,
    )
    .bind(
      sitting.code,
      sitting.campaign,
      sitting.class,
      sitting.school,
      sitting.grade,
      sitting.formVersion,
      sitting.wrap,
      sitting.enrolled,
      sitting.exempt,
    );
}

export async function findSitting(db: D1Database, code: string): Promise<Sitting | undefined> {
  const row = await db.prepare(`${SELECT} WHERE s.code = ?`).bind(code).first();
  return row ? toSitting(row) : undefined;
}

/** Throws the fault `sitting-unknown`. */
export async function getSitting(db: D1Database, code: string): Promise<Sitting> {
  const sitting = await findSitting(db, code);
  if (!sitting) throw new Fault('sitting-unknown');
  return sitting;
}

/** Sittings of some classes, of one school, of a campaign, or of the whole city. */
export async function listSittings(db: D1Database, over: Range): Promise<Sitting[]> {
  return (await selectSittings(db, over).all()).results.map(toSitting);
}

/**
 * What keeps a campaign from being closed. Sitting by sitting: a score too many here must not stand
 * for one that is missing there. One that was never opened is settled only when it cannot be opened
 * any more, and holds no scores: those would say that news of its opening is still on the way.
 */
export async function countUnsettled(
  db: D1Database,
  { campaign, run, mayOpen }: { campaign: string; run: number; mayOpen: boolean },
): Promise<{ open: number; unscored: number }> {
  const row = await db
    .prepare(
      `SELECT coalesce(sum(state <> 'closed' AND (?3 OR opened_at IS NOT NULL OR scored > 0)), 0) AS open,
         coalesce(sum(max(0, started - scored)), 0) AS unscored
       FROM (SELECT s.state, s.opened_at, s.started,
           (SELECT count(*) FROM score AS x
             WHERE x.sitting = s.code AND x.run = ?2 AND x.counted = 1) AS scored
         FROM sitting AS s WHERE s.campaign = ?1)`,
    )
    .bind(campaign, run, Number(mayOpen))
    .first();
  return v.parse(UnsettledRow, row);
}

type Range = { classes: string[] } | { school: string } | { campaign: string } | 'city';

function selectSittings(db: D1Database, over: Range): D1PreparedStatement {
  const order = 'ORDER BY k.code, s.grade, g.name, s.code';
  if (over === 'city') return db.prepare(`${SELECT} ${order}`);
  if ('school' in over)
    return db.prepare(`${SELECT} WHERE s.school = ? ${order}`).bind(over.school);
  if ('campaign' in over) {
    return db.prepare(`${SELECT} WHERE s.campaign = ? ${order}`).bind(over.campaign);
  }
  return db
    .prepare(`${SELECT} WHERE s.class IN (SELECT value FROM json_each(?)) ${order}`)
    .bind(JSON.stringify(over.classes));
}

/** Copies what a sitting's object said, unless something newer is here already. */
export function applyMirror(db: D1Database, mirror: MirrorMessage): D1PreparedStatement[] {
  const { sitting, version, state, openedAt, closedAt, counts, absences, audit } = mirror;
  return [
    // Before the row's version moves: it decides whether these absences are the newest.
    db
      .prepare(
        `UPDATE enrolment SET absence = (SELECT value ->> 'reason' FROM json_each(?3)
           WHERE value ->> 'enrolment' = enrolment.id)
         WHERE sitting = ?1 AND ?2 > (SELECT version FROM sitting WHERE code = ?1)
           AND absence IS NOT (SELECT value ->> 'reason' FROM json_each(?3)
             WHERE value ->> 'enrolment' = enrolment.id)`,
      )
      .bind(sitting, version, JSON.stringify(absences)),
    db
      .prepare(
        `UPDATE sitting SET version = ?2, state = ?3, opened_at = ?4, closed_at = ?5, enrolled = ?6,
           exempt = ?7, absent = ?8, started = ?9, tested = ?10
         WHERE code = ?1 AND version < ?2`,
      )
      .bind(
        sitting,
        version,
        state,
        openedAt,
        closedAt,
        counts.enrolled,
        counts.exempt,
        counts.absent,
        counts.started,
        counts.tested,
      ),
    db
      .prepare(
        `INSERT OR IGNORE INTO sitting_audit (sitting, seq, prev, hash, at, actor, action, detail)
         SELECT ?1, value ->> 'seq', value ->> 'prev', value ->> 'hash', value ->> 'at',
           value ->> 'actor', value ->> 'action', value ->> 'detail' FROM json_each(?2)`,
      )
      .bind(sitting, JSON.stringify(audit)),
  ];
}

/** One row a school and grade, from what the sittings last said. */
export async function countParticipation(
  db: D1Database,
  campaign: string,
): Promise<Participation['rows']> {
  const { results } = await db
    .prepare(
      `SELECT s.school, k.district, s.grade, count(*) AS classes, sum(s.state = 'closed') AS closed,
         sum(s.enrolled) AS enrolled, sum(s.exempt) AS exempt, sum(s.absent) AS absent,
         sum(s.started) AS started, sum(s.tested) AS tested
       FROM sitting AS s JOIN school AS k ON k.id = s.school
       WHERE s.campaign = ? GROUP BY s.school, s.grade ORDER BY k.code, s.grade`,
    )
    .bind(campaign)
    .all<Participation['rows'][number]>();
  return results;
}

function toSitting(row: unknown): Sitting {
  const parsed = v.parse(Row, row);
  const { enrolled, exempt, absent, started, tested } = parsed;
  return {
    code: parsed.code,
    campaign: parsed.campaign,
    campaignTitle: parseText(parsed.campaign_title),
    kind: parsed.kind,
    release: parsed.published_release,
    class: parsed.class,
    className: parsed.class_name,
    school: parsed.school,
    schoolName: parseText(parsed.school_name),
    grade: parsed.grade,
    formVersion: parsed.form_version,
    wrap: parsed.wrap,
    state: parsed.state,
    openedAt: parsed.opened_at,
    closedAt: parsed.closed_at,
    counts: { enrolled, exempt, absent, started, tested },
  };
}
