import { expect, it } from 'vitest';
import { buildCity } from '../../items/demo/city.ts';
import { parseCard } from '../../scoring/journal/card.ts';
import { drawSignIns, widthOf } from './sign-ins.ts';

it.each([
  ['abc', 3],
  ['老師 Teacher', 12],
  ['「開始測驗」，', 14],
  ['…’', 2],
])('%s is %i columns wide', (text, width) => {
  expect(widthOf(text)).toBe(width);
});

it('draws a box whose lines are of one width, with a card that a device accepts', () => {
  const demo = buildCity({ seed: 's', pupils: 100, now: Date.UTC(2026, 10, 24) });
  const base = 'http://localhost:8787';
  const draw = (over: boolean) => drawSignIns({ base, demo, cards: '.state/cards.txt', over });
  const box = draw(false);
  for (const drawn of [box, draw(true)])
    expect(new Set(drawn.split('\n').map(widthOf)).size).toBe(1);
  expect(box).toContain('先按「開始測驗」');
  expect(draw(true)).toContain('STATE=');
  const card = /#card=(\S+)/.exec(box)?.[1] ?? '';
  expect(parseCard(card)).toMatchObject({ ok: true, sitting: demo.sittings[0]?.plan.code });
  for (const { name } of demo.city.staff.filter(({ role }) => role !== 'author'))
    expect(box).toContain(name['zh-TW']);
});
