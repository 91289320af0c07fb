import { expect, test } from 'vitest';
import { traceEngine } from '../engine/hash.ts';
import golden from '../golden/engine-trace.json';

test('10,000 programs end in workerd as they do elsewhere', { timeout: 120_000 }, () => {
  expect(golden).toMatchObject(traceEngine());
});
