import { expect, test } from 'vitest';
import { StoreFault } from './store-fault.ts';
import { readAll, writeWhole } from './sync-file.ts';
import { Disk } from './trial-disk.ts';

test('what is written stands there, flushed, in place of what lay behind', () => {
  const disk = new Disk(10);
  writeWhole(disk, Uint8Array.of(1, 2, 3), 0);
  writeWhole(disk, Uint8Array.of(4), 2);
  expect([...readAll(disk)]).toEqual([1, 2, 4]);
  expect(disk.flushed).toBe(3);
});

test('a full disk keeps the sound prefix and says so', () => {
  const disk = new Disk(4);
  writeWhole(disk, Uint8Array.of(1, 2, 3), 0);
  expect(() => {
    writeWhole(disk, Uint8Array.of(4, 5), 3);
  }).toThrow(StoreFault);
  expect([...readAll(disk)]).toEqual([1, 2, 3]);
});
