import { describe, expect, test } from 'vitest';
import {
  contentKeyFor,
  deriveKey,
  hashCard,
  hashSecret,
  makeKey,
  openText,
  PBKDF2_ITERATIONS,
  sealPackage,
  sealText,
  wrapContentKey,
} from './seal.ts';

const MASTER = '0123456789abcdef'.repeat(4);
const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));

async function unseal(key: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>) {
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const iv = bytes.subarray(0, 12);
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, bytes.subarray(12));
}

/** As a device does it: the unlock code, a hundred thousand rounds, the key. */
async function unwrap(code: string, sitting: string, wrapped: string, iterations: number) {
  const base = await crypto.subtle.importKey('raw', utf8(code), 'PBKDF2', false, ['deriveBits']);
  const salt = utf8(`unlock/${sitting}`);
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    base,
    256,
  );
  const opened = await unseal(new Uint8Array(bits), bytesOf(wrapped));
  return btoa(String.fromCharCode(...new Uint8Array(opened)));
}

describe('a derived key', () => {
  test('is HKDF-SHA-256 as another implementation computes it', async () => {
    // Python: HKDF by hmac (RFC 5869), no salt, info b'city', the master's 32 bytes as input.
    expect(await deriveKey(MASTER, 'city')).toBe('iZkoZaaPhGyWfndj9mMgUsaBtyOf6INMjV3A3aGEhLw=');
  });

  test.each([
    ['nothing', ''],
    ['a passphrase', 'correct horse battery staple'],
    ['half a secret', '0'.repeat(32)],
    ['a digit too many', '0'.repeat(65)],
    ['a letter beyond f', `${'0'.repeat(63)}g`],
    ['a line end', `${'0'.repeat(64)}\n`],
  ])('comes from 64 hex digits and not from %s', async (_, secret) => {
    await expect(deriveKey(secret, 'city')).rejects.toThrow('64 hex digits');
    await expect(hashCard(secret, 'T3ST00000001')).rejects.toThrow('64 hex digits');
  });

  test.each([
    ['form', ['f2', 's1']],
    ['school', ['f1', 's2']],
  ] as const)('of content differs by %s', async (_, [form, school]) => {
    const one = await contentKeyFor(MASTER, 'f1', 's1');
    expect(one).toBe(await contentKeyFor(MASTER, 'f1', 's1'));
    expect(one).not.toBe(await contentKeyFor(MASTER, form, school));
    expect(bytesOf(one)).toHaveLength(32);
  });
});

describe('a sealed package', () => {
  test('opens with its key, and its name is the hash of its bytes', async () => {
    const key = makeKey();
    const { bytes, hash } = await sealPackage('{"題":"海"}', key);
    expect(new TextDecoder().decode(await unseal(bytesOf(key), bytes))).toBe('{"題":"海"}');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    expect(hash.match(/../g)?.map((pair) => Number.parseInt(pair, 16))).toEqual([...digest]);
  });

  test('never uses a nonce twice', async () => {
    const key = makeKey();
    const made = await Promise.all(Array.from({ length: 50 }, () => sealPackage('same', key)));
    expect(new Set(made.map(({ hash }) => hash)).size).toBe(50);
  });

  test.each([0, 11, 12, -1])('does not open with byte %i changed', async (at) => {
    const key = makeKey();
    const { bytes } = await sealPackage('text', key);
    const index = (at + bytes.length) % bytes.length;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    await expect(unseal(bytesOf(key), bytes)).rejects.toThrow();
  });
});

describe('a sealed text', () => {
  test.each([
    ['another key', { key: makeKey() }],
    ['another place', { context: 'pupil/2' }],
  ])('opens where it stands and not with %s', async (_, other) => {
    const place = { key: makeKey(), context: 'pupil/1' };
    const sealed = await sealText(place.key, '王小明', place.context);
    expect(await openText(place.key, sealed, place.context)).toBe('王小明');
    const wrong = { ...place, ...other };
    await expect(openText(wrong.key, sealed, wrong.context)).rejects.toThrow();
  });
});

describe('a wrapped content key', () => {
  test('takes exactly 100,000 rounds', async () => {
    expect(PBKDF2_ITERATIONS).toBe(100_000);
    const key = makeKey();
    const wrapped = await wrapContentKey('unlock-code', 'T3ST', key);
    expect(await unwrap('unlock-code', 'T3ST', wrapped, 100_000)).toBe(key);
    await expect(unwrap('unlock-code', 'T3ST', wrapped, 99_999)).rejects.toThrow();
  });

  test('does not open in another sitting', async () => {
    const wrapped = await wrapContentKey('unlock-code', 'T3ST', makeKey());
    await expect(unwrap('unlock-code', 'T4ST', wrapped, 100_000)).rejects.toThrow();
  });
});

test('a card is kept as an HMAC under the secret, an attempt secret as a plain hash', async () => {
  const card = await hashCard(MASTER, 'T3ST00000001');
  expect(card).toMatch(/^[0-9a-f]{64}$/);
  expect(card).toBe(await hashCard(MASTER, 'T3ST00000001'));
  expect(card).not.toBe(await hashCard('f'.repeat(64), 'T3ST00000001'));
  expect(card).not.toBe(await hashCard(MASTER, 'T3ST00000002'));
  // FIPS 180-4, the digest of "abc".
  expect(await hashSecret('abc')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
