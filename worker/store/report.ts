import * as v from 'valibot';
import { QualityReport } from '../../scoring/wire/quality.ts';
import { CityReport, SchoolReport } from '../../scoring/wire/report.ts';
import { ResultsReport } from '../../scoring/wire/results.ts';
import { Fault } from '../fault.ts';

/** The version of the documents that this build writes and reads. */
export const DOCUMENT_VERSION = 2;

/** Any page of a release. */
export const Report = v.variant('page', [CityReport, SchoolReport, QualityReport, ResultsReport]);
export type Report = v.InferOutput<typeof Report>;

const Document = v.pipe(v.string(), v.parseJson(), Report);

/** A document and whose it is: the city's or a school's id. */
export interface ScopedReport {
  scope: string;
  report: Report;
}

/**
 * A release's documents, before anybody reads them; those of releases before it stay. The same
 * document again changes nothing: a closing that was killed writes some of them twice.
 */
export function putReports(db: D1Database, reports: ScopedReport[]): D1PreparedStatement[] {
  return reports.map(({ scope, report }) =>
    db
      .prepare(
        `INSERT INTO report (campaign, release, scope_kind, scope_id, page, document_version, document_json)
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .bind(
        report.campaign,
        report.release,
        report.page === 'school' ? 'school' : 'city',
        scope,
        report.page,
        DOCUMENT_VERSION,
        JSON.stringify(report),
      ),
  );
}

export function deleteReports(
  db: D1Database,
  { campaign, release }: { campaign: string; release: number },
): D1PreparedStatement {
  return db
    .prepare('DELETE FROM report WHERE campaign = ? AND release = ?')
    .bind(campaign, release);
}

const COMPLETE = `(SELECT max(n) FROM release
  WHERE campaign = ?1 AND n = coalesce(?2, n) AND complete_at IS NOT NULL)`;
const PUBLISHED = `(SELECT r.n FROM campaign AS c
  JOIN release AS r ON r.campaign = c.id AND r.n = coalesce(?2, c.published_release)
  WHERE c.id = ?1 AND r.published_at IS NOT NULL AND (?3 <> 'city' OR r.n = c.published_release))`;

/** Which document: its whole key, so that reading costs the same in any city. */
export interface ReportKey {
  campaign: string;
  kind: string;
  scope: string;
  page: string;
  /** Absent = the present one; of the page `quality`, the newest complete one. */
  release?: number | undefined;
}

/**
 * Throws the fault `report-unknown` when it is not there, nothing is published, or the release that
 * is asked for was never made the published one. Of the city's figures there is the present release
 * only: two of them side by side would give back, by subtraction, whoever was added in between. The
 * page `quality` holds nothing of any group below the grade, so that every complete release's is
 * read, and without a number the newest: it is what a release is checked by before it is published.
 * But not one that a few pupils more or less tell from the newest: its counts would say what they had.
 */
export async function getReport(db: D1Database, key: ReportKey): Promise<Report> {
  const { results } = await db
    .prepare(
      `SELECT document_json FROM report WHERE campaign = ?1
         AND release = ${key.page === 'quality' ? COMPLETE : PUBLISHED}
         AND scope_kind = ?3 AND scope_id = ?4 AND page = ?5 AND document_version = ?6`,
    )
    .bind(key.campaign, key.release ?? null, key.kind, key.scope, key.page, DOCUMENT_VERSION)
    .all<{ document_json: string }>();
  const [row] = results;
  if (!row) throw new Fault('report-unknown');
  const report = v.parse(Document, row.document_json);
  if (report.page === 'quality' && key.release !== undefined) {
    const newest = await getReport(db, { ...key, release: undefined });
    if (newest.page === 'quality' && differsByFew(report, newest))
      throw new Fault('report-unknown');
  }
  return report;
}

/** Whether some form was taken by a few pupils more in the one than in the other. */
function differsByFew(one: QualityReport, other: QualityReport): boolean {
  return one.forms.some(({ form, n }) => {
    const more = Math.abs(n - (other.forms.find((row) => row.form === form)?.n ?? 0));
    return more > 0 && more < other.threshold;
  });
}
