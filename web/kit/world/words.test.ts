import { expect, test } from 'vitest';
import { runProgram } from '../../../scoring/run/outcome.ts';
import { type Sketch, sketchProgram } from '../../../scoring/run/sketch.ts';
import type { Effect } from '../../../scoring/run/state.ts';
import type { Names } from '../../../scoring/wire/item.ts';
import type { World } from '../../../scoring/wire/world.ts';
import { showStart } from './play.svelte.ts';
import { sayCells, sayHeading, sayOutcome, sayStep } from './words.ts';

const grid: World = {
  kind: 'grid',
  cells: ['###', '...', '.o.'],
  ship: { at: [0, 1], heading: 'E' },
  flotsam: [[1, 1]],
  goal: { at: [2, 1], collected: 'all' },
};
const pen: World = {
  kind: 'pen',
  width: 3,
  height: 3,
  boat: { at: [0, 0], heading: 90 },
  goal: {
    drawing: [
      [
        [0, 0],
        [1000, 0],
      ],
    ],
    variables: { n: 3 },
    lists: { l: [1] },
  },
};
const crane: World = {
  kind: 'crane',
  height: 1,
  stacks: [['r5'], [], ['b1']],
  crane: 1,
  goal: { stacks: [null, ['r5'], null] },
};
const beacon: World = { kind: 'beacon', night: 3, goal: { strip: '***' } };

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

test.each([
  ['N', '北（上方）'],
  [180, '南（下方）'],
  [45, ' 45 度'],
] as const)('heading %s is said as %s', (heading, said) => {
  expect(sayHeading(heading)).toBe(said);
});

test.each<[World, Sketch[], string]>([
  [grid, ['move', 'collect', 'move'], '成功了！任務完成。'],
  [grid, ['move', 'move'], '程式做完了，可是任務還沒完成：還有 1 個垃圾沒收。'],
  [grid, ['move', 'collect'], '程式做完了，可是任務還沒完成：船沒有停在燈塔。'],
  [grid, ['turn_left', 'move'], '船撞到碼頭了。'],
  [grid, ['move', 'turn_right', 'move'], '船撞到礁石了。'],
  [grid, ['turn_right', 'turn_right', 'move'], '船開出海圖了。'],
  [grid, ['collect'], '這一格沒有垃圾可以收。'],
  [grid, ['drop'], '船上沒有垃圾可以放。'],
  [grid, ['while'], '這個積木還缺條件。'],
  [grid, [], '「開始」下面還沒有積木。'],
  [grid, ['dive'], '這個程式沒辦法執行。'],
  [grid, ['take'], '這個積木不能放在這裡。'],
  [grid, [['repeat', '100']], '重複的次數要在 1 到 99 之間。'],
  [grid, [['call', 'square']], '這個函式還沒有定義。'],
  [grid, [['parameter', 'side']], '這個積木不能放在這裡。'],
  [grid, [['set', 'n', ['parameter', 'side']]], '這個參數只能用在它自己的函式裡。'],
  [
    pen,
    [['forward', 2]],
    '程式做完了，可是任務還沒完成：畫出來的圖和要畫的不一樣。變數最後的數字不對。清單最後的內容不對。',
  ],
  [pen, [['forward', null]], '這個積木要的數字還空著。'],
  [pen, [['forward', ['arithmetic', 'QUOTIENT', 1, 0]]], '不能除以 0。'],
  [pen, [['set', 'n', ['arithmetic', 'MULTIPLY', 999_999_999, 2]]], '數字太大了，最多九位數。'],
  [pen, [['list_remove', 'l', 1]], '清單裡沒有這一項。'],
  [
    pen,
    [
      ['repeat', '99', [['list_add', 'l', 1]]],
      ['repeat', '2', [['list_add', 'l', 1]]],
    ],
    '清單太長了，最多 100 個數字。',
  ],
  [crane, ['crane_left'], '程式做完了，可是任務還沒完成：貨櫃的排法和要的不一樣。'],
  [crane, ['crane_left', 'crane_left'], '吊車到邊了，不能再移過去。'],
  [crane, ['take'], '這一疊沒有貨櫃可以吊。'],
  [crane, ['put'], '吊車沒有吊貨櫃，沒有東西可以放。'],
  [crane, ['crane_left', 'take', 'take'], '吊車已經吊著一個貨櫃，要先放下。'],
  [crane, ['crane_left', 'take', 'crane_right', 'crane_right', 'put'], '這一疊已經滿了。'],
  [crane, [['set', 'n', 'top_weight']], '那裡沒有貨櫃，量不到重量。'],
  [beacon, ['flash_short'], '程式做完了，可是任務還沒完成：燈光和要的不一樣。'],
  [beacon, [['wait', 4]], '天亮了，這個動作來不及做完。'],
])('in %o, %j ends with %s', (world, body, said) => {
  expect(sayOutcome(runProgram(sketchProgram(body), world))).toBe(said);
});

test('functions that call themselves or stand twice are said', () => {
  const deep = sketchProgram([['call', 'f']], [['define', 'f'], [['call', 'f']]]);
  expect(sayOutcome(runProgram(deep, grid))).toBe('函式一層又一層叫自己，停不下來。');
  const twice = sketchProgram(['move'], [['define', 'f'], []], [['define', 'f'], []]);
  expect(sayOutcome(runProgram(twice, grid))).toBe('這個函式定義了兩次，只能有一個。');
});

test('an endless program is said with its steps', () => {
  const endless = sketchProgram([['while', ['not', 'at_lighthouse'], ['turn_left']]]);
  expect(sayOutcome(runProgram(endless, grid))).toContain('做了 10000 步還沒完');
});

const names: Names = {
  variables: [{ id: 'n', text: { 'zh-TW': '總和', en: 'total' } }],
  lists: [],
  functions: [],
  events: [],
};
test.each<[Effect, string]>([
  [{ action: 'moved', from: [0, 1], to: [1, 1] }, '往前一格，到第 2 列第 2 行。'],
  [{ action: 'turned', from: 'N', to: 'W' }, '左轉，船頭朝西（左方）。'],
  [{ action: 'turned', from: 'W', to: 'N' }, '右轉，船頭朝北（上方）。'],
  [{ action: 'collected', at: [1, 1] }, '收了垃圾，還剩 1 個。'],
  [
    { action: 'sailed', from: [0, 0], to: [3000, 4000], drawn: true },
    '船開了 5 格，到左起 3 格、上起 4 格。',
  ],
  [{ action: 'swung', by: -45, to: 315 }, '左轉 45 度，船頭朝 315 度。'],
  [{ action: 'took', container: 'b3', stack: 0 }, '吊起藍3。'],
  [{ action: 'put', container: 'y9', stack: 1 }, '把黃9放到第 2 疊。'],
  [{ action: 'shifted', from: 0, to: 1 }, '吊車移到第 2 疊。'],
  [{ action: 'waited', ticks: 3 }, '等了 3 拍。'],
  [{ action: 'flashed', long: true }, '閃了一下長光。'],
  [{ action: 'stored', variable: 'n', value: -4 }, '「總和」變成 -4。'],
  [{ action: 'listed', list: 'log', values: [3, 1] }, '「log」現在是：3、1。'],
  [{ action: 'listed', list: 'log', values: [] }, '「log」現在是：空的。'],
  [{ action: 'heard', event: 'bell' }, '收到「bell」，做它下面的積木。'],
])('%j is said as %s', (effect, said) => {
  expect(sayStep({ ...showStart(grid), step: 2, effect }, names)).toBe(`第 2 步：${said}`);
});

test('before the first step nothing is said', () => {
  expect(sayStep(showStart(grid))).toBe('');
});
