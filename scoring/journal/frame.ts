import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { Hash, Secret, SittingCode, Uuid } from '../wire/id.ts';
import { genesis, link } from './chain.ts';

/**
 * The device's log: one file per attempt and epoch, a header frame and then a frame an event. A
 * frame is the payload's length (4 bytes, little endian), the chain's hash after it (32 bytes) and
 * the payload in UTF-8: whatever a crash or a flipped bit leaves behind is seen, and the part
 * before it kept.
 */
export const LogHeader = v.object({
  log: v.literal(1),
  attempt: Uuid,
  epoch: v.pipe(v.number(), v.integer(), v.minValue(1)),
  secret: Secret,
  sitting: SittingCode,
  /** Version (hash) of the form and hash of the sealed package. */
  form: Hash,
  package: Hash,
  /** What the screen calls this attempt: never a name. */
  label: v.object({ school: v.string(), className: v.string(), seat: v.number() }),
});
export type LogHeader = v.InferOutput<typeof LogHeader>;

/** The one global of the web that is pure; ES libraries do not declare it. */
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

const NOTHING = '0'.repeat(64);
const LENGTH_BYTES = 4;
const HASH_BYTES = 32;
const LONGEST = 1 << 20;

/** First frame of a log file. */
export function encodeHeader(header: LogHeader): Uint8Array {
  const payload = JSON.stringify(header);
  return encodeFrame(payload, link(NOTHING, payload));
}

/** One frame; `hash` is the chain's hash after this payload. */
export function encodeFrame(payload: string, hash: string): Uint8Array {
  const bytes = utf8ToBytes(payload);
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, bytes.length, true);
  return concatBytes(length, hexToBytes(hash), bytes);
}

export type Log =
  | {
      ok: true;
      header: LogHeader;
      lines: string[];
      /** Hash after each line; `hashes[0]` is the chain's start, so hashes[n] is after event n. */
      hashes: string[];
      /** Bytes that are sound; whatever follows is torn or corrupt. */
      validBytes: number;
      torn: boolean;
    }
  | { ok: false };

/** Reads a log file: the longest sound prefix. Not ok when even the header is not sound. */
export function decodeLog(bytes: Uint8Array): Log {
  const first = readFrame(bytes, 0, NOTHING);
  const header = first && v.safeParse(LogHeader, parse(first.payload));
  if (!first || !header?.success) return { ok: false };
  const lines: string[] = [];
  const hashes = [genesis(header.output.attempt, header.output.epoch)];
  let offset = first.end;
  for (;;) {
    const frame = readFrame(bytes, offset, hashes[hashes.length - 1] ?? NOTHING);
    if (!frame) break;
    lines.push(frame.payload);
    hashes.push(frame.hash);
    offset = frame.end;
  }
  const torn = offset < bytes.length;
  return { ok: true, header: header.output, lines, hashes, validBytes: offset, torn };
}

function readFrame(
  bytes: Uint8Array,
  offset: number,
  prev: string,
): { payload: string; hash: string; end: number } | undefined {
  const start = offset + LENGTH_BYTES + HASH_BYTES;
  if (start > bytes.length) return undefined;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);
  if (length === 0 || length > LONGEST || start + length > bytes.length) return undefined;
  const hash = bytesToHex(bytes.subarray(offset + LENGTH_BYTES, start));
  // Bytes that are no UTF-8 come back changed, so their hash does not fit.
  const payload = new TextDecoder().decode(bytes.subarray(start, start + length));
  if (link(prev, payload) !== hash) return undefined;
  return { payload, hash, end: start + length };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
