/** As the worker wraps: production Workers refuse more. */
const ITERATIONS = 100_000;
const NONCE = 12;
const KEY_BYTES = 32;

/**
 * The content key, base64, that an unlock code opens of a sitting's wrap; undefined when it is not
 * this sitting's code. All of it works with no network.
 */
export async function unwrapContentKey({
  code,
  sitting,
  wrap,
}: {
  /** Fourteen symbols without separators. */
  code: string;
  sitting: string;
  /** Base64: nonce ‖ AES-256-GCM. */
  wrap: string;
}): Promise<string | undefined> {
  try {
    const bytes = Uint8Array.from(atob(wrap), (symbol) => symbol.charCodeAt(0));
    const key = await stretch(code, `unlock/${sitting}`);
    const iv = bytes.subarray(0, NONCE);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.subarray(NONCE));
    if (plain.byteLength !== KEY_BYTES) return undefined;
    return btoa(String.fromCharCode(...new Uint8Array(plain)));
  } catch {
    return undefined;
  }
}

async function stretch(code: string, salt: string): Promise<CryptoKey> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const raw = await crypto.subtle.importKey('raw', encode(code), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: encode(salt), iterations: ITERATIONS },
    raw,
    { name: 'AES-GCM', length: 256 },
    false,
    ['decrypt'],
  );
}
