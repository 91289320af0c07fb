import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Closing } from '../../scoring/wire/closing.ts';
import { call, signIn } from './desk.ts';

/** A new one each time: the stub of an object that was killed stays broken. */
const object = () => env.CAMPAIGN.get(env.CAMPAIGN.idFromName('census'));

/** Begins a closing and holds its alarm back, so that `step` and `crash` drive it. */
export function hold(): Promise<void> {
  return runInDurableObject(object(), async (campaign, { storage }) => {
    await campaign.close('census', 'office');
    await storage.deleteAlarm();
  });
}

/** One slice, and then the object is gone from memory. */
export async function step(): Promise<Closing> {
  const closing = await runInDurableObject(object(), async (campaign, { storage }) => {
    await campaign.alarm();
    await storage.deleteAlarm();
    return campaign.findClosing();
  });
  if (!closing) throw new Error('nothing is being closed');
  await evictDurableObject(object());
  return closing;
}

/** One slice that is killed when all is done but for keeping what it came to. */
export async function crash(): Promise<void> {
  await runInDurableObject(object(), async (campaign, { storage }) => {
    const kill = vi.spyOn(storage, 'transactionSync').mockImplementation(() => {
      throw new Error('killed');
    });
    await campaign.alarm().catch(() => undefined);
    kill.mockRestore();
    await storage.deleteAlarm();
  });
  await evictDurableObject(object());
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
