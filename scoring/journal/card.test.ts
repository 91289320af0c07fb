import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasPlainCheck, makeCard, parseCard, PIN_LIMIT } from './card.ts';
import { foldCode, formatCode } from './code.ts';

const seats = fc.integer({ min: 1, max: 63 });
const pins = fc.integer({ min: 0, max: PIN_LIMIT - 1 });
const sittings = fc
  .array(fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')), {
    minLength: 4,
    maxLength: 4,
  })
  .map((symbols) => symbols.join(''));

describe('login card', () => {
  it('comes back as what it was made of, however it is typed', () => {
    fc.assert(
      fc.property(sittings, seats, pins, (sitting, seat, pin) => {
        const card = makeCard({ sitting, seat, pin });
        const read = { ok: true, kind: 'card', card, sitting, seat };
        expect(parseCard(card)).toEqual(read);
        expect(parseCard(` ${formatCode(card).toLowerCase()} `)).toEqual(read);
      }),
    );
  });

  it('catches each single wrong symbol and each swap of neighbours', () => {
    fc.assert(
      fc.property(
        sittings,
        seats,
        pins,
        fc.integer({ min: 0, max: 11 }),
        fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ')),
        (sitting, seat, pin, at, wrong) => {
          const card = makeCard({ sitting, seat, pin });
          fc.pre(card[at] !== wrong);
          const slip = card.slice(0, at) + wrong + card.slice(at + 1);
          expect(parseCard(slip).ok).toBe(false);
          if (at === 0 || at === 11 || card[at - 1] === card[at]) return;
          const swap = `${card.slice(0, at - 1)}${card.charAt(at)}${card.charAt(at - 1)}${card.slice(at + 1)}`;
          expect(parseCard(swap).ok).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['', 'empty'],
    [' - ', 'empty'],
    ['7K3Q', 'length'],
    ['7K3Q-0000-0000-0', 'length'],
    ['7K3Q-王00-0000', 'symbol'],
    ['7K3Q-0000-0001', 'check'],
  ])('says of %j: %s', (text, why) => {
    expect(parseCard(text)).toEqual({ ok: false, why });
  });

  it('folds what children and input methods write', () => {
    expect(foldCode('７ｋ３ｑ－ｏｉｌ ab')).toBe('7K3Q011AB');
  });

  it.each([
    { sitting: '7K3', seat: 1, pin: 0 },
    { sitting: '7K3Q', seat: -1, pin: 0 },
    { sitting: '7K3Q', seat: 64, pin: 0 },
    { sitting: '7K3Q', seat: 1, pin: PIN_LIMIT },
    { sitting: '7K3Q', seat: 1, pin: 0.5 },
  ])('refuses to make %j', (parts) => {
    expect(() => makeCard(parts)).toThrow(RangeError);
  });

  it('tells a plain check symbol from a typographic one', () => {
    const checks = Array.from({ length: 400 }, (_, pin) =>
      makeCard({ sitting: '7K3Q', seat: 5, pin }),
    );
    for (const card of checks) expect(hasPlainCheck(card)).toBe(/[0-9A-TV-Z]$/.test(card));
    expect(checks.some((card) => !hasPlainCheck(card))).toBe(true);
  });
});
