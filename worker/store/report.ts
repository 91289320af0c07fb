import * as v from 'valibot';
import { CityReport, SchoolReport } from '../../scoring/wire/report.ts';
import { Fault } from '../fault.ts';

/** The version of the documents that this build writes and reads. */
const DOCUMENT_VERSION = 2;

export type Report = CityReport | SchoolReport;

const Document = v.pipe(v.string(), v.parseJson(), v.variant('page', [CityReport, SchoolReport]));

/** A document and whose it is: the city's or a school's id. */
export interface ScopedReport {
  scope: string;
  report: Report;
}

/** A release's documents, before anybody reads them; those of releases before it stay. */
export function putReports(db: D1Database, reports: ScopedReport[]): D1PreparedStatement[] {
  return reports.map(({ scope, report }) =>
    db
      .prepare(
        `INSERT INTO report (campaign, release, scope_kind, scope_id, page, document_version, document_json)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .bind(
        report.campaign,
        report.release,
        report.page,
        scope,
        report.page,
        DOCUMENT_VERSION,
        JSON.stringify(report),
      ),
  );
}

/** Takes the campaign's next release number, in one statement, so that no two publishers share it. */
export async function takeRelease(
  db: D1Database,
  release: { campaign: string; run: number; now: number; by: string },
): Promise<number> {
  const n = await db
    .prepare(
      `INSERT INTO release (campaign, n, run, created_at, created_by)
       SELECT ?1, coalesce(max(n), 0) + 1, ?2, ?3, ?4 FROM release WHERE campaign = ?1 RETURNING n`,
    )
    .bind(release.campaign, release.run, release.now, release.by)
    .first<number>('n');
  if (n === null) throw new Error('no release number was given');
  return n;
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

/** Which document: its whole key, so that reading costs the same in any city. */
export interface ReportKey {
  campaign: string;
  kind: string;
  scope: string;
  page: string;
  /** Absent = the present one. */
  release?: number | undefined;
}

/**
 * Throws the fault `report-unknown` when it is not there, nothing is published, or the release that
 * is asked for was never made the published one. Of the city's page there is the present release
 * only: two of them side by side would give back, by subtraction, whoever was added in between.
 */
export async function getReport(db: D1Database, key: ReportKey): Promise<Report> {
  const { results } = await db
    .prepare(
      `SELECT document_json FROM report WHERE campaign = ?1
         AND release = (SELECT r.n FROM campaign AS c
           JOIN release AS r ON r.campaign = c.id AND r.n = coalesce(?2, c.published_release)
           WHERE c.id = ?1 AND r.published_at IS NOT NULL
             AND (?3 <> 'city' OR r.n = c.published_release))
         AND scope_kind = ?3 AND scope_id = ?4 AND page = ?5 AND document_version = ?6`,
    )
    .bind(key.campaign, key.release ?? null, key.kind, key.scope, key.page, DOCUMENT_VERSION)
    .all<{ document_json: string }>();
  const [row] = results;
  if (!row) throw new Fault('report-unknown');
  return v.parse(Document, row.document_json);
}
