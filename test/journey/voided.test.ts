import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import type { BoardAction } from '../../scoring/wire/board.ts';
import type { ClassResults } from '../../scoring/wire/report.ts';
import { ask, codeOf, makeSittings, play, settle, sit } from './desk.ts';
import { BRIDGE, BUOY, moves } from './fixture.ts';

const CODE = codeOf('a-601', 'drill');

const act = (action: BoardAction) =>
  ask<unknown>('teacher-a', 'POST', `/sittings/${CODE}/actions`, action);
const spoil = (item: string, seat: number | null, on: boolean) =>
  act({ do: 'void', item, seat, on, reason: 'the picture was missing' });

/** What the class sees of its pupils and of one item. */
async function read(item: string) {
  const { items, pupils } = await ask<ClassResults>(
    'teacher-a',
    'GET',
    `/sittings/${CODE}/results`,
  );
  return {
    mean: items.find((row) => row.item === item)?.mean,
    pupils: pupils.map(({ status, raw, max, scores }) => {
      const score = scores.find((row) => row.item === item);
      return [status, raw, max, score?.status, score?.credit];
    }),
  };
}

const notes = async () =>
  (
    await env.DB.prepare('SELECT notes_json FROM score WHERE counted = 1 ORDER BY enrolment').all<{
      notes_json: string;
    }>()
  ).results.map((row) => JSON.parse(row.notes_json) as unknown);

test('a void item is out of raw score, maximum and mean after a scoring anew, until it is not', async () => {
  const form = (await makeSittings(2, 'drill')).hash;
  const answers = { [BRIDGE]: moves(2), [BUOY]: { kind: 'choice' as const, option: 'b' } };
  const attempts = [1, 2].map((seat) => sit(CODE, { seat, form, answers }));
  await play(CODE, { attempts });
  await settle('drill', 2);
  const before = await read(BRIDGE);
  const [, raw = 0, max = 0, status, credit = 0] = before.pupils[0] ?? [];
  expect([status, before.pupils[1]]).toEqual(['answered', before.pupils[0]]);
  expect(credit).toBeGreaterThan(0);

  await spoil(BRIDGE, 2, true);
  await vi.waitFor(async () => {
    const { pupils, mean } = await read(BRIDGE);
    const [own, other] = [pupils[1], pupils[0]];
    expect(own?.slice(3)).toEqual(['technical', 0]);
    expect([Number(own?.[1]), Number(own?.[2])]).toEqual([
      Number(raw) - Number(credit),
      expect.any(Number),
    ]);
    expect(Number(own?.[2])).toBeLessThan(Number(max));
    expect([other, mean]).toEqual([before.pupils[0], before.mean]);
  });

  await spoil(BRIDGE, null, true);
  await vi.waitFor(async () => {
    const { pupils, mean } = await read(BRIDGE);
    expect(pupils.map((row) => row[3])).toEqual(['technical', 'technical']);
    expect(mean).toBeNull();
  });

  await spoil(BRIDGE, null, false);
  await spoil(BRIDGE, 2, false);
  await vi.waitFor(async () => {
    expect(await read(BRIDGE)).toEqual(before);
  });
  expect(await notes()).toEqual([[], []]);
  await act({
    do: 'accommodate',
    seat: 1,
    accommodations: {
      extraMinutes: 0,
      readAloud: 'none',
      breaks: false,
      separateRoom: false,
      largerText: false,
      highContrast: false,
      lineReader: false,
      input: 'usual',
      helper: true,
    },
  });
  await vi.waitFor(async () => {
    expect(await notes()).toEqual([['helper'], []]);
  });
});
