import { bytesToHex } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { Package } from '../../scoring/wire/form.ts';
import { packageAddress } from './server.ts';

const SHELF = 'sealed-packages';
const NONCE = 12;

/**
 * The bytes of a sealed package, from this device or else from the server. Only bytes whose
 * SHA-256 is their name are kept or given; a corrupt copy is fetched again. Undefined when they
 * cannot be had now.
 */
export async function fetchSealed(
  sitting: string,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const shelf = await openShelf();
  const kept = await readShelf(shelf, hash);
  if (kept) return kept;
  try {
    const response = await fetch(packageAddress(sitting, hash), { credentials: 'omit' });
    const bytes = response.ok ? await readVerified(response, hash) : undefined;
    if (bytes) await shelf?.put(nameOf(hash), new Response(bytes)).catch(() => undefined);
    return bytes;
  } catch {
    return undefined;
  }
}

/** Does a whole copy of the package lie on this device? */
export async function hasSealed(hash: string): Promise<boolean> {
  return (await readShelf(await openShelf(), hash)) !== undefined;
}

export async function dropSealed(hash: string): Promise<void> {
  const shelf = await openShelf();
  await shelf?.delete(nameOf(hash)).catch(() => false);
}

/** Where a package lies on this device: the sittings of a school share one. */
const nameOf = (hash: string) => `/sealed-packages/${hash}`;

/** Cache Storage may be missing or full; the package then lives as long as the page. */
async function openShelf(): Promise<Cache | undefined> {
  try {
    return await caches.open(SHELF);
  } catch {
    return undefined;
  }
}

/** A copy that is corrupt or cannot be read is as good as none. */
async function readShelf(
  shelf: Cache | undefined,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const kept = await shelf?.match(nameOf(hash));
    return kept && (await readVerified(kept, hash));
  } catch {
    return undefined;
  }
}

async function readVerified(
  response: Response,
  hash: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return bytesToHex(digest) === hash ? bytes : undefined;
}

/** Opens a sealed package with its base64 key; undefined when the key or the content does not fit. */
export async function openSealed(
  sealed: Uint8Array<ArrayBuffer>,
  contentKey: string,
): Promise<Package | undefined> {
  try {
    const raw = Uint8Array.from(atob(contentKey), (symbol) => symbol.charCodeAt(0));
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
    const iv = sealed.subarray(0, NONCE);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.subarray(NONCE));
    const read = v.safeParse(Package, JSON.parse(new TextDecoder().decode(plain)));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** The public practice package; undefined where not even the copy on this device can be had. */
export async function fetchPractice(): Promise<Package | undefined> {
  try {
    const read = v.safeParse(Package, await (await fetch('/practice.json')).json());
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
