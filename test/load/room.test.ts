import { describe, expect, test } from 'vitest';
import { readDownload } from './download.ts';
import { type Download, ROOM, type Room, fillRoom } from './room.ts';

const SEEDS = Array.from({ length: 5 }, (_, seed) => seed + 1);
const LONGEST = 180;
const DOWNLOAD = readDownload(8);

const fill = (change: Partial<Room> = {}, download: Download = DOWNLOAD) =>
  SEEDS.map((seed) => fillRoom(download, { ...ROOM, ...change }, seed));
const last = (of: { ready: number[] }[]) => Math.max(...of.map(({ ready }) => ready.at(-1) ?? NaN));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('thirty empty devices behind one access point are ready within three minutes', () => {
  expect(last(fill())).toBeLessThanOrEqual(LONGEST);
});

test('without the app’s jitter more devices fetch at once, and the line is full for longer', () => {
  const [jittered, together] = [fill(), fill({ spread: 0, arrival: 0 })];
  expect(mean(together.map(({ peak }) => peak))).toBeGreaterThan(
    mean(jittered.map(({ peak }) => peak)),
  );
  expect(mean(together.map(({ full }) => full))).toBeGreaterThan(
    mean(jittered.map(({ full }) => full)),
  );
});

describe('the model', () => {
  const small: Download = { page: [1_000], app: [1_000], packages: [1_000] };
  const still = { arrival: 0, spread: 0, loss: 1e-9, queue: 0 };

  test('is the same again for the same seed', () => {
    expect(fillRoom(small, ROOM, 1)).toEqual(fillRoom(small, ROOM, 1));
    expect(fillRoom(small, ROOM, 1)).not.toEqual(fillRoom(small, ROOM, 2));
  });

  test('on a full line takes the bytes of all at the line’s rate', () => {
    const download = { page: [0], app: [1e6], packages: [] };
    const [filled] = fill(still, download);
    const atLine = (ROOM.devices * 1e6 * 8) / (ROOM.rate * ROOM.share);
    expect(filled?.ready.at(-1)).toBeGreaterThan(atLine);
    expect(filled?.ready.at(-1)).toBeLessThan(atLine + 1);
  });

  test.each([
    ['more loss', { loss: 0.08 }],
    ['a slower line', { rate: 5e6 }],
    ['a longer way', { rtt: 0.3 }],
  ])('takes longer with %s', (_, change) => {
    expect(last(fill(change))).toBeGreaterThan(last(fill()));
  });
});
