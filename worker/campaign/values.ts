/** Bytes in one stored value at most: the platform takes two million with the key. */
const MOST_BYTES = 1_500_000;

/** How a value lies under its name: as it is, or as two halves under names that go on from it. */
type Stored = { as: 'whole'; value: unknown } | { as: 'halves' | 'entries' | 'single' };

type Numbers =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/**
 * Stores what can be cloned (plain objects and typed arrays) under a name, however large: in the
 * platform's own copy, so that every number comes back bit for bit. Call it in a transaction.
 */
export function putValue(kv: SyncKvStorage, name: string, value: unknown): void {
  deleteValue(kv, name);
  put(kv, name, value);
}

/** Undefined where nothing lies under this name. The caller knows what was stored there. */
export function findValue(kv: SyncKvStorage, name: string): unknown {
  return read(kv, name);
}

export function deleteValue(kv: SyncKvStorage, name: string): void {
  kv.delete(name);
  deleteAll(kv, `${name}.`);
}

/** Everything whose name begins so. One value at a time is in memory, and none is deleted under the cursor. */
export function deleteAll(kv: SyncKvStorage, prefix: string): void {
  const names: string[] = [];
  for (const [name] of kv.list({ prefix })) names.push(name);
  for (const name of names) kv.delete(name);
}

function put(kv: SyncKvStorage, name: string, value: unknown): void {
  const save = (stored: Stored) => {
    kv.put(name, stored);
  };
  if (sizeOf(value) <= MOST_BYTES) {
    save({ as: 'whole', value });
  } else if (isNumbers(value) || (Array.isArray(value) && value.length > 1)) {
    const middle = value.length >> 1;
    save({ as: 'halves' });
    put(kv, `${name}.0`, value.slice(0, middle));
    put(kv, `${name}.1`, value.slice(middle));
  } else if (Array.isArray(value)) {
    save({ as: 'single' });
    put(kv, `${name}.0`, value[0]);
  } else if (typeof value === 'object' && value !== null) {
    save({ as: 'entries' });
    put(kv, `${name}.0`, Object.entries(value));
  } else {
    throw new RangeError('a single text is too long to be stored');
  }
}

function read(kv: SyncKvStorage, name: string): unknown {
  const stored = kv.get<Stored>(name);
  switch (stored?.as) {
    case undefined:
      return undefined;
    case 'whole':
      return stored.value;
    case 'single':
      return [read(kv, `${name}.0`)];
    case 'entries':
      return Object.fromEntries(read(kv, `${name}.0`) as [string, unknown][]);
    case 'halves':
      return join(read(kv, `${name}.0`), read(kv, `${name}.1`));
  }
}

function join(first: unknown, second: unknown): unknown {
  if (!isNumbers(first) || !isNumbers(second)) {
    return [...(first as unknown[]), ...(second as unknown[])];
  }
  const Kind = first.constructor as new (length: number) => Numbers;
  const whole = new Kind(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

function isNumbers(value: unknown): value is Numbers {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Not less than the bytes of its copy. A view counts its whole buffer, which is copied with it. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length + 8;
  if (typeof value !== 'object' || value === null) return 12;
  if (ArrayBuffer.isView(value)) return value.buffer.byteLength + 32;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + sizeOf(one) + 4, 16);
  return Object.entries(value).reduce((sum, [key, one]) => sum + sizeOf(key) + sizeOf(one), 16);
}
