import { expect, test } from 'vitest';
import { runProgram } from '../../../scoring/run/outcome.ts';
import type { Block, Program } from '../../../scoring/wire/program.ts';
import type { GridWorld } from '../../../scoring/wire/world.ts';
import { sayCells, sayOutcome, sayWorld } from './words.ts';

const world: GridWorld = {
  kind: 'grid',
  cells: ['###', '...', '.o.'],
  ship: { at: [0, 1], heading: 'E' },
  flotsam: [[1, 1]],
  goal: { at: [2, 1], collected: 'all' },
};

test('a world is said whole', () => {
  expect(sayWorld(world)).toBe(
    '海圖寬 3 格、高 3 格。船在第 2 列第 1 行，船頭朝東（右方）。垃圾在第 2 列第 2 行。' +
      '燈塔在第 2 列第 3 行。礁石在第 3 列第 2 行。碼頭在第 1 列第 1 到 3 行。',
  );
});

test.each([
  [[[0, 0]], '第 1 列第 1 行'],
  [
    [
      [2, 0],
      [0, 0],
      [1, 0],
    ],
    '第 1 列第 1 到 3 行',
  ],
  [
    [
      [0, 1],
      [2, 1],
    ],
    '第 2 列第 1 行、第 2 列第 3 行',
  ],
] as [[number, number][], string][])('cells %j are said as %s', (cells, said) => {
  expect(sayCells(cells)).toBe(said);
});

function chain(...types: string[]): Program {
  const next = types.reduceRight<Block | undefined>(
    (below, type) => ({ type, id: type, ...(below && { next: { block: below } }) }),
    undefined,
  );
  return { blocks: [{ type: 'start', ...(next && { next: { block: next } }) }] };
}

test.each([
  [['move', 'collect', 'move'], '成功了！船完成了任務。'],
  [['move', 'move'], '程式做完了，可是任務還沒完成：還有 1 個垃圾沒收。'],
  [['move', 'collect'], '程式做完了，可是任務還沒完成：船沒有停在燈塔。'],
  [['turn_left', 'move'], '船撞到碼頭了。'],
  [['move', 'turn_right', 'move'], '船撞到礁石了。'],
  [['turn_right', 'turn_right', 'move'], '船開出海圖了。'],
  [['collect'], '這一格沒有垃圾可以收。'],
  [['while'], '這個積木還缺條件。'],
  [[], '「開始」下面還沒有積木。'],
  [['dive'], '這個程式沒辦法執行。'],
])('%j ends with %s', (types, said) => {
  expect(sayOutcome(runProgram(chain(...types), world))).toBe(said);
});
