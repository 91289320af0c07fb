import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { Response } from '../../scoring/wire/response.ts';
import { answerFaults } from '../prove/answer.ts';
import { TEMPLATE_TYPES, hasWorld, makeTemplate } from '../template/template.ts';
import { openChance } from './chance.ts';
import { slip } from './slip.ts';

const rows = TEMPLATE_TYPES.flatMap((type) =>
  (hasWorld(type) ? (['grid', 'crane', 'beacon'] as const) : (['grid'] as const)).map((world) => {
    const { item, key } = makeTemplate({ id: 'some-item', type, world });
    return { type, world, item, key };
  }),
);

describe('a slip', () => {
  it.each(rows)('of a $type item ($world) is an answer that can be given', ({ item, key }) => {
    const model = key.solutions[0]?.response;
    if (!model) throw new Error('a template without a solution');
    const chance = openChance('slip', item.type);
    const slips = Array.from({ length: 40 }, () => slip(chance, item, model));
    const given = slips.flatMap((response) => response ?? []);
    expect(given.length).toBe(item.type === 'choice' ? 0 : slips.length);
    for (const response of given) {
      expect(v.is(Response, response)).toBe(true);
      const wrong = [{ name: 'slip', response, credit: 0, diagnosis: [] }];
      expect(answerFaults(item, { ...key, wrong }).filter((fault) => /slip/.test(fault))).toEqual(
        [],
      );
    }
    const other = given.filter((response) => JSON.stringify(response) !== JSON.stringify(model));
    expect(other.length * 2).toBeGreaterThanOrEqual(given.length);
  });
});
