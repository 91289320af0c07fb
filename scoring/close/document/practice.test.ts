import { describe, expect, test } from 'vitest';
import { NOT_ADMINISTERED, TECHNICAL } from '../../calibrate/matrix.ts';
import { openStream } from '../../irt/chance.ts';
import { listHidden } from '../hiding.ts';
import type { ClosingInput } from '../input.ts';
import { drawCity } from '../sample.ts';
import { listPractices } from './practice.ts';

const DISTRICTS = 9;
const SCHOOLS = 4;
const SIZE = 20;
const GRADE = 6;

/**
 * Nine districts of four schools. The odd items of the bank are answered right with a chance that a
 * district sets, the even ones with one that it does not, or as well where nothing is `apart`.
 */
function drawDistricts({ apart, sizes }: { apart: boolean; sizes?: readonly number[] }) {
  const city = drawCity({
    sizes: sizes ?? new Array<number>(DISTRICTS * SCHOOLS).fill(SIZE),
    academicYear: 2024,
  });
  const districts = Array.from({ length: DISTRICTS }, (_, n) => ({
    ...{ id: `d-${n}`, name: { 'zh-TW': String(n), en: String(n) } },
  }));
  const schools = city.report.schools.map((school, n) => ({
    ...school,
    district: `d-${Math.floor(n / SCHOOLS)}`,
  }));
  const { items, ids, cells } = city.matrix;
  const width = items.length;
  const drawn = cells.map((cell, at) => {
    if (cell === NOT_ADMINISTERED) return cell;
    const [row, column] = [Math.floor(at / width), at % width];
    const school = Math.floor((city.classOf[row] ?? 0) / 4);
    const own = (Math.floor(school / SCHOOLS) + 1) / (DISTRICTS + 1);
    const chance = apart ? (column % 2 === 1 ? own : 0.5) : own;
    return openStream(3, `cell ${at}`)() < chance ? 2 : 0;
  });
  return {
    ...city,
    report: { ...city.report, districts, schools },
    matrix: { ids, items, cells: drawn },
  };
}

const list = (input: ClosingInput) => listPractices(input, GRADE, listHidden(input, GRADE));

describe('a practice that districts differ in by itself', () => {
  const [whole, own] = list(drawDistricts({ apart: true }));

  test('is worth reporting, by district in their order', () => {
    expect(own).toMatchObject({ practice: 'evaluation-debugging', worth: true });
    expect(own?.prmse).toBeGreaterThan(own?.prmseTotal ?? 1);
    expect(own?.districts.map(({ district }) => district)).toEqual(
      Array.from({ length: DISTRICTS }, (_, n) => `d-${n}`),
    );
  });

  test('has the share of credit of its own items', () => {
    for (const [n, { figure }] of (own?.districts ?? []).entries()) {
      if (figure.status !== 'shown') throw new Error(figure.status);
      const drawn = (100 * (n + 1)) / (DISTRICTS + 1);
      expect(Math.abs(figure.mean - drawn)).toBeLessThan(8);
      expect(figure.lo).toBeLessThan(figure.mean);
      expect(figure.hi).toBeGreaterThan(figure.mean);
      expect(Math.round(figure.mean * 10) / 10).toBe(figure.mean);
    }
  });

  test('leaves the other one without figures', () => {
    expect(whole).toMatchObject({ practice: 'algorithm-design', worth: false, districts: [] });
  });

  test('counts different items of all forms', () => {
    // Fifteen of the bank stand on the two forms of the grade, from number 0: eight even ones.
    expect([whole?.items, own?.items]).toEqual([8, 7]);
  });
});

test('practices that follow the total are not worth it, and have no figures', () => {
  const rows = list(drawDistricts({ apart: false }));
  expect(rows.map(({ worth, districts }) => [worth, districts])).toEqual([
    [false, []],
    [false, []],
  ]);
  for (const { prmse, prmseTotal } of rows) expect(prmse).toBeLessThan(prmseTotal ?? 0);
});

test('a hidden district stays hidden', () => {
  const sizes = new Array<number>(DISTRICTS * SCHOOLS).fill(SIZE);
  // Of the first district one school is left with over 80 % of its pupils.
  sizes.splice(0, SCHOOLS, 60, 2, 2, 2);
  const [, own] = list(drawDistricts({ apart: true, sizes }));
  expect(own?.districts[0]).toEqual({
    district: 'd-0',
    figure: { status: 'hidden', why: 'dominant' },
  });
  // And one more, or the city less all others would be the first.
  expect(own?.districts.map(({ figure }) => figure.status).sort()).toEqual([
    ...new Array<string>(2).fill('hidden'),
    ...new Array<string>(DISTRICTS - 2).fill('shown'),
  ]);
});

test('nobody counts who lost all items of the practice to an incident', () => {
  const input = drawDistricts({ apart: true });
  const width = input.matrix.items.length;
  const lost = input.matrix.cells.map((cell, at) => {
    const school = Math.floor((input.classOf[Math.floor(at / width)] ?? 0) / 4);
    return cell !== NOT_ADMINISTERED && (at % width) % 2 === 1 && school < SCHOOLS - 1
      ? TECHNICAL
      : cell;
  });
  const [, own] = list({ ...input, matrix: { ...input.matrix, cells: lost } });
  // One school of the first district is left: it would speak for itself.
  expect(own?.districts[0]?.figure).toEqual({ status: 'hidden', why: 'few-schools' });
});

test.each<[string, (input: ClosingInput) => ClosingInput]>([
  [
    'six districts',
    (input) => ({
      ...input,
      report: {
        ...input.report,
        schools: input.report.schools.map((school) =>
          school.district >= 'd-6' ? { ...school, district: 'd-5' } : school,
        ),
      },
    }),
  ],
  [
    'no difference at all',
    (input) => ({
      ...input,
      matrix: { ...input.matrix, cells: input.matrix.cells.map((cell) => Math.min(cell, 0)) },
    }),
  ],
])('%s: no verdict', (_, change) => {
  const rows = list(change(drawDistricts({ apart: true })));
  expect(rows).toHaveLength(2);
  for (const row of rows) {
    expect(row).toMatchObject({ worth: false, prmse: null, prmseTotal: null, districts: [] });
  }
});

test('a practice that a form has not is none', () => {
  const input = drawDistricts({ apart: true });
  const [first, ...others] = input.forms;
  if (!first) throw new Error('no form');
  const items = first.items.map((item) => ({ ...item, practice: 'algorithm-design' as const }));
  const rows = list({ ...input, forms: [{ ...first, items }, ...others] });
  expect(rows.map(({ practice }) => practice)).toEqual(['algorithm-design']);
});
