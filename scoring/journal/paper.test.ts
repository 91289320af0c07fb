import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Response } from '../wire/response.ts';
import { parseLine } from './line.ts';
import { writePaper } from './paper.ts';
import { replay, replayOn, startReplay } from './replay.ts';

const FORM = 'f'.repeat(64);
const ITEMS = ['first-item', 'second-item', 'third-item'];
const PLACE = {
  attempt: '00000000-0000-4000-8000-000000000001',
  epoch: 1,
  seq: 7,
  head: 'a'.repeat(64),
};

const anyAnswers = fc
  .subarray(ITEMS)
  .map((ids) =>
    Object.fromEntries(ids.map((id): [string, Response] => [id, { kind: 'choice', option: 'b' }])),
  );
const anyPaper = fc.record({
  form: fc.constant(FORM),
  items: fc.constant(ITEMS),
  responses: anyAnswers,
  after: fc.constantFrom(undefined, PLACE),
  wall: fc.nat(),
});

describe('a journal from paper', () => {
  it('replays to its answers, all items seen, handed in and without time', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const { responses, ...state } = replay(writePaper(paper));
        expect(responses).toEqual(paper.responses);
        expect(state).toMatchObject({ form: FORM, visited: ITEMS, handedIn: true, spent: {} });
      }),
    );
  });

  it('is understood line by line, without a gap, and says that it is from paper', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const events = writePaper(paper).map(parseLine);
        expect(events.map((event) => event?.seq)).toEqual(events.map((_, place) => place + 1));
        expect(events[0]).toMatchObject({ type: 'start', medium: 'paper' });
      }),
    );
  });

  it('goes on from what counted before, which no start takes over, and is work of its own', () => {
    const lines = writePaper({ form: FORM, items: ITEMS, responses: {}, after: PLACE, wall: 1 });
    const [start] = lines.map(parseLine);
    expect(start).toMatchObject({ resume: { from: PLACE, state: { responses: {} } } });
    expect(replayOn(startReplay(FORM), lines).own).toBe(1);
  });
});
