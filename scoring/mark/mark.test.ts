import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sketch } from '../run/sketch.ts';
import { Diagnosis } from '../wire/diagnosis.ts';
import type { Condition, Key, Specimen } from '../wire/key.ts';
import type { Block, Program } from '../wire/program.ts';
import type { Response } from '../wire/response.ts';
import { maxCredit } from './credit.ts';
import { markResponse } from './mark.ts';
import { CHOICE_ITEM, CHOICE_KEY, LANE_ITEM, LANE_KEY, asking, built, lane } from './sample.ts';

const markLane = (response: Response) => markResponse({ item: LANE_ITEM, key: LANE_KEY, response });
const markChoice = (response: Response) =>
  markResponse({ item: CHOICE_ITEM, key: CHOICE_KEY, response });

describe('credit and diagnosis of a program', () => {
  const turns: Sketch[] = ['turn_left', 'turn_left', 'turn_left', 'turn_left'];
  const sail: Sketch = ['repeat_until', 'at_lighthouse', ['move']];
  const rows: [string, Sketch[], number, Diagnosis[]][] = [
    ['general and short', [sail], 3, []],
    ['general but long', [...turns, sail], 2, ['more-than-needed']],
    ['general with another loop', [['while', ['not', 'at_lighthouse'], ['move']]], 2, []],
    ['counted', [['repeat', 3, ['move']]], 1, ['stops-at-visible-case']],
    ['by hand', ['move', 'move', 'move'], 1, ['copy-instead-of-loop', 'stops-at-visible-case']],
    ['nothing', [], 0, []],
    ['too far', [['repeat', 4, ['move']]], 0, ['ran-aground', 'off-by-one']],
    [
      'never ending',
      [['repeat_until', 'at_lighthouse', ['turn_left']]],
      0,
      ['endless', 'condition-never-true'],
    ],
    ['a wrong specimen', ['move', 'move'], 0, ['off-by-one']],
    ['its twin in other blocks', [['repeat', 2, ['move']]], 0, ['off-by-one']],
    ['one move, which is no twin', ['move'], 0, []],
    [
      'a twin that ran aground',
      [['repeat', 1, ['turn_left', 'move']]],
      0,
      ['hidden-mind', 'ran-aground'],
    ],
    ['an unknown block', ['move', 'fly'], 0, ['unreadable-program']],
    ['a missing condition', [['repeat_until', null, ['move']]], 0, ['empty-socket']],
  ];
  test.each(rows)('%s', (_, body, credit, diagnosis) => {
    const mark = markLane(built(...body));
    expect(mark).toMatchObject({ credit, max: 3 });
    expect(new Set(mark.diagnosis)).toEqual(new Set(diagnosis));
  });
});

describe('what the player does not let anybody build earns nothing', () => {
  const sail = built(['repeat_until', 'at_lighthouse', ['move']]);
  const strips = [...LANE_ITEM.start.blocks, { type: 'at_lighthouse' }];
  const loose = { type: 'repeat_until', inputs: { DO: { block: { type: 'move' } } } };
  const rows: [string, Partial<typeof LANE_ITEM>, number, Diagnosis[]][] = [
    ['all blocks on offer, none too many', { cap: 3 }, 3, []],
    ['one block more than the cap', { cap: 2 }, 0, ['other']],
    ['a type that is not on offer', { toolbox: ['move', 'repeat_until'] }, 0, ['other']],
    [
      'offers with names in them',
      { toolbox: [{ type: 'move', fields: {} }, 'repeat_until', 'at_lighthouse'] },
      3,
      [],
    ],
    ['loose strips are on offer', { toolbox: [], start: { blocks: [...strips, loose] } }, 3, []],
  ];
  test.each(rows)('%s', (_, changes, credit, diagnosis) => {
    const mark = markResponse({
      item: { ...LANE_ITEM, ...changes },
      key: LANE_KEY,
      response: sail,
    });
    expect(mark).toMatchObject({ credit, diagnosis });
  });
});

test('a program that cannot be run earns nothing, whatever shape a level asks for', () => {
  const shapes: Condition[] = [
    { uses: ['repeat'] },
    { blocksAtMost: 3 },
    { changedAtMost: 9 },
    { goals: ['collected'] },
  ];
  const marks = shapes.map((when) => {
    const key = { ...LANE_KEY, levels: [{ credit: 1, when }] };
    return markResponse({ item: LANE_ITEM, key, response: built(['repeat', 0, ['move']]) });
  });
  const nothing = { credit: 0, diagnosis: ['unreadable-program'] };
  expect(marks).toMatchObject(shapes.map(() => nothing));
});

test('a mark says which worlds were solved', () => {
  expect(markLane(built('move', 'move', 'move')).worlds).toEqual({
    visible: [true],
    hidden: [false, false],
  });
  expect(markLane(built('move')).worlds).toEqual({ visible: [false], hidden: [true, false] });
});

test('running aground counts only where the pupil could see it', () => {
  const key = { ...LANE_KEY, hidden: [lane(2)] };
  const response = built('move', 'move', 'move');
  const { diagnosis } = markResponse({ item: LANE_ITEM, key, response });
  expect(diagnosis).toContain('stops-at-visible-case');
  expect(diagnosis).not.toContain('ran-aground');
});

describe('credit and diagnosis of an answer', () => {
  const rows: [Response, number, Diagnosis[]][] = [
    [{ kind: 'choice', option: 'b' }, 2, []],
    [{ kind: 'choice', option: 'a' }, 1, []],
    [{ kind: 'choice', option: 'c' }, 0, ['off-by-one', 'condition-inverted']],
    [{ kind: 'choice', option: 'd' }, 0, []],
    [{ kind: 'cell', cell: [0, 0] }, 0, []],
    [built('move'), 0, []],
  ];
  test.each(rows)('%j', (response, credit, diagnosis) => {
    expect(markChoice(response)).toEqual({ credit, max: 2, diagnosis });
  });
});

test('an answer of the wrong kind to a block item earns nothing', () => {
  const nothing = { credit: 0, max: 3, diagnosis: [] };
  expect(markLane({ kind: 'choice', option: 'a' })).toEqual(nothing);
  expect(markLane({ kind: 'cell', cell: [3, 0] })).toEqual(nothing);
});

describe('credit of an answer of several parts', () => {
  const item = { ...CHOICE_ITEM, type: 'multi' as const };
  const key: Key = {
    ...CHOICE_KEY,
    by: 'checker',
    checker: { check: 'options', right: ['a', 'b', 'c'] },
    levels: [
      { credit: 1, rightAtLeast: 2, wrongAtMost: 1 },
      { credit: 2, rightAtLeast: 'all', wrongAtMost: 0 },
    ],
    wrong: [
      {
        name: 'all but one',
        response: { kind: 'marks', options: ['a', 'b', 'd'] },
        credit: 1,
        diagnosis: ['first-rule-only'],
      },
    ],
  };
  const rows: [string[], number, Diagnosis[]][] = [
    [['a', 'b', 'c'], 2, []],
    [['c', 'b', 'a'], 2, []],
    [['a', 'b', 'c', 'd'], 1, []],
    [['d', 'b', 'a'], 1, ['first-rule-only']],
    [['a'], 0, []],
    [[], 0, []],
  ];
  test.each(rows)('%j', (options, credit, diagnosis) => {
    const mark = markResponse({ item, key, response: { kind: 'marks', options } });
    expect(mark).toEqual({ credit, max: 2, diagnosis });
  });
});

test('a twin takes from a specimen what only its author can tell', () => {
  const wrong = [specimen('move', 'move')];
  const twin = built(['repeat', 2, ['move']], 'turn_left');
  const same = built(['repeat', 2, ['move']]);
  const key = { ...LANE_KEY, wrong };
  const diagnose = (response: Response) =>
    markResponse({ item: LANE_ITEM, key, response }).diagnosis;
  expect(diagnose(built('move', 'move'))).toEqual(['off-by-one', 'greedy-choice']);
  expect(diagnose(same)).toEqual(['off-by-one', 'greedy-choice']);
  expect(diagnose(twin)).not.toContain('greedy-choice');
});

test('no twin is what remembers something else', () => {
  const world = { ...lane(2), goal: { variables: { n: 2 } } };
  const { item, key } = asking([world]);
  const setting = (value: number) => built(['set', 'n', value], 'move');
  const diagnosis: Diagnosis[] = ['greedy-choice'];
  const wrong = [{ name: 'five', response: setting(5), credit: 0, diagnosis }];
  const diagnose = (response: Response) =>
    markResponse({ item, key: { ...key, wrong }, response }).diagnosis;
  expect(diagnose(built('move', ['change', 'n', 5]))).toEqual(diagnosis);
  expect(diagnose(setting(6))).toEqual([]);
});

function specimen(...body: Sketch[]): Specimen {
  const diagnosis: Diagnosis[] = ['greedy-choice', 'off-by-one', 'stops-at-visible-case'];
  return { name: 'a specimen', response: built(...body), credit: 0, diagnosis };
}

test('a key of another item is refused', () => {
  const response = built('move');
  expect(() => markResponse({ item: LANE_ITEM, key: CHOICE_KEY, response })).toThrow(
    /choice.*lane/,
  );
  const stray = { ...LANE_KEY, item: 'choice' };
  expect(() => markResponse({ item: CHOICE_ITEM, key: stray, response })).toThrow(/program/);
});

const anyBody = fc.array(
  fc.oneof(
    fc.constantFrom<Sketch>('move', 'turn_left', 'fly'),
    fc.constantFrom<Sketch>(
      ['repeat', 2, ['move']],
      ['repeat', 3, ['move']],
      ['repeat_until', 'at_lighthouse', ['move']],
      ['repeat_until', 'at_lighthouse', ['turn_left']],
    ),
  ),
  { maxLength: 4 },
);

test('ids, places, comments, disabled blocks and loose stacks do not change a mark', () => {
  fc.assert(
    fc.property(anyBody, fc.nat(7), (body, salt) => {
      const plain = built(...body);
      if (plain.kind !== 'program') throw new Error('built() gives programs');
      const dressed: Response = { kind: 'program', program: dress(plain.program, salt) };
      expect(markLane(dressed)).toEqual(markLane(plain));
    }),
  );
});

test('a mark is within 0 and top, with each diagnosis once and in order', () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      const { credit, max, diagnosis } = markLane(built(...body));
      expect(credit).toBeGreaterThanOrEqual(0);
      expect(credit).toBeLessThanOrEqual(max);
      expect(max).toBe(maxCredit(LANE_KEY));
      expect(diagnosis).toEqual(Diagnosis.options.filter((code) => diagnosis.includes(code)));
      if (credit === max) expect(diagnosis).toEqual([]);
    }),
  );
});

test('no junk in place of a program makes marking throw or pay', () => {
  fc.assert(
    fc.property(fc.anything(), (junk) => {
      const program = { blocks: junk } as Program;
      expect(markLane({ kind: 'program', program }).credit).toBe(0);
    }),
  );
});

/** The same program as another workspace would store it. */
function dress(program: Program, salt: number): Program {
  const disabled: Block = {
    type: 'move',
    id: `off${salt}`,
    disabledReasons: ['MANUALLY_DISABLED'],
  };
  const renamed = (block: Block): Block => ({
    ...block,
    id: `${block.id ?? ''}-${salt}`,
    icons: { comment: { text: `note ${salt}` } },
    ...(block.next?.block && { next: { block: renamed(block.next.block) } }),
  });
  const [hat] = program.blocks.map(renamed);
  if (!hat) throw new Error('a program has a hat');
  const moved: Block = {
    ...hat,
    x: salt * 40,
    y: salt,
    next: { block: { ...disabled, ...(hat.next && { next: hat.next }) } },
  };
  return { blocks: [{ type: 'move', id: 'loose', x: 300, y: 9 }, moved] };
}
