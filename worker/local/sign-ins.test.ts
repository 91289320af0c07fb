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
  const box = drawSignIns({ base, demo, cards: '.state/cards.txt' });
  expect(new Set(box.split('\n').map(widthOf)).size).toBe(1);
  const card = /#card=(\S+)/.exec(box)?.[1] ?? '';
  expect(parseCard(card)).toMatchObject({ ok: true, sitting: demo.sittings[0]?.plan.code });
  for (const account of ['demo-teacher', 'demo-school', 'demo-office'])
    expect(box).toContain(account);
});
