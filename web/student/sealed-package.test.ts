import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { fetchSealed, openSealed } from './sealed-package.ts';

const bytes = Uint8Array.of(1, 2, 3);
const hash = bytesToHex(sha256(bytes));
const unreadable = () =>
  new Response(
    new ReadableStream({
      start(stream) {
        stream.error(new TypeError('network error'));
      },
    }),
  );

function shelve(match: () => Promise<Response | undefined>, fetched: () => Response) {
  const put = vi.fn(() => Promise.resolve());
  vi.stubGlobal('caches', { open: () => Promise.resolve({ match, put }) });
  vi.stubGlobal('fetch', () => Promise.resolve(fetched()));
  return put;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['none', () => Promise.resolve(undefined)],
  ['a corrupt one', () => Promise.resolve(new Response(Uint8Array.of(9)))],
  ['one that breaks off', () => Promise.resolve(unreadable())],
  ['a cache that fails', () => Promise.reject(new Error('gone'))],
])('the copy is %s: it is fetched, and kept in its place', async (_, match) => {
  const put = shelve(match, () => new Response(bytes));
  expect(await fetchSealed('T3ST', hash)).toEqual(bytes);
  expect(put).toHaveBeenCalledOnce();
});

test('a sound copy needs no network', async () => {
  shelve(
    () => Promise.resolve(new Response(bytes)),
    () => Response.error(),
  );
  expect(await fetchSealed('T3ST', hash)).toEqual(bytes);
});

test.each([
  ['wrong bytes', () => new Response(Uint8Array.of(9))],
  ['an answer that breaks off', unreadable],
  ['a refusal', () => new Response(bytes, { status: 503 })],
])('%s from the server: none now, and nothing is kept', async (_, fetched) => {
  const put = shelve(() => Promise.resolve(undefined), fetched);
  expect(await fetchSealed('T3ST', hash)).toBeUndefined();
  expect(put).not.toHaveBeenCalled();
});

test('law: with any bit flipped it does not open', async () => {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const title = { 'zh-TW': '港', en: 'Harbour' };
  const form = { id: 'g6-a', title, grade: 6, minutes: 30, practice: [], items: ['one'] };
  const content = { format: 1, form, practice: [], items: [], pictures: {} };
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const encrypted = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
  const sealed = Uint8Array.of(...iv, ...new Uint8Array(encrypted));
  const contentKey = btoa(String.fromCharCode(...raw));
  expect(await openSealed(sealed, contentKey)).toMatchObject(content);
  const bits = fc.integer({ min: 0, max: sealed.length * 8 - 1 });
  await fc.assert(
    fc.asyncProperty(bits, async (bit) => {
      const hurt = sealed.slice();
      hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await openSealed(hurt, contentKey)).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});
