import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCard, parseCard } from './card.ts';
import {
  drawSymbols,
  formatCode,
  makePass,
  makeUnlockCode,
  readPass,
  readUnlockCode,
  SYMBOLS,
} from './code.ts';

const symbols = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from(SYMBOLS)),
    minLength: length,
    maxLength: length,
  });

describe('codes that people type', () => {
  it('come back however they are grouped and cased', () => {
    fc.assert(
      fc.property(symbols(13), symbols(4), symbols(10), (payload, sitting, personal) => {
        const unlock = makeUnlockCode(payload);
        expect(readUnlockCode(formatCode(unlock).toLowerCase())).toEqual({
          ok: true,
          code: unlock,
        });
        const pass = makePass(sitting, personal);
        expect(readPass(` ${formatCode(pass)} `)).toEqual({ ok: true, code: pass });
        expect(pass.startsWith(sitting)).toBe(true);
      }),
    );
  });

  it('catch each single wrong symbol', () => {
    fc.assert(
      fc.property(symbols(13), fc.nat(12), symbols(1), (payload, at, wrong) => {
        fc.pre(payload[at] !== wrong);
        const code = makeUnlockCode(payload);
        expect(readUnlockCode(code.slice(0, at) + wrong + code.slice(at + 1)).ok).toBe(false);
      }),
    );
  });

  it.each([
    ['', 'empty'],
    ['7K3Q', 'length'],
    ['7K3Q-王000-0000-0000', 'symbol'],
    ['0000-0000-0000-01', 'check'],
  ])('says of %j: %s', (text, why) => {
    expect(readUnlockCode(text)).toEqual({ ok: false, why });
  });

  it('are drawn five bits a byte, and never from too few bytes', () => {
    expect(drawSymbols(Uint8Array.of(0, 31, 32, 255), 4)).toBe('0Z0Z');
    expect(() => drawSymbols(Uint8Array.of(1), 2)).toThrow(RangeError);
    expect(() => makeUnlockCode('ILO')).toThrow(RangeError);
    expect(() => makePass('7K3Q', '0')).toThrow(RangeError);
  });
});

describe('the class code', () => {
  it('is nobody’s card', () => {
    const card = makeCard({ sitting: '7K3Q', seat: 0, pin: 5 });
    expect(parseCard(card)).toEqual({ ok: true, kind: 'class', card, sitting: '7K3Q' });
  });
});
