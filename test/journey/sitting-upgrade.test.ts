import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { getBoard, sittingAt } from '../../worker/sitting/stub.ts';
import { codeOf, makeSittings, play, sit } from './desk.ts';
import { BUOY } from './fixture.ts';
import { catchMessages } from './sitting-class.ts';

const CODE = codeOf('a-601');
const object = () => env.SITTING.get(env.SITTING.idFromName(CODE));

beforeEach(() => {
  catchMessages();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Takes from the object's store what a step of its schema brought. */
function undo(step: number, statement: string): Promise<void> {
  return runInDurableObject(object(), (_, { storage: { sql } }) => {
    sql.exec(statement);
    sql.exec('DELETE FROM schema_step WHERE step >= ?', step);
  });
}

const LATE = 'ALTER TABLE attempt DROP COLUMN late_counts';

const DAY_OF_TEST = `${LATE};
  ALTER TABLE seat DROP COLUMN extra_minutes; ALTER TABLE seat DROP COLUMN accommodations;
  ALTER TABLE attempt DROP COLUMN recovered; ALTER TABLE attempt DROP COLUMN spare;
  ALTER TABLE attempt DROP COLUMN practice; ALTER TABLE epoch DROP COLUMN received_at;
  ALTER TABLE epoch DROP COLUMN used; ALTER TABLE epoch DROP COLUMN charged;
  ALTER TABLE epoch DROP COLUMN gaps; ALTER TABLE epoch DROP COLUMN rapid;
  ALTER TABLE epoch DROP COLUMN unlocked; ALTER TABLE batch DROP COLUMN pending; DROP TABLE spare; DROP TABLE device;
  DROP TABLE pause; DROP TABLE voided`;

test.each([
  ['attempts on paper', 1, `${DAY_OF_TEST}; ALTER TABLE attempt DROP COLUMN paper`],
  ['the day of the test', 2, DAY_OF_TEST],
  ['decisions on what came late', 3, LATE],
])('a store without %s is brought up, with what it holds', async (_, step, statement) => {
  const form = (await makeSittings(3)).hash;
  const answers = { [BUOY]: { kind: 'choice' as const, option: 'b' } };
  const seated = (seat: number) => ({ attempts: [sit(CODE, { seat, form, answers })] });
  await play(CODE, { ...seated(1), close: false });
  await undo(step, statement);
  await evictDurableObject(object());
  await play(CODE, { ...seated(2), close: false });
  const { seats } = await getBoard(sittingAt(env.SITTING, CODE));
  expect(seats.map(({ state, answered, medium }) => [state, answered, medium])).toEqual([
    ['finished', 1, undefined],
    ['finished', 1, undefined],
    ['not-started', 0, undefined],
  ]);
});
