import type { Entry } from '../wire/entry.ts';
import { emptyHead } from './accept.ts';
import { Course } from './course.ts';
import type { DeviceStore } from './device-store.ts';
import { type Leftover, sendLeftover } from './leftover.ts';
import type { Notes, StoredAttempt } from './note.ts';
import type { Outside } from './outside.ts';
import { replay } from './replay.ts';
import { isAtRisk } from './safety.ts';
import type { StoredLog } from './store.ts';
import type { Held } from './uplink.ts';

/** What is going on at a device. */
export type DeviceStage =
  /** The device's journals are being read. */
  | { kind: 'opening' }
  /** Something lies here that cannot be read now: no card may begin beside it. */
  | { kind: 'unread' }
  /** Another tab has the attempt. */
  | { kind: 'elsewhere' }
  | { kind: 'card' }
  | { kind: 'attempt'; course: Course };

/** The seat that a card names, and the form that is taken there. */
export type SeatPlace = Pick<
  Entry,
  'sitting' | 'school' | 'className' | 'seat' | 'package' | 'campaign' | 'answerKey'
> & {
  form: Pick<Entry['form'], 'version'>;
};

/** An attempt of which the server lacks something. */
export interface Unsent extends Held {
  /** The note of the campaign and its key, where there is one. */
  answers: string | undefined;
}

interface Found {
  logs: StoredLog[];
  notes: Notes;
}

/**
 * One pupil after the other at one device, and what earlier ones left to send. `changed` is called
 * after anything that can be read here, or in the course that is shown, has changed.
 */
export class Device {
  stage: DeviceStage = { kind: 'opening' };
  /** Attempts of earlier pupils that the server does not have in full. */
  unsent = 0;
  readonly #store: DeviceStore;
  readonly #outside: Outside;
  readonly #changed: () => void;
  #leftovers: Leftover[] = [];
  readonly #answers = new Map<string, string | undefined>();

  constructor(store: DeviceStore, outside: Outside, changed: () => void) {
    this.#store = store;
    this.#outside = outside;
    this.#changed = changed;
  }

  /** Reads what lies here: the attempt that is under way is shown, all others are sent. */
  async read(): Promise<void> {
    await this.#read().catch(() => {
      this.#turnTo({ kind: 'unread' });
    });
  }

  /** Begins the attempt of the seat that was confirmed, or goes on with it where it lies here. */
  async enter(place: SeatPlace, card: string): Promise<void> {
    this.#turnTo({ kind: 'opening' });
    const known = this.#leftovers.find(
      ({ sitting, seat }) => sitting === place.sitting && seat === place.seat,
    );
    if (known && (await this.#isStillOf(known, place)) && (await this.#goOnWith(known))) return;
    const { sitting, form, school, className, seat, campaign, answerKey } = place;
    const header = {
      log: 1,
      attempt: this.#outside.makeId(),
      epoch: 1,
      secret: this.#outside.makeSecret(),
      sitting,
      form: form.version,
      package: place.package,
      label: { school, className, seat },
    } as const;
    // The card first: a log without one is of an attempt that the server will never take.
    const isCardKept = await this.#keepCard(header.attempt, card);
    await this.#store.create(header).catch(() => undefined);
    const answers = campaign && answerKey && `${campaign} ${answerKey}`;
    if (answers !== undefined)
      await this.#store.note(header.attempt, 'answers', answers).catch(() => undefined);
    this.#answers.set(header.attempt, answers);
    const { hash } = emptyHead(header.attempt, header.epoch);
    const log = { header, lines: [], hashes: [hash], torn: false };
    const store = isCardKept ? this.#store : this.#afterCard(header.attempt, card);
    this.#show({ logs: [log], notes: { card } }, store, true);
  }

  #keepCard(attempt: string, card: string): Promise<boolean> {
    const kept = this.#store.note(attempt, 'card', card);
    return kept.then(
      () => true,
      () => false,
    );
  }

  /** Nothing counts as kept before the card is, unless the server has taken it. */
  #afterCard(attempt: string, card: string): DeviceStore {
    const store = this.#store;
    let isKept = false;
    const append: DeviceStore['append'] = async (header, entries) => {
      const { stage } = this;
      const course = stage.kind === 'attempt' ? stage.course : undefined;
      const isTaken = course?.header.attempt === attempt && course.held.card === undefined;
      if (!isKept && !isTaken) await store.note(attempt, 'card', card);
      isKept = true;
      await store.append(header, entries);
    };
    return { ...store, append };
  }

  /** The next pupil's turn. What this one has not sent goes on being sent. */
  async leave(): Promise<void> {
    if (this.stage.kind !== 'attempt') return;
    const { course } = this.stage;
    // What is nowhere but in this page would be lost with it.
    if (isAtRisk(course.safety)) return;
    await course.leave();
    // No card before it is known that this one's work goes on being sent.
    this.#turnTo({ kind: 'opening' });
    const found = await this.#find(course.header.attempt);
    if (typeof found === 'object') this.#keepSending(found);
    this.#turnTo({ kind: found === 'failed' ? 'unread' : 'card' });
  }

  /** The network may be back. */
  wake(): void {
    for (const leftover of this.#leftovers) leftover.wake();
    if (this.stage.kind === 'attempt') this.stage.course.wake();
  }

  /** What can leave this device by hand only, the attempt that is shown first. */
  listUnsent(): Unsent[] {
    const course = this.stage.kind === 'attempt' ? this.stage.course : undefined;
    const shown = course && course.safety.pending > 0 ? [course.held] : [];
    const left = this.#leftovers.filter((leftover) => leftover.pending() > 0);
    return [...shown, ...left.map((leftover) => leftover.held())].map((held) => ({
      ...held,
      answers: this.#answers.get(held.sources[0]?.header.attempt ?? ''),
    }));
  }

  /** Is the attempt one that an earlier pupil left here? */
  holds(attempt: string): boolean {
    return this.#leftovers.some((leftover) => leftover.attempt === attempt);
  }

  async #read(): Promise<void> {
    const current: Found[] = [];
    let held: StoredAttempt | undefined;
    for (const stored of await this.#store.list()) {
      const found = await this.#readAttempt(stored);
      if (found === 'failed') throw new Error('a journal cannot be read');
      if (found === 'held') {
        if (stored.notes.left === undefined) held = stored;
        else void this.#sendAfter(stored);
      } else if (found) {
        if (stored.notes.left === undefined) current.push(found);
        else this.#keepSending(found);
      }
    }
    // One pupil works on a device; where more were never left, the one that still works comes first.
    const now = this.#outside.clock.wall();
    const [first, ...others] = current.sort((a, b) => rank(b, now) - rank(a, now));
    for (const other of others) this.#keepSending(other);
    if (first) this.#show(first);
    else if (held) await this.#waitFor(held);
    else this.#turnTo({ kind: 'card' });
  }

  /** Another tab works on it: this one says so and takes over when that one is closed. */
  async #waitFor({ attempt, epochs }: StoredAttempt): Promise<void> {
    this.#turnTo({ kind: 'elsewhere' });
    await this.#store.open(attempt, epochs.at(-1) ?? 1, true).catch(() => undefined);
    for (const leftover of this.#leftovers) leftover.stop();
    this.#leftovers = [];
    await this.#read();
  }

  /** Another tab sends what an earlier pupil left; this one does when that one is closed. */
  async #sendAfter({ attempt, epochs }: StoredAttempt): Promise<void> {
    await this.#store.open(attempt, epochs.at(-1) ?? 1, true);
    const found = await this.#find(attempt);
    const { stage } = this;
    const isShown = stage.kind === 'attempt' && stage.course.header.attempt === attempt;
    if (typeof found === 'object' && !isShown && !this.holds(attempt)) this.#keepSending(found);
  }

  /** A proctor may have given the attempt to another seat; unless the server says so it is this one's. */
  async #isStillOf(known: Leftover, { seat }: SeatPlace): Promise<boolean> {
    const reply = await this.#outside.network.askCounted(known, []);
    return reply.kind !== 'ok' || reply.value.seat === undefined || reply.value.seat === seat;
  }

  /** False where the attempt is not to be had any more: purged, or another tab's by now. */
  async #goOnWith(known: Leftover): Promise<boolean> {
    if (known.isGone()) return false;
    known.stop();
    this.#leftovers = this.#leftovers.filter((one) => one !== known);
    this.#count();
    const found = await this.#find(known.attempt);
    if (found === 'failed') {
      this.#turnTo({ kind: 'unread' });
      return true;
    }
    if (!found || found === 'held') return false;
    await this.#store.note(known.attempt, 'left', undefined).catch(() => undefined);
    this.#show(found);
    return true;
  }

  /** What lies here of an attempt. */
  async #find(attempt: string): Promise<Found | 'held' | 'failed' | undefined> {
    const stored = await this.#store.list().catch(() => undefined);
    const one = stored?.find((other) => other.attempt === attempt);
    return stored ? one && (await this.#readAttempt(one)) : 'failed';
  }

  /** All epochs of an attempt that can be read; undefined where there is none. */
  async #readAttempt({
    attempt,
    epochs,
    notes,
  }: StoredAttempt): Promise<Found | 'held' | 'failed' | undefined> {
    this.#answers.set(attempt, notes.answers);
    const logs: StoredLog[] = [];
    for (const epoch of epochs.toReversed()) {
      const log = await this.#store.open(attempt, epoch, false);
      // Without its newest epochs an attempt would be written on in the wrong place.
      if (log === 'held' || log === 'failed') return log;
      if (log !== 'unreadable') logs.unshift(log);
    }
    return logs.length > 0 ? { logs, notes } : undefined;
  }

  #show(found: Found, store = this.#store, isFresh = false): void {
    const course = new Course(store, this.#outside, found, this.#changed, isFresh);
    this.#turnTo({ kind: 'attempt', course });
  }

  #turnTo(stage: DeviceStage): void {
    this.stage = stage;
    this.#changed();
  }

  #keepSending({ logs, notes }: Found): void {
    this.#leftovers.push(
      sendLeftover(this.#store, this.#outside, logs, notes, () => {
        this.#count();
      }),
    );
    this.#count();
  }

  #count(): void {
    this.#leftovers = this.#leftovers.filter((leftover) => !leftover.isGone());
    this.unsent = this.#leftovers.filter((leftover) => leftover.pending() > 0).length;
    this.#changed();
  }
}

/** An attempt under way before one that is handed in, then the younger one; one not begun is of now. */
function rank({ logs }: Found, now: number): number {
  const last = logs.findLast(({ lines }) => lines.length > 0);
  if (!last) return now;
  const wall = Number(/"wall":(\d+)/.exec(last.lines.at(-1) ?? '')?.[1] ?? 0);
  return replay(last.lines).handedIn ? wall - 1e15 : wall;
}
