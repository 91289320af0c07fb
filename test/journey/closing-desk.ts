import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, vi } from 'vitest';
import type { Closing } from '../../scoring/wire/closing.ts';
import type { Campaign } from '../../worker/campaign.ts';
import type { Course } from '../../worker/campaign/course.ts';
import type { Report } from '../../worker/store/report.ts';
import { ask, call, signIn } from './desk.ts';
import { makeCity } from './fixture.ts';

/** A new one each time: the stub of an object that was killed stays broken. */
const object = () => env.CAMPAIGN.get(env.CAMPAIGN.idFromName('census'));

/** In the object, with its alarm held back, so that nothing but the test drives it. */
function drive<T>(work: (campaign: Campaign, state: DurableObjectState) => Promise<T>): Promise<T> {
  return runInDurableObject(object(), async (campaign, state) => {
    const held = vi.spyOn(state.storage, 'setAlarm').mockResolvedValue();
    await state.storage.deleteAlarm();
    try {
      return await work(campaign, state);
    } finally {
      held.mockRestore();
    }
  });
}

/** Begins a closing that `step`, `crash` and `finish` drive. */
export function hold(): Promise<void> {
  return drive(async (campaign) => {
    const begun = await campaign.close('census', 'office');
    if (!begun.ok) throw new Error(begun.detail);
  });
}

/** One slice; `kills` = how often the platform has killed it before. */
export function step(kills = 0): Promise<Closing> {
  return drive(async (campaign) => {
    await campaign.alarm({ retryCount: kills });
    return readClosing(campaign);
  });
}

/** One slice that is killed when all is done but for keeping what it came to: the object is gone. */
export async function crash(): Promise<void> {
  await drive(async (campaign, { storage }) => {
    const kill = vi.spyOn(storage, 'transactionSync').mockImplementation(() => {
      throw new Error('killed');
    });
    await campaign.alarm().catch(() => undefined);
    kill.mockRestore();
  });
  await evictDurableObject(object());
}

/** All slices, without waiting for an alarm's turn. */
export function finish(): Promise<Closing> {
  return drive(async (campaign) => {
    let closing = await readClosing(campaign);
    while (closing.state === 'running') {
      await campaign.alarm();
      closing = await readClosing(campaign);
    }
    return closing;
  });
}

/** A close that must come to its end. */
export async function closeCampaign(): Promise<Closing> {
  await hold();
  const closing = await finish();
  expect(closing).toMatchObject({ state: 'done', failure: null, at: null });
  return closing;
}

/** Closes the census and publishes the release that came of it: answers its number. */
export async function closeAndPublish(): Promise<number> {
  await closeCampaign();
  return (await ask<{ release: number }>('office', 'POST', '/campaigns/census/publish')).release;
}

/** Changes what the object keeps of the closing that runs. */
export function alter(change: Partial<Course>): Promise<void> {
  return drive((_, { storage }) => {
    const stored = storage.kv.get<{ as: 'whole'; value: Course }>('course');
    if (!stored) throw new Error('nothing is being closed');
    storage.kv.put('course', { ...stored, value: { ...stored.value, ...change } });
    return Promise.resolve();
  });
}

async function readClosing(campaign: Campaign): Promise<Closing> {
  const closing = await campaign.findClosing();
  if (!closing) throw new Error('nothing is being closed');
  return closing;
}
/** A release's documents but for its own number and moment. */
export async function readDocuments(release: number): Promise<Record<string, string>> {
  const { results } = await env.DB.prepare(
    `SELECT scope_id || '/' || page AS name, document_json AS text FROM report
     WHERE campaign = 'census' AND release = ?`,
  )
    .bind(release)
    .all<{ name: string; text: string }>();
  const plain = (text: string) =>
    text
      .replaceAll(/"(release|computedAt)":\d+/g, '"$1":0')
      .replaceAll(`"census/${release}"`, '"census/0"');
  return Object.fromEntries(results.map(({ name, text }) => [name, plain(text)]));
}

/** What the office is answered at each of these addresses. */
export async function tellStatus(paths: string[]): Promise<number[]> {
  const cookie = await signIn('office');
  const answers = await Promise.all(paths.map((path) => call('GET', path, { cookie })));
  return answers.map(({ status }) => status);
}

/** The census's first release as a year that was closed elsewhere, without a scale. */
export async function readYear(id: string) {
  const { results } = await env.DB.prepare(
    `SELECT document_json FROM report WHERE campaign = 'census' AND release = 1`,
  ).all<{ document_json: string }>();
  const [census] = makeCity(Date.now()).campaigns;
  return {
    campaign: { ...census, id, academicYear: 114 },
    past: null,
    reports: results.map(({ document_json }) => {
      const report = renameCensus(JSON.parse(document_json) as Report, id);
      return report.page === 'school'
        ? { scope: 'school', scopeId: report.school, report }
        : { scope: 'city', scopeId: '', report };
    }),
  };
}

/** The same of another campaign. */
export function renameCensus<T>(value: T, id: string): T {
  return JSON.parse(JSON.stringify(value).replaceAll(/"census(\/1)?"/g, `"${id}$1"`)) as T;
}
