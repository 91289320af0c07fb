import { describe, expect, test } from 'vitest';
import { hasPlainCheck, parseCard } from '../scoring/journal/card.ts';
import { isPlain, readPass, readUnlockCode } from '../scoring/journal/code.ts';
import { classCodeOf, passOf, spareCardsOf, unlockCodeOf } from './code.ts';

const MASTER = '5'.repeat(64);
/** Enough of them that some were drawn again: one check symbol in eight is not plain. */
const SITTINGS = Array.from({ length: 60 }, (_, i) => `T${String(i).padStart(3, '0')}`);
const DAY = '2026-11-24';

function all<T>(make: (sitting: string) => Promise<T>): Promise<T[]> {
  return Promise.all(SITTINGS.map(make));
}

describe('a code', () => {
  test('of a class is read back as its sitting’s, and is nobody’s card', async () => {
    const codes = await all((sitting) => classCodeOf(MASTER, sitting));
    expect(codes.map((code) => parseCard(code))).toMatchObject(
      SITTINGS.map((sitting) => ({ ok: true, kind: 'class', sitting })),
    );
    expect(codes.every(hasPlainCheck)).toBe(true);
    expect(new Set(codes.map((code) => code.slice(4))).size).toBe(SITTINGS.length);
  });

  test('of a spare card is read back with its seat', async () => {
    const sets = await all((sitting) => spareCardsOf(MASTER, sitting, []));
    for (const { card, seat } of sets.flat()) {
      expect(parseCard(card)).toMatchObject({ ok: true, kind: 'card', seat });
      expect(hasPlainCheck(card)).toBe(true);
    }
    expect(new Set(sets.flat().map(({ card }) => card.slice(4))).size).toBe(3 * SITTINGS.length);
  });

  test('of a spare card is left out where the class list has its seat', async () => {
    const some = await spareCardsOf(MASTER, 'T3ST', [1, 62]);
    expect(some.map(({ number, seat }) => [number, seat])).toEqual([
      [1, 61],
      [3, 63],
    ]);
    expect(await spareCardsOf(MASTER, 'T3ST', [61, 62, 63])).toEqual([]);
  });

  test('that unlocks is read back', async () => {
    const codes = await all((sitting) => unlockCodeOf(MASTER, sitting));
    expect(codes.map((code) => readUnlockCode(code))).toEqual(
      codes.map((code) => ({ ok: true, code })),
    );
    expect(codes.every(isPlain)).toBe(true);
    expect(new Set(codes).size).toBe(SITTINGS.length);
  });

  test('of a pass is read back, and is another one on another day or after it was revoked', async () => {
    const asked = { sitting: 'T3ST', day: DAY, serial: 0 };
    const codes = await Promise.all([
      passOf(MASTER, asked),
      passOf(MASTER, { ...asked, day: '2026-11-25' }),
      passOf(MASTER, { ...asked, serial: 1 }),
      passOf(MASTER, { ...asked, sitting: 'T4ST' }),
    ]);
    for (const code of codes) {
      expect(readPass(code)).toEqual({ ok: true, code });
      expect(isPlain(code)).toBe(true);
    }
    expect(new Set(codes.map((code) => code.slice(4))).size).toBe(codes.length);
  });

  test('is the same each time, and another one under another secret', async () => {
    const one = await unlockCodeOf(MASTER, 'T3ST');
    expect(await unlockCodeOf(MASTER, 'T3ST')).toBe(one);
    expect(await unlockCodeOf('6'.repeat(64), 'T3ST')).not.toBe(one);
  });
});
