import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Characters that are hashed at a time: fewer, larger pieces are faster. */
const PIECE = 1 << 16;

/**
 * SHA-256 (hex) of plain data: strings, finite numbers, booleans, null, arrays, typed arrays and
 * plain objects. Objects are taken by their keys in code-unit order, a property that is undefined as
 * absent, typed arrays as their kind, length and bytes. `omit` names properties that are left out
 * wherever they stand; a string equal to `own` is taken as empty. Throws RangeError for anything
 * else, above all for NaN, which no result may hold.
 */
export function hashValue(
  value: unknown,
  { omit = [], own = '' }: { omit?: readonly string[]; own?: string } = {},
): string {
  const hash = sha256.create();
  let pending = '';
  const flush = () => {
    hash.update(utf8ToBytes(pending));
    pending = '';
  };
  const write = (text: string) => {
    pending += text;
    if (pending.length > PIECE) flush();
  };
  const visit = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      requireFinite(part);
      write(`${nameOf(part)}${part.byteLength}:`);
      flush();
      hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    } else if (Array.isArray(part)) {
      write(`[${part.length}:`);
      for (const each of part) visit(each);
    } else if (typeof part === 'object' && part !== null) {
      write('{');
      for (const [key, each] of entriesOf(part)) {
        if (each === undefined || omit.includes(key)) continue;
        write(`${JSON.stringify(key)}:`);
        visit(each);
      }
      write('}');
    } else write(writePlain(part === own ? '' : part));
  };
  visit(value);
  flush();
  return bytesToHex(hash.digest());
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Its kind, lest two of other kinds and equal bytes be taken for one another. */
function nameOf(view: ArrayBufferView): string {
  return Object.prototype.toString.call(view);
}

function requireFinite(view: ArrayBufferView): void {
  if (view instanceof Float64Array && !view.every(Number.isFinite)) refuse('NaN or Infinity');
}

function refuse(what: string): never {
  throw new RangeError(`a result holds ${what}, which cannot be recorded`);
}

function writePlain(value: unknown): string {
  const known =
    value === null || typeof value === 'string' || typeof value === 'boolean' || isFinite(value);
  if (!known) refuse(typeof value === 'number' ? `${value}` : `a ${typeof value}`);
  return `${JSON.stringify(value)},`;
}

function isFinite(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}
