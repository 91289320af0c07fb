import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Counted } from '../../scoring/wire/entry.ts';
import {
  cardOf,
  catchMessages,
  FORM_VERSION,
  ITEMS,
  provisionOpen,
  stub,
} from './sitting-class.ts';
import { choose, Device, post, START, visit } from './sitting-device.ts';

let device: Device;

beforeEach(async () => {
  catchMessages();
  await provisionOpen();
  device = new Device({ card: cardOf(1), n: 1 });
  await device.bind();
  device.write(START, visit(ITEMS[0]), choose(ITEMS[0], 'a'));
  await device.send();
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function counted({ attempt, secret }: Device): Promise<Counted> {
  return (await post(`attempts/${attempt}/resume`, {}, secret)).json();
}

test('a device whose copy is short hears what counts, and whose it is', async () => {
  expect(await counted(device)).toMatchObject({
    seat: 1,
    resume: { from: device.place, state: { responses: { [ITEMS[0]]: { option: 'a' } } } },
  });
});

test('what another device has done since is what it hears', async () => {
  const other = new Device({ card: cardOf(1), n: 2 });
  const { resume } = await other.bind();
  if (!resume) throw new Error('The second device was offered nothing');
  other.write({ type: 'start', form: FORM_VERSION, resume }, choose(ITEMS[1], 'b'));
  await other.send();
  expect((await counted(device)).resume?.from).toEqual(other.place);
});

test('in the tray it hears of its own work, and of no seat', async () => {
  const stray = new Device({ card: cardOf(1).replace(/...$/, '000'), n: 3 });
  await stray.bind();
  stray.write(START, visit(ITEMS[1]));
  await stray.send();
  const heard = await counted(stray);
  expect(heard.resume?.from).toEqual(stray.place);
  expect(heard).not.toHaveProperty('seat');
});

test('an attempt that was claimed for another seat says that seat', async () => {
  await stub().act({ do: 'claim', attempt: device.attempt, seat: 2 }, 'teacher-a');
  expect((await counted(device)).seat).toBe(2);
});

test('it hears how far both have the same, however short or wrong its copy is', async () => {
  device.write(choose(ITEMS[0], 'b'));
  await device.send();
  const whole = device.hashes.slice(1).map((hash) => hash.slice(0, 16));
  const wrong = [...whole.slice(0, 2), '0'.repeat(16), '1'.repeat(16)];
  const ask = async (epoch: number, hashes: string[]) => {
    const chains = [{ epoch, hashes }];
    const answer = await post(`attempts/${device.attempt}/resume`, { chains }, device.secret);
    return (await answer.json<Counted>()).shared;
  };
  expect(await ask(1, whole)).toEqual([{ epoch: 1, seq: 4 }]);
  expect(await ask(1, whole.slice(0, 3))).toEqual([{ epoch: 1, seq: 3 }]);
  expect(await ask(1, wrong)).toEqual([{ epoch: 1, seq: 2 }]);
  expect(await ask(1, [])).toEqual([{ epoch: 1, seq: 0 }]);
  expect(await ask(2, whole)).toEqual([{ epoch: 2, seq: 0 }]);
});

test('only its own secret opens it', async () => {
  const answer = await post(`attempts/${device.attempt}/resume`, {}, 'f'.repeat(32));
  expect(answer.status).toBe(401);
});
