/**
 * The platform's cryptography, all of it WebCrypto. Keys travel as base64, hashes and secrets as
 * lower-case hex. Every key but a random one derives from the deployment's master secret by HKDF
 * (RFC 5869) under a purpose of its own. A sealed thing is `nonce (12 bytes) ‖ AES-256-GCM`.
 */

/** More is refused by production Workers and silently accepted by local ones. */
export const PBKDF2_ITERATIONS = 100_000;

const NONCE = 12;

/** Throws unless the master secret is 64 hex digits. */
export async function deriveKey(masterSecret: string, purpose: string): Promise<string> {
  return toBase64(await deriveBytes(masterSecret, purpose));
}

/** A random 256-bit key. */
export function makeKey(): string {
  return toBase64(crypto.getRandomValues(new Uint8Array(32)));
}

/** One key per form version and school, so that a leak in one school opens nothing elsewhere. */
export function contentKeyFor(
  masterSecret: string,
  formVersion: string,
  schoolId: string,
): Promise<string> {
  return deriveKey(masterSecret, `content/${formVersion}/${schoolId}`);
}

/** A sealed package and the SHA-256 of its bytes, which is its name. */
export async function sealPackage(
  plain: string,
  contentKey: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; hash: string }> {
  const bytes = await seal(contentKey, encode(plain));
  return { bytes, hash: toHex(await crypto.subtle.digest('SHA-256', bytes)) };
}

/** A login card as it is kept: HMAC-SHA-256 under a derived key. */
export async function hashCard(masterSecret: string, card: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    await deriveBytes(masterSecret, 'card'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return toHex(await crypto.subtle.sign('HMAC', key, encode(card)));
}

/** An attempt's secret as it is kept: it has 128 random bits, so a plain SHA-256 will do. */
export async function hashSecret(secret: string): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', encode(secret)));
}

/** `context` names the one place where the text may stand: moved elsewhere it does not open. */
export async function sealText(key: string, text: string, context: string): Promise<string> {
  return toBase64(await seal(key, encode(text), encode(context)));
}

/** Throws an OperationError on a wrong key, a wrong context or a changed byte. */
export async function openText(key: string, sealed: string, context: string): Promise<string> {
  const bytes = fromBase64(sealed);
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: bytes.subarray(0, NONCE), additionalData: encode(context) },
    await aesKey(fromBase64(key), 'decrypt'),
    bytes.subarray(NONCE),
  );
  return new TextDecoder().decode(plain);
}

/** The content key as a prepared device holds it, for the unlock code on the proctor's sheet. */
export async function wrapContentKey(
  unlockCode: string,
  sitting: string,
  contentKey: string,
): Promise<string> {
  const code = await crypto.subtle.importKey('raw', encode(unlockCode), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: encode(`unlock/${sitting}`),
      iterations: PBKDF2_ITERATIONS,
    },
    code,
    256,
  );
  return toBase64(await seal(toBase64(new Uint8Array(bits)), fromBase64(contentKey)));
}

async function seal(
  key: string,
  plain: Uint8Array<ArrayBuffer>,
  additionalData = new Uint8Array(),
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    await aesKey(fromBase64(key), 'encrypt'),
    plain,
  );
  const bytes = new Uint8Array(NONCE + sealed.byteLength);
  bytes.set(iv);
  bytes.set(new Uint8Array(sealed), NONCE);
  return bytes;
}

async function deriveBytes(
  masterSecret: string,
  purpose: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const master = await crypto.subtle.importKey('raw', readMaster(masterSecret), 'HKDF', false, [
    'deriveBits',
  ]);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encode(purpose) },
    master,
    256,
  );
  return new Uint8Array(bits);
}

function aesKey(bytes: Uint8Array<ArrayBuffer>, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, [usage]);
}

/** TextEncoder's declared result allows a shared buffer, which WebCrypto's types refuse. */
function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}

function toHex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A passphrase or an empty secret would derive weak keys without a word. */
function readMaster(secret: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9a-f]{64}$/i.test(secret)) throw new Error('MASTER_SECRET must be 64 hex digits');
  return Uint8Array.from(secret.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
}
