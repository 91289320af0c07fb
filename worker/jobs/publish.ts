import type { CampaignRow } from '../../scoring/wire/campaign.ts';
import { tellUnsettled } from '../campaign/begin.ts';
import type { Env } from '../env.ts';
import { Fault } from '../fault.ts';
import { writeAudited } from '../store/audit.ts';
import { findComplete, publishRelease } from '../store/release.ts';
import { findRun } from '../store/score.ts';
import { countUnsettled } from '../store/sitting.ts';

/**
 * Makes the newest complete release the published one, in a single statement; releases before it
 * stay. Where it is that already, nothing is done. Throws the fault `closing-unfinished` where no
 * release is complete, and `campaign-open` where a sitting is open again or something is unscored:
 * from the publication on everybody may see the items.
 */
export async function publish(
  env: Env,
  { campaign, by, now }: { campaign: CampaignRow; by: string; now: number },
): Promise<number> {
  const release = await findComplete(env.DB, campaign.id);
  if (release === undefined) throw new Fault('closing-unfinished');
  if (release === campaign.release) return release;
  const detail = tellUnsettled(await findUnsettled(env.DB, campaign, now));
  if (detail !== undefined) throw new Fault('campaign-open', { detail });
  await writeAudited(
    env.DB,
    {
      at: now,
      actor: by,
      action: 'publish',
      scope: `campaign/${campaign.id}`,
      detail: JSON.stringify({ release }),
    },
    publishRelease(env.DB, { campaign: campaign.id, release, now }),
  );
  return release;
}

/** Sittings that are open or may still be opened, and attempts that the newest run has not scored. */
export async function findUnsettled(
  db: D1Database,
  { id, closesAt }: CampaignRow,
  now: number,
): Promise<{ open: number; unscored: number }> {
  const run = await findRun(db, id);
  return countUnsettled(db, { campaign: id, run: run?.n ?? 0, mayOpen: now <= closesAt });
}
