import type { Env } from '../env.ts';
import { sittingAt } from '../sitting/stub.ts';
import { writeAudited } from '../store/audit.ts';
import { listSittings } from '../store/sitting.ts';
import { planRun } from './run.ts';

/**
 * Begins another run of scoring and asks every sitting to send its attempts once more: also one that
 * looks unopened from here, since its mirror may not have arrived.
 */
export async function rescore(
  env: Env,
  { campaign, by, now }: { campaign: string; by: string; now: number },
): Promise<{ run: number; queued: number; changed: boolean }> {
  const { run, changed, statement } = await planRun(env, campaign, now);
  const detail = JSON.stringify({ run: run.n, engine: run.engineVersion, changed });
  await writeAudited(
    env.DB,
    { at: now, actor: by, action: 'rescore', scope: `campaign/${campaign}`, detail },
    [statement],
  );
  const sittings = await listSittings(env.DB, { campaign });
  const counts = await Promise.all(
    sittings.map(({ code }) => sittingAt(env.SITTING, code).rescore()),
  );
  return { run: run.n, changed, queued: counts.reduce((sum, count) => sum + count, 0) };
}
