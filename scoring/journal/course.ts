import type { SittingStatus } from '../wire/batch.ts';
import type { Bound, Resume } from '../wire/entry.ts';
import type { AttemptState } from '../wire/event.ts';
import type { Package } from '../wire/form.ts';
import type { Response } from '../wire/response.ts';
import type { Locale } from '../wire/text.ts';
import type { DeviceStore } from './device-store.ts';
import { type Happening, Journal } from './journal.ts';
import type { Notes } from './note.ts';
import type { Outside } from './outside.ts';
import { LONGEST_SILENCE } from './replay.ts';
import { CALM, type Safety, noteConnection } from './safety.ts';
import type { StoredLog } from './store.ts';
import { endOf, nextEpoch, openEpoch, takeOver } from './takeover.ts';
import { Unsealing } from './unsealing.ts';
import { type Held, Uplink } from './uplink.ts';

/** At most so long without an event while somebody works, in ms. */
const TICK = 15_000;
/** Between two questions how the sitting stands, in ms. */
const POLL = 4_000;
const BEAT = 1_000;

type Event<T> = Extract<Happening, { type: T }>;

/**
 * One pupil's attempt on its device, from the first word to hand-in: writes its journal, sends it,
 * and knows what the pupil may do now. `changed` is called after anything that can be read here
 * has changed.
 */
export class Course {
  state: AttemptState;
  status: SittingStatus | undefined;
  /** false: the card matched nobody, a grown-up has to claim the attempt; undefined: not known yet. */
  bound: boolean | undefined;
  safety: Safety = CALM;
  /** Counts the times that the work was replaced by what the server has of it. */
  turns = 0;
  /** Net ms used, as of the last second. */
  used = 0;
  /** Steps of the guided practice that are done; undefined before the first. */
  practice: number | undefined;
  readonly #store: DeviceStore;
  readonly #outside: Outside;
  readonly #changed: () => void;
  readonly #uplink: Uplink;
  readonly #unsealing: Unsealing;
  #journal: Journal;
  /** What an epoch in which nothing is written yet goes on from. */
  #base: Resume | undefined;
  #away: boolean;
  /** What is being stored should be sent at once. */
  #isUrgent = false;
  #stopped = false;
  #cancelBeat: (() => void) | undefined;
  #cancelPoll: (() => void) | undefined;

  /**
   * `logs`: every epoch on this device, ascending; the last one is written on, unless it is torn:
   * then a new one goes on from where it is sound. `isFresh`: begun just now. Throws Error without
   * a log.
   */
  constructor(
    store: DeviceStore,
    outside: Outside,
    { logs, notes }: { logs: readonly StoredLog[]; notes: Notes },
    changed: () => void,
    isFresh = false,
  ) {
    const last = logs.at(-1);
    if (!last) throw new Error('an attempt has at least one log');
    this.#store = store;
    this.#outside = outside;
    this.#changed = changed;
    this.#unsealing = new Unsealing(store, outside, last.header, notes);
    if (notes.practice !== undefined) this.practice = Number(notes.practice);
    this.#journal = new Journal(store, last, outside.clock, this.#told(last.header.epoch));
    this.state = this.#journal.replayed.state;
    this.#away = this.#journal.endsAway;
    this.#uplink = new Uplink(last.header, this.#uplinkPorts(notes.card), isFresh);
    for (const log of logs.slice(0, -1)) void this.#uplink.add(log);
    void this.#uplink.add(this.#journal);
    if (last.torn) this.#beginEpoch(nextEpoch(last.header, undefined));
    const written = logs.findLast(({ lines }) => lines.length > 0);
    if (written && this.#journal.seq === 0) {
      this.#base = endOf(written);
      this.state = this.#base.state;
    }
    // Until the mark is read nothing of what lies here is known to be sent.
    this.#lookAround();
    this.#planBeat();
    void this.#poll();
  }

  #uplinkPorts(card: string | undefined) {
    return {
      store: this.#store,
      outside: this.#outside,
      card,
      practice: () => this.practice,
      changed: () => {
        this.#lookAround();
      },
      status: (status: SittingStatus) => {
        void this.#hear(status);
      },
      bound: (bound: Bound) => this.#tie(bound),
      outrun: (counted: Resume | undefined, unsent: string[]) => {
        this.#takeOver(counted, unsent);
      },
    };
  }

  /** The epoch that is being written. */
  get journal(): Pick<Journal, 'header' | 'lines' | 'hashes' | 'saved' | 'seq'> {
    return this.#journal;
  }
  /** All that this device has of the attempt. */
  get held(): Held {
    return this.#uplink.held;
  }
  get header() {
    return this.#journal.header;
  }

  get pack(): Package | undefined {
    return this.#unsealing.pack;
  }
  get begun(): boolean {
    return this.state.item !== null;
  }
  /** Items may be worked on now. A device that never heard how its sitting stands goes on. */
  get working(): boolean {
    return this.begun && !this.state.handedIn && !this.#isHalted;
  }
  /** Who has begun by the unlock code goes on where the server has not heard of it yet. */
  get isOpen(): boolean {
    const state = this.status?.state;
    return state === undefined || state === 'open' || (state === 'waiting' && this.begun);
  }
  get #isHalted(): boolean {
    return !this.isOpen || this.isTimeUp;
  }
  /** The first item may be shown now. */
  get mayBegin(): boolean {
    if (this.begun || !this.pack) return false;
    const state = this.status?.state;
    return (
      state === 'open' || (this.#unsealing.isUnlocked && state !== 'paused' && state !== 'closed')
    );
  }
  /** The pupil goes on at another device; what is done here is kept all the same. */
  get elsewhere(): boolean {
    return this.status?.elsewhere ?? false;
  }
  /** Net time in ms; undefined before anything is known of it. */
  get limit(): number | undefined {
    return this.status?.limit ?? (this.pack && this.pack.form.minutes * 60_000);
  }
  get isTimeUp(): boolean {
    return this.limit !== undefined && this.used >= this.limit;
  }
  begin(): void {
    const first = this.pack?.form.items[0];
    if (first === undefined || this.begun) return;
    if (this.#journal.seq === 0 && !this.#base)
      this.#write({ type: 'start', form: this.header.form });
    if (!this.state.handedIn) this.visit(first);
  }

  visit(item: string): void {
    this.#write({ type: 'visit', item }, true);
  }
  answer(item: string, response: Response, reason: Event<'answer'>['reason']): void {
    // An edit that was under way when the test was paused still counts: it was made before.
    if (this.begun) this.#write({ type: 'answer', item, response, reason });
  }
  record(
    item: string,
    world: number,
    { ended, solved, steps }: Pick<Event<'run'>, 'ended' | 'solved' | 'steps'>,
  ): void {
    if (this.working) this.#write({ type: 'run', item, world, ended, solved, steps }, true);
  }
  flag(item: string, on: boolean): void {
    this.#write({ type: 'flag', item, on });
  }
  help(on: boolean): void {
    this.#write({ type: 'help', on }, true);
  }
  copy(): void {
    if (this.working) this.#write({ type: 'copy' });
  }
  language(language: Locale): void {
    if (this.begun && !this.state.handedIn) this.#write({ type: 'language', language });
  }
  /** The page lost or got the focus; told twice it is noted once. */
  lookAway(away: boolean): void {
    if (!this.working || away === this.#away) return;
    this.#away = away;
    this.#write({ type: away ? 'blur' : 'focus' }, true);
  }
  handIn(): void {
    this.#write({ type: 'handin' }, true);
    this.#unsealing.forget();
  }

  /** So many steps of the guided practice are done; the board hears of it with the next question. */
  practise(steps: number): void {
    this.practice = steps;
    this.#note('practice', String(steps));
    this.#changed();
  }

  /** The room goes on though this device cannot hear its server. */
  goOn(): void {
    if (this.status) this.status = { ...this.status, state: 'open' };
    this.#changed();
  }

  /**
   * Takes the content key (base64) that an unlock code has opened. False while the package is not
   * on this device: it is opened as soon as it comes.
   */
  async unlock(contentKey: string): Promise<boolean> {
    if (!this.pack) {
      await this.#unsealing.takeUnlocked(contentKey);
      await this.#open();
    }
    return this.pack !== undefined;
  }

  /** Tries everything again at once: the network may be back. */
  wake(): void {
    this.#uplink.wake();
    void this.#journal.store();
    void this.#uplink.poll();
  }

  /** The next pupil's turn: what this one has not sent must be sent by somebody else. */
  async leave(): Promise<void> {
    this.#note('left', 'yes');
    this.#unsealing.forget();
    this.stop();
    await this.#journal.store();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelBeat?.();
    this.#cancelPoll?.();
    this.#uplink.stop();
  }

  /** What the server has of this pupil from another device is taken over before anything is done here. */
  async #tie({ bound, resume }: Bound): Promise<boolean> {
    this.bound = bound;
    if (resume && this.#journal.seq === 0 && !this.#base)
      this.#write({ type: 'start', form: this.header.form, resume }, true);
    this.#changed();
    const journal = this.#journal;
    await journal.store();
    return journal.saved === journal.seq;
  }

  #told(epoch: number): (stored: boolean) => void {
    return (stored) => {
      const { savedAt } = this.safety;
      this.safety = {
        ...this.safety,
        storeFails: !stored,
        savedAt: stored ? this.#outside.clock.wall() : savedAt,
      };
      this.#lookAround();
      // What this device cannot keep well must reach the server all the sooner.
      const isWeak = !stored || this.#store.health.file !== 'ok';
      this.#uplink.grown(epoch, isWeak || this.#isUrgent);
      this.#isUrgent = false;
    };
  }

  #write(happening: Happening, now = false): void {
    this.#isUrgent ||= now;
    if (this.#base) {
      this.#append({ type: 'start', form: this.header.form, resume: this.#base });
      this.#base = undefined;
    }
    this.#append(happening);
    this.state = this.#journal.replayed.state;
    this.#measure();
    // Time in which nobody may work is on no item.
    if (this.begun && this.#isHalted) this.#journal.breakSpan();
    this.#lookAround();
  }

  #append(happening: Happening): void {
    if (happening.type !== 'start') {
      this.#journal.append(happening);
      return;
    }
    const device = this.#outside.medium();
    this.#journal.append({
      ...happening,
      device,
      ...(this.#unsealing.isUnlocked && { unlocked: true }),
    });
  }

  #beginEpoch(epoch: number): void {
    const header = { ...this.header, epoch };
    this.#journal = openEpoch(this.#store, header, this.#outside.clock, this.#told(epoch));
    void this.#uplink.add(this.#journal);
  }

  /** The server has more of this attempt, or another history of it: the work goes on from there. */
  #takeOver(counted: Resume | undefined, unsent: string[]): void {
    const last = this.#journal;
    const happenings = takeOver(last, counted, unsent);
    this.#base = undefined;
    this.#beginEpoch(nextEpoch(last.header, counted?.from));
    for (const happening of happenings) this.#write(happening, true);
    this.turns += 1;
    this.#changed();
  }

  async #hear(status: SittingStatus): Promise<void> {
    if (this.#stopped) return;
    const wasWorking = this.working;
    const { contentKey, ...rest } = status;
    this.status = rest;
    this.#measure();
    if (wasWorking && this.#isHalted) this.#write({ type: 'tick' }, true);
    this.#changed();
    if (contentKey !== undefined && !this.state.handedIn) {
      this.bound = true;
      await this.#unsealing.take(contentKey);
    }
    if (rest.state === 'closed' || (this.state.handedIn && this.safety.pending === 0))
      this.#unsealing.forget();
    await this.#open();
  }

  #note(name: keyof Notes, text: string | undefined): void {
    this.#store.note(this.header.attempt, name, text).catch(() => undefined);
  }

  async #open(): Promise<void> {
    if (this.pack || this.state.handedIn) return;
    await this.#unsealing.open();
    this.#changed();
  }

  #measure(): void {
    const spent = Object.values(this.state.spent).reduce((sum, ms) => sum + ms, 0);
    const isRunning = this.begun && !this.state.handedIn && this.isOpen;
    const silence = isRunning ? Math.min(LONGEST_SILENCE, this.#journal.silence) : 0;
    this.used = spent + (this.status?.charged ?? 0) + silence;
  }

  #lookAround(): void {
    const { failures, pending, refused } = this.#uplink;
    const unsaved = this.#journal.seq - this.#journal.saved;
    const kept = { ...this.safety, pending, refused, unsaved };
    this.safety = noteConnection(kept, failures === 0, this.#outside.clock.monotonic());
    this.#changed();
  }

  #planBeat(): void {
    this.#cancelBeat = this.#outside.after(BEAT, () => {
      this.#beat();
      this.#planBeat();
    });
  }

  #beat(): void {
    const wasWorking = this.working;
    this.#measure();
    // Time runs from a span's first event on: one who comes back and only reads must have one too.
    const isDue = this.#journal.isNewSpan || this.#journal.silence >= TICK;
    if (wasWorking && (isDue || this.#isHalted)) this.#write({ type: 'tick' }, true);
    if (this.#journal.saved < this.#journal.seq) void this.#journal.store();
    this.#changed();
  }

  /**
   * While nothing is being sent the device asks how its sitting stands: not all at once, and ever
   * more seldom where nobody answers.
   */
  async #poll(): Promise<void> {
    try {
      if (!this.working || !this.pack || this.safety.downSince !== undefined)
        await this.#uplink.poll();
      await this.#open();
    } finally {
      this.#planPoll();
    }
  }

  #planPoll(): void {
    const { pending, unsaved } = this.safety;
    const isSent = pending === 0 && !this.#uplink.isOwing;
    const isOver = this.state.handedIn && isSent && unsaved === 0;
    if (this.#stopped || (isOver && !this.#unsealing.hasKey)) return;
    const patience = 2 ** Math.min(3, this.#uplink.failures);
    const ms = POLL * patience * (0.75 + this.#outside.random() * 0.5);
    this.#cancelPoll = this.#outside.after(ms, () => void this.#poll());
  }
}
