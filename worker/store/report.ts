import * as v from 'valibot';
import { CityReport, SchoolReport } from '../../scoring/wire/report.ts';
import { Fault } from '../fault.ts';

/** The version of the documents that this build writes and reads. */
const DOCUMENT_VERSION = 1;

export type Report = CityReport | SchoolReport;

const Document = v.pipe(v.string(), v.parseJson(), v.variant('page', [CityReport, SchoolReport]));

/** A release before anybody reads it: its documents and its row; releases before it stay. */
export function putReports(db: D1Database, reports: Report[]): D1PreparedStatement[] {
  return reports.map((report) =>
    db
      .prepare(
        `INSERT INTO report (campaign, release, scope_kind, scope_id, page, document_version, document_json)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET document_json = excluded.document_json`,
      )
      .bind(
        report.campaign,
        report.release,
        report.page,
        report.page === 'city' ? 'city' : report.school,
        report.page,
        DOCUMENT_VERSION,
        JSON.stringify(report),
      ),
  );
}

export function putRelease(
  db: D1Database,
  release: { campaign: string; n: number; run: number; now: number; by: string },
): D1PreparedStatement {
  return db
    .prepare(
      'INSERT INTO release (campaign, n, run, created_at, created_by) VALUES (?, ?, ?, ?, ?)',
    )
    .bind(release.campaign, release.n, release.run, release.now, release.by);
}

export async function countReleases(db: D1Database, campaign: string): Promise<number> {
  const n = await db
    .prepare('SELECT max(n) AS n FROM release WHERE campaign = ?')
    .bind(campaign)
    .first<number>('n');
  return n ?? 0;
}

/** Which document: its whole key, so that reading costs the same in any city. */
export interface ReportKey {
  campaign: string;
  kind: string;
  scope: string;
  page: string;
  /** Absent = the published one. */
  release?: number | undefined;
}

/** Throws the fault `report-unknown` when it is not there or nothing is published. */
export async function getReport(
  db: D1Database,
  key: ReportKey,
): Promise<{ report: Report; rowsRead: number }> {
  const { results, meta } = await db
    .prepare(
      `SELECT document_json FROM report WHERE campaign = ?1
         AND release = coalesce(?2, (SELECT published_release FROM campaign WHERE id = ?1))
         AND scope_kind = ?3 AND scope_id = ?4 AND page = ?5 AND document_version = ?6`,
    )
    .bind(key.campaign, key.release ?? null, key.kind, key.scope, key.page, DOCUMENT_VERSION)
    .all<{ document_json: string }>();
  const row = results[0];
  if (!row) throw new Fault('report-unknown');
  return { report: v.parse(Document, row.document_json), rowsRead: meta.rows_read };
}
