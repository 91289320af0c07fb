import type { LogFault } from '../../scoring/journal/store-fault.ts';
import { Disk } from './disk.ts';
import type { Scheduler } from './scheduler.ts';
import type { Screen } from './screen.ts';
import { Shelf } from './shelf.ts';
import type { Troubles } from './trouble.ts';

interface Failing {
  why: LogFault;
  /** Calls that fail; Infinity = all to come. */
  calls: number;
}

interface Lock {
  page: Screen;
  waiting: { page: Screen; have: () => void }[];
}

/** One device of the room: what outlives its pages, and what is wrong with it. */
export class Machine {
  readonly name: string;
  readonly disk = new Disk();
  readonly shelf = new Shelf();
  readonly pages: Screen[] = [];
  isOffline = false;
  /** Since when its lid is closed. */
  sleepsFrom: number | undefined;
  /** Error of the wall clock in ms. */
  skew = 0;
  /** Who sits at it. */
  user: object | undefined;
  readonly isSlow: boolean;
  /** Does the pages' monotonic clock stand still while the lid is closed? */
  readonly stopsInSleep: boolean;
  /** Time that it has slept. */
  slept = 0;
  readonly #failing: Record<'file' | 'index', Failing> = {
    file: { why: 'failed', calls: 0 },
    index: { why: 'failed', calls: 0 },
  };
  readonly #locks = new Map<string, Lock>();
  readonly #scheduler: Scheduler;

  constructor(name: string, scheduler: Scheduler, troubles: Troubles) {
    this.name = name;
    this.#scheduler = scheduler;
    this.isSlow = troubles.strikes('store slow', name);
    this.stopsInSleep = scheduler.chance(0.5);
  }

  /** The page that a pupil would look at. */
  get page(): Screen | undefined {
    return this.pages.findLast(({ isAlive }) => isAlive);
  }

  get isAsleep(): boolean {
    return this.sleepsFrom !== undefined;
  }

  /** How long a call of its stores takes. */
  get latency(): number {
    return this.isSlow ? Math.min(3_000, this.#scheduler.wait(200)) : 0;
  }

  fail(which: 'file' | 'index', failing: Failing): void {
    this.#failing[which] = failing;
  }

  mend(): void {
    this.#failing.file.calls = 0;
    this.#failing.index.calls = 0;
  }

  /** Why this call of a store fails, if it does. */
  findFailure(which: 'file' | 'index'): LogFault | undefined {
    const failing = this.#failing[which];
    if (failing.calls <= 0) return undefined;
    failing.calls -= 1;
    return failing.why;
  }

  /** The lock of a journal's name; false when another page has it and it is not to be waited for. */
  lock(name: string, page: Screen, wait: boolean): Promise<boolean> {
    if (!page.isAlive) return new Promise(() => undefined);
    const lock = this.#locks.get(name);
    if (!lock) {
      this.#locks.set(name, { page, waiting: [] });
      return Promise.resolve(true);
    }
    if (lock.page === page) return Promise.resolve(true);
    if (!wait) return Promise.resolve(false);
    return new Promise((done) => {
      lock.waiting.push({
        page,
        have: () => {
          done(true);
        },
      });
    });
  }

  unlock(name: string, page: Screen): void {
    const lock = this.#locks.get(name);
    if (lock?.page !== page) return;
    const next = lock.waiting.shift();
    if (!next) this.#locks.delete(name);
    else {
      lock.page = next.page;
      next.have();
    }
  }

  /** A page that is gone holds nothing and waits for nothing. */
  release(page: Screen): void {
    for (const [name, lock] of this.#locks) {
      lock.waiting = lock.waiting.filter((one) => one.page.isAlive);
      if (lock.page === page) this.unlock(name, page);
    }
  }
}
