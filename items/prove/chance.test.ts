import { describe, expect, test } from 'vitest';
import { markResponse } from '../../scoring/mark/mark.ts';
import type { ItemType } from '../../scoring/wire/item.ts';
import { openChance } from '../demo/chance.ts';
import { TEMPLATE_TYPES, TEMPLATE_WORLDS, hasWorld, makeTemplate } from '../template/template.ts';
import { answerFaults } from './answer.ts';
import { allowedChance, chanceFaults, measureChance } from './chance.ts';
import { offerFaults } from './offer.ts';
import { randomAnswer } from './random/answer.ts';

const kinds = TEMPLATE_TYPES.flatMap((type) =>
  (hasWorld(type) ? TEMPLATE_WORLDS : (['grid'] as const)).map((world) => ({ type, world })),
);

test.each(kinds)('random answers to $type ($world) are ones that the player can send', (kind) => {
  const { item, key } = makeTemplate({ id: 'some-item', ...kind });
  const chance = openChance('random', 'some-item');
  const answers = Array.from({ length: 60 }, () => randomAnswer(chance, item, key));
  const specimens = answers.map((response, at) => ({
    name: `answer ${at}`,
    response,
    credit: 0,
    diagnosis: [],
  }));
  expect(answerFaults(item, { ...key, wrong: specimens })).toEqual([]);
  const programs = answers.flatMap((one) => (one.kind === 'program' ? [one.program] : []));
  if (!('worlds' in item)) return;
  expect(programs.flatMap((program) => offerFaults(item, program))).toEqual([]);
  const ended = answers.map((response) => markResponse({ item, key, response }));
  const rules = ended.flatMap(({ diagnosis }) => diagnosis);
  expect(rules).not.toContain('unreadable-program');
});

describe('the share of random answers that earn anything', () => {
  const rows: [ItemType, number, number][] = [
    ['choice', 0.25, 0.03],
    ['multi', 1 / 15, 0.02],
    ['order', 1 / 24, 0.015],
    ['match', 1 / 6, 0.03],
    ['number', 1 / 25, 0.015],
  ];
  test.each(rows)('%s', (type, share, error) => {
    const { item, key } = makeTemplate({ id: 'some-item', type, world: 'grid' });
    const found = measureChance(item, key);
    expect(Math.abs(found - share)).toBeLessThan(error);
    expect(measureChance(item, key)).toBe(found);
  });

  test('is at fault beyond what the key says, and beyond the usual where it says nothing', () => {
    const { item, key } = makeTemplate({ id: 'some-item', type: 'match', world: 'grid' });
    expect(chanceFaults(item, key)).toEqual([]);
    expect(chanceFaults(item, { ...key, chance: 0.1 })).toEqual([
      expect.stringMatching(/^of random answers 0\.1\d+ earn something, at most 0\.100$/),
    ]);
    delete key.chance;
    expect(chanceFaults(item, key)).toEqual([expect.stringMatching(/at most 0\.06/)]);
    expect(chanceFaults({ ...item, id: 'practice-some-item' }, key)).toEqual([]);
  });

  test('may be higher by the error of a sample where one of few is chosen', () => {
    const { item, key } = makeTemplate({ id: 'some-item', type: 'choice', world: 'grid' });
    expect(allowedChance(item, key)).toBeCloseTo(0.269, 3);
  });
});
