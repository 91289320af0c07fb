import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { writeLine } from '../../scoring/journal/line.ts';
import type { Participation } from '../../scoring/wire/city.ts';
import type { Replay } from '../../scoring/wire/replay.ts';
import type { CityReport, ClassResults, SchoolReport } from '../../scoring/wire/report.ts';
import type { Response as Answer } from '../../scoring/wire/response.ts';
import { closeAndPublish } from './closing-desk.ts';
import {
  ask,
  call,
  codeOf,
  endWindow,
  headAfter,
  makeSittings,
  play,
  settle,
  signIn,
  sit,
} from './desk.ts';
import { BRIDGE, BUOY, moves, type ClassId } from './fixture.ts';

const RIGHT = { [BRIDGE]: moves(2), [BUOY]: { kind: 'choice' as const, option: 'b' } };
const WRONG = { [BRIDGE]: moves(1), [BUOY]: { kind: 'choice' as const, option: 'a' } };
const PATIENT = { timeout: 20_000, interval: 100 };
const CITY = '/campaigns/census/reports/city/harbour/city';
const SCHOOL = '/campaigns/census/reports/school/s-a/school';

async function sitClass(id: ClassId, form: string, right: number, wrong: number): Promise<void> {
  const seats = Array.from({ length: right + wrong }, (_, index) => index + 1);
  const attempts = seats.map((seat) =>
    sit(codeOf(id), { seat, form, answers: seat <= right ? RIGHT : WRONG }),
  );
  await play(codeOf(id), { attempts });
}

const cityMean = async () => {
  const { grades } = await ask<CityReport>('office', 'GET', CITY);
  return grades[0]?.estimate;
};

test('what pupils built becomes the figure that the office reads', async () => {
  const { hash } = await makeSittings(4);
  await sitClass('a-601', hash, 3, 1);
  await sitClass('b-601', hash, 2, 2);
  await sitClass('c-601', hash, 4, 0);
  await settle('census', 12);

  const { rows } = await ask<Participation>('office', 'GET', '/campaigns/census/participation');
  expect(
    rows.map(({ school, classes, closed, tested }) => [school, classes, closed, tested]),
  ).toEqual([
    ['s-a', 2, 1, 4],
    ['s-b', 1, 1, 4],
    ['s-c', 1, 1, 4],
  ]);

  const early = await call('GET', `/sittings/${codeOf('a-601')}/results`, {
    cookie: await signIn('teacher-a'),
  });
  expect(await early.json()).toMatchObject({ status: 409, code: 'results-not-yet' });

  await endWindow();
  expect(await closeAndPublish()).toBe(1);
  const city = await ask<CityReport>('office', 'GET', CITY);
  expect(city.grades[0]).toMatchObject({
    grade: 6,
    forms: [{ form: 'g6-t', version: hash, items: 2, maxCredit: 3 }],
    // The class that never sat counts: nobody of it is lost from the denominator.
    count: { enrolled: 16, exempt: 0, absent: 0, missing: 4, tested: 12 },
    estimate: { status: 'shown', mean: 75 },
  });
  expect(city.grades[0]?.schools.map(({ id, estimate }) => [id, estimate])).toMatchObject([
    ['s-a', { status: 'shown', mean: 75 }],
    ['s-b', { status: 'shown', mean: 50 }],
    ['s-c', { status: 'shown', mean: 95, mask: 'high' }],
  ]);

  const school = await ask<SchoolReport>('head-a', 'GET', SCHOOL);
  expect(school.grades[0]?.classes.map(({ id, count }) => [id, count.tested])).toEqual([
    ['a-601', 4],
    ['a-602', 0],
  ]);
  const own = await ask<SchoolReport>('teacher-a', 'GET', SCHOOL);
  expect(own.grades[0]?.classes.map(({ id }) => id)).toEqual(['a-601']);
});

test('one changed block moves the figure in the next release, and the earlier one stays', async () => {
  const { hash } = await makeSittings(4);
  const code = codeOf('a-601');
  const attempts = [1, 2, 3, 4].map((seat) =>
    sit(code, { seat, form: hash, answers: RIGHT, handIn: seat > 1 }),
  );
  await play(code, { attempts });
  await settle('census', 4);
  await endWindow();
  await closeAndPublish();
  expect(await cityMean()).toMatchObject({ mean: 95, mask: 'high' });

  // Within the grace after the close: it counts.
  await change(attempts[0], moves(1));
  await vi.waitFor(async () => {
    const raws = await env.DB.prepare('SELECT raw FROM score ORDER BY raw').all<{ raw: number }>();
    expect(raws.results.map(({ raw }) => raw)).toEqual([1, 3, 3, 3]);
  }, PATIENT);
  await settle('census', 4);
  expect(await cityMean()).toMatchObject({ mean: 95, mask: 'high' });
  expect(await closeAndPublish()).toBe(2);
  // One of four lost 2 of 3 credits.
  expect(await cityMean()).toMatchObject({ mean: 83.3 });
  const first = await ask<SchoolReport>('head-a', 'GET', `${SCHOOL}?release=1`);
  expect(first.grades[0]?.estimate).toMatchObject({ mean: 100 });
  // Above the school, two releases side by side would give back who was added in between.
  const read = async (release: number) =>
    (await call('GET', `${CITY}?release=${release}`, { cookie: await signIn('office') })).status;
  expect([await read(1), await read(2), await read(3)]).toEqual([404, 200, 404]);
});

/** One more answer in the journal of a pupil who goes on. */
async function change(sat: ReturnType<typeof sit> | undefined, response: Answer): Promise<void> {
  const batch = sat?.batches[0];
  if (!sat || !batch) throw new Error('nobody sat');
  const seq = batch.lines.length + 1;
  const at = { v: 1 as const, seq, span: 1, t: 60_000, wall: 0 };
  const line = writeLine({ ...at, type: 'answer', item: BRIDGE, response, reason: 'edit' });
  const next = { ...batch, from: seq, prev: headAfter(batch), lines: [line] };
  const path = `/sittings/${codeOf('a-601')}/attempts/${batch.attempt}/batches`;
  const headers = { authorization: `Bearer ${sat.binding.secret}` };
  expect((await call('POST', path, { body: next, headers })).status).toBe(200);
}

test('a class reads its own results by name, and replays a program', async () => {
  const { hash } = await makeSittings(4);
  await play(codeOf('a-601'), {
    attempts: [
      sit(codeOf('a-601'), { seat: 1, form: hash, answers: RIGHT }),
      sit(codeOf('a-601'), { seat: 2, form: hash, answers: WRONG }),
    ],
    absent: [
      { seat: 3, reason: 'sick' },
      { seat: 4, reason: 'exempt' },
    ],
  });
  await settle('census', 2);
  await endWindow();
  await closeAndPublish();
  const results = await ask<ClassResults>(
    'teacher-a',
    'GET',
    `/sittings/${codeOf('a-601')}/results`,
  );
  expect(results.items.map(({ item, max, mean }) => [item, max, mean])).toEqual([
    [BRIDGE, 2, 50],
    [BUOY, 1, 50],
  ]);
  expect(results.pupils.map(({ name, status, raw }) => [name, status, raw])).toEqual([
    ['Pupil 1 of a-601', 'scored', 3],
    ['Pupil 2 of a-601', 'scored', 0],
    ['Pupil 3 of a-601', 'absent', null],
    ['Pupil 4 of a-601', 'exempt', null],
  ]);
  const replay = await ask<Replay>(
    'head-a',
    'GET',
    `/sittings/${codeOf('a-601')}/seats/2/items/${BRIDGE}`,
  );
  expect(replay).toMatchObject({
    item: { id: BRIDGE },
    response: moves(1),
    score: { credit: 0, diagnosis: ['off-by-one'] },
    runs: 1,
    pictures: {},
    teaching: { next: { en: 'Walk it on the floor.' } },
  });
});

test('who was tested is the same for the class and for the report', async () => {
  const { hash } = await makeSittings(5);
  const code = codeOf('a-601');
  const answered = [RIGHT, WRONG, {}, { [BRIDGE]: moves(0) }];
  await play(code, {
    attempts: answered.map((answers, n) => sit(code, { seat: n + 1, form: hash, answers })),
    absent: [{ seat: 2, reason: 'exempt' }],
  });
  await settle('census', 4);
  await endWindow();
  await closeAndPublish();
  const results = await ask<ClassResults>('teacher-a', 'GET', `/sittings/${code}/results`);
  expect(results.items.map(({ mean }) => mean)).toEqual([100, 100]);
  expect(results.pupils.map(({ status, raw }) => [status, raw])).toEqual([
    ['scored', 3],
    ['exempt', 0],
    ['missing', null],
    ['missing', null],
    ['missing', null],
  ]);
  const { grades } = await ask<SchoolReport>('teacher-a', 'GET', SCHOOL);
  expect(grades[0]?.classes[0]).toMatchObject({
    count: { enrolled: 5, exempt: 1, absent: 0, missing: 3, tested: 1 },
    estimate: { mean: 100 },
  });
});
