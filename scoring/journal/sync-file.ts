import { StoreFault } from './store-fault.ts';

/** The part of a sync access handle that a log needs; the page's own types do not know it. */
export interface SyncFile {
  getSize(): number;
  read(into: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** All bytes of an open file. */
export function readAll(file: SyncFile): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.getSize());
  const got = file.read(bytes, { at: 0 });
  return bytes.subarray(0, got);
}

/**
 * Writes from `at` on, in place of whatever lies there, and flushes; what was written in part is
 * taken back. Throws what the file throws, or StoreFault where it took but a part.
 */
export function writeWhole(file: SyncFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  try {
    file.truncate(at);
    const written = file.write(bytes, { at });
    if (written !== bytes.length) throw new StoreFault('full');
    file.flush();
  } catch (error) {
    file.truncate(at);
    throw error;
  }
}
