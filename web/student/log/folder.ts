import {
  NOTES,
  type NoteName,
  type Notes,
  type StoredAttempt,
} from '../../../scoring/journal/note.ts';

const ROOT = 'journal';

/** The attempts that have a folder here. */
export async function listAttempts(disk: FileSystemDirectoryHandle): Promise<StoredAttempt[]> {
  const root = await disk.getDirectoryHandle(ROOT, { create: true });
  const found: StoredAttempt[] = [];
  for await (const entry of root.values()) {
    if (entry.kind !== 'directory') continue;
    const epochs: number[] = [];
    for await (const name of entry.keys()) if (/^\d+$/.test(name)) epochs.push(Number(name));
    epochs.sort((a, b) => a - b);
    found.push({ attempt: entry.name, epochs, notes: await readNotes(entry) });
  }
  return found;
}

async function readNotes(folder: FileSystemDirectoryHandle): Promise<Notes> {
  const notes: Notes = {};
  for (const name of NOTES) {
    try {
      const file = await (await folder.getFileHandle(name)).getFile();
      notes[name] = await file.text();
    } catch (error) {
      if (!isAbsence(error)) throw error;
    }
  }
  return notes;
}

/** The folder of one attempt. */
export async function findFolder(
  disk: FileSystemDirectoryHandle,
  attempt: string,
  create: boolean,
): Promise<FileSystemDirectoryHandle> {
  const root = await disk.getDirectoryHandle(ROOT, { create: true });
  return root.getDirectoryHandle(attempt, { create });
}

export async function removeNote(
  disk: FileSystemDirectoryHandle,
  attempt: string,
  name: NoteName,
): Promise<void> {
  try {
    await (await findFolder(disk, attempt, false)).removeEntry(name);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
}

export async function removeFolder(
  disk: FileSystemDirectoryHandle,
  attempt: string,
): Promise<void> {
  const root = await disk.getDirectoryHandle(ROOT, { create: true });
  try {
    await root.removeEntry(attempt, { recursive: true });
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
}

/** Nothing failed: there is just no such file or folder. */
export function isAbsence(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
