import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChance } from '../items/demo/chance.ts';
import { answer, readText } from './cli.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stats-'));
  const chance = openChance('stats', 'file');
  const lines = Array.from({ length: 300 }, (_, row) => {
    const theta = chance.normal();
    const cells = [-1, -0.5, 0, 0.5, 1].map((b) =>
      Number(chance.hit(1 / (1 + Math.exp(b - theta)))),
    );
    return `p${row},${row % 2 ? 'f' : 'm'},s${row % 6},${cells.join(',')}`;
  });
  write('good.csv', `id,gender,school,a,b,c,d,e\n${lines.join('\n')}\n`);
  write('one-item.csv', 'id,a\n1,0\n2,1\n');
  write('one-pupil.csv', 'id,a,b\n1,0,1\n');
  write('flat.csv', 'id,a,b\n1,1,0\n2,1,0\n3,1,0\n');
  write('omitted.csv', 'id,a,b\n1,9,9\n2,9,9\n');
  write('gaps.csv', 'id,a,b\n1,0,0\n2,2,1\n3,2,0\n4,0,1\n');
  write('other.csv', 'id,a,x\n1,0,0\n2,1,1\n');
  writeFileSync(join(folder, 'big5.csv'), Buffer.from([0x69, 0x64, 0x2c, 0xa4, 0x40, 0x0a]));
  write('ab.csv', 'id,a,b\n1,0,1\n2,1,0\n');
  const params = (items: string, more = '') =>
    `{${more}"groups":[{"id":"all","mean":0,"variance":1}],"items":[${items}]}`;
  const [a, b] = ['{"id":"a","a":1,"d":[0]}', '{"id":"b","a":1,"d":[0]}'];
  write('twice.json', params([a, a, b].join()));
  write('infinite.json', params([a.replace('1', '1e999'), b].join()));
  write('unsettled.json', params([a, b].join(), '"converged":false,'));
  write('text.json', 'no json');
  const { out } = stats('calibrate', 'good.csv', '--model', 'rasch', '--group', 'gender,school');
  write('good.json', out);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

function stats(...args: string[]): ReturnType<typeof answer> {
  return answer(
    args,
    (name) => readText(join(folder, name)),
    () => undefined,
  );
}

const GROUPS = ['--group', 'gender,school'];
const REFUSED: [string, string[], RegExp][] = [
  ['a command that is none', ['guess'], /no command "guess"/],
  ['a missing file', ['classical', 'none.csv'], /no such file/],
  ['a file in Big5', ['classical', 'big5.csv'], /not UTF-8/],
  ['no file', ['classical'], /FILE is wanted, 0 given/],
  ['an unknown option', ['classical', 'good.csv', '--colour'], /'--colour'/],
  ['one item', ['classical', 'one-item.csv'], /fewer than two/],
  ['one pupil', ['calibrate', 'one-pupil.csv', '--model', '2pl'], /fewer than two/],
  ['no variance', ['calibrate', 'flat.csv', '--model', 'rasch'], /fewer than two items are left/],
  [
    'all omitted',
    ['calibrate', 'omitted.csv', '--model', 'rasch'],
    /fewer than two items are left/,
  ],
  ['a gap', ['calibrate', 'gaps.csv', '--model', 'pcm'], /a has .*category 1|category 1 of a/],
  ['no model', ['calibrate', 'good.csv'], /--model is needed/],
  ['another model', ['calibrate', 'good.csv', '--model', '3pl'], /rasch, 2pl, pcm, gpcm/],
  [
    'no such group',
    ['dif', 'good.csv', '--by', 'gender', '--focal', 'x', '--group', 'school'],
    /nobody's gender is "x"/,
  ],
  ['no such column', ['schools', 'good.csv', '--score', 'a', '--by', 'town'], /no column "town"/],
  ['no JSON', ['ability', 'good.csv', '--params', 'text.json', '--method', 'eap'], /no JSON/],
  ['others’ parameters', ['fit', 'other.csv', '--params', 'good.json'], /no item "x"/],
  ['a share of 1', ['funnel', '--p', '1', '--n', '8'], /above 0 and below 1/],
  ['an option without its value', ['calibrate', 'good.csv', '--model'], /--model is followed by/],
  ['an option for its value', ['calibrate', 'good.csv', '--model', '--se'], /--model is followed/],
  ['half a seed', ['sp', 'flat.csv', '--seed', '1.5'], /--seed is a whole number/],
  [
    'nodes for moments',
    ['link', 'good.json', 'good.json', '--method', 'mean-sigma', '--nodes', '-1,1'],
    /mean-sigma has no nodes/,
  ],
  [
    'an item twice in the parameters',
    ['ability', 'ab.csv', '--params', 'twice.json', '--method', 'eap'],
    /two items have one id/,
  ],
  [
    'parameters beyond numbers',
    ['ability', 'ab.csv', '--params', 'infinite.json', '--method', 'eap'],
    /items.0.a: a number too large/,
  ],
  [
    'a calibration that did not converge',
    ['ability', 'ab.csv', '--params', 'unsettled.json', '--method', 'eap'],
    /did not converge/,
  ],
  ['half a pupil', ['funnel', '--p', '.5', '--n', '8.5'], /no whole number/],
];

describe('exit 1 with one line of reason and nothing on stdout', () => {
  test.each(REFUSED)('%s', (_, args, reason) => {
    const { status, out, said } = stats(...args);
    expect(said.trim().split('\n')).toHaveLength(1);
    expect(said).toMatch(reason);
    expect({ status, out }).toEqual({ status: 1, out: '' });
  });
});

describe('prints one JSON object, whose every field its page of help names', () => {
  test.each([
    ['classical', 'good.csv', ...GROUPS],
    ['sp', 'good.csv', ...GROUPS],
    ['calibrate', 'good.csv', '--model', '2pl', '--se', '--by', 'gender', '--group', 'school'],
    ['ability', 'good.csv', '--params', 'good.json', '--method', 'wle', ...GROUPS],
    ['fit', 'good.csv', '--params', 'good.json', ...GROUPS],
    ['dif', 'good.csv', '--by', 'gender', '--focal', 'f', '--purify', '--group', 'school'],
    ['link', 'good.json', 'good.json', '--method', 'stocking-lord'],
    ['schools', 'good.csv', '--score', 'a', '--by', 'school'],
    ['funnel', '--p', '.4', '--n', '8,25'],
  ])('%s', (...args) => {
    const { status, out, said } = stats(...args, '--json');
    expect({ status, said }).toEqual({ status: 0, said: '' });
    expect(out.split('\n')).toHaveLength(1);
    const keys = new Set<string>();
    JSON.parse(out, (key, value: unknown) => {
      if (/^[a-z]/i.test(key)) keys.add(key);
      return value;
    });
    const page = stats(args[0], '--help').out;
    expect(keys.size).toBeGreaterThan(2);
    expect([...keys].filter((key) => !page.includes(key))).toEqual([]);
  });
});

test('a form linked to itself has A = 1, B = 0', () => {
  const { out } = stats('link', 'good.json', 'good.json', '--method', 'haebara');
  const { A, B, error } = JSON.parse(out) as { A: number; B: number; error: number };
  expect([A, B, error].map((value) => Number(value.toFixed(9)))).toEqual([1, 0, 0]);
});

test('nobody with a point: p is 0, and no NaN', () => {
  write('zero.csv', 'id,a,b\n1,0,1\n2,9,0\n');
  const { out } = stats('classical', 'zero.csv');
  const { items } = JSON.parse(out) as { items: { p: number }[] };
  expect(items.map(({ p }) => p)).toEqual([0, 0.5]);
});

test('a space after a group’s name makes no other group', () => {
  write('space.csv', 'id,g,a,b\n1,f ,1,0\n2,f,0,1\n3,m,1,1\n4,m,0,0\n');
  const { out } = stats('dif', 'space.csv', '--by', 'g', '--focal', 'f');
  const { items } = JSON.parse(out) as { items: object[] };
  expect(items[0]).toMatchObject({ nReference: 2, nFocal: 2, tested: false });
});

test('an item that all answer alike has no odds, χ² or p', () => {
  write('alike.csv', 'id,g,a,b\n1,f,0,0\n2,f,0,1\n3,m,0,1\n4,m,0,0\n');
  const { out } = stats('dif', 'alike.csv', '--by', 'g', '--focal', 'f');
  const { items } = JSON.parse(out) as { items: object[] };
  const none = { alpha: null, delta: null, chi2: null, p: null, ets: null };
  expect(items[0]).toMatchObject({ ...none, uniformP: null, crossingP: null });
});

test('parameters without groups are enough for a link and for WLE, not for EAP', () => {
  write('bare.json', '{"items":[{"id":"a","a":1,"d":[0]},{"id":"b","a":1,"d":[1]}]}');
  expect(stats('link', 'bare.json', 'bare.json', '--method', 'mean-sigma').status).toBe(0);
  const ability = ['ability', 'ab.csv', '--params', 'bare.json', '--method'];
  expect(stats(...ability, 'wle').status).toBe(0);
  expect(stats(...ability, 'eap').said).toMatch(/the parameters have no groups/);
});

test('nodes may begin with a minus, and stand with the constants', () => {
  const order = ['link', 'good.json', 'good.json', '--method', 'haebara', '--nodes', '-2,0,2'];
  const { criterion } = JSON.parse(stats(...order).out) as { criterion: object };
  expect(criterion).toEqual({ nodes: [-2, 0, 2], weights: [1, 1, 1] });
});

test('WLE of a calibration with groups needs no groups', () => {
  const other = ['--group', 'school'];
  const { out } = stats('calibrate', 'good.csv', '--model', 'rasch', '--by', 'gender', ...other);
  write('grouped.json', out);
  const ability = ['ability', 'good.csv', '--params', 'grouped.json', ...GROUPS, '--method'];
  expect(stats(...ability, 'wle').status).toBe(0);
  expect(stats(...ability, 'eap').said).toMatch(/f, m: name their column with --by/);
});

test('--help names every command, and each has a page of its own', () => {
  const { out } = stats('--help');
  for (const name of [
    'classical',
    'sp',
    'calibrate',
    'ability',
    'fit',
    'dif',
    'link',
    'schools',
    'funnel',
    'close',
  ])
    expect(out).toContain(`\n  ${name} `);
  expect(stats('calibrate', '-h').out).toMatch(/--se +with standard errors/);
});

test('as a process: the object on stdout, the reason on stderr', () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  const { status, stdout, stderr } = run('funnel', '--p', '.4', '--n', '8', '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({ limits: [{ n: 8 }] });
  const refused = run('classical', 'none.csv');
  expect([refused.status, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toBe('✗ none.csv: no such file\n');
});
