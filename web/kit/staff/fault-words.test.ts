import { describe, expect, it } from 'vitest';
import { wordFault } from './fault-words.ts';

const met = (code: string) =>
  wordFault({
    kind: 'refused',
    problem: { type: `/problems/${code}`, title: code, status: 409, code },
  });

describe('what a close may be refused for', () => {
  it.each(['campaign-open', 'closing-unfinished', 'campaign-large', 'campaign-imported'])(
    '%s is said in words, without its code',
    (code) => {
      const { what, then } = met(code);
      expect(what).not.toContain(code);
      expect(then).not.toBe(met('never-heard-of').then);
    },
  );

  it('a code that nobody knows is told', () => {
    expect(met('never-heard-of').what).toContain('never-heard-of');
  });
});
