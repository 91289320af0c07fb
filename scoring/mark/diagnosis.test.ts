import { describe, expect, test } from 'vitest';
import { type Sketch, sketchProgram } from '../run/sketch.ts';
import { Diagnosis } from '../wire/diagnosis.ts';
import type { Condition } from '../wire/key.ts';
import type { World } from '../wire/world.ts';
import { BELIEVED } from './belief.ts';
import { BY_RULE } from './diagnosis.ts';
import { markResponse } from './mark.ts';
import { asking, lane } from './sample.ts';

/** A program that earns the diagnosis by rule, and one near it that does not. */
interface Row {
  code: Diagnosis;
  worlds?: World[];
  hidden?: World[];
  /** What the top level asks beside all worlds. */
  top?: Condition;
  earns: Sketch[];
  near: Sketch[];
}

const sail: Sketch = ['repeat_until', 'at_lighthouse', ['move']];
/** Turns on the spot for ever, but for one move where the condition holds. */
const turnOn = (condition: string): Sketch => [
  'repeat_until',
  'at_lighthouse',
  [['if', condition, ['move']], 'turn_left'],
];
const pick: World = { ...lane(3), flotsam: [[1, 0]], goal: { at: [2, 0], collected: 'all' } };
const chart: World = {
  kind: 'pen',
  width: 3,
  height: 3,
  boat: { at: [1000, 1000], heading: 90 },
  goal: { at: [2000, 1000] },
};

const ROWS: Row[] = [
  { code: 'unreadable-program', earns: ['move', 'fly'], near: ['move', 'turn_left'] },
  { code: 'ran-aground', earns: [['repeat', 5, ['move']]], near: [['repeat', 2, ['move']]] },
  { code: 'ran-aground', worlds: [chart], earns: [['forward', 3]], near: [['forward', 2]] },
  { code: 'failed-in-world', earns: ['move', 'collect'], near: ['move'] },
  { code: 'failed-in-world', earns: [['set', 'n', ['arithmetic', 'QUOTIENT', 1, 0]]], near: [] },
  { code: 'empty-socket', earns: [['repeat_until', null, ['move']]], near: [['repeat', 1, []]] },
  { code: 'empty-socket', worlds: [chart], earns: [['forward', null]], near: [['forward', 0]] },
  {
    code: 'endless',
    earns: [['repeat_until', 'at_lighthouse', ['turn_left']]],
    near: [['repeat', 99, ['turn_left']]],
  },
  {
    code: 'stops-at-visible-case',
    hidden: [lane(2), lane(6)],
    earns: [['repeat', 3, ['move']]],
    near: [['repeat', 5, ['move']]],
  },
  {
    code: 'copy-instead-of-loop',
    top: { uses: ['repeat'] },
    earns: ['move', 'move', 'move'],
    near: [sail],
  },
  {
    code: 'goal-half-met',
    worlds: [pick],
    earns: ['move', 'move'],
    near: ['move', 'collect', 'collect', 'move'],
  },
  { code: 'goal-half-met', worlds: [pick], earns: ['move', 'collect'], near: ['move'] },
  {
    code: 'more-than-needed',
    top: { blocksAtMost: 2 },
    earns: ['move', 'move', 'move'],
    near: ['move', 'move'],
  },
  {
    code: 'more-than-needed',
    top: { stepsAtMost: 5 },
    earns: [sail],
    near: [['repeat', 2, ['move', 'move']]],
  },
  {
    code: 'more-than-needed',
    top: { commandsAtMost: 3 },
    earns: ['turn_left', 'turn_right', 'move', 'move', 'move'],
    near: ['turn_left', 'turn_right', 'move', 'move'],
  },
  {
    code: 'condition-never-true',
    earns: [['while', 'at_lighthouse', ['move', 'move']]],
    near: [['while', ['not', 'at_lighthouse'], ['turn_left']]],
  },
  {
    code: 'condition-never-true',
    earns: [['repeat_until', 'flotsam_here', ['turn_left']]],
    near: [['repeat', 9, ['turn_left', ['if', 'blocked_ahead', ['turn_left']]]]],
  },
  {
    code: 'condition-never-true',
    hidden: [{ ...lane(4), flotsam: [[0, 0]] }],
    worlds: [{ ...lane(4), flotsam: [[1, 0]] }],
    earns: [['if', 'at_lighthouse', ['turn_left']]],
    near: [['if', 'flotsam_here', ['turn_left']]],
  },
  {
    code: 'condition-never-true',
    worlds: [lane(1), { ...lane(4), buoys: [{ at: [0, 0], colour: 'red' }] }],
    earns: [turnOn('green_buoy')],
    near: [turnOn('red_buoy')],
  },
];

function diagnose(row: Row, body: Sketch[]): Diagnosis[] {
  const { item, key } = asking(row.worlds ?? [lane(4)], row.hidden);
  const all = { visible: 'all' as const, hidden: 'all' as const };
  const levels = [
    { credit: 1, when: all },
    { credit: 2, when: { ...all, ...row.top } },
  ];
  const program = sketchProgram(body);
  const response = { kind: 'program' as const, program };
  const asked = row.top ? { ...key, levels } : key;
  return markResponse({ item, key: asked, response }).diagnosis;
}

describe('a diagnosis by rule', () => {
  test.each(ROWS.map((row) => [row.code, row] as const))('%s', (code, row) => {
    expect(diagnose(row, row.earns)).toContain(code);
    expect(diagnose(row, row.near)).not.toContain(code);
  });

  test('each rule has a row, and none is a belief too', () => {
    expect([...BY_RULE].filter((code) => !ROWS.some((row) => row.code === code))).toEqual([]);
    expect([...BY_RULE].filter((code) => BELIEVED.has(code))).toEqual([]);
  });
});

test('at least 25 diagnoses are found in programs, all of them in the list', () => {
  const found = [...BY_RULE, ...BELIEVED];
  expect(new Set(found).size).toBeGreaterThanOrEqual(25);
  expect(found.filter((code) => !Diagnosis.options.includes(code))).toEqual([]);
});
