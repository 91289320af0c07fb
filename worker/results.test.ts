import { expect, test } from 'vitest';
import { viewResults } from './results.ts';

const HIDDEN = { status: 'hidden' as const };
const VISIBLE = { status: 'visible' as const };

test.each([
  ['rehearsal', 'open', null, { ...HIDDEN, why: 'not-closed' }],
  ['rehearsal', 'closed', null, VISIBLE],
  ['pilot', 'closed', null, { ...HIDDEN, why: 'not-published' }],
  ['pilot', 'closed', 1, VISIBLE],
  ['census', 'closed', null, { ...HIDDEN, why: 'not-published' }],
  ['census', 'closed', 1, VISIBLE],
  ['before-after', 'closed', null, { ...HIDDEN, why: 'not-published' }],
  ['before-after', 'closed', 1, VISIBLE],
] as const)('%s, %s, release %s', (kind, state, release, view) => {
  expect(viewResults({ kind, state, release })).toEqual(view);
});
