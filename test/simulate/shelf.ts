import type { LogHeader } from '../../scoring/journal/frame.ts';
import type { NoteName, StoredAttempt } from '../../scoring/journal/note.ts';
import type { Entry, IndexStore } from '../../scoring/journal/store.ts';

interface Kept {
  heads: Map<number, LogHeader>;
  lines: Map<number, Map<number, Entry>>;
  marks: Map<number, number>;
  notes: Map<NoteName, string>;
}

/**
 * The index of one machine, as tables in memory and not as an IndexedDB: each call is one
 * transaction there, done or not done, and a stand-in for the whole database would take most of a
 * run's time to say the same.
 */
export class Shelf implements IndexStore {
  readonly attempts = new Map<string, Kept>();

  list(): Promise<StoredAttempt[]> {
    return Promise.resolve(
      [...this.attempts].map(([attempt, { heads, marks, notes }]) => ({
        attempt,
        epochs: [...new Set([...heads.keys(), ...marks.keys()])].sort((a, b) => a - b),
        notes: Object.fromEntries(notes),
      })),
    );
  }

  readLog(attempt: string, epoch: number) {
    const kept = this.attempts.get(attempt);
    const entries = [...(kept?.lines.get(epoch)?.values() ?? [])].sort((a, b) => a.seq - b.seq);
    return Promise.resolve({ header: kept?.heads.get(epoch), entries });
  }

  create(header: LogHeader): Promise<void> {
    this.#place(header.attempt).heads.set(header.epoch, header);
    return Promise.resolve();
  }

  append(header: LogHeader, entries: readonly Entry[]): Promise<void> {
    const { heads, lines } = this.#place(header.attempt);
    heads.set(header.epoch, header);
    const known = lines.get(header.epoch) ?? new Map<number, Entry>();
    lines.set(header.epoch, known);
    for (const entry of entries) known.set(entry.seq, entry);
    return Promise.resolve();
  }

  note(attempt: string, name: NoteName, text: string | undefined): Promise<void> {
    if (text === undefined) this.attempts.get(attempt)?.notes.delete(name);
    else this.#place(attempt).notes.set(name, text);
    return Promise.resolve();
  }

  purge(attempt: string): Promise<void> {
    this.attempts.delete(attempt);
    return Promise.resolve();
  }

  readMark(attempt: string, epoch: number): Promise<number> {
    return Promise.resolve(this.attempts.get(attempt)?.marks.get(epoch) ?? 0);
  }

  writeMark(attempt: string, epoch: number, sent: number): Promise<void> {
    this.#place(attempt).marks.set(epoch, sent);
    return Promise.resolve();
  }

  #place(attempt: string): Kept {
    const kept = this.attempts.get(attempt) ?? {
      heads: new Map<number, LogHeader>(),
      lines: new Map<number, Map<number, Entry>>(),
      marks: new Map<number, number>(),
      notes: new Map<NoteName, string>(),
    };
    this.attempts.set(attempt, kept);
    return kept;
  }
}
