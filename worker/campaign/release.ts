import type { Documents } from '../../scoring/close/results.ts';
import type { Env } from '../env.ts';
import { writeAudited } from '../store/audit.ts';
import { getCity } from '../store/city.ts';
import { putPastYear } from '../store/past-year.ts';
import { completeRelease, isComplete } from '../store/release.ts';
import { putReports } from '../store/report.ts';
import type { Course } from './course.ts';

/** Documents in one transaction: far below what a batch may hold. */
const CHUNK = 20;

/**
 * Writes the next documents of a release and answers how many are written now. Nobody reads them
 * before it is complete; what a killed closing wrote before is written once.
 */
export async function writeDocuments(
  env: Env,
  { written }: Course,
  { documents }: Documents,
): Promise<number> {
  const chunk = documents.slice(written, written + CHUNK);
  const city = await getCity(env.DB);
  const scoped = chunk.map(({ scope, scopeId, report }) => ({
    scope: scope === 'city' ? city.id : scopeId,
    report,
  }));
  await env.DB.batch(putReports(env.DB, scoped));
  return written + chunk.length;
}

/** The release is complete, with its scale and an audit row: once, however often it is asked. */
export async function finishRelease(
  env: Env,
  { closing, run }: Course,
  { documents, past }: Documents,
): Promise<void> {
  const { campaign, release, startedBy: actor, heldOut } = closing;
  if (await isComplete(env.DB, { campaign, release })) return;
  const now = Date.now();
  const detail = JSON.stringify({ release, run: run.n, documents: documents.length, heldOut });
  await writeAudited(
    env.DB,
    { at: now, actor, action: 'close', scope: `campaign/${campaign}`, detail },
    [
      ...(past ? [putPastYear(env.DB, past)] : []),
      ...completeRelease(env.DB, { campaign, release, now }),
    ],
  );
}
