import { describe, expect, test } from 'vitest';
import { TECHNICAL } from '../calibrate/matrix.ts';
import type { PastYear } from '../wire/scale.ts';
import { readClosing, writeClosing } from './file.ts';
import type { ClosingInput } from './input.ts';
import { drawCity } from './sample.ts';

const past: PastYear = {
  campaign: 'census-2023',
  academicYear: 2023,
  scale: {
    ...{ id: 'census-2023/1', campaign: 'census-2023', release: 1, academicYear: 2023 },
    ...{
      model: 'pcm',
      items: [{ id: 'item-00@1', a: 1, d: [0.1, -1 / 3], categories: [0, 1, 2] }],
    },
    groups: [{ grade: 6, n: 200, mean: 0, variance: 1.1 }],
    reference: { base: 'census-2023/1', grade: 6, mean: 0, sd: 1.05 },
    ...{ link: null, grid: { from: -6, to: 6, nodes: 61 }, heldOut: [] },
  },
  grades: [
    {
      ...{ grade: 6, n: 200, mean: 500, se: 6, linkError: 0, icc: 0.1 },
      schools: [{ school: 's-0', n: 100, mean: 510.5, se: 9 }],
    },
  ],
};

function makeInput(): ClosingInput {
  const city = drawCity({ sizes: [5, 4, 3], academicYear: 2024, past: [past] });
  // The last pupil lost an item to an incident, and the class list does not say of the first.
  city.matrix.cells[city.matrix.cells.length - 1] = TECHNICAL;
  city.gender[0] = null;
  city.spent[10] = 12_345;
  return { ...city, heldOut: ['item-03@1'], cuts: [-1.2, 0.8] };
}

const input = makeInput();
const text = writeClosing(input);

test('a file gives the same input back', () => {
  expect(readClosing(text)).toEqual(input);
});

type Row = {
  id: string;
  class: number;
  form: number;
  gender: unknown;
  cells: string;
  spent: number[];
};
type File = { rows: [Row, Row, ...Row[]]; items: { max: number }[] } & Record<string, unknown>;
const parse = () => JSON.parse(text) as File;

describe('refused in one line', () => {
  test.each<[string, (file: File) => void, RegExp]>([
    ['no seed', (file) => delete file['seed'], /^seed: /],
    ['a seed of another type', (file) => (file['seed'] = '1'), /^seed: /],
    ['a member that nobody knows', (file) => (file['seeds'] = 1), /^seeds: /],
    ['a fraction of a class', ({ rows }) => (rows[0].class = 0.5), /^rows\.0\.class: /],
    ['a third gender', ({ rows }) => (rows[0].gender = 'x'), /^rows\.0\.gender: /],
    ['a sign that is none', ({ rows }) => (rows[0].cells = 'x'), /^rows\.0\.cells: /],
    ['time below zero', ({ rows }) => (rows[0].spent = [-1]), /^rows\.0\.spent\.0: /],
    [
      'an item of ten categories',
      ({ items: [item] }) => item && (item.max = 9),
      /^items\.0\.max: /,
    ],
    [
      'a cell too many',
      ({ rows }) => (rows[0].cells += '0'),
      /^row pupil-00000 has not 25 cells and times$/,
    ],
    [
      'a time too few',
      ({ rows }) => rows[0].spent.pop(),
      /^row pupil-00000 has not 25 cells and times$/,
    ],
    [
      'a class that is not there',
      ({ rows }) => (rows[0].class = 99),
      /^row pupil-00000: no class 99$/,
    ],
    ['a form that is not there', ({ rows }) => (rows[0].form = 4), /^row pupil-00000: no form 4$/],
    [
      'credit above the highest',
      ({ rows }) => (rows[0].cells = rows[0].cells.replace(/^./, '3')),
      /^row pupil-00000: 3 is above the highest category of its item$/,
    ],
    [
      'an id twice',
      ({ rows }) => (rows[1].id = rows[0].id),
      /^row pupil-00000: ids are not ascending$/,
    ],
    ['ids in another order', ({ rows }) => rows.reverse(), /: ids are not ascending$/],
  ])('%s', (_, spoil, reason) => {
    const file = parse();
    spoil(file);
    const read = () => readClosing(JSON.stringify(file));
    expect(read).toThrow(RangeError);
    expect(read).toThrow(reason);
  });

  test.each(['', 'no json', text.slice(0, -1)])('text that is no JSON', (broken) => {
    expect(() => readClosing(broken)).toThrow(new RangeError('the file is no JSON'));
  });

  test.each([['null'], ['[]'], ['{}']])('%s', (other) => {
    const read = () => readClosing(other);
    expect(read).toThrow(RangeError);
    expect(read).toThrow(/^[^\n]+$/);
  });
});
