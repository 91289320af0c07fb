import type { Env } from '../env.ts';
import type { FaultCode } from '../fault.ts';
import { getRun } from '../jobs/run.ts';
import { countScored } from '../store/answer.ts';
import { getCampaign } from '../store/campaign.ts';
import { listHeldOut, listHoldOuts } from '../store/hold-out.ts';
import { isImported, takeRelease } from '../store/release.ts';
import { countUnsettled } from '../store/sitting.ts';
import { CODE, type Course } from './course.ts';

/** Tested pupils that fit into what an object may hold in memory: see worker/README.md. */
const MOST_PUPILS = 15_000;

export type Begun = { ok: true; course: Course } | { ok: false; code: FaultCode; detail: string };

/**
 * A closing of the campaign, with its release's number, or why there is none: sittings that are open
 * or may still be opened, attempts that are not scored, more pupils than fit, answers that lie elsewhere.
 */
export async function beginClosing(
  env: Env,
  { campaign: id, by, now }: { campaign: string; by: string; now: number },
): Promise<Begun> {
  const campaign = await getCampaign(env.DB, id);
  if (await isImported(env.DB, id)) {
    return { ok: false, code: 'campaign-imported', detail: 'It has no answers here.' };
  }
  const run = await getRun(env, id, now);
  const of = { campaign: id, run: run.n };
  const refusal = tellUnsettled(
    await countUnsettled(env.DB, { ...of, mayOpen: now <= campaign.closesAt }),
  );
  if (refusal !== undefined) return { ok: false, code: 'campaign-open', detail: refusal };
  const scored = await countScored(env.DB, of);
  if (scored > MOST_PUPILS) {
    const detail = `${scored} pupils, at most ${MOST_PUPILS}: npm run stats -- close computes it from a file.`;
    return { ok: false, code: 'campaign-large', detail };
  }
  const heldOut = listHeldOut(await listHoldOuts(env.DB, id));
  const release = await takeRelease(env.DB, { ...of, now, by, heldOut });
  return {
    ok: true,
    course: {
      run,
      code: CODE,
      gather: { round: 0, fingerprint: null, enrolled: 0, after: '', pages: 0 },
      written: 0,
      tries: 0,
      closing: {
        campaign: id,
        release,
        state: 'running',
        startedAt: now,
        startedBy: by,
        endedAt: null,
        at: { step: 'gather', done: 0, of: 1 },
        failure: null,
        heldOut,
      },
    },
  };
}

/** What keeps a campaign from being closed or published, in one line; undefined where nothing does. */
export function tellUnsettled(unsettled: { open: number; unscored: number }): string | undefined {
  const { open, unscored } = unsettled;
  if (open === 0 && unscored === 0) return undefined;
  return `Sittings not closed: ${open}. Attempts not yet scored: ${unscored}.`;
}
