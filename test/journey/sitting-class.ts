import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { vi } from 'vitest';
import { makeCard } from '../../scoring/journal/card.ts';
import type { Board } from '../../scoring/wire/board.ts';
import type { ScoreMessage } from '../../worker/jobs/message.ts';
import { contentKeyFor, hashCard } from '../../worker/seal.ts';
import type { SittingSetup } from '../../worker/sitting/setup.ts';
import { getBoard, sittingAt, type SittingStub } from '../../worker/sitting/stub.ts';

export const CODE = 'T3ST';
export const FORM_VERSION = 'f'.repeat(64);
export const ITEMS = ['harbour-first', 'harbour-second', 'harbour-third'] as const;
const SCHOOL = 'school-a';
/** What the sitting must derive: nobody tells it. */
export const CONTENT_KEY = await contentKeyFor(env.MASTER_SECRET, FORM_VERSION, SCHOOL);
const PACKAGE = { hash: 'a'.repeat(64), bytes: new Uint8Array([1, 2, 3]) };

export function cardOf(seat: number): string {
  return makeCard({ sitting: CODE, seat, pin: seat * 1_000 });
}

export function spareCardOf(number: number): string {
  return makeCard({ sitting: CODE, seat: 60 + number, pin: number });
}

export function enrolmentOf(seat: number): string {
  return `00000000-0000-4000-9000-${String(seat).padStart(12, '0')}`;
}

/** For the test tools, which want the platform's own type. */
export const object = () => env.SITTING.get(env.SITTING.idFromName(CODE));

/** A new one each time: the stub of an object that was killed stays broken. */
export const stub = () => sittingAt(env.SITTING, CODE);

export const board = (): Promise<Board> => getBoard(stub());

/** A class of five, provisioned and not yet open; seat 5 is exempt. */
export async function provision(change: Partial<SittingSetup> = {}): Promise<SittingStub> {
  const sitting = stub();
  await sitting.provision({ ...(await makeSetup()), ...change });
  return sitting;
}

export async function provisionOpen(): Promise<SittingStub> {
  const sitting = await provision();
  await sitting.act({ do: 'open' }, 'teacher-a');
  return sitting;
}

export async function makeSetup(): Promise<SittingSetup> {
  const seats = [1, 2, 3, 4, 5].map(async (seat) => ({
    seat,
    enrolment: enrolmentOf(seat),
    cardHash: await hashCard(env.MASTER_SECRET, cardOf(seat)),
    exempt: seat === 5,
  }));
  const spares = [1, 2].map(async (number) => ({
    number,
    cardHash: await hashCard(env.MASTER_SECRET, spareCardOf(number)),
  }));
  return {
    code: CODE,
    campaign: 'census-1',
    campaignTitle: { 'zh-TW': '普測', en: 'Census' },
    kind: 'census',
    schoolId: SCHOOL,
    school: '海光國小',
    classId: 'class-a',
    className: '六年一班',
    grade: 6,
    form: {
      id: 'g6-a',
      version: FORM_VERSION,
      items: ITEMS.map((item) => ({ item, title: { 'zh-TW': item, en: item } })),
      minutes: 30,
    },
    package: PACKAGE,
    seats: await Promise.all(seats),
    spares: await Promise.all(spares),
    window: { opensAt: Date.now() - 3_600_000, closesAt: Date.now() + 3_600_000 },
  };
}

/** Holds the queue's messages back from its consumer and keeps them. */
export function catchMessages(): ScoreMessage[] {
  const caught: ScoreMessage[] = [];
  vi.spyOn(
    Object.getPrototypeOf(env.SCORE_QUEUE) as Queue<ScoreMessage>,
    'sendBatch',
  ).mockImplementation((messages) => {
    for (const { body } of messages) caught.push(body);
    return Promise.resolve({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  });
  return caught;
}

/** As if the close had happened so long ago. */
export async function ageClose(ms: number): Promise<void> {
  await runInDurableObject(object(), (_, state) => {
    state.storage.sql.exec(`UPDATE config SET closed_at = closed_at - ?`, ms);
  });
}
