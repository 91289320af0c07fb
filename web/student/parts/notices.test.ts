import { expect, test } from 'vitest';
import { CALM, type Safety, noteConnection } from '../../../scoring/journal/safety.ts';
import type { DeviceHealth } from '../../../scoring/journal/device-store.ts';
import { chooseNotice } from './notices.ts';

const well: DeviceHealth = { file: 'ok', index: 'ok' };
const now = 1_000_000;

test('nothing is said while all is well', () => {
  expect(chooseNotice(CALM, well, now)).toBeUndefined();
});

test.each<[string, Partial<Safety>, Partial<DeviceHealth>, boolean, RegExp]>([
  ['a lost connection is small first', { downSince: now - 119_999 }, {}, false, /連線中斷/],
  ['and serious after two minutes', { downSince: now - 120_000 }, {}, true, /已經 2 分鐘/],
  ['it is told when it is back', { upSince: now - 5_999 }, {}, false, /恢復/],
  ['a device that cannot save', { storeFails: true }, {}, true, /馬上傳到學校/],
  ['and cannot send', { storeFails: true, downSince: now }, {}, true, /只在這個畫面/],
  ['a server that refuses', { refused: 'secret-wrong' }, {}, true, /不收作答/],
  ['no files', {}, { file: 'missing' }, false, /資料庫/],
  ['no database', {}, { index: 'failed' }, false, /檔案/],
])('%s', (_, safety, health, serious, text) => {
  const told = chooseNotice({ ...CALM, ...safety }, { ...well, ...health }, now);
  expect(told?.serious).toBe(serious);
  expect(told?.text).toMatch(text);
});

test('good news is not repeated for ever', () => {
  expect(chooseNotice({ ...CALM, upSince: now - 6_000 }, well, now)).toBeUndefined();
});

test('an outage lasts from its first failure to the first answer', () => {
  let safety = noteConnection(CALM, true, 1);
  expect(safety).toEqual(CALM);
  safety = noteConnection(safety, false, 2);
  safety = noteConnection(safety, false, 9);
  expect(safety.downSince).toBe(2);
  safety = noteConnection(safety, true, 10);
  expect([safety.downSince, safety.upSince]).toEqual([undefined, 10]);
  expect(noteConnection(safety, true, 11).upSince).toBe(10);
});
