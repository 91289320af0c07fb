import type { JournalEvent } from '../wire/event.ts';
import { link } from './chain.ts';
import type { Clock } from './clock.ts';
import type { LogHeader } from './frame.ts';
import { parseLine, writeLine } from './line.ts';
import { type Replayed, applyEvent, replayOn, startReplay } from './replay.ts';
import type { JournalStore, StoredLog } from './store.ts';

type Head = 'v' | 'seq' | 'span' | 't' | 'wall';
type Headless<E> = E extends unknown ? Omit<E, Head> : never;
/** An event without what the journal itself adds. */
export type Happening = Headless<JournalEvent>;

/**
 * One epoch that is being written. An event counts in `replayed` at once; it is on the device when
 * `saved` has reached it. `told` hears when a try to store has ended: well only when all is stored
 * that happened, and nothing is left out that could not be read back.
 */
export class Journal {
  readonly header: LogHeader;
  readonly lines: string[];
  readonly hashes: string[];
  replayed: Replayed;
  /** Events that would outlive a crash of the browser. */
  saved: number;
  readonly #store: JournalStore;
  readonly #clock: Clock;
  readonly #told: (stored: boolean) => void;
  #span: number;
  #writing: Promise<void> | undefined;
  /** Items whose last answer could not be kept. */
  readonly #refused = new Set<string>();

  constructor(
    store: JournalStore,
    log: Pick<StoredLog, 'header' | 'lines' | 'hashes'>,
    clock: Clock,
    told: (stored: boolean) => void,
  ) {
    this.header = log.header;
    this.lines = [...log.lines];
    this.hashes = [...log.hashes];
    this.saved = log.lines.length;
    this.replayed = replayOn(startReplay(log.header.form), log.lines);
    this.#span = (this.replayed.clock?.span ?? -1) + 1;
    this.#store = store;
    this.#clock = clock;
    this.#told = told;
  }

  get seq(): number {
    return this.lines.length;
  }

  /** Milliseconds since the last event, as far as this span knows; 0 in a new one. */
  get silence(): number {
    const { clock } = this.replayed;
    return clock && !this.isNewSpan ? Math.max(0, this.#clock.monotonic() - clock.t) : 0;
  }

  /** Nothing is written in this span yet: from a reload or a pause until the first event after it. */
  get isNewSpan(): boolean {
    return this.replayed.clock?.span !== this.#span;
  }

  /** Was the page left without the focus? Closed then, it has it again without a word. */
  get endsAway(): boolean {
    const last = this.lines.findLast((line) => /"type":"(?:blur|focus)"/.test(line));
    return last?.includes('"type":"blur"') ?? false;
  }

  /** Time until the next event is nobody's: the test was paused. */
  breakSpan(): void {
    this.#span += 1;
  }

  /** False, and nothing is kept, where the event could not be read back: an answer beyond all bounds. */
  append(happening: Happening): boolean {
    const event = {
      v: 1,
      seq: this.lines.length + 1,
      span: this.#span,
      t: this.#clock.monotonic(),
      wall: this.#clock.wall(),
      ...happening,
    } as JournalEvent;
    const line = writeLine(event);
    if (!parseLine(line)) {
      if (happening.type === 'answer') this.#refused.add(happening.item);
      this.#told(false);
      return false;
    }
    if (happening.type === 'answer') this.#refused.delete(happening.item);
    this.hashes.push(link(this.hashes[this.lines.length] ?? '', line));
    this.lines.push(line);
    this.replayed = applyEvent(this.replayed, event);
    void this.store();
    return true;
  }

  /** Stores what is not stored yet; settles when that was tried. */
  store(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    while (this.saved < this.lines.length) {
      const from = this.saved;
      const entries = this.lines.slice(from).map((line, i) => ({
        seq: from + i + 1,
        line,
        hash: this.hashes[from + i + 1] ?? '',
      }));
      try {
        await this.#store.append(this.header, entries);
        this.saved = from + entries.length;
        this.#told(this.#refused.size === 0);
      } catch {
        this.#told(false);
        return;
      }
    }
  }
}
