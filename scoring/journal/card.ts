/**
 * Login cards: twelve Crockford base32 symbols (https://www.crockford.com/base32.html), shown as
 * `XXXX-XXXX-XXXX`. Four name the sitting, seven hold 35 bits (6 of the seat, 29 of the PIN), the
 * last is the check symbol modulo 37, which catches each single wrong symbol and each swap.
 */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECKS = `${SYMBOLS}*~$=U`;

/** PINs run from 0 to this, exclusive. */
export const PIN_LIMIT = 2 ** 29;

/** Number of a base32 string modulo 37, digit by digit, since 55 bits do not fit a double. */
function checkSymbol(payload: string): string {
  let rest = 0;
  for (const symbol of payload) rest = (rest * 32 + SYMBOLS.indexOf(symbol)) % 37;
  return CHECKS.charAt(rest);
}

/**
 * The card of a seat (1…63) with a PIN (0…PIN_LIMIT−1) in a sitting (four symbols).
 * Throws RangeError when one of them is out of range.
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
  if (!Number.isInteger(seat) || seat < 1 || seat > 63) throw new RangeError('seats are 1 to 63');
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
  return SYMBOLS.includes(card.charAt(11));
}

/** A card as printed: three groups of four. */
export function formatCard(card: string): string {
  return [card.slice(0, 4), card.slice(4, 8), card.slice(8)].filter(Boolean).join('-');
}

/** Typed text as card symbols: full width folded, separators dropped, I and L as 1, O as 0. */
export function foldCard(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−_.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
}

export type CardReading =
  | { ok: true; card: string; sitting: string; seat: number }
  | { ok: false; why: 'empty' | 'length' | 'symbol' | 'check' };

/** Reads what somebody typed. Works with no network: a slip of the finger is told on the device. */
export function parseCard(text: string): CardReading {
  const card = foldCard(text);
  if (card === '') return { ok: false, why: 'empty' };
  const payload = card.slice(0, 11);
  for (const symbol of payload) if (!SYMBOLS.includes(symbol)) return { ok: false, why: 'symbol' };
  if (card.length !== 12) return { ok: false, why: 'length' };
  if (checkSymbol(payload) !== card.charAt(11)) return { ok: false, why: 'check' };
  let number = 0;
  for (const symbol of payload.slice(4)) number = number * 32 + SYMBOLS.indexOf(symbol);
  const seat = Math.floor(number / PIN_LIMIT);
  if (seat === 0) return { ok: false, why: 'check' };
  return { ok: true, card, sitting: card.slice(0, 4), seat };
}
