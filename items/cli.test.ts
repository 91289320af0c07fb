import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { sketchProgram } from '../scoring/run/sketch.ts';
import { ITEMS } from './bank.ts';
import { createItem } from './command/new.ts';
import { preview } from './command/preview.ts';
import { run } from './command/run.ts';
import { schema } from './command/schema.ts';
import { UsageFault } from './command/usage.ts';

interface Told {
  code: number;
  out: string;
  err: string;
}

const folder = mkdtempSync(join(tmpdir(), 'items-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The command line as an author calls it, from a folder of the author's own. */
function call(args: string[]): Promise<Told> {
  return new Promise((told) => {
    const command = [join(ITEMS, 'cli.ts'), ...args];
    execFile(process.execPath, command, { cwd: folder }, (error, out, err) => {
      told({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

const PLACE = 'operationalising/new-item';
const LANE = {
  kind: 'grid',
  cells: ['....#'],
  ship: { at: [0, 0], heading: 'E' },
  flotsam: [],
  goal: { at: [3, 0] },
};
const FILES: Record<string, unknown> = {
  'lane.json': LANE,
  'sea.json': { ...LANE, kind: 'sea' },
  'good.json': sketchProgram([['repeat', 3, ['move']]]),
  'answer.json': { kind: 'program', program: sketchProgram(['move']) },
  'choice.json': { kind: 'choice', option: 'c' },
  'strange.json': sketchProgram(['move', 'fly']),
  'endless.json': sketchProgram([['while', ['not', 'at_lighthouse'], ['turn_left']]]),
  'recursion.json': sketchProgram([['call', 'again']], [['define', 'again'], [['call', 'again']]]),
  'growth.json': sketchProgram([['repeat_until', ['at_lighthouse'], [['list_add', 'seen', 1]]]]),
  'overflow.json': sketchProgram([
    ['set', 'n', 999_999_999],
    ['change', 'n', 1],
  ]),
  'zero.json': sketchProgram([['set', 'n', ['arithmetic', 'QUOTIENT', 1, 0]]]),
};
for (const [name, document] of Object.entries(FILES)) {
  writeFileSync(join(folder, name), JSON.stringify(document));
}

describe('a command line that is not understood', () => {
  const rows: [string, string[], RegExp][] = [
    ['nothing', [], /a command is needed/],
    ['a name that every object has', ['toString'], /no command "toString"/],
    ['an unknown flag', ['check', '--all'], /--all/],
  ];
  test.each(rows)('%s: the usage, and exit code 2', async (_, args, message) => {
    const { code, out, err } = await call(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).toContain('usage: npm run items');
    expect(err).not.toMatch(/\n\s+at /);
  });

  const inner: [string, () => unknown, RegExp][] = [
    ['too few words', () => run(['first-stop']), /needed: run ITEM/],
    ['too many words', () => schema(['item']), /needed: schema/],
    ['no strand', () => createItem(['somewhere/new-item']), /is not operationalising/],
    ['no id', () => createItem(['operationalising/X']), /is no id/],
    ['no type', () => createItem([PLACE, '--type', 'essay']), /no type "essay"/],
    ['no world', () => createItem([PLACE, '--world', 'sea']), /no world "sea"/],
    ['a type of the other strand', () => createItem([PLACE, '--type', 'order']), /belongs in/],
    [
      'a world for a type that has its own',
      () => createItem(['conceptualising/new-item', '--type', 'choice', '--world', 'pen']),
      /begins with a world of its own/,
    ],
  ];
  test.each(inner)('%s', (_, command, message) => {
    expect(command).toThrow(UsageFault);
    expect(command).toThrow(message);
  });

  test('no port', async () => {
    await expect(preview(['--port', 'x'])).rejects.toThrow(/"x" is no port/);
  });
});

describe('run', () => {
  test('tells a world, a program, step by step', async () => {
    const { code, out } = await call(['run', '--world', 'lane.json', 'good.json', '--json']);
    expect(code).toBe(0);
    const told = JSON.parse(out) as { frames: unknown[] };
    expect(told).toMatchObject({
      world: 'grid',
      ended: 'finished',
      steps: 6,
      commands: 3,
      solved: true,
      goals: { at: true },
      state: { world: { kind: 'grid', at: [3, 0] } },
    });
    expect(told.frames).toHaveLength(6);
    expect(told.frames[1]).toEqual({
      block: 'b2',
      effect: { action: 'moved', from: [0, 0], to: [1, 0] },
    });
    const again = await call(['run', '--world', 'lane.json', 'good.json', '--json']);
    expect(again.out).toBe(out);
  });

  test('tells an item, a program: its runs and its mark, members in their order', async () => {
    const { code, out } = await call(['run', 'practice-first-trip', 'answer.json', '--json']);
    expect(code).toBe(0);
    const told = JSON.parse(out) as { runs: object[] };
    const members = ['item', 'version', 'engine', 'runs', 'credit', 'max', 'diagnosis'];
    expect(Object.keys(told)).toEqual(members);
    expect(told).toMatchObject({ item: 'practice-first-trip', credit: 0 });
    expect(Object.keys(told.runs[0] ?? {})).toEqual([
      'world',
      'ended',
      'steps',
      'commands',
      'solved',
      'goals',
      'state',
      'trace',
    ]);
  });

  test('marks an answer without blocks, and says it in words', async () => {
    const { code, out } = await call(['run', 'left-behind', 'choice.json']);
    expect([code, out]).toEqual([0, expect.stringContaining('credit 1 of 1')]);
  });

  const ends: [string, string][] = [
    ['endless.json', 'endless'],
    ['recursion.json', 'too-many-calls'],
    ['growth.json', 'list-too-long'],
    ['overflow.json', 'number-too-large'],
    ['zero.json', 'divided-by-zero'],
  ];
  test.each(ends)('%s ends in a word: %s', async (file, word) => {
    const { code, out } = await call(['run', '--world', 'lane.json', file, '--json']);
    const told = JSON.parse(out) as { ended: string; reason?: string };
    expect([code, told.reason ?? told.ended]).toEqual([0, word]);
  });

  const refused: [string, string[], RegExp][] = [
    ['an unknown world', ['--world', 'sea.json', 'good.json'], /^✗ sea.json: kind: /],
    ['an unknown item', ['nowhere', 'good.json'], /^✗ items\/bank: no item is named "nowhere"/],
    ['no file', ['--world', 'lane.json', 'none.json'], /^✗ none.json: the file is missing/],
    ['a folder', ['--world', '.', 'good.json'], /^✗ .: this is a folder/],
    ['a world for a program', ['--world', 'lane.json', 'lane.json'], /^✗ lane.json: /],
    ['an answer of another kind', ['first-stop', 'choice.json'], /^✗ choice.json: kind: the item/],
    ['no program', ['--world', 'lane.json', 'choice.json'], /^✗ choice.json: kind: a program/],
    [
      'an unknown block, with its place',
      ['--world', 'lane.json', 'strange.json'],
      /^✗ strange.json: blocks.0.next.block.next.block: unknown-block/m,
    ],
  ];
  test.each(refused)('refuses %s', async (_, args, message) => {
    const { code, err } = await call(['run', ...args]);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test('schema writes one file for each kind of document', async () => {
  const { code, out } = await call(['schema', '--out', 'schemas']);
  expect([code, out.split('\n').length]).toEqual([0, 7]);
  const world: unknown = JSON.parse(
    readFileSync(join(folder, 'schemas/world.schema.json'), 'utf8'),
  );
  expect(world).toMatchObject({ title: 'world' });
});

test('schema says where it cannot write', () => {
  expect(() => schema(['--out', join(folder, 'lane.json')])).toThrow(
    /lane.json: cannot be written: /,
  );
});

test('check of one item says what was proved', async () => {
  const { code, out } = await call(['check', 'conceptualising/left-behind']);
  expect([code, out]).toEqual([0, expect.stringMatching(/^✓ conceptualising\/left-behind/)]);
});

test('new writes an item, and never over another one', () => {
  const root = join(folder, 'items');
  for (const strand of ['operationalising', 'conceptualising']) {
    cpSync(join(ITEMS, 'bank/conceptualising/left-behind'), join(root, 'bank', strand, 'here'), {
      recursive: true,
    });
  }
  expect(createItem(['operationalising/out-at-sea', '--world', 'pen'], root)).toBe(0);
  expect(existsSync(join(root, 'bank/operationalising/out-at-sea/key.json'))).toBe(true);
  const again = () => createItem(['conceptualising/out-at-sea'], root);
  expect(again).toThrow(/items\/bank\/operationalising\/out-at-sea: is there already/);
});
