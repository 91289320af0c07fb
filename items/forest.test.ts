import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBlockForest } from '../scoring/wire/program.ts';
import { findForestFault } from './forest.ts';

const { block } = fc.letrec<{ block: unknown; link: unknown }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4 },
    fc.record(
      {
        type: fc.oneof(fc.constantFrom('move', 'while'), fc.anything()),
        fields: fc.oneof(fc.record({ TIMES: fc.nat() }), fc.anything()),
        inputs: fc.oneof(fc.dictionary(fc.constantFrom('DO', 'IF'), tie('link')), fc.anything()),
        next: fc.oneof(tie('link'), fc.anything()),
        extra: fc.anything({ maxDepth: 6 }),
      },
      { requiredKeys: ['type'] },
    ),
    fc.anything(),
  ),
  link: fc.oneof(
    { maxDepth: 4 },
    fc.record({ block: tie('block'), shadow: tie('block') }, { requiredKeys: [] }),
    fc.record({ block: tie('block') }),
    fc.anything(),
  ),
}));

test('a fault is found exactly where the wire refuses a program', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(block, { maxLength: 3 }), fc.anything()), (blocks) => {
      expect(findForestFault(blocks) === undefined).toBe(isBlockForest(blocks));
    }),
    { numRuns: 2_000 },
  );
});
