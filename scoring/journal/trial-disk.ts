import type { SyncFile } from './sync-file.ts';

/** A file of at most `room` bytes, as a full disk has it: for tests. */
export class Disk implements SyncFile {
  bytes: number[] = [];
  flushed = 0;
  readonly room: number;
  constructor(room: number) {
    this.room = room;
  }
  getSize = () => this.bytes.length;
  read(into: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    const part = this.bytes.slice(at, at + into.length);
    into.set(part);
    return part.length;
  }
  write(bytes: Uint8Array<ArrayBuffer>, { at }: { at: number }): number {
    const part = [...bytes].slice(0, this.room - at);
    this.bytes.splice(at, part.length, ...part);
    return part.length;
  }
  truncate(size: number): void {
    this.bytes.length = size;
  }
  flush(): void {
    this.flushed = this.bytes.length;
  }
  close(): void {
    this.flushed = 0;
  }
}
