import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttemptState } from '../wire/event.ts';
import { writeRecovered } from './recovered.ts';
import { parseLine } from './line.ts';
import { replayOn, startReplay } from './replay.ts';

const from = {
  attempt: '0198c0de-0000-7000-8000-000000000001',
  epoch: 2,
  seq: 40,
  head: 'ab'.repeat(32),
};
const form = 'cd'.repeat(32);

test('law: its replay is the state that was carried, its answers are its own', () => {
  const options = fc.dictionary(
    fc.constantFrom('first-leg', 'fog-lamp', 'red-not-heavy'),
    fc.constantFrom('a', 'b'),
  );
  fc.assert(
    fc.property(options, fc.boolean(), fc.nat(50_000), (chosen, handedIn, ms) => {
      const items = Object.keys(chosen);
      const state: AttemptState = {
        form,
        item: items[0] ?? null,
        responses: Object.fromEntries(
          Object.entries(chosen).map(([item, option]) => [item, { kind: 'choice', option }]),
        ),
        visited: items,
        flagged: [],
        spent: Object.fromEntries(items.map((item) => [item, ms])),
        runs: {},
        help: false,
        handedIn,
      };
      const lines = writeRecovered({ from, state, wall: 1 });
      const { state: replayed, own } = replayOn(startReplay(''), lines);
      expect(replayed).toEqual(state);
      expect(own).toBe(items.length + Number(handedIn));
      expect(parseLine(lines[0] ?? '')).toMatchObject({ medium: 'recovered', resume: { from } });
    }),
  );
});
