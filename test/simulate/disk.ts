import type { NoteName, StoredAttempt } from '../../scoring/journal/note.ts';

/** A file of bytes that is written at its end, or from a place on. */
class File {
  #bytes = new Uint8Array(256);
  size = 0;

  /** In place of whatever lies there and after it. */
  write(bytes: Uint8Array, at: number): void {
    while (at + bytes.length > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, at);
    this.size = at + bytes.length;
  }

  read(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.size);
  }

  /** So many of its last frames never reached the disk. */
  cut(frames: number): void {
    const ends = [0];
    const view = new DataView(this.#bytes.buffer);
    for (let at = 0; at + 4 <= this.size; ends.push(at)) at += 36 + view.getUint32(at, true);
    this.size = ends.at(-1 - Math.min(frames, Math.max(0, ends.length - 2))) ?? 0;
  }

  flip(bit: number): void {
    const at = (bit >> 3) % this.size;
    this.#bytes[at] = (this.#bytes[at] ?? 0) ^ (1 << (bit & 7));
  }
}

interface Folder {
  files: Map<number, File>;
  notes: Map<NoteName, string>;
}

/** The log files of one machine: what is here has outlived every page. */
export class Disk {
  readonly folders = new Map<string, Folder>();

  list(): StoredAttempt[] {
    return [...this.folders].map(([attempt, { files, notes }]) => ({
      attempt,
      epochs: [...files.keys()].sort((a, b) => a - b),
      notes: Object.fromEntries(notes),
    }));
  }

  find(attempt: string, epoch: number): File | undefined {
    return this.folders.get(attempt)?.files.get(epoch);
  }

  create(attempt: string, epoch: number): File {
    const { files } = this.folder(attempt);
    const file = files.get(epoch) ?? new File();
    files.set(epoch, file);
    return file;
  }

  folder(attempt: string): Folder {
    const folder = this.folders.get(attempt) ?? { files: new Map(), notes: new Map() };
    this.folders.set(attempt, folder);
    return folder;
  }
}
