import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxCredit } from '../../scoring/mark/credit.ts';
import { markItem } from '../../scoring/mark/item-score.ts';
import { markResponse } from '../../scoring/mark/mark.ts';
import { composeForm } from '../seal.ts';
import { taipei } from './calendar.ts';
import { openChance } from './chance.ts';
import { simulatePupil } from './pupil.ts';
import { type SheetCell, drawSheet, findCredit } from './sheet.ts';
import { slip } from './slip.ts';

const document = composeForm('g6-a');
const { items } = document.package;
const tops = document.keys.map(maxCredit);
const shifts = { 'too-soon': -0.4 };

const sheet = (enrolment: string, ability: number, tries = true) =>
  drawSheet({ seed: 's', enrolment, ability, tries, shifts }, document);

describe('a score sheet', () => {
  const sitter = fc.record({
    enrolment: fc.uuid(),
    ability: fc.double({ min: -3, max: 3, noNaN: true }),
    tries: fc.boolean(),
  });

  it('has a cell an item, in time, with a credit that the item has and codes as marking gives them', () => {
    fc.assert(
      fc.property(sitter, ({ enrolment, ability, tries }) => {
        const cells = sheet(enrolment, ability, tries);
        expect(cells).toHaveLength(items.length);
        const spent = cells.reduce((sum, cell) => sum + cell.spent, 0);
        expect(spent).toBeLessThanOrEqual(document.package.form.minutes * 60_000 + items.length);
        const last = cells.findLastIndex(({ status }) => status === 'answered');
        for (const [at, { status, credit }] of cells.entries()) {
          if (status !== 'answered') expect(credit).toBe(0);
          expect(credit).toBeLessThanOrEqual(tops[at] ?? 0);
          expect(status === 'not-reached').toBe(at > last);
        }
        expect(sheet(enrolment, ability, tries)).toEqual(cells);
      }),
      { numRuns: 60 },
    );
  });

  it('gives each slip and specimen the credit that marking gives', () => {
    const chance = openChance('s', 'slips');
    for (const [at, item] of items.entries()) {
      const key = document.keys[at];
      if (!key) throw new Error(`no key for ${item.id}`);
      const models = [...key.solutions, ...key.wrong].map(({ response }) => response);
      const slips = models.flatMap((model) => slip(chance, item, model) ?? []);
      for (const response of [...models, ...slips]) {
        const { credit } = markResponse({ item, key, response });
        expect(findCredit(item, key, response)).toBe(credit);
      }
    }
  });

  it('comes to what journals of such pupils come to', () => {
    const abilities = Array.from({ length: 160 }, (_, at) => -2 + at / 40);
    const sheets = abilities.map((ability, at) => sheet(`sheet-${at}`, ability));
    const journals = abilities.map((ability, at) => listMarks(`journal-${at}`, ability));
    for (const of of [sumOf, countAnswered]) {
      const differences = sheets.map((cells, at) => of(cells) - of(journals[at] ?? []));
      const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
      const squares = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0);
      const error = Math.sqrt(squares) / differences.length;
      expect(Math.abs(mean)).toBeLessThan(3 * error);
    }
  });

  it('is worse on an item with a higher threshold', () => {
    const creditsAt = (shift: number) =>
      Array.from({ length: 150 }, (_, at) => {
        const cells = drawSheet(
          {
            ...{ seed: 's', enrolment: `${at}`, ability: 0, tries: true },
            shifts: { 'too-soon': shift },
          },
          document,
        );
        return cells[items.findIndex(({ id }) => id === 'too-soon')]?.credit ?? 0;
      }).reduce((sum, credit) => sum + credit, 0);
    expect(creditsAt(1)).toBeLessThan(creditsAt(0));
    expect(creditsAt(0)).toBeLessThan(creditsAt(-1));
  });
});

type Marked = Pick<SheetCell, 'status' | 'credit'>;

/** The same pupil's answers as a journal leaves them, marked. */
function listMarks(enrolment: string, ability: number): Marked[] {
  const opensAt = taipei(2026, 4, 14, 8, 40);
  const { drawn } = simulatePupil(
    {
      ...{ seed: 's', enrolment, card: '2ABC01234567', ability, tries: true },
      ...{ shifts, opensAt, outage: 0 },
    },
    { document, version: 'f'.repeat(64) },
  );
  return drawn.map(({ response }, at) => {
    const [item, key] = [items[at], document.keys[at]];
    if (!item || !key) throw new Error('no item');
    const { status, credit } = markItem({
      ...{ item, key, response, reached: true, counted: true, spent: 0 },
    });
    return { status: status === 'answered' ? status : 'omitted', credit };
  });
}

function sumOf(cells: readonly Marked[]): number {
  return cells.reduce((sum, { credit }) => sum + credit, 0);
}

function countAnswered(cells: readonly Marked[]): number {
  return cells.filter(({ status }) => status === 'answered').length;
}
