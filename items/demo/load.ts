import * as v from 'valibot';
import type { StepName } from '../../scoring/wire/closing.ts';
import { FormVersion } from '../../scoring/wire/form-document.ts';
import { Publication } from '../../scoring/wire/campaign.ts';
import { composeForm } from '../seal.ts';
import { type Api, ApiFault } from './api.ts';
import type { DemoCity } from './city.ts';
import { closeCampaign } from './closing.ts';
import { listPresent, playLesson } from './lesson.ts';
import type { FrozenForm } from './pupil.ts';
import type { DemoSitting } from './sitting.ts';

/** Sittings that are set up with one request. */
const PLANS_AT_ONCE = 8;
/** Lessons under way at the same time: one is made while others travel. */
const LESSONS_AT_ONCE = 4;
const POLL_MS = 500;
const DAY_MS = 86_400_000;
/** Scoring that has not moved for so long has lost something. */
const STILL_MS = 20_000;

export type Forms = ReadonlyMap<string, FrozenForm>;

/** Freezes the city's forms at the server; by form id. */
export async function loadForms(api: Api, demo: DemoCity): Promise<Forms> {
  const ids = new Set(demo.city.campaigns.flatMap(({ forms }) => forms.map(({ form }) => form)));
  const forms = new Map<string, FrozenForm>();
  for (const id of ids) {
    const document = composeForm(id);
    const { hash } = v.parse(FormVersion, await api.call('PUT', '/forms', document));
    forms.set(id, { document, version: hash });
  }
  return forms;
}

/**
 * Schools, classes, campaigns and accounts. A sitting can be opened inside its campaign's window
 * only, and here the lessons of last spring are played today: until all of them are, a window
 * reaches to a day after `playedAt`. Without it, the windows are the true ones.
 */
export async function loadCity(api: Api, { city }: DemoCity, playedAt?: number): Promise<void> {
  const campaigns = city.campaigns.map((campaign) => ({
    ...campaign,
    closesAt: Math.max(campaign.closesAt, playedAt === undefined ? 0 : playedAt + DAY_MS),
  }));
  await api.call('POST', '/demo/city', { ...city, campaigns });
}

/** Class lists, cards and packages of sittings; nobody has begun after it. */
export async function loadPlans(api: Api, sittings: readonly DemoSitting[]): Promise<void> {
  for (let at = 0; at < sittings.length; at += PLANS_AT_ONCE) {
    const some = sittings.slice(at, at + PLANS_AT_ONCE);
    await api.call(
      'POST',
      '/demo/sittings',
      some.map(({ plan }) => plan),
    );
  }
}

/** What one lesson brought. */
export interface Played {
  sitting: DemoSitting;
  attempts: number;
  batches: number;
  events: number;
}

/** Plays lessons, a few at a time, each in full or not at all; tells after each one. */
export async function loadLessons(
  api: Api,
  { demo, forms, sittings }: { demo: DemoCity; forms: Forms; sittings: readonly DemoSitting[] },
  tell: (played: Played) => void,
): Promise<void> {
  const left = sittings.filter(({ waiting }) => !waiting);
  const lane = async () => {
    for (let sitting = left.shift(); sitting; sitting = left.shift()) {
      tell(await loadLesson(api, { demo, forms, sitting }));
    }
  };
  await Promise.all(Array.from({ length: LESSONS_AT_ONCE }, lane));
}

async function loadLesson(
  api: Api,
  { demo, forms, sitting }: { demo: DemoCity; forms: Forms; sitting: DemoSitting },
): Promise<Played> {
  const form = forms.get(sitting.form);
  if (!form) throw new Error(`form ${sitting.form} was not frozen`);
  const attempts = playLesson(demo, sitting, form);
  await api.call('POST', `/demo/sittings/${sitting.plan.code}/journals`, {
    open: true,
    attempts: attempts.map(({ binding, batches }) => ({ binding, batches })),
    absent: sitting.absent,
    close: true,
  });
  const batches = attempts.flatMap((attempt) => attempt.batches);
  return {
    sitting,
    attempts: attempts.length,
    batches: batches.length,
    events: batches.reduce((sum, { lines }) => sum + lines.length, 0),
  };
}

const Progress = v.object({
  campaigns: v.array(v.object({ campaign: v.string(), scored: v.number(), started: v.number() })),
});

/**
 * Waits until every attempt of a campaign is scored. A local queue forgets what it holds when its
 * server is stopped or loaded anew, so where nothing moves any more all are asked for once again;
 * throws ApiFault when that does not help either.
 */
export async function awaitScores(api: Api, demo: DemoCity, campaign: string): Promise<void> {
  const wanted = countAttempts(demo, campaign);
  if (await reaches(api, campaign, wanted)) return;
  await api.signIn('demo-office');
  await api.call('POST', `/campaigns/${campaign}/rescore`);
  if (await reaches(api, campaign, wanted)) return;
  throw new ApiFault('scores-missing', `not all of ${wanted} attempts of ${campaign} were scored`);
}

/** True once so many are scored and known to have begun; false when nothing moves for long. */
async function reaches(api: Api, campaign: string, wanted: number): Promise<boolean> {
  let best = -1;
  let movedAt = performance.now();
  while (performance.now() - movedAt < STILL_MS) {
    const { campaigns } = v.parse(Progress, await api.call('GET', '/demo/progress'));
    const row = campaigns.find((one) => one.campaign === campaign);
    const settled = Math.min(row?.scored ?? 0, row?.started ?? 0);
    if (settled >= wanted) return true;
    if (settled > best) movedAt = performance.now();
    best = Math.max(best, settled);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** Everybody who is neither absent nor exempt begins. */
function countAttempts({ sittings }: DemoCity, campaign: string): number {
  return sittings
    .filter(({ plan, waiting }) => plan.campaign === campaign && !waiting)
    .reduce((sum, sitting) => sum + listPresent(sitting).length, 0);
}

/** Closes a campaign and publishes its release, as the office does; tells of each step of the close. */
export async function publishCampaign(
  api: Api,
  campaign: string,
  tell: (step: StepName) => void = () => undefined,
): Promise<number> {
  await api.signIn('demo-office');
  await closeCampaign(api, campaign, tell);
  const answer = await api.call('POST', `/campaigns/${campaign}/publish`);
  return v.parse(Publication, answer).release;
}
