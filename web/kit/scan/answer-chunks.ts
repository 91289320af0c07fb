/**
 * Bytes as a few texts that each fit a QR code, read again in any order:
 * `CT1:<id>:<i>/<n>:<base64>`. The id tells two pupils' codes apart.
 */
const MOST_CODES = 6;
/** Characters of a code's part: with what stands before it a code has at most 900. */
const PART = 880;
const CODE = /^CT1:([0-9a-f]{4}):([1-6])\/([1-6]):([A-Za-z0-9+/]+=*)$/;

/** The codes in order; undefined where they would be more than a person can be asked to scan. */
export function cutCodes(bytes: Uint8Array): string[] | undefined {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const count = Math.ceil(text.length / PART);
  if (count > MOST_CODES) return undefined;
  const size = Math.ceil(text.length / count);
  // The last bytes are a cipher's tag: as good as random.
  const id = Array.from(bytes.slice(-2), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return Array.from(
    { length: count },
    (_, at) => `CT1:${id}:${at + 1}/${count}:${text.slice(at * size, (at + 1) * size)}`,
  );
}

/** The codes of one pupil, as far as they are read. */
export interface ReadCodes {
  id: string;
  parts: (string | undefined)[];
}

/** One more text that a camera read; what is no answer code, or is known, changes nothing. */
export function addCode(read: readonly ReadCodes[], text: string): readonly ReadCodes[] {
  const [, id, number, count, part] = CODE.exec(text) ?? [];
  if (id === undefined || part === undefined) return read;
  const [at, length] = [Number(number) - 1, Number(count)];
  if (at >= length) return read;
  const isSame = (one: ReadCodes) => one.id === id && one.parts.length === length;
  const known = read.find(isSame);
  if (known?.parts[at] === part) return read;
  const parts = known?.parts ?? Array.from({ length }, () => undefined);
  return [...read.filter((one) => !isSame(one)), { id, parts: parts.with(at, part) }];
}

/** How many of a pupil's codes are read. */
export function countRead({ parts }: ReadCodes): number {
  return parts.filter((part) => part !== undefined).length;
}

/** The bytes again, base64; undefined while codes are missing. */
export function joinCodes({ parts }: ReadCodes): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('');
}
