/** A trace before the first action: the offset basis of 32-bit FNV-1a. */
export const NO_TRACE = 0x811c9dc5 | 0;

/**
 * The trace after one more action: FNV-1a over the two 32-bit integers instead of single bytes. Both
 * are cut to 32 bits.
 */
export function recordAction(trace: number, action: number, value: number): number {
  return Math.imul(Math.imul(trace ^ action, 0x01000193) ^ value, 0x01000193);
}
