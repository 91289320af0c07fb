import type { Scheduler } from './scheduler.ts';

/**
 * Everything that goes wrong, and how often. `each`: the share of calls that it strikes. `mean`: an
 * incident that comes by itself, on average once in so many lessons for each machine, pupil or room.
 */
const TROUBLES = {
  // The network, at each request.
  'request lost': { each: 0.04 },
  'answer lost': { each: 0.04 },
  'request late': { each: 0.05 },
  'request twice': { each: 0.05 },
  'server error': { each: 0.03 },
  'too busy': { each: 0.02 },
  'captive portal': { each: 0.02 },
  'stray refusal': { each: 0.02 },
  'small proxy': { each: 0.3 },
  // The network, for a while.
  'machine offline': { mean: 0.7 },
  'room offline': { mean: 1.2 },
  // The server, at each call of a pupil's: in a larger class as often in a lesson, not at a call.
  evicted: { each: 0.05, shared: true },
  'dies before commit': { each: 0.02, shared: true },
  'dies after commit': { each: 0.02, shared: true },
  'queue fails': { mean: 0.5 },
  // The machine.
  crash: { mean: 0.8 },
  'write torn': { each: 0.9 },
  'index wiped': { each: 0.15 },
  'log lost': { each: 0.06 },
  'log corrupt': { each: 0.08 },
  'log cut short': { each: 0.1 },
  'store fails once': { mean: 0.8 },
  'store fails on': { mean: 3 },
  'disk full': { mean: 3 },
  'store slow': { each: 0.4 },
  sleep: { mean: 1.5 },
  'clock jumps': { mean: 1.5 },
  'second tab': { mean: 2.5 },
  // People.
  'wrong card': { each: 0.08 },
  "another's card": { each: 0.06 },
  'spare card': { each: 0.08 },
  'other device': { mean: 1.5 },
  'next pupil': { mean: 2 },
  'unlocked offline': { each: 0.5 },
  pause: { mean: 1.2 },
  'pupil rests': { mean: 2 },
  extend: { mean: 2 },
  'early close': { mean: 2 },
  reopen: { each: 0.5 },
  claim: { each: 1 },
} as const satisfies Record<string, { each: number; shared?: true } | { mean: number }>;

export type Trouble = keyof typeof TROUBLES;
export const ALL_TROUBLES = Object.keys(TROUBLES) as Trouble[];

/** Most runs have some kinds of trouble and not others, so that each kind meets each other kind. */
const SHARE = 0.6;
const CALM = 0.04;
/** The class for which shared rates are given. */
const FEW = 3;

/** What goes wrong in one run, and what did. */
export class Troubles {
  readonly struck = new Map<Trouble, number>();
  /** From now on all is well. */
  isOver = false;
  readonly #scheduler: Scheduler;
  /** Its length in ms. */
  readonly #lesson: number;
  readonly #pupils: number;
  readonly #on: ReadonlySet<Trouble>;

  constructor(scheduler: Scheduler, { lesson, pupils }: { lesson: number; pupils: number }) {
    this.#scheduler = scheduler;
    this.#lesson = lesson;
    this.#pupils = pupils;
    const share = scheduler.chance(CALM) ? 0 : SHARE;
    this.#on = new Set(ALL_TROUBLES.filter((name) => scheduler.chance(share) || name === 'claim'));
  }

  /** Does it strike now? */
  strikes(name: Trouble, who: string): boolean {
    const rate = TROUBLES[name];
    if (!('each' in rate) || !this.#isOn(name)) return false;
    const each = 'shared' in rate ? (rate.each * FEW) / this.#pupils : rate.each;
    if (!this.#scheduler.chance(each)) return false;
    this.count(name, who);
    return true;
  }

  /** Has it happen by itself, again and again, while there is trouble. */
  comeAndGo(name: Trouble, who: string, happen: () => boolean): void {
    const rate = TROUBLES[name];
    if (!('mean' in rate) || !this.#on.has(name)) return;
    this.#scheduler.after(this.#scheduler.wait(rate.mean * this.#lesson), () => {
      if (this.isOver) return;
      if (happen()) this.count(name, who);
      this.comeAndGo(name, who, happen);
    });
  }

  count(name: Trouble, who: string): void {
    this.struck.set(name, (this.struck.get(name) ?? 0) + 1);
    this.#scheduler.note(`! ${name}: ${who}`);
  }

  #isOn(name: Trouble): boolean {
    return !this.isOver && this.#on.has(name);
  }
}
