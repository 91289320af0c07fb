import { expect, test } from 'vitest';
import golden from '../golden/engine-trace.json';
import { traceEngine } from './hash.ts';

// Where `ended` differs and `drawn` does not, programs run otherwise than those that were scored:
// ENGINE_VERSION has to change with it.
test(
  '10,000 programs end as they did with this version of the engine',
  { timeout: 120_000 },
  () => {
    expect(golden).toMatchObject(traceEngine());
  },
);
