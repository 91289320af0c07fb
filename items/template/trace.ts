import { markResponse } from '../../scoring/mark/mark.ts';
import { readAnswer } from '../../scoring/mark/answer.ts';
import { runProgram } from '../../scoring/run/outcome.ts';
import { type Sketch, sketchProgram } from '../../scoring/run/sketch.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key, Specimen } from '../../scoring/wire/key.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { Text } from '../../scoring/wire/text.ts';
import type { WorldKind } from '../../scoring/wire/world.ts';
import { SCENES } from './scene.ts';
import type { Draft } from './draft.ts';
import { makeForecast } from './forecast.ts';

type TraceItem = Extract<Item, { type: 'trace' }>;
type Ask = NonNullable<TraceItem['asks']>[number];

interface Question {
  story: Text;
  program: Sketch[];
  /** Absent: the square where the ship ends. */
  ask?: Ask;
  wrong: [string, Response][];
}

const values = (value: number): Response => ({ kind: 'values', values: [value] });
const cell = (x: number, y: number): Response => ({ kind: 'cell', cell: [x, y] });

const QUESTIONS: Record<WorldKind, Question> = {
  grid: {
    story: {
      'zh-TW': '船會照這個程式開。請點出船最後停在哪一格。',
      en: 'The ship follows this program. Mark the square where it stops.',
    },
    program: SCENES.grid.solution,
    wrong: [
      ['stops before the last move', cell(2, 0)],
      ['one move too few at first', cell(1, 0)],
      ['never starts', cell(0, 0)],
      ['one move too many', cell(3, 1)],
    ],
  },
  pen: {
    story: {
      'zh-TW': '船會照這個程式畫線。最後「邊長」是多少？',
      en: 'The boat draws by this program. What is “side” at the end?',
    },
    program: [
      ['set', 'side', 2],
      ['forward', ['variable', 'side']],
      ['change', 'side', 1],
    ],
    ask: {
      label: { 'zh-TW': '最後的邊長', en: 'side at the end' },
      reads: { of: 'variable', name: 'side' },
    },
    wrong: [
      ['the first value stays', values(2)],
      ['changing is setting', values(1)],
      ['adds the forward move', values(5)],
      ['the forward move uses it up', values(0)],
    ],
  },
  crane: {
    story: {
      'zh-TW': '吊車會照這個程式做。最後中間那一疊有幾個貨櫃？',
      en: 'The crane follows this program. How many containers stand in the middle stack at the end?',
    },
    program: SCENES.crane.solution,
    ask: {
      label: { 'zh-TW': '中間那一疊', en: 'the middle stack' },
      unit: { 'zh-TW': '個', en: 'containers' },
      reads: { of: 'stack', stack: 1 },
    },
    wrong: [
      ['does not count the new one', values(1)],
      ['counts all of the yard, and one more', values(3)],
      ['takes from the middle stack', values(0)],
      ['counts the moves too', values(4)],
    ],
  },
  beacon: {
    story: {
      'zh-TW': '燈塔會照這個程式打燈號。燈一共亮幾拍？',
      en: 'The lighthouse follows this program. For how many beats is the lamp lit in all?',
    },
    program: SCENES.beacon.solution,
    ask: {
      label: { 'zh-TW': '亮著的拍數', en: 'beats lit' },
      unit: { 'zh-TW': '拍', en: 'beats' },
      reads: { of: 'lit-ticks' },
    },
    wrong: [
      ['counts the flashes', values(3)],
      ['counts the dark ticks too', values(8)],
      ['leaves out the last flash', values(4)],
      ['counts the long flash as two', values(2)],
    ],
  },
};

/** A new item about where a program ends; its right answer is found by running the program. */
export function makeTraceItem(id: string, kind: WorldKind): Draft {
  const { story, program, ask, wrong } = QUESTIONS[kind];
  const { world } = SCENES[kind];
  const item: TraceItem = {
    id,
    version: 1,
    type: 'trace',
    title: { 'zh-TW': '最後會怎樣', en: 'How does it end?' },
    story,
    practice: 'evaluation-debugging',
    concepts: [kind === 'pen' ? 'variables' : 'sequence'],
    codes: ['資議 t-III-3', '運 t-IV-4'],
    ...(kind === 'pen' && {
      names: {
        variables: [{ id: 'side', text: { 'zh-TW': '邊長', en: 'side' } }],
        lists: [],
        functions: [],
        events: [],
      },
    }),
    world: { ...world, goal: {} },
    program: sketchProgram(program),
    ...(ask && { asks: [ask] }),
  };
  return { item, key: keyOf(item, wrong) };
}

function keyOf(item: TraceItem, wrong: Question['wrong']): Key {
  const response = readAnswer(item, runProgram(item.program, item.world));
  const key: Key = {
    by: 'answer',
    item: item.id,
    version: 1,
    solved: 1,
    ...makeForecast(0.7, 'A few commands to follow in the head.'),
    answers: [{ response, credit: 1 }],
    solutions: [{ name: 'follows every block', response, credit: 1, diagnosis: [] }],
    wrong: wrong.map(([name, given]) => ({
      name,
      response: given,
      credit: 0,
      diagnosis: [],
    })),
  };
  return { ...key, wrong: key.wrong.map((one) => diagnosed(item, key, one)) };
}

function diagnosed(item: TraceItem, key: Key, one: Specimen): Specimen {
  const { diagnosis } = markResponse({ item, key, response: one.response });
  return { ...one, diagnosis: diagnosis.length > 0 ? diagnosis : ['other'] };
}
