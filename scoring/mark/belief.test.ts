import { describe, expect, test } from 'vitest';
import { type Sketch, sketchProgram } from '../run/sketch.ts';
import type { Diagnosis } from '../wire/diagnosis.ts';
import { readTree } from '../run/tree.ts';
import { BUILT, findBeliefs } from './belief.ts';
import { CONTROL_ROWS } from './belief/control-sample.ts';
import { DATA_ROWS, SLIP_ROWS } from './belief/data-sample.ts';
import type { Built, Row } from './belief/sample.ts';
import { markResponse } from './mark.ts';
import { asking, lane } from './sample.ts';

const ROWS = [...CONTROL_ROWS, ...DATA_ROWS, ...SLIP_ROWS];

function diagnose({ worlds, hidden }: Row, [body, ...scripts]: Built): Diagnosis[] {
  const { item, key } = asking(worlds, hidden);
  const program = sketchProgram(body, ...scripts);
  return markResponse({ item, key, response: { kind: 'program', program } }).diagnosis;
}

describe('a belief is found where it makes the program right', () => {
  test.each(ROWS.map((row) => [row.code, row] as const))('%s', (code, row) => {
    expect(diagnose(row, row.earns)).toContain(code);
    expect(diagnose(row, row.near)).not.toContain(code);
  });

  test('each belief about built programs has a row', () => {
    expect([...BUILT].filter((code) => !ROWS.some((row) => row.code === code))).toEqual([]);
  });
});

describe('the largest programs', () => {
  const moves = Array<Sketch>(240).fill('move');
  const nested = (depth: number): Sketch =>
    depth === 0 ? 'move' : ['if', ['not', 'flotsam_here'], ['move', nested(depth - 1)]];
  // A meaning that doubled with each level would not come to an end.
  const loops = (depth: number): Sketch =>
    depth === 0 ? 'move' : ['while', ['not', 'flotsam_here'], ['turn_left', loops(depth - 1)]];
  const eithers = (depth: number): Sketch =>
    depth === 0 ? 'flotsam_here' : ['or', eithers(depth - 1), 'flotsam_here'];
  const rows: [string, Sketch[]][] = [
    ['a long one', [...moves, ...moves]],
    [
      'a long body below a decision and above a long rest',
      [['if', 'flotsam_here', moves], ...moves],
    ],
    ['a deep one', [nested(90)]],
    ['loops in one another', [loops(16)]],
    ['an either-or of many', [['if', eithers(24), ['move']]]],
    ['a long and endless loop', [['while', ['not', 'flotsam_here'], [...moves, 'turn_left']]]],
  ];
  test.each(rows)('%s is tried in so many ways and no more', (_, body) => {
    const tree = readTree(sketchProgram(body));
    if (!tree.ok) throw new Error(tree.fault);
    const offered = new Set(['move', 'turn_left', 'collect']);
    let asked = 0;
    const explains = () => {
      asked += 1;
      return false;
    };
    const { scripts } = tree;
    expect(findBeliefs({ scripts, side: 'built', offered, explains })).toEqual([]);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(120);
    expect(
      diagnose({ code: 'other', worlds: [lane(4)], earns: [[]], near: [[]] }, [body]),
    ).not.toEqual([]);
  });

  test('at most three diagnoses, one about each thing, none that a plainer change explains', () => {
    const tree = readTree(
      sketchProgram([
        'turn_left',
        ['repeat', 2, ['move', 'turn_right']],
        ['while', 'flotsam_here', ['move', 'collect']],
        ['if_else', ['or', 'flotsam_here', 'at_lighthouse'], ['move'], []],
      ]),
    );
    if (!tree.ok) throw new Error(tree.fault);
    const offered = new Set<string>();
    const found = findBeliefs({
      scripts: tree.scripts,
      side: 'built',
      offered,
      explains: () => true,
    });
    expect(found).toEqual([
      'absolute-for-relative-turn',
      'loop-runs-once',
      'loop-runs-at-least-once',
    ]);
  });
});
