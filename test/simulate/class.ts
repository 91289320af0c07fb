import { makeCard, SPARE_SEATS } from '../../scoring/journal/card.ts';
import type { Entry } from '../../scoring/wire/entry.ts';
import { contentKeyFor, hashCard } from '../../worker/seal.ts';
import type { SittingSetup } from '../../worker/sitting/setup.ts';

export const MASTER = '5'.repeat(64);
export const SITTING = 'S1M1';
const FORM = 'f'.repeat(64);
export const ITEMS = Array.from({ length: 12 }, (_, i) => `harbour-${'abcdefghijkl'.charAt(i)}`);
const PACKAGE = 'a'.repeat(64);
const MINUTES = 60;

export const cardOf = (seat: number) => makeCard({ sitting: SITTING, seat, pin: seat * 9_001 });
export const enrolmentOf = (seat: number) =>
  `00000000-0000-4000-9000-${String(seat).padStart(12, '0')}`;

/** Content key of the form, as every device gets it in the end. */
export const CONTENT_KEY = await contentKeyFor(MASTER, FORM, 'school-a');

/** A class of so many, whose campaign runs from long before the lesson to long after it. */
export async function makeSetup(pupils: number, now: number): Promise<SittingSetup> {
  const seats = Array.from({ length: pupils }, async (_, i) => ({
    seat: i + 1,
    enrolment: enrolmentOf(i + 1),
    cardHash: await hashCard(MASTER, cardOf(i + 1)),
    exempt: false,
  }));
  const spares = SPARE_SEATS.map(async (seat, i) => ({
    number: i + 1,
    cardHash: await hashCard(MASTER, cardOf(seat)),
  }));
  return {
    code: SITTING,
    campaign: 'census-1',
    campaignTitle: { 'zh-TW': '普測', en: 'Census' },
    kind: 'census',
    schoolId: 'school-a',
    school: '海光國小',
    classId: 'class-a',
    className: '六年一班',
    grade: 6,
    form: {
      id: 'g6-a',
      version: FORM,
      items: ITEMS.map((item) => ({ item, title: { 'zh-TW': item, en: item } })),
      minutes: MINUTES,
    },
    package: { hash: PACKAGE, bytes: new Uint8Array([1, 2, 3]) },
    seats: await Promise.all(seats),
    spares: await Promise.all(spares),
    window: { opensAt: now - 86_400_000, closesAt: now + 86_400_000 },
  };
}

/** What a prepared device knows of a card when it reaches nobody. */
export function offlineEntry(seat: number, now: number): Entry {
  return {
    sitting: SITTING,
    school: '海光國小',
    className: '六年一班',
    seat,
    form: { id: 'g6-a', version: FORM, items: ITEMS.length, minutes: MINUTES },
    package: PACKAGE,
    status: { state: 'waiting', now, limit: MINUTES * 60_000, charged: 0 },
    begun: false,
  };
}
