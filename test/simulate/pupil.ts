import type { Course } from '../../scoring/journal/course.ts';
import { makeCard } from '../../scoring/journal/card.ts';
import { ask } from '../../scoring/journal/network.ts';
import { Entry } from '../../scoring/wire/entry.ts';
import { cardOf, CONTENT_KEY, ITEMS, offlineEntry, SITTING } from './class.ts';
import type { Machine } from './machine.ts';
import type { Room } from './page.ts';
import type { Screen } from './screen.ts';

/** Between two looks at a screen that does not let one work, in ms. */
const PATIENCE = 1_500;
/** Looks at such a screen before another device is tried. */
const TRIES = 8;

interface Card {
  card: string;
  seat: number;
}

/** One child: finds a device, shows a card, works, hands in, and meets what children meet. */
export class Pupil {
  readonly seat: number;
  /** Attempts that this child began, each with what was to be seen of it last. */
  readonly attempts = new Set<string>();
  /** Held somebody else's card, or somebody else this one's. */
  isMixed = false;
  machine: Machine | undefined;
  #edits: number;
  readonly #pace: number;
  readonly #room: Room;
  readonly #machines: readonly Machine[];
  readonly #others: readonly Pupil[];
  /** The page on which something is awaited: when it is gone nothing will come of it. */
  #awaits: Screen | undefined;
  #shown: Card | undefined;
  #tries = 0;
  #isDone = false;

  constructor(
    seat: number,
    room: Room,
    {
      machines,
      others,
      edits,
      pace,
    }: {
      machines: readonly Machine[];
      others: readonly Pupil[];
      edits: number;
      /** Mean time between two deeds, in ms. */
      pace: number;
    },
  ) {
    this.seat = seat;
    this.#room = room;
    this.#machines = machines;
    this.#others = others;
    this.#edits = edits;
    this.#pace = pace;
  }

  get name(): string {
    return `pupil ${this.seat}`;
  }

  begin(): void {
    this.#plan(this.#room.scheduler.wait(5_000));
  }

  /** Home time. */
  stop(): void {
    this.#isDone = true;
  }

  /** Walks away from a device as it is. */
  moveOn(): boolean {
    if (this.#isDone || !this.machine) return false;
    this.machine.user = undefined;
    this.machine = undefined;
    return true;
  }

  /** Lets the next pupil have the device. */
  handOver(): boolean {
    const page = this.machine?.page;
    if (!page?.course || this.#awaits) return false;
    this.#await(page, page.device.leave());
    return this.moveOn();
  }

  #plan(ms: number): void {
    this.#room.scheduler.after(ms, () => {
      if (this.#isDone) return;
      this.#plan(this.#step());
    });
  }

  /** Does the next thing; answers how long until the one after it. */
  #step(): number {
    if (this.#awaits?.isAlive) return PATIENCE;
    this.#awaits = undefined;
    this.machine ??= this.#findMachine();
    const page = this.machine?.page;
    if (!page?.isAwake) return PATIENCE;
    const { stage } = page.device;
    if (stage.kind === 'attempt') {
      this.#tries = 0;
      if (this.attempts.has(stage.course.header.attempt)) return this.#work(page, stage.course);
      // Somebody else's, or an own one that this child does not know again.
      if (stage.course.header.label.seat === this.#shown?.seat)
        this.attempts.add(stage.course.header.attempt);
      else this.#await(page, page.device.leave());
    } else if (stage.kind === 'card') this.#await(page, this.#enter(page));
    else if (stage.kind !== 'opening') this.#tries += 1;
    if (this.#tries > TRIES && this.moveOn()) this.#tries = 0;
    return PATIENCE;
  }

  #findMachine(): Machine | undefined {
    const free = this.#machines.filter(({ user }) => user === undefined);
    const machine = free.length > 0 ? this.#room.scheduler.pick(free) : undefined;
    if (machine) machine.user = this;
    return machine;
  }

  #await(page: Screen, coming: Promise<unknown>): void {
    this.#awaits = page;
    const end = () => {
      if (this.#awaits === page) this.#awaits = undefined;
    };
    coming.then(end, end);
  }

  async #enter(page: Screen): Promise<void> {
    const { air, scheduler } = this.#room;
    const shown = this.#pickCard();
    const path = `/api/v1/sittings/${SITTING}/entry`;
    const reply = await ask(air.postFrom(page), Entry, path, { card: shown.card });
    if (reply.kind === 'refused') return;
    const entry = reply.kind === 'ok' ? reply.value : offlineEntry(shown.seat, scheduler.now);
    this.#shown = shown;
    await page.device.enter(entry, shown.card);
    const attempt = page.course?.header.attempt;
    if (attempt !== undefined) this.attempts.add(attempt);
  }

  #pickCard(): Card {
    const { troubles, scheduler } = this.#room;
    const { seat } = this;
    if (troubles.strikes('wrong card', this.name))
      return { seat, card: makeCard({ sitting: SITTING, seat, pin: 77_777 }) };
    if (troubles.strikes('spare card', this.name)) return { seat: 61, card: cardOf(61) };
    if (this.#others.length > 1 && troubles.strikes("another's card", this.name)) {
      const other = scheduler.pick(this.#others.filter((one) => one !== this));
      this.isMixed = true;
      other.isMixed = true;
      return { seat: other.seat, card: cardOf(other.seat) };
    }
    return { seat, card: cardOf(seat) };
  }

  #work(page: Screen, course: Course): number {
    if (course.state.handedIn) return this.#rest();
    if (!course.begun) {
      if (course.mayBegin) course.begin();
      else this.#waitForBeginning(page, course);
      return PATIENCE;
    }
    if (!course.working) return PATIENCE;
    if (this.#edits <= 0) {
      course.handIn();
      return this.#rest();
    }
    this.#act(page, course);
    return this.#room.scheduler.wait(this.#pace);
  }

  /** The room has begun and this device cannot hear it: the code on the proctor's sheet. */
  #waitForBeginning(page: Screen, course: Course): void {
    if (course.pack ?? course.status?.state === 'open') return;
    if (page.machine.isOffline && this.#room.troubles.strikes('unlocked offline', this.name))
      this.#await(page, course.unlock(CONTENT_KEY));
  }

  #act(page: Screen, course: Course): void {
    const { scheduler, ledger } = this.#room;
    const { machine } = this;
    if (!machine) return;
    const item = scheduler.pick(ITEMS);
    const what = scheduler.random();
    if (what < 0.7) {
      const n = ledger.edits.length;
      const { attempt } = course.header;
      ledger.edits.push({ item, attempt, machine, saved: false, sent: false });
      scheduler.note(`${this.name} at ${page.name} e${n} ${item}`);
      course.answer(item, { kind: 'values', values: [n] }, 'edit');
      this.#edits -= 1;
    } else if (what < 0.82) course.visit(item);
    else if (what < 0.9) course.record(item, 0, { ended: 'finished', solved: true, steps: 9 });
    else if (what < 0.94) course.flag(item, scheduler.chance(0.5));
    else if (what < 0.97) course.help(scheduler.chance(0.5));
    else course.lookAway(scheduler.chance(0.5));
    ledger.touch(page);
  }

  /** Nothing more to do: the device is for the next one. */
  #rest(): number {
    if (this.#room.scheduler.chance(0.3)) this.handOver();
    return PATIENCE * 4;
  }
}
