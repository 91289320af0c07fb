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

test('a store without attempts on paper is brought up, with what it holds', async () => {
  const form = (await makeSittings(3)).hash;
  const answers = { [BUOY]: { kind: 'choice' as const, option: 'b' } };
  const seated = (seat: number) => ({ attempts: [sit(CODE, { seat, form, answers })] });
  await play(CODE, { ...seated(1), close: false });
  await undo(1, 'ALTER TABLE attempt DROP COLUMN paper');
  await evictDurableObject(object());
  await play(CODE, { ...seated(2), close: false });
  const { seats } = await getBoard(sittingAt(env.SITTING, CODE));
  expect(seats.map(({ state, answered, paper }) => [state, answered, paper])).toEqual([
    ['finished', 1, undefined],
    ['finished', 1, undefined],
    ['not-started', 0, undefined],
  ]);
});
