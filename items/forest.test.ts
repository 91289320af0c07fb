import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBlockForest } from '../scoring/wire/program.ts';
import { findForestFault } from './forest.ts';

const junk = fc.constantFrom<unknown>(null, 7, 'x', [], {}, [7], {
  a: { b: { c: { d: { e: 1 } } } },
});
const { block } = fc.letrec<{ block: unknown; link: unknown }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: fc.record({ type: fc.constantFrom('move', 'while') }), weight: 3 },
    {
      arbitrary: fc.record(
        {
          type: fc.oneof({ arbitrary: fc.constantFrom('move', 'while'), weight: 9 }, junk),
          fields: fc.oneof(fc.record({ TIMES: fc.nat() }), junk),
          inputs: fc.oneof(fc.dictionary(fc.constantFrom('DO', 'IF'), tie('link')), junk),
          next: tie('link'),
          extra: junk,
        },
        { requiredKeys: ['type'] },
      ),
      weight: 6,
    },
    junk,
  ),
  link: fc.oneof(
    { arbitrary: fc.record({ block: tie('block') }, { requiredKeys: [] }), weight: 6 },
    { arbitrary: fc.record({ block: tie('block'), shadow: tie('block') }), weight: 2 },
    junk,
  ),
}));

test('a fault is found exactly where the wire refuses a program', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(block, { maxLength: 3 }), junk), (blocks) => {
      expect(findForestFault(blocks) === undefined).toBe(isBlockForest(blocks));
    }),
    { numRuns: 500 },
  );
});

test('no number of sockets is too much for it', () => {
  const socket = { block: { type: 'move' } };
  const names = Array.from({ length: 130_000 }, (_, at) => `I${at}`);
  const inputs = Object.fromEntries(names.map((name) => [name, socket]));
  expect(findForestFault([{ type: 'start', inputs }])).toEqual({
    path: '.0.inputs.I499.block',
    reason: 'more than 500 blocks',
  });
});
