import { expect, test } from 'vitest';
import { unwrapContentKey } from './unlock.ts';

/**
 * Made by OpenSSL (Node 24's `pbkdf2Sync` and `createCipheriv`): PBKDF2-SHA-256 of the code with the
 * salt `unlock/T3ST`, 100,000 times; AES-256-GCM of the bytes 0 to 31 under a nonce of twelve 7s.
 */
const CODE = 'T3STT3STT3STA~';
const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const WRAP = 'BwcHBwcHBwcHBwcHkQCn+1p1YWtS+lTMLqQfXaYQp8Mr6jtxczWqmzoYk07++ctHIzbFBajVTUU495BI';
/** The same with 99,999 iterations, and with a key of 31 bytes. */
const WEAKER = 'BwcHBwcHBwcHBwcHCjY4OWuVQmQv9MYIKGSZFWE0BWMreSDituizJ9G8xLv43lc7Bbxeazw7WGcRCAeG';
const SHORT = 'BwcHBwcHBwcHBwcHkAOm/Ft2YGRT+VXLL6ceQqcTpsQq6Tp+cjarnDsbkmJNbL2TBduo3H6h2gZ5Lmo=';

test('the code opens the wrap of its sitting', async () => {
  expect(await unwrapContentKey({ code: CODE, sitting: 'T3ST', wrap: WRAP })).toBe(KEY);
});

test.each([
  ['another code', { code: 'T3STT3STT3STB$' }],
  ['another sitting', { sitting: 'N3XT' }],
  ['other iterations', { wrap: WEAKER }],
  ['a key that is too short', { wrap: SHORT }],
  ['no base64', { wrap: '*' }],
  ['nothing', { wrap: '' }],
])('%s opens nothing', async (_, change) => {
  const given = { code: CODE, sitting: 'T3ST', wrap: WRAP, ...change };
  expect(await unwrapContentKey(given)).toBeUndefined();
});

test.each([0, 11, 12, 40, 58])('nor does a wrap whose byte %i was changed', async (at) => {
  const bytes = Array.from(atob(WRAP), (symbol) => symbol.charCodeAt(0));
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const wrap = btoa(String.fromCharCode(...bytes));
  expect(await unwrapContentKey({ code: CODE, sitting: 'T3ST', wrap })).toBeUndefined();
});
