import { expect, test } from 'vitest';
import { describeScene, openScene } from '../../../scoring/run/scene.ts';
import { flash, openBeacon } from '../../../scoring/run/beacon.ts';
import { openCrane, take } from '../../../scoring/run/crane.ts';
import { openPen, sail, setPen } from '../../../scoring/run/pen.ts';
import type { Names } from '../../../scoring/wire/item.ts';
import type { BeaconWorld, CraneWorld, GridWorld, PenWorld } from '../../../scoring/wire/world.ts';
import { sayWorld } from './portrait.ts';

const named = (id: string, text: string) => ({ id, text: { 'zh-TW': text, en: id } });
const names: Names = {
  variables: [named('side', '邊長')],
  lists: [named('weights', '重量')],
  functions: [],
  events: [named('bell', '鐘聲')],
};

const grid: GridWorld = {
  kind: 'grid',
  cells: ['###', '...', '.o.'],
  ship: { at: [0, 1], heading: 'E' },
  flotsam: [[1, 1]],
  goal: { at: [2, 1], collected: 'all' },
};
const pen: PenWorld = {
  kind: 'pen',
  width: 6,
  height: 4,
  boat: { at: [1000, 3500], heading: 0 },
  given: { variables: { side: 3 }, lists: { weights: [2, 5] } },
  goal: {
    drawing: [
      [
        [1000, 3500],
        [1000, 1000],
        [4000, 1000],
      ],
    ],
  },
};
const crane: CraneWorld = {
  kind: 'crane',
  height: 3,
  stacks: [['r5', 'y1'], []],
  crane: 0,
  goal: { stacks: [null, ['y1']] },
};
const beacon: BeaconWorld = {
  kind: 'beacon',
  night: 12,
  fog: '..ff..f',
  ship: '.**',
  events: [{ at: 4, name: 'bell' }],
  goal: { strip: '***.*' },
};

test('a grid is said whole', () => {
  expect(sayWorld(grid)).toBe(
    '海圖寬 3 格、高 3 格。船在第 2 列第 1 行，船頭朝東（右方）。燈塔在第 2 列第 3 行。' +
      '垃圾在第 2 列第 2 行。礁石在第 3 列第 2 行。碼頭在第 1 列第 1 到 3 行。',
  );
});

test('what is to be passed, filled and heeded in a grid is said', () => {
  const world: GridWorld = {
    ...grid,
    buoys: [
      { at: [1, 1], colour: 'red' },
      { at: [2, 1], colour: 'green' },
    ],
    goal: { delivered: [[0, 2]], visited: [[2, 2]] },
  };
  expect(sayWorld(world)).toContain(
    '紅色浮標在第 2 列第 2 行。綠色浮標在第 2 列第 3 行。' +
      '要經過的格子：第 3 列第 3 行。要放垃圾的格子：第 3 列第 1 行。',
  );
});

test('a chart to draw on is said with its picture and its cards', () => {
  expect(sayWorld(pen, undefined, names)).toBe(
    '海圖寬 6 格、高 4 格。船在左起 1 格、上起 3.5 格，船頭朝北（上方）。畫筆放下了。' +
      '要畫的圖（左起幾格，上起幾格）：(1, 3.5) 到 (1, 1) 到 (4, 1)。卡片：邊長 3。卡片：重量 2、5。',
  );
});

test('a picture of many corners is counted', () => {
  const corners = Array.from({ length: 41 }, (_, i): [number, number] => [i * 100, 0]);
  expect(sayWorld({ ...pen, goal: { drawing: [corners] } })).toContain('要畫的圖有 41 個轉角。');
});

test('a boat under way is said', () => {
  const scene = openPen(pen);
  sail(scene, 2);
  setPen(scene, false);
  expect(sayWorld(pen, describeScene(scene))).toContain(
    '船在左起 1 格、上起 1.5 格，船頭朝北（上方）。畫筆提起來了。已經畫了 1 段線。',
  );
});

test('a yard is said stack by stack, and what it must become', () => {
  const scene = openCrane(crane);
  take(scene);
  expect(sayWorld(crane, describeScene(scene))).toBe(
    '貨場有 2 疊，每疊最高 3 個。第 1 疊由下往上：紅5。第 2 疊是空的。' +
      '吊車在第 1 疊上方。吊車吊著黃1。做完要這樣：第 2 疊由下往上：黃1。',
  );
});

test('a night is said by lengths and times', () => {
  const scene = openBeacon(beacon);
  flash(scene, true);
  expect(sayWorld(beacon, describeScene(scene), names)).toBe(
    '這一夜有 12 拍。現在是時刻 4。燈暗了。要的燈光：亮 3、暗 1、亮 1。燈塔：亮 3、暗 1。' +
      '有霧：時刻 2 到 3（2 拍）、時刻 6（1 拍）。來船的燈：時刻 1 到 2（2 拍）。時刻 4：鐘聲。',
  );
});

test('each world is said in its own words', () => {
  const said = [grid, pen, crane, beacon].map((world) => sayWorld(world));
  expect(new Set(said).size).toBe(4);
  expect(said).toEqual(
    [grid, pen, crane, beacon].map((world) => sayWorld(world, describeScene(openScene(world)))),
  );
});
