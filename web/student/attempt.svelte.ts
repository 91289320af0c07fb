import { LONGEST_SILENCE } from '../../scoring/journal/replay.ts';
import type { SittingStatus } from '../../scoring/wire/batch.ts';
import type { Bound, Resume } from '../../scoring/wire/entry.ts';
import type { AttemptState } from '../../scoring/wire/event.ts';
import type { Package } from '../../scoring/wire/form.ts';
import type { Response } from '../../scoring/wire/response.ts';
import type { ChangeReason } from '../kit/blocks/desk.ts';
import type { Ending } from '../kit/world/play.svelte.ts';
import type { DeviceStore } from './journal/device-store.ts';
import { type Happening, Journal } from './journal/journal.ts';
import type { StoredLog } from './journal/store.ts';
import { endOf, nextEpoch, openEpoch, takeOver } from './journal/takeover.ts';
import { Uplink } from './journal/uplink.ts';
import { after, clock } from './outside.ts';
import { CALM, type Safety, noteConnection } from './safety.ts';
import { fetchSealed, openSealed } from './sealed-package.ts';

const TICK = 15_000;
const POLL = 4_000;

/** One pupil's attempt on this device, from the first word to hand-in. */
export class Attempt {
  readonly label: { school: string; className: string; seat: number };
  state = $state.raw<AttemptState>() as AttemptState;
  status = $state.raw<SittingStatus>();
  /** false: the card matched nobody, a grown-up has to claim the attempt; undefined: not known yet. */
  bound = $state<boolean>();
  pack = $state.raw<Package>();
  safety = $state.raw<Safety>(CALM);
  /** Counts the times that the work was replaced by what the server has of it. */
  turns = $state(0);
  /** Net milliseconds used, as of the last second. */
  used = $state(0);
  readonly #store: DeviceStore;
  readonly #uplink: Uplink;
  #journal: Journal;
  #away: boolean;
  #key: string | undefined;
  #sealed: Uint8Array<ArrayBuffer> | undefined;
  #opening = false;
  #seconds: ReturnType<typeof setInterval> | undefined;

  /**
   * `logs`: every epoch on this device, ascending; the last one is written on, unless it is torn:
   * then a new one goes on from where it is sound. `isFresh`: begun just now.
   */
  constructor(
    store: DeviceStore,
    logs: StoredLog[],
    notes: { card?: string; key?: string },
    isFresh = false,
  ) {
    const last = logs.at(-1);
    if (!last) throw new Error('an attempt has at least one log');
    this.#store = store;
    this.label = last.header.label;
    this.#key = notes.key;
    this.#journal = new Journal(store, last, clock, this.#told(last.header.epoch));
    this.state = this.#journal.replayed.state;
    this.#away = this.#journal.endsAway;
    const ports = {
      store,
      card: notes.card,
      after,
      random: Math.random,
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
    this.#uplink = new Uplink(last.header, ports, isFresh);
    for (const log of logs.slice(0, -1)) void this.#uplink.add(log);
    void this.#uplink.add(this.#journal);
    if (last.torn) this.#beginEpoch(nextEpoch(last.header, undefined));
    const written = logs.findLast(({ lines }) => lines.length > 0);
    if (written && this.#journal.seq === 0) {
      this.#base = endOf(written);
      this.state = this.#base.state;
    }
    this.#start();
  }

  get header() {
    return this.#journal.header;
  }

  /** Items may be worked on now. A device that never heard how its sitting stands goes on. */
  get working(): boolean {
    return this.begun && !this.state.handedIn && this.isOpen && !this.isTimeUp;
  }
  get begun(): boolean {
    return this.state.item !== null;
  }
  get isOpen(): boolean {
    return this.status === undefined || this.status.state === 'open';
  }
  /** Net time in ms; undefined before anything is known of it. */
  get limit(): number | undefined {
    return this.status?.limit ?? (this.pack && this.pack.form.minutes * 60_000);
  }
  get isTimeUp(): boolean {
    return this.limit !== undefined && this.used >= this.limit;
  }
  /** Nothing is left to send and nothing more will come. */
  get isOver(): boolean {
    const ended = this.state.handedIn || this.status?.state === 'closed';
    return ended && this.safety.pending === 0 && this.safety.unsaved === 0;
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
  answer(item: string, response: Response, reason: ChangeReason): void {
    // An edit that was under way when the test was paused still counts: it was made before.
    if (this.begun) this.#write({ type: 'answer', item, response, reason });
  }
  record(item: string, world: number, { ended, solved, steps }: Ending): void {
    if (this.working) this.#write({ type: 'run', item, world, ended, solved, steps }, true);
  }
  flag(item: string, on: boolean): void {
    this.#write({ type: 'flag', item, on });
  }
  help(on: boolean): void {
    this.#write({ type: 'help', on }, true);
  }
  handIn(): void {
    this.#write({ type: 'handin' }, true);
    this.#forgetKey();
  }
  /** The page lost or got the focus; told twice it is noted once. */
  lookAway(away: boolean): void {
    if (!this.working || away === this.#away) return;
    this.#away = away;
    this.#write({ type: away ? 'blur' : 'focus' }, true);
  }

  /** The room goes on though this device cannot hear its server. */
  goOn(): void {
    if (this.status) this.status = { ...this.status, state: 'open' };
  }

  /** Tries everything again at once: the network may be back. */
  wake(): void {
    this.#uplink.wake();
    void this.#journal.store();
    void this.#uplink.poll();
  }

  /** The next pupil's turn: this attempt goes on sending by itself. */
  async leave(): Promise<void> {
    this.#store.note(this.header.attempt, 'left', 'yes').catch(() => undefined);
    this.#forgetKey();
    this.stop();
    await this.#journal.store();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#seconds);
    this.#cancelPoll?.();
    this.#uplink.stop();
  }

  /** What the server has of this pupil from another device is taken over before anything is done here. */
  async #tie({ bound, resume }: Bound): Promise<boolean> {
    this.bound = bound;
    if (resume && this.#journal.seq === 0 && !this.#base)
      this.#write({ type: 'start', form: this.header.form, resume }, true);
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
        savedAt: stored ? clock.wall() : savedAt,
      };
      this.#lookAround();
      // What this device cannot keep well must reach the server all the sooner.
      const isWeak = !stored || this.#store.health.file !== 'ok';
      this.#uplink.grown(epoch, isWeak || this.#isUrgent);
      this.#isUrgent = false;
    };
  }
  #isUrgent = false;

  #write(happening: Happening, now = false): void {
    this.#isUrgent ||= now;
    if (this.#base) {
      this.#journal.append({ type: 'start', form: this.header.form, resume: this.#base });
      this.#base = undefined;
    }
    this.#journal.append(happening);
    this.state = this.#journal.replayed.state;
    this.#measure();
    this.#lookAround();
  }
  /** What an epoch in which nothing is written yet goes on from. */
  #base: Resume | undefined;

  #beginEpoch(epoch: number): void {
    const header = { ...this.header, epoch };
    this.#journal = openEpoch(this.#store, header, clock, this.#told(epoch));
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
  }

  async #hear(status: SittingStatus): Promise<void> {
    if (this.#stopped) return;
    const wasWorking = this.working;
    const { contentKey, ...rest } = status;
    if (wasWorking && rest.state !== 'open') {
      this.#write({ type: 'tick' }, true);
      this.#journal.breakSpan();
    }
    this.status = rest;
    this.#measure();
    if (contentKey !== undefined && this.#key !== contentKey && !this.state.handedIn) {
      this.#key = contentKey;
      this.bound = true;
      await this.#store.note(this.header.attempt, 'key', contentKey).catch(() => undefined);
    }
    if (rest.state === 'closed' || (this.state.handedIn && this.safety.pending === 0))
      this.#forgetKey();
    await this.#open();
  }

  #forgetKey(): void {
    if (this.#key === undefined) return;
    this.#key = undefined;
    this.#store.note(this.header.attempt, 'key', undefined).catch(() => undefined);
  }

  /** Fetches and opens the package, as far as that can be done now. */
  async #open(): Promise<void> {
    if (this.pack || this.#opening || this.state.handedIn) return;
    this.#opening = true;
    try {
      this.#sealed ??= await fetchSealed(this.header.sitting, this.header.package);
      if (this.#sealed && this.#key !== undefined)
        this.pack = await openSealed(this.#sealed, this.#key);
    } finally {
      this.#opening = false;
    }
  }

  #measure(): void {
    const spent = Object.values(this.state.spent).reduce((sum, ms) => sum + ms, 0);
    const isRunning = this.begun && !this.state.handedIn && this.isOpen;
    this.used = spent + (isRunning ? Math.min(LONGEST_SILENCE, this.#journal.silence) : 0);
  }

  #lookAround(): void {
    const { failures, pending, refused } = this.#uplink;
    const unsaved = this.#journal.seq - this.#journal.saved;
    const kept = { ...this.safety, pending, refused, unsaved };
    this.safety = noteConnection(kept, failures === 0, clock.monotonic());
  }

  #start(): void {
    this.#seconds = setInterval(() => {
      const wasUp = this.isTimeUp;
      this.#measure();
      if (this.isTimeUp && !wasUp) {
        this.#write({ type: 'tick' }, true);
        this.#journal.breakSpan();
      } else if (this.working && this.#journal.silence >= TICK) this.#write({ type: 'tick' }, true);
      if (this.#journal.saved < this.#journal.seq) void this.#journal.store();
    }, 1_000);
    void this.#poll();
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
    if (this.#stopped || (this.state.handedIn && this.isOver && this.#key === undefined)) return;
    const patience = 2 ** Math.min(3, this.#uplink.failures);
    this.#cancelPoll = after(POLL * patience * (0.75 + Math.random() * 0.5), () => {
      void this.#poll();
    });
  }
  #cancelPoll: (() => void) | undefined;
  #stopped = false;
}
