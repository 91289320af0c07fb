import { checkSymbol, foldCode, isPlain, SYMBOLS } from './code.ts';

/**
 * Login cards: twelve Crockford base32 symbols, shown as `XXXX-XXXX-XXXX`. Four name the sitting,
 * seven hold 35 bits (6 of the seat, 29 of the PIN), the last is the check symbol. Seat 0 is the
 * class code: nobody's card, by which a device prepares itself for the sitting. Spare cards have
 * seats that no class list has: `SPARE_SEATS`.
 */

/** PINs run from 0 to this, exclusive. */
export const PIN_LIMIT = 2 ** 29;

/** Seats of the spare cards that are printed on the proctor's sheet. */
export const SPARE_SEATS = [61, 62, 63] as const;

/**
 * The card of a seat (1…63; 0 = the class code) with a PIN (0…PIN_LIMIT−1) in a sitting (four
 * symbols). Throws RangeError when one of them is out of range.
 */
export function makeCard({
  sitting,
  seat,
  pin,
}: {
  sitting: string;
  seat: number;
  pin: number;
}): string {
  if (!/^[0-9A-HJKMNP-TV-Z]{4}$/.test(sitting)) throw new RangeError('a sitting has four symbols');
  if (!Number.isInteger(seat) || seat < 0 || seat > 63) throw new RangeError('seats are 0 to 63');
  if (!Number.isInteger(pin) || pin < 0 || pin >= PIN_LIMIT)
    throw new RangeError('pin out of range');
  let rest = seat * PIN_LIMIT + pin;
  let personal = '';
  for (let i = 0; i < 7; i += 1) {
    personal = SYMBOLS.charAt(rest % 32) + personal;
    rest = Math.floor(rest / 32);
  }
  const payload = sitting + personal;
  return payload + checkSymbol(payload);
}

/** Is the check symbol a letter or a digit? Where it is not, draw another PIN: children type it. */
export function hasPlainCheck(card: string): boolean {
  return isPlain(card.charAt(11));
}

export type CardReading =
  | { ok: true; kind: 'card'; card: string; sitting: string; seat: number }
  | { ok: true; kind: 'class'; card: string; sitting: string }
  | { ok: false; why: 'empty' | 'length' | 'symbol' | 'check' };

/** Reads what somebody typed. Works with no network: a slip of the finger is told on the device. */
export function parseCard(text: string): CardReading {
  const card = foldCode(text);
  if (card === '') return { ok: false, why: 'empty' };
  const payload = card.slice(0, 11);
  if (!isPlain(payload)) return { ok: false, why: 'symbol' };
  if (card.length !== 12) return { ok: false, why: 'length' };
  if (checkSymbol(payload) !== card.charAt(11)) return { ok: false, why: 'check' };
  let number = 0;
  for (const symbol of payload.slice(4)) number = number * 32 + SYMBOLS.indexOf(symbol);
  const seat = Math.floor(number / PIN_LIMIT);
  const sitting = card.slice(0, 4);
  return seat === 0
    ? { ok: true, kind: 'class', card, sitting }
    : { ok: true, kind: 'card', card, sitting, seat };
}
