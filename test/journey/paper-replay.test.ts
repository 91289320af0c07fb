import { expect, test } from 'vitest';
import type { BoardAction } from '../../scoring/wire/board.ts';
import type { Replay } from '../../scoring/wire/replay.ts';
import type { ClassResults } from '../../scoring/wire/report.ts';
import { closeAndPublish } from './closing-desk.ts';
import { ask, codeOf, endWindow, makeSittings, play, settle, sit } from './desk.ts';
import { BRIDGE, BUOY, moves } from './fixture.ts';

const CODE = codeOf('a-601');
const RIGHT = { [BRIDGE]: moves(2), [BUOY]: { kind: 'choice' as const, option: 'b' } };
const BLANK = { [BRIDGE]: moves(1) };

const enter = (seat: number) =>
  ask('teacher-a', 'POST', `/sittings/${CODE}/paper`, { seat, responses: BLANK });
const act = (action: BoardAction) => ask('teacher-a', 'POST', `/sittings/${CODE}/actions`, action);
const replay = (seat: number, item: string) =>
  ask<Replay>('teacher-a', 'GET', `/sittings/${CODE}/seats/${seat}/items/${item}`);

test('a replay says that the answer which counts was on paper, and the class names its form', async () => {
  const { hash } = await makeSittings(4);
  const attempts = [1, 3].map((seat) => sit(CODE, { seat, form: hash, answers: RIGHT }));
  await play(CODE, { attempts, close: false });
  await enter(2);
  await enter(3);
  await act({ do: 'close' });
  await settle('census', 3);
  await endWindow();
  await closeAndPublish();

  expect(await replay(1, BRIDGE)).toMatchObject({ paper: false, runs: 1 });
  expect(await replay(2, BRIDGE)).toMatchObject({ paper: true, response: BLANK[BRIDGE] });
  const blank = await replay(2, BUOY);
  expect(blank).toMatchObject({ paper: true, score: { status: 'not-reached' } });
  expect(blank).not.toHaveProperty('response');
  // Work on a device which the entry replaced.
  expect(await replay(3, BRIDGE)).toMatchObject({ paper: true, response: BLANK[BRIDGE] });
  expect(await replay(4, BRIDGE)).toMatchObject({ paper: false });

  const { form } = await ask<ClassResults>('teacher-a', 'GET', `/sittings/${CODE}/results`);
  expect(form).toEqual({ 'zh-TW': 'Form', en: 'Form' });
});
