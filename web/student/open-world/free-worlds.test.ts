import * as v from 'valibot';
import { expect, test } from 'vitest';
import { runProgram } from '../../../scoring/run/outcome.ts';
import { BLOCKS, type BlockSpec } from '../../../scoring/wire/block.ts';
import { Item } from '../../../scoring/wire/item.ts';
import { listFreeWorlds } from './free-worlds.ts';

const worlds = [5, 8].flatMap((grade) => listFreeWorlds(grade));
const named = worlds.map((item) => [item.id, item] as const);

test.each(named)('%s is an item like any other, in a world that asks nothing', (_, item) => {
  expect(v.parse(Item, item)).toEqual(item);
  expect(item.worlds.map(({ goal }) => goal)).toEqual([{}]);
  expect(item.worlds.map((world) => runProgram(item.start, world).ended)).toEqual(['finished']);
});

test.each(named)('%s offers blocks of its own world only', (_, item) => {
  for (const offer of item.toolbox) {
    const spec: BlockSpec = BLOCKS[typeof offer === 'string' ? offer : offer.type];
    expect([undefined, item.worlds[0]?.kind]).toContain(spec.world);
  }
});

test('variables are for the higher grade', () => {
  const has = (grade: number) => listFreeWorlds(grade).map((one) => one.toolbox.includes('set'));
  expect([has(6), has(8)]).toEqual([
    [false, false],
    [true, true],
  ]);
});
