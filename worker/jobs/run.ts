import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import { hashText } from '../digest.ts';
import type { Env } from '../env.ts';
import { listCampaignForms } from '../store/form.ts';
import { findRun, putRun, type ScoringRun } from '../store/score.ts';
import { openOnce } from './opened-form.ts';
import { traceSpecimens } from './trace.ts';

/**
 * The run that the present engine scores into: the newest one, made when first asked for. Where
 * this engine is another than that run's and does not make the same of the forms' own specimens,
 * it is a new run: one run never mixes engines that disagree.
 */
export async function getRun(env: Env, campaign: string, now: number): Promise<ScoringRun> {
  const newest = await findRun(env.DB, campaign);
  if (!newest) return startRun(env, campaign, now);
  if (newest.engineVersion === ENGINE_VERSION) return newest;
  if (newest.traceHash === (await traceForms(env, campaign))) return newest;
  const run = await startRun(env, campaign, now);
  console.warn(JSON.stringify({ level: 'warn', at: 'run', campaign, from: newest.n, to: run.n }));
  return run;
}

async function startRun(env: Env, campaign: string, now: number): Promise<ScoringRun> {
  const { run, statement } = await planRun(env, campaign, now);
  await statement.run();
  return run;
}

/**
 * A new run by the present engine, and the statement that makes it; scores of runs before it stay.
 * `changed` says that this engine does not make the same of the forms' own specimens as the run
 * before.
 */
export async function planRun(
  env: Env,
  campaign: string,
  now: number,
): Promise<{ run: ScoringRun; changed: boolean; statement: D1PreparedStatement }> {
  const before = await findRun(env.DB, campaign);
  const traceHash = await traceForms(env, campaign);
  const run = { n: (before?.n ?? 0) + 1, engineVersion: ENGINE_VERSION, traceHash };
  return {
    run,
    changed: before !== undefined && before.traceHash !== traceHash,
    statement: putRun(env.DB, { ...run, campaign, now }),
  };
}

async function traceForms(env: Env, campaign: string): Promise<string> {
  const forms = await listCampaignForms(env.DB, campaign);
  const traces = await Promise.all(
    forms.map(async ({ hash }) => `${hash} ${traceSpecimens(await openOnce(env, hash))}`),
  );
  return hashText(traces.sort().join('\n'));
}
