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

describe('prints one JSON object', () => {
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
    expect(JSON.parse(out)).toBeTypeOf('object');
  });
});

test('a form linked to itself has A = 1, B = 0', () => {
  const { out } = stats('link', 'good.json', 'good.json', '--method', 'haebara');
  const { A, B, error } = JSON.parse(out) as { A: number; B: number; error: number };
  expect([A, B, error].map((value) => Number(value.toFixed(9)))).toEqual([1, 0, 0]);
});

test('--help names every command, and each has a page of its own', () => {
  const { out } = stats('--help');
  for (const name of ['classical', 'sp', 'calibrate', 'ability', 'fit', 'dif', 'link', 'schools'])
    expect(out).toContain(`\n  ${name} `);
  expect(stats('calibrate', '--help').out).toMatch(/--se +with standard errors/);
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
