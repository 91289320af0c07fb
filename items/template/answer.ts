import { markResponse } from '../../scoring/mark/mark.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Checker, Key } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { Text } from '../../scoring/wire/text.ts';
import type { World } from '../../scoring/wire/world.ts';
import type { Draft } from './draft.ts';
import { makeForecast } from './forecast.ts';
import { SCENES } from './scene.ts';

/** The types that need neither a world nor blocks. */
export type AnswerType = 'choice' | 'multi' | 'order' | 'match' | 'number' | 'grid';

type Body<Type extends AnswerType> = Omit<
  Extract<Item, { type: Type }>,
  'id' | 'version' | 'practice' | 'concepts' | 'codes'
>;

interface Task<Type extends AnswerType> {
  body: Body<Type>;
  /** Absent: the answer itself is looked up. */
  checker?: Checker;
  solution: Response;
  wrong: [string, Response][];
}

const text = (zh: string, en: string): Text => ({ 'zh-TW': zh, en });
const option = (id: string, zh: string, en: string) => ({ id, text: text(zh, en) });

/** Something to look at: the port that a ship comes into, and a lighthouse in a night with fog. */
const PORT: World = { ...SCENES.grid.world, goal: {} };
const NIGHT: World = { kind: 'beacon', night: 12, fog: '....ffff....', goal: {} };

const HOURS = [
  option('a', '霧來了，船慢慢開', 'Fog comes and ships go slowly'),
  option('b', '守塔人看見起霧', 'The keeper sees the fog'),
  option('c', '守塔人打開燈', 'The keeper turns the lamp on'),
  option('d', '船看見燈光', 'The ships see the light'),
];

const TASKS: { [Type in AnswerType]: Task<Type> } = {
  choice: {
    body: {
      type: 'choice',
      title: text('先做哪一件', 'What comes first?'),
      story: text(
        '船要進港：先看旗子，才轉進港口。現在船在港外，下一步是什麼？',
        'A ship enters the harbour: it looks at the flag before it turns in. It is outside now. What is next?',
      ),
      world: PORT,
      options: [
        option('a', '看旗子', 'Look at the flag'),
        option('b', '轉進港口', 'Turn into the harbour'),
        option('c', '放下貨物', 'Put down the load'),
        option('d', '關掉船燈', 'Turn off the ship’s lamp'),
      ],
    },
    solution: { kind: 'choice', option: 'a' },
    wrong: [
      ['skips the look', { kind: 'choice', option: 'b' }],
      ['goes to the end', { kind: 'choice', option: 'c' }],
      ['names what is not in the rule', { kind: 'choice', option: 'd' }],
    ],
  },
  multi: {
    body: {
      type: 'multi',
      title: text('哪些要開燈', 'When is the lamp on?'),
      story: text(
        '有霧或是天黑，燈塔就開燈。哪些時候要開燈？',
        'The lamp is on in fog or when it is dark. When is it on?',
      ),
      world: NIGHT,
      options: [
        option('a', '白天有霧', 'By day, with fog'),
        option('b', '白天沒有霧', 'By day, without fog'),
        option('c', '晚上有霧', 'By night, with fog'),
        option('d', '晚上沒有霧', 'By night, without fog'),
      ],
    },
    checker: { check: 'options', right: ['a', 'c', 'd'] },
    solution: { kind: 'marks', options: ['a', 'c', 'd'] },
    wrong: [
      ['only where both hold', { kind: 'marks', options: ['c'] }],
      ['not where both hold', { kind: 'marks', options: ['a', 'd'] }],
      ['always', { kind: 'marks', options: ['a', 'b', 'c', 'd'] }],
      ['looks at the fog only', { kind: 'marks', options: ['a', 'c'] }],
    ],
  },
  order: {
    body: {
      type: 'order',
      title: text('起霧的晚上', 'A foggy night'),
      story: text('請把事情照先後排好。', 'Put what happens in order.'),
      world: NIGHT,
      strips: HOURS.toReversed(),
    },
    checker: {
      check: 'before',
      pairs: [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'd'],
      ],
    },
    solution: { kind: 'order', order: ['a', 'b', 'c', 'd'] },
    wrong: [
      ['the lamp before the keeper sees', { kind: 'order', order: ['a', 'c', 'b', 'd'] }],
      ['the light before the lamp', { kind: 'order', order: ['a', 'b', 'd', 'c'] }],
      ['the keeper before the fog', { kind: 'order', order: ['b', 'a', 'c', 'd'] }],
      ['the effect before the cause', { kind: 'order', order: ['d', 'a', 'b', 'c'] }],
    ],
  },
  match: {
    body: {
      type: 'match',
      title: text('燈號的意思', 'What signals mean'),
      story: text(
        '短短是「來」，長是「等」，短長是「走」。請把燈號和意思連起來。',
        'Short short is “come”, long is “wait”, short long is “go”. Join each signal with its meaning.',
      ),
      world: NIGHT,
      left: [option('a', '●●', '●●'), option('b', '━', '━'), option('c', '●━', '●━')],
      right: [option('a', '來', 'come'), option('b', '等', 'wait'), option('c', '走', 'go')],
    },
    checker: { check: 'pairs', right: { a: ['a'], b: ['b'], c: ['c'] } },
    solution: { kind: 'pairs', pairs: { a: 'a', b: 'b', c: 'c' } },
    wrong: [
      ['by the first sign only', { kind: 'pairs', pairs: { a: 'a', b: 'b', c: 'a' } }],
      ['come and go exchanged', { kind: 'pairs', pairs: { a: 'c', b: 'b', c: 'a' } }],
      ['wait and go exchanged', { kind: 'pairs', pairs: { a: 'a', b: 'c', c: 'b' } }],
      ['only the first', { kind: 'pairs', pairs: { a: 'a' } }],
    ],
  },
  number: {
    body: {
      type: 'number',
      title: text('一共閃幾下', 'How many flashes?'),
      story: text(
        '燈塔先閃三下，再等一下。這樣做四次。燈塔一共閃幾下？',
        'A lighthouse flashes three times, then waits. It does so four times. How many flashes is that?',
      ),
      world: NIGHT,
      fields: [{ label: text('一共', 'in all'), unit: text('下', 'flashes') }],
    },
    checker: { check: 'values', right: [[12, 12]] },
    solution: { kind: 'values', values: [12] },
    wrong: [
      ['adds', { kind: 'values', values: [7] }],
      ['one group', { kind: 'values', values: [3] }],
      ['counts the waits too', { kind: 'values', values: [16] }],
      ['one group too few', { kind: 'values', values: [9] }],
    ],
  },
  grid: {
    body: {
      type: 'grid',
      title: text('紅色而且輕', 'Red and light'),
      story: text(
        '吊車只吊紅色而且比 4 輕的貨櫃。請點出這些貨櫃。',
        'The crane lifts containers that are red and lighter than 4. Mark them.',
      ),
      board: {
        columns: 4,
        rows: 2,
        contents: [
          ['r2', 'b2', 'r5', 'b7'],
          ['b3', 'r3', 'r8', 'r4'],
        ],
      },
      marks: 'cells',
    },
    checker: {
      check: 'cells',
      right: [
        [0, 0],
        [1, 1],
      ],
    },
    solution: {
      kind: 'cells',
      cells: [
        [0, 0],
        [1, 1],
      ],
    },
    wrong: [
      [
        'all red ones',
        {
          kind: 'cells',
          cells: [
            [0, 0],
            [2, 0],
            [1, 1],
            [2, 1],
            [3, 1],
          ],
        },
      ],
      [
        'all light ones',
        {
          kind: 'cells',
          cells: [
            [0, 0],
            [1, 0],
            [0, 1],
            [1, 1],
          ],
        },
      ],
      [
        'four counts as lighter than four',
        {
          kind: 'cells',
          cells: [
            [0, 0],
            [1, 1],
            [3, 1],
          ],
        },
      ],
      ['only the first', { kind: 'cells', cells: [[0, 0]] }],
    ],
  },
};

/** A new item that is answered without blocks, and its key. */
export function makeAnswerItem(id: string, type: AnswerType): Draft {
  const { body, checker, solution, wrong } = TASKS[type];
  const item: Item = {
    ...body,
    id,
    version: 1,
    practice: type === 'order' || type === 'match' ? 'abstraction' : 'evaluation-debugging',
    concepts: [type === 'number' ? 'repeat-n' : 'conditions'],
    codes: ['資議 t-III-3', '運 t-IV-4'],
  };
  const head = {
    item: id,
    version: 1,
    solved: 1,
    ...makeForecast(0.7, 'One rule, to be read to its end.'),
    solutions: [{ name: 'by the rule', response: solution, credit: 1, diagnosis: [] }],
    wrong: wrong.map(([name, response]) => ({
      name,
      response,
      credit: 0,
      diagnosis: ['other' as const],
    })),
  };
  const key: Key = checker
    ? {
        by: 'checker',
        ...head,
        checker,
        levels: [{ credit: 1, rightAtLeast: 'all', wrongAtMost: 0 }],
      }
    : { by: 'answer', ...head, answers: [{ response: solution, credit: 1 }] };
  return { item, key: { ...key, wrong: key.wrong.map((one) => marked(item, key, one)) } };
}

function marked(item: Item, key: Key, one: Key['wrong'][number]): Key['wrong'][number] {
  const { credit, diagnosis } = markResponse({ item, key, response: one.response });
  return { ...one, credit, diagnosis };
}
