import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Start of the hash chain of one epoch: SHA-256 (hex) over attempt and epoch, so that a batch of
 * another attempt or epoch never fits.
 */
export function genesis(attempt: string, epoch: number): string {
  return bytesToHex(sha256(utf8ToBytes(`${attempt}/${epoch}`)));
}

/**
 * Next hash of a chain: SHA-256 over the 32 bytes of `prev` and the line's UTF-8 bytes, in hex.
 * Throws when `prev` is not 64 hex digits.
 */
export function link(prev: string, line: string): string {
  return bytesToHex(sha256(concatBytes(hexToBytes(prev), utf8ToBytes(line))));
}
