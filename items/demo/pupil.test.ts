import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Head, acceptBatch, emptyHead } from '../../scoring/journal/accept.ts';
import { parseLine } from '../../scoring/journal/line.ts';
import { replay } from '../../scoring/journal/replay.ts';
import { markItem } from '../../scoring/mark/item-score.ts';
import { Batch, Binding } from '../../scoring/wire/batch.ts';
import { composeForm } from '../seal.ts';
import { taipei } from './calendar.ts';
import { type Attempted, type Seated, simulatePupil } from './pupil.ts';

const document = composeForm('g6-a');
const form = { document, version: 'f'.repeat(64) };
const opensAt = taipei(2026, 4, 14, 8, 40);

function sit(change: Partial<Seated> & { enrolment: string }): Attempted {
  const card = '2ABC01234567';
  return simulatePupil(
    { seed: 's', card, ability: 0, tries: true, opensAt, outage: 0, ...change },
    form,
  );
}

const linesOf = ({ batches }: Attempted) => batches.flatMap(({ lines }) => lines);
const seated = fc.record({
  enrolment: fc.uuid(),
  ability: fc.double({ min: -3, max: 3, noNaN: true }),
  tries: fc.boolean(),
  outage: fc.constantFrom(0, 5),
});

describe('a simulated pupil', () => {
  it('sends batches that a server appends one after the other', () => {
    fc.assert(
      fc.property(seated, (change) => {
        const { binding, batches } = sit(change);
        expect(v.is(Binding, binding)).toBe(true);
        let head: Head = emptyHead(binding.attempt, 1);
        for (const batch of batches) {
          expect(v.is(Batch, batch)).toBe(true);
          const accepted = acceptBatch(head, batch);
          expect(accepted.kind).toBe('append');
          if (accepted.kind === 'append') head = accepted.head;
        }
        expect(batches.at(-1)?.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('replays to the answers that were drawn, in events that this version understands', () => {
    fc.assert(
      fc.property(seated, (change) => {
        const attempted = sit(change);
        const lines = linesOf(attempted);
        expect(lines.every((line) => parseLine(line) !== undefined)).toBe(true);
        const state = replay(lines);
        expect(state.form).toBe(form.version);
        expect(state.handedIn).toBe(attempted.handedIn);
        for (const { item, response } of attempted.drawn) {
          expect(state.visited).toContain(item);
          const plain: unknown = response && JSON.parse(JSON.stringify(response));
          expect(state.responses[item]).toEqual(plain);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('earns what was drawn', () => {
    fc.assert(
      fc.property(seated, (change) => {
        for (const { item: id, response, credit } of sit(change).drawn) {
          const item = document.package.items.find((one) => one.id === id);
          const key = document.keys.find((one) => one.item === id);
          if (!item || !key || credit === undefined) continue;
          const mark = markItem({ item, key, response, reached: true, counted: true, spent: 0 });
          expect(`${id}: ${mark.credit}`).toBe(`${id}: ${credit}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps to the form’s time', () => {
    fc.assert(
      fc.property(seated, (change) => {
        const spent = Object.values(replay(linesOf(sit(change))).spent);
        const total = spent.reduce((sum, ms) => sum + ms, 0);
        // The last press of the button may come a few seconds after.
        expect(total).toBeLessThanOrEqual((document.package.form.minutes * 60 + 30) * 1000);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same arguments', () => {
    fc.assert(
      fc.property(seated, (change) => {
        expect(JSON.stringify(sit(change))).toBe(JSON.stringify(sit(change)));
      }),
      { numRuns: 20 },
    );
  });

  it('earns more the abler it is', () => {
    const means = [-1.5, -0.5, 0.5, 1.5].map((ability) => meanCredit(ability));
    expect(means).toEqual(means.toSorted((a, b) => a - b));
    expect((means.at(-1) ?? 0) - (means[0] ?? 0)).toBeGreaterThan(5);
  });
});

function meanCredit(ability: number): number {
  const count = 80;
  const sums = Array.from({ length: count }, (_, at) =>
    sit({ enrolment: `ability-${at}`, ability }).drawn.reduce(
      (sum, { credit }) => sum + (credit ?? 0),
      0,
    ),
  );
  return sums.reduce((sum, credit) => sum + credit, 0) / count;
}

describe('outbox', () => {
  it('sends often while there is a network, and seldom while there is none', () => {
    const often = sit({ enrolment: 'e', outage: 0 });
    const seldom = sit({ enrolment: 'e', outage: 6 });
    expect(linesOf(often)).toEqual(linesOf(seldom));
    expect(often.batches.length).toBeGreaterThan(20);
    expect(seldom.batches.length).toBeLessThan(10);
  });
});
