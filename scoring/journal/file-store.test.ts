import { expect, test } from 'vitest';
import { link } from './chain.ts';
import { encodeFrame, encodeHeader } from './frame.ts';
import { Disk } from './trial-disk.ts';
import { StoreFault } from './store-fault.ts';
import { TrialDevice, attempt, epoch, header, start } from './trial-device.ts';

const first = [...encodeHeader(header)];
const entry = (line: string) => ({ seq: 1, line, hash: link(start.hashes[0] ?? '', line) });
const frame = (line: string) => [...encodeFrame(line, entry(line).hash)];

function openFile(bytes: Iterable<number>, room = 10_000) {
  const device = new TrialDevice();
  device.disk = new Disk(room);
  device.disk.bytes = [...bytes];
  return {
    disk: device.disk,
    file: device.file,
    read: () => device.file.open(attempt, epoch, false),
  };
}

test.each([
  ['an empty file', []],
  ['half a header', first.slice(0, 40)],
  ['junk', [7, 7, 7]],
])('%s takes no frames, and a new log in its place', async (_, bytes) => {
  const { file, read } = openFile(bytes);
  expect(await read()).toBe('unreadable');
  await expect(file.append(header, [entry('{}')])).rejects.toThrow(StoreFault);
  await file.create(header);
  await file.append(header, [entry('{}')]);
  expect(await read()).toMatchObject({ header, lines: ['{}'], torn: false });
});

test('a file that was never opened takes no frames', async () => {
  const { file, disk } = openFile(first);
  await expect(file.append(header, [entry('{}')])).rejects.toThrow(StoreFault);
  expect(disk.bytes).toEqual(first);
});

test('a sound log is not begun again', async () => {
  const { file, disk, read } = openFile([...first, ...frame('{}')]);
  await read();
  await expect(file.create(header)).rejects.toThrow(StoreFault);
  expect(disk.bytes).toEqual([...first, ...frame('{}')]);
});

test('a torn frame is seen, and written over by the next one', async () => {
  const { file, read } = openFile([...first, ...frame('{"torn":1}').slice(0, 41)]);
  expect(await read()).toMatchObject({ lines: [], torn: true });
  await file.append(header, [entry('{"whole":1}')]);
  expect(await read()).toMatchObject({ lines: ['{"whole":1}'], torn: false });
});

test('where the disk was full, the next frame stands where the failed one should have', async () => {
  const { file, read } = openFile(first, first.length + 60);
  await read();
  const long = entry(`{"long":"${'x'.repeat(60)}"}`);
  await expect(file.append(header, [long])).rejects.toThrow(StoreFault);
  await file.append(header, [entry('{}')]);
  expect(await read()).toMatchObject({ lines: ['{}'], torn: false });
});
