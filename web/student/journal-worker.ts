import type { LogAnswers, LogCall, LogReply } from '../../scoring/journal/log-call.ts';
import { type LogFault, StoreFault } from '../../scoring/journal/store-fault.ts';
import { type SyncFile, readAll, writeWhole } from '../../scoring/journal/sync-file.ts';
import { findFolder, isAbsence, listAttempts, removeFolder, removeNote } from './log/folder.ts';

/**
 * The one place that touches the attempts' log files. Each open log is held under the Web Lock of
 * its name until this page goes, so that two tabs never write to one file.
 */
declare const self: DedicatedWorkerGlobalScope;

const open = new Map<string, SyncFile>();
let queue: Promise<unknown> = Promise.resolve();

/** `probe` writes, reads and deletes a file of its own, for a device that is being prepared. */
type WorkerCall = LogCall | { kind: 'probe' };

self.addEventListener('message', ({ data }: MessageEvent<{ id: number; call: WorkerCall }>) => {
  const { id, call } = data;
  const work = () => answer(id, call);
  // Waiting for another tab must not hold up what this one writes elsewhere.
  if (call.kind === 'open' && call.wait) void work();
  else queue = queue.then(work);
});

async function answer(id: number, call: WorkerCall): Promise<void> {
  let reply: LogReply;
  try {
    reply = { id, ok: true, value: await carryOut(call) };
  } catch (error) {
    reply = { id, ok: false, why: nameFault(error) };
  }
  self.postMessage(reply);
}

async function carryOut(call: WorkerCall): Promise<LogAnswers[LogCall['kind']]> {
  const disk = await navigator.storage.getDirectory();
  switch (call.kind) {
    case 'list':
      if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype))
        throw new TypeError('no log files here');
      return listAttempts(disk);
    case 'open':
      return openLog(disk, call);
    case 'create':
      await createLog(disk, call);
      return true;
    case 'append':
      writeWhole(getLog(call), call.bytes, call.at);
      return true;
    case 'note':
      if (call.text === undefined) await removeNote(disk, call.attempt, call.name);
      else await writeNote(disk, call.attempt, call.name, call.text);
      return true;
    case 'purge':
      closeLogs(call.attempt);
      await removeFolder(disk, call.attempt);
      return true;
    case 'probe':
      await probe(disk);
      return true;
  }
}

async function probe(disk: FileSystemDirectoryHandle): Promise<void> {
  const name = `probe-${crypto.randomUUID()}`;
  const handle = await disk.getFileHandle(name, { create: true });
  try {
    const file = await handle.createSyncAccessHandle();
    try {
      const bytes = crypto.getRandomValues(new Uint8Array(4_096));
      writeWhole(file, bytes, 0);
      if (readAll(file).join() !== bytes.join()) throw new StoreFault('failed');
    } finally {
      file.close();
    }
  } finally {
    await disk.removeEntry(name);
  }
}

const nameLog = ({ attempt, epoch }: { attempt: string; epoch: number }) =>
  `/journal/${attempt}/${epoch}`;

function getLog(place: { attempt: string; epoch: number }): SyncFile {
  const file = open.get(nameLog(place));
  if (!file) throw new DOMException('not open', 'InvalidStateError');
  return file;
}

async function openLog(
  disk: FileSystemDirectoryHandle,
  place: { attempt: string; epoch: number; wait: boolean },
): Promise<Uint8Array<ArrayBuffer> | 'held' | 'absent'> {
  try {
    const isOurs = open.has(nameLog(place)) || (await takeLog(disk, { ...place, create: false }));
    return isOurs ? readAll(getLog(place)) : 'held';
  } catch (error) {
    if (isAbsence(error)) return 'absent';
    throw error;
  }
}

/** One that is open here was read and found to be none; one that was never read is not written over. */
async function createLog(
  disk: FileSystemDirectoryHandle,
  call: { attempt: string; epoch: number; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  if (!open.has(nameLog(call))) {
    if (!(await takeLog(disk, { ...call, wait: false, create: true })))
      throw new DOMException('held elsewhere', 'NoModificationAllowedError');
    if (getLog(call).getSize() > 0) throw new DOMException('has a log', 'InvalidStateError');
  }
  writeWhole(getLog(call), call.bytes, 0);
}

/** Lock and handle, both kept until the page goes; false when another tab has them. */
function takeLog(
  disk: FileSystemDirectoryHandle,
  place: { attempt: string; epoch: number; wait: boolean; create: boolean },
): Promise<boolean> {
  const name = nameLog(place);
  return new Promise((resolve, reject) => {
    void navigator.locks
      .request(name, { ifAvailable: !place.wait }, async (lock) => {
        if (!lock) {
          resolve(false);
          return;
        }
        const folder = await findFolder(disk, place.attempt, place.create);
        const handle = await folder.getFileHandle(String(place.epoch), { create: place.create });
        try {
          open.set(name, await handle.createSyncAccessHandle());
        } catch (error) {
          // An empty file must not stand for a journal that then goes on elsewhere.
          if (place.create && (await handle.getFile()).size === 0)
            await folder.removeEntry(handle.name).catch(() => undefined);
          throw error;
        }
        resolve(true);
        await new Promise<void>((letGo) => held.set(name, letGo));
      })
      .catch(reject);
  });
}

const held = new Map<string, () => void>();

function closeLogs(attempt: string): void {
  for (const [name, file] of open) {
    if (!name.startsWith(`/journal/${attempt}/`)) continue;
    file.close();
    open.delete(name);
    held.get(name)?.();
    held.delete(name);
  }
}

async function writeNote(
  disk: FileSystemDirectoryHandle,
  attempt: string,
  name: string,
  text: string,
): Promise<void> {
  const folder = await findFolder(disk, attempt, true);
  const handle = await folder.getFileHandle(name, { create: true });
  const file = await handle.createSyncAccessHandle();
  try {
    writeWhole(file, new TextEncoder().encode(text), 0);
  } finally {
    file.close();
  }
}

/** A browser without such files has no such functions, or forbids them. */
function nameFault(error: unknown): LogFault {
  if (error instanceof StoreFault) return error.why;
  if (error instanceof TypeError) return 'missing';
  if (!(error instanceof DOMException)) return 'failed';
  if (error.name === 'QuotaExceededError') return 'full';
  return error.name === 'SecurityError' ? 'missing' : 'failed';
}
