import { describe, expect, test } from 'vitest';
import type { ItemQuality } from '../../wire/quality.ts';
import type { ClosingInput } from '../input.ts';
import { runSlice } from '../run.ts';
import { drawCity, nameItem } from '../sample.ts';
import type { Results } from '../results.ts';
import { buildQuality } from './quality.ts';

const city = drawCity({ sizes: [40, 36, 30], academicYear: 2024 });
const width = city.matrix.items.length;

/** The page of a city with another credit of an item, by the number of the pupil among those asked. */
function build(input: ClosingInput) {
  const slice = runSlice(input, {}, { step: 'classical', partial: null });
  if (slice.kind === 'more') throw new Error('more');
  const results = { classical: slice.result } as Results;
  return buildQuality(input, results, { scale: null, records: [] });
}

function giveCredit(item: number, credit: (nth: number) => number): ClosingInput {
  let nth = 0;
  const cells = city.matrix.cells.map((cell, at) =>
    at % width === item && cell !== -3 ? credit(nth++) : cell,
  );
  return { ...city, matrix: { ...city.matrix, cells } };
}

const partOf = (input: ClosingInput, item: number) => {
  const row = build(input).items.find((each) => `${each.item}@1` === nameItem(item));
  const [part] = row?.classical ?? [];
  if (!row || !part) throw new Error('no item');
  return { flags: row.flags, part };
};

// Item 2 stands on the first form of grade 6 only: 53 pupils.
const ITEM = 2;
type Part = ItemQuality['classical'][number];
const masked: Partial<Part> = { n: 53, p: null, credits: [], byThird: null };

describe('what nearly all of a grade had is not told', () => {
  test.each<[string, (nth: number) => number, Partial<Part>, ItemQuality['flags'][number] | '']>([
    ['all the whole credit', () => 2, masked, 'too-easy'],
    ['all none', () => 0, masked, 'too-hard'],
    ['all omitted', () => -1, masked, 'too-hard'],
    ['one of all less', (nth) => (nth === 0 ? 0 : 2), masked, 'too-easy'],
    ['half of the credit', () => 1, { p: 0.5, credits: [0, 53, 0] }, ''],
    ['five of 53 less', (nth) => (nth < 5 ? 0 : 2), { credits: [5, 0, 48] }, ''],
  ])('%s', (_, credit, told, flag) => {
    const { part, flags } = partOf(giveCredit(ITEM, credit), ITEM);
    expect(part).toMatchObject(told);
    expect(flags.filter((each) => each.startsWith('too-'))).toEqual(flag === '' ? [] : [flag]);
  });

  test('of a large grade the few are enough to tell', () => {
    const large = { ...city, report: { ...city.report, threshold: 3 } };
    const { matrix } = giveCredit(ITEM, (nth) => (nth < 3 ? 1 : 2));
    const { part, flags } = partOf({ ...large, matrix }, ITEM);
    expect(part).toMatchObject({ credits: [0, 3, 50] });
    expect(part.p).toBeGreaterThan(0.95);
    expect(flags).toContain('too-easy');
  });

  test('nor a form’s mean of all credit or none', () => {
    const cells = city.matrix.cells.map((cell) => (cell === -3 ? cell : 2));
    const { forms } = build({ ...city, matrix: { ...city.matrix, cells } });
    expect(forms[0]).toMatchObject({ n: 53, meanRaw: null, sdRaw: null });
    expect(build(city).forms[0]?.meanRaw).toBeGreaterThan(5);
  });
});

describe('credits by thirds', () => {
  const parts = build(city).items.flatMap(({ classical }) => classical);

  test('add up to those of the grade, which the high third has more of', () => {
    for (const { byThird, credits } of parts) {
      if (!byThird) throw new Error('none');
      const sums = credits.map((_, k) =>
        byThird.reduce((sum, counts) => sum + (counts[k] ?? 0), 0),
      );
      expect(sums).toEqual(credits);
      const mean = (counts: number[]) =>
        counts.reduce((sum, n, k) => sum + n * k, 0) / counts.reduce((sum, n) => sum + n, 0);
      expect(mean(byThird[2])).toBeGreaterThan(mean(byThird[0]));
    }
  });

  test('are not told of a third below the threshold', () => {
    // A third of the 53 pupils of the first form, and about twice as many of an item on both.
    const few = { ...city, report: { ...city.report, threshold: 25 } };
    expect(partOf(few, ITEM).part.byThird).toBeNull();
    expect(partOf(few, 7).part.byThird).not.toBeNull();
  });
});
