/**
 * Codes that people read and type: Crockford base32 (https://www.crockford.com/base32.html), the
 * last symbol a check modulo 37 that catches each single wrong symbol and each swap of neighbours.
 */
export const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECKS = `${SYMBOLS}*~$=U`;

const PLAIN = /^[0-9A-HJKMNP-TV-Z]*$/;

/** Is it of the 32 symbols and nothing else? */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** Check symbol of a payload of the 32 symbols: its number modulo 37, digit by digit. */
export function checkSymbol(payload: string): string {
  let rest = 0;
  for (const symbol of payload) rest = (rest * 32 + SYMBOLS.indexOf(symbol)) % 37;
  return CHECKS.charAt(rest);
}

/** Typed text as symbols: full width folded, separators dropped, I and L as 1, O as 0. */
export function foldCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−_.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
}

/** As printed: groups of four. */
export function formatCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}

/**
 * Symbols drawn from bytes, five bits each; bytes beyond the `count` symbols are not used. Throws
 * RangeError where there are too few.
 */
export function drawSymbols(bytes: Uint8Array, count: number): string {
  if (bytes.length < count) throw new RangeError('too few bytes for a code');
  return Array.from(bytes.subarray(0, count), (byte) => SYMBOLS.charAt(byte % 32)).join('');
}

/** Symbols of an unlock code before its check: 65 bits. */
const UNLOCK = 13;

/** The unlock code of these 13 symbols. Throws RangeError for other text. */
export function makeUnlockCode(payload: string): string {
  if (payload.length !== UNLOCK || !isPlain(payload))
    throw new RangeError('an unlock code has 13 symbols');
  return payload + checkSymbol(payload);
}

/** Symbols of a pass after its sitting's four, before its check: 50 bits. */
const PASS = 10;

/** The proctor's pass of a sitting (four symbols) with ten symbols. Throws RangeError for other text. */
export function makePass(sitting: string, personal: string): string {
  const payload = sitting + personal;
  if (sitting.length !== 4 || personal.length !== PASS || !isPlain(payload))
    throw new RangeError('a pass has 4 and 10 symbols');
  return payload + checkSymbol(payload);
}

export type CodeReading =
  { ok: true; code: string } | { ok: false; why: 'empty' | 'length' | 'symbol' | 'check' };

/** Reads a code that somebody typed, of `length` symbols with its check. */
function readCode(text: string, length: number): CodeReading {
  const code = foldCode(text);
  if (code === '') return { ok: false, why: 'empty' };
  const payload = code.slice(0, length - 1);
  if (!isPlain(payload)) return { ok: false, why: 'symbol' };
  if (code.length !== length) return { ok: false, why: 'length' };
  if (checkSymbol(payload) !== code.charAt(length - 1)) return { ok: false, why: 'check' };
  return { ok: true, code };
}

/** Reads an unlock code. Works with no network: a slip of the finger is told on the device. */
export function readUnlockCode(text: string): CodeReading {
  return readCode(text, UNLOCK + 1);
}

/** Reads a proctor's pass; `code` begins with its sitting's four symbols. */
export function readPass(text: string): CodeReading {
  return readCode(text, 4 + PASS + 1);
}
