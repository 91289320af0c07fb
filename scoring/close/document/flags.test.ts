import { expect, test } from 'vitest';
import { adjustByHolm, type Evidence, listFlags } from './flags.ts';

const good = {
  ...{ id: 'a@1', grade: 6, n: 300, omitted: 0, notReached: 0, p: 0.6, rest: 0.4 },
  ...{ alphaWithout: 0.7, credits: [120, 180], byThird: null, medianSeconds: 40 },
};
const evidence: Evidence = {
  answers: 300,
  classical: [good],
  fit: { id: 'a@1', infit: 1, outfit: 1, sx2: null },
  adjustedP: undefined,
  pairs: [{ items: ['a@1', 'b@1'], q3: -0.1, adjusted: 0 }],
  dif: [],
  drift: undefined,
  dropped: undefined,
};
const finding = {
  ...{ by: 'gender' as const, reference: 'male', focal: 'female', nReference: 150, nFocal: 150 },
  ...{ tested: true, chi2: 9, p: 0.003, delta: 1.2, uniformP: null, crossingP: null },
};

test.each<[string, Partial<Evidence>, string[]]>([
  ['nothing', {}, []],
  ['a nearly certain item', { classical: [{ ...good, p: 0.951 }] }, ['too-easy']],
  ['one grade of two', { classical: [good, { ...good, grade: 8, p: 0.96 }] }, ['too-easy']],
  ['a nearly impossible item', { classical: [{ ...good, p: 0.049 }] }, ['too-hard']],
  ['one that goes its own way', { classical: [{ ...good, rest: 0.19 }] }, ['weak-rest']],
  ['no correlation at all', { classical: [{ ...good, rest: null }] }, []],
  ['noise', { fit: { id: 'a@1', infit: 1.31, outfit: 1, sx2: null } }, ['misfit']],
  ['a smooth item', { fit: { id: 'a@1', infit: 0.69, outfit: 1, sx2: null } }, ['misfit']],
  ['S-X2 after Holm', { adjustedP: 0.009 }, ['misfit']],
  ['S-X2 that Holm lets pass', { adjustedP: 0.011 }, []],
  ['class B', { dif: [{ ...finding, ets: 'B' }] }, ['dif']],
  ['class A', { dif: [{ ...finding, ets: 'A' }] }, []],
  ['an untested difference', { dif: [{ ...finding, ets: null }] }, []],
  ['drift', { drift: { id: 'a@1', shift: -0.5, z: -4, drifting: true } }, ['drift']],
  ['a steady anchor', { drift: { id: 'a@1', shift: 0, z: 0, drifting: false } }, []],
  ['a twin', { pairs: [{ items: ['a@1', 'b@1'], q3: 0.13, adjusted: 0.21 }] }, ['dependent']],
  ['a Q3 that all have', { pairs: [{ items: ['a@1', 'b@1'], q3: 0.3, adjusted: 0.19 }] }, []],
  ['a pair that repels', { pairs: [{ items: ['a@1', 'b@1'], q3: -0.4, adjusted: -0.3 }] }, []],
  ['no variance', { dropped: { id: 'a@1', reason: 'no variance' } }, ['dropped']],
  ['few answers', { answers: 199 }, ['few-answers']],
])('%s', (_, change, flags) => {
  expect(listFlags({ ...evidence, ...change })).toEqual(flags);
});

test('Holm: the smallest times all, none below the one before, none above 1', () => {
  const found = adjustByHolm([
    { id: 'c', p: 0.6 },
    { id: 'a', p: 0.01 },
    { id: 'b', p: 0.011 },
    { id: 'd', p: 0.9 },
  ]);
  expect(Object.fromEntries(found)).toEqual({ a: 0.04, b: 0.04, c: 1, d: 1 });
});
