import { describe, expect, test } from 'vitest';
import { estimateAbilities } from '../irt/ability.ts';
import { openStream } from '../irt/chance.ts';
import { categoryProbabilities, fromSteps } from '../irt/gpcm.ts';
import { q3 } from './dependence.ts';
import { personFit } from './person-fit.ts';

const items = Array.from({ length: 30 }, (_, i) => {
  const b = -1.5 + i / 10;
  return fromSteps({ id: `i${i}`, a: 0.8 + (i % 3) / 4, b: i % 2 ? [b] : [b - 0.5, b + 0.5] });
});
const ROWS = 3000;
/** Answers that follow the model. */
const cells = (() => {
  const chance = openStream(7, 'person-fit');
  return Int8Array.from({ length: ROWS * items.length }, (_, at) => {
    const row = Math.floor(at / items.length);
    const theta = -1.5 + (3 * (row % 100)) / 99;
    const item = items[at % items.length];
    if (!item) return -1;
    const u = chance();
    let [category, sum] = [0, 0];
    for (const share of categoryProbabilities(item, theta)) {
      sum += share;
      if (sum < u) category++;
    }
    return Math.min(category, item.d.length);
  });
})();
const { theta } = estimateAbilities({ items, cells, rows: ROWS, method: 'wle' });

function momentsOf(values: Float64Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(square) };
}

describe('personFit', () => {
  const fit = personFit({ items, cells, rows: ROWS, theta });

  test('where the model holds l_z* is near standard normal, and l_z is too narrow', () => {
    const [plain, corrected] = [momentsOf(fit.lz), momentsOf(fit.lzStar)];
    // The mean goes to 0 with the number of items only: .14 at 15 of them, .03 at 120.
    expect(Math.abs(corrected.mean)).toBeLessThan(0.12);
    expect(Math.abs(corrected.sd - 1)).toBeLessThan(0.06);
    expect(plain.sd).toBeLessThan(corrected.sd);
    const flagged = fit.lzStar.filter((value) => value < -1.645).length / ROWS;
    expect(Math.abs(flagged - 0.05)).toBeLessThan(0.02);
  });

  test('two items of two categories, by hand', () => {
    const found = personFit({
      items: [
        { id: 'i', a: 2, d: [0] },
        { id: 'j', a: 1, d: [1] },
      ],
      ...{ cells: Int8Array.of(1, 0), rows: 1, theta: Float64Array.of(0.5) },
    });
    const [p, q] = [1 / (1 + Math.exp(-1)), 1 / (1 + Math.exp(-1.5))];
    // The logit of P is what a right answer adds to log P.
    const surprise = 1 * (1 - p) + 1.5 * (0 - q);
    const variance = p * (1 - p) + 1.5 ** 2 * q * (1 - q);
    expect(found.lz[0]).toBeCloseTo(surprise / Math.sqrt(variance), 12);
    const [a, b] = [p * (1 - p), q * (1 - q)];
    const [information, c] = [4 * a + b, (2 * a + 1.5 * b) / (4 * a + b)];
    const bias = (8 * a * (1 - 2 * p) + b * (1 - 2 * q)) / (2 * information);
    const rest = (1 - 2 * c) ** 2 * a + (1.5 - c) ** 2 * b;
    expect(found.lzStar[0]).toBeCloseTo((surprise + c * bias) / Math.sqrt(rest), 12);
  });

  test('items that are alike leave nothing to judge a pattern by', () => {
    const item = { id: 'i', a: 1, d: [0] };
    const twice = { items: [item, item], cells: Int8Array.of(1, 0), rows: 1 };
    expect(personFit({ ...twice, theta: Float64Array.of(0.5) }).status[0]).toBe(0);
  });

  test('easy ones wrong and hard ones right is unlikely', () => {
    const turned = Int8Array.from(items, ({ d }, i) => (i < 15 ? 0 : d.length));
    const own = estimateAbilities({ items, cells: turned, rows: 1, method: 'wle' });
    const found = personFit({ items, cells: turned, rows: 1, theta: own.theta });
    expect(found.lzStar[0]).toBeLessThan(-4);
  });

  test('a row without answers has no fit, and no NaN', () => {
    const none = personFit({
      items,
      cells: new Int8Array(30).fill(-1),
      rows: 1,
      theta: Float64Array.of(0),
    });
    expect(none).toEqual({
      lz: Float64Array.of(0),
      lzStar: Float64Array.of(0),
      status: Uint8Array.of(0),
    });
  });
});

describe('q3', () => {
  test('where the model holds, all pairs are near −1/(k − 1), and near 0 once adjusted', () => {
    const pairs = q3({ items, cells, rows: ROWS, theta });
    expect(pairs).toHaveLength(435);
    expect(Math.max(...pairs.map(({ adjusted }) => Math.abs(adjusted)))).toBeLessThan(0.1);
    expect(pairs.reduce((sum, pair) => sum + pair.q3, 0) / 435).toBeCloseTo(-1 / 29, 2);
  });

  test('an item that copies another depends on it', () => {
    const copied = cells.map((cell, at) => (at % 30 === 2 ? (cells[at - 2] ?? 0) : cell));
    const [strongest] = q3({ items, cells: copied, rows: ROWS, theta }).sort((a, b) => b.q3 - a.q3);
    expect(strongest?.items).toEqual(['i0', 'i2']);
    expect(strongest?.q3).toBeGreaterThan(0.7);
  });

  test('pairs with too few rows in common, or without spread, are left out', () => {
    const apart = cells.map((cell, at) => (at % 30 === Math.floor(at / 30) % 2 ? -1 : cell));
    const pairs = q3({ items, cells: apart, rows: ROWS, theta });
    expect(pairs).toHaveLength(434);
    expect(pairs.some(({ items: [one, other] }) => one === 'i0' && other === 'i1')).toBe(false);
  });
});
