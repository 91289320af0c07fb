import type { ScopedDocument } from '../../scoring/close/results.ts';
import type { Campaign } from '../../scoring/wire/city.ts';
import type { PastYear } from '../../scoring/wire/scale.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { writeAudited } from '../store/audit.ts';
import { putCampaign } from '../store/campaign.ts';
import { getCity } from '../store/city.ts';
import { putPastYear } from '../store/past-year.ts';
import { completeRelease, isSatHere, publishRelease, putRelease } from '../store/release.ts';
import { deleteReports, putReports } from '../store/report.ts';

/** Its number, and so that of all its documents. */
export const RELEASE = 1;
/** Documents in one transaction. */
const CHUNK = 20;

/**
 * Takes the one release of a year that was closed elsewhere, and publishes it. Repeatable. Throws the
 * fault `campaign-sat` where the campaign has sittings or releases of its own.
 */
export async function takePastRelease(
  { DB }: Env,
  year: { campaign: Campaign; past: PastYear | null; reports: ScopedDocument[]; now: number },
): Promise<void> {
  const { campaign, past, reports, now } = year;
  const of = { campaign: campaign.id, release: RELEASE };
  const city = await getCity(DB);
  if (await isSatHere(DB, campaign.id)) throw new Fault('campaign-sat');
  const scoped = reports.map(({ scope, scopeId, report }) => ({
    scope: scope === 'city' ? city.id : scopeId,
    report,
  }));
  await DB.batch([putCampaign(DB, campaign), deleteReports(DB, of)]);
  for (let from = 0; from < scoped.length; from += CHUNK) {
    await DB.batch(putReports(DB, scoped.slice(from, from + CHUNK)));
  }
  const detail = JSON.stringify({ release: RELEASE, documents: reports.length });
  await writeAudited(
    DB,
    { at: now, actor: 'demo', action: 'publish', scope: `campaign/${campaign.id}`, detail },
    [
      putRelease(DB, { ...of, now, by: 'demo' }),
      ...(past ? [putPastYear(DB, past)] : []),
      ...completeRelease(DB, { ...of, now }),
      ...publishRelease(DB, { ...of, now }),
    ],
  );
}
