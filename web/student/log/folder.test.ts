import { expect, test } from 'vitest';
import { type SyncFile, readAll, writeWhole } from './folder.ts';

/** A file of at most `room` bytes, as a full disk has it. */
class Disk implements SyncFile {
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
    this.bytes = [];
  }
}

test('what is written stands at the end, flushed', () => {
  const disk = new Disk(10);
  writeWhole(disk, Uint8Array.of(1, 2, 3));
  writeWhole(disk, Uint8Array.of(4));
  expect([...readAll(disk)]).toEqual([1, 2, 3, 4]);
  expect(disk.flushed).toBe(4);
});

test('a full disk keeps the sound prefix and says so', () => {
  const disk = new Disk(4);
  writeWhole(disk, Uint8Array.of(1, 2, 3));
  expect(() => {
    writeWhole(disk, Uint8Array.of(4, 5));
  }).toThrow(DOMException);
  expect([...readAll(disk)]).toEqual([1, 2, 3]);
});
