import { expect, test } from 'vitest';
import { dayOf, endOfDay } from './day.ts';

const at = (text: string) => Date.parse(text);

test.each([
  ['2026-11-24T15:59:59.999Z', 'Asia/Taipei', '2026-11-24'],
  ['2026-11-24T16:00:00.000Z', 'Asia/Taipei', '2026-11-25'],
  ['2026-11-24T16:00:00.000Z', 'UTC', '2026-11-24'],
])('%s in %s is %s', (instant, zone, day) => {
  expect(dayOf(at(instant), zone)).toBe(day);
});

test.each(
  [
    ['Asia/Taipei', '2026-11-24T00:40:00Z', '2026-11-24T16:00:00Z'],
    ['Asia/Taipei', '2026-11-24T15:59:59.999Z', '2026-11-24T16:00:00Z'],
    ['a day of 23 hours', 'Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['a day of 25 hours', 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'],
  ].map((row) => row.slice(-3) as [string, string, string]),
)('the day of %s, %s, ends at %s', (zone, instant, end) => {
  expect(endOfDay(at(instant), zone)).toBe(at(end));
});
