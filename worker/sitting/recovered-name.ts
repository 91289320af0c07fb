import type { JournalPlace } from '../../scoring/wire/event.ts';
import { hashText } from '../digest.ts';
import type { EpochRecord } from './epoch.ts';

/** The attempt that holds what was recovered of a place: a UUID of RFC 9562's version 8, by hash. */
export function nameRecovered({ attempt, head }: JournalPlace): string {
  const hex = hashText(`recovered/${attempt}/${head}`);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}

/** Without what was recovered of a journal that has arrived by now, as far as it was recovered. */
export function leaveSuperseded(epochs: readonly EpochRecord[]): EpochRecord[] {
  return epochs.filter(({ attempt, from }) => {
    if (!from || attempt !== nameRecovered(from)) return true;
    return !epochs.some(
      (other) =>
        other.attempt === from.attempt && other.epoch === from.epoch && other.counted >= from.seq,
    );
  });
}
