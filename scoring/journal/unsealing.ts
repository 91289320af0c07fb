import type { Package } from '../wire/form.ts';
import type { DeviceStore } from './device-store.ts';
import type { LogHeader } from './frame.ts';
import type { Notes } from './note.ts';
import type { Outside } from './outside.ts';

/** The content key of an attempt's form while the attempt is under way, and the package it opens. */
export class Unsealing {
  pack: Package | undefined;
  /** The key came by the unlock code. */
  isUnlocked: boolean;
  readonly #store: Pick<DeviceStore, 'note'>;
  readonly #unseal: Outside['unseal'];
  readonly #header: LogHeader;
  #key: string | undefined;
  #opening: Promise<void> | undefined;

  constructor(
    store: Pick<DeviceStore, 'note'>,
    { unseal }: Pick<Outside, 'unseal'>,
    header: LogHeader,
    notes: Notes,
  ) {
    this.#store = store;
    this.#unseal = unseal;
    this.#header = header;
    this.#key = notes.key;
    this.isUnlocked = notes.unlocked !== undefined;
  }

  get hasKey(): boolean {
    return this.#key !== undefined;
  }

  /** Keeps a key (base64) beside the log; settles when that was tried. */
  async take(contentKey: string): Promise<void> {
    if (this.#key === contentKey) return;
    this.#key = contentKey;
    await this.#note('key', contentKey);
  }

  /** The same for one that an unlock code has opened. */
  async takeUnlocked(contentKey: string): Promise<void> {
    this.isUnlocked = true;
    await Promise.all([this.take(contentKey), this.#note('unlocked', 'yes')]);
  }

  forget(): void {
    if (this.#key === undefined) return;
    this.#key = undefined;
    void this.#note('key', undefined);
  }

  /** Fetches and opens the package, as far as that can be done now. */
  open(): Promise<void> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(): Promise<void> {
    if (this.pack) return;
    const key = this.#key;
    this.pack = await this.#unseal(this.#header, key);
    // One that came meanwhile is not left for the next question.
    if (this.#key !== key) await this.#open();
  }

  async #note(name: keyof Notes, text: string | undefined): Promise<void> {
    await this.#store.note(this.#header.attempt, name, text).catch(() => undefined);
  }
}
