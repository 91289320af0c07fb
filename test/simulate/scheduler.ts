import { createHash } from 'node:crypto';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

interface Event {
  at: number;
  key: number;
  run: (() => unknown) | undefined;
}

/** Instant at which every run begins. */
const BEGINNING = Date.UTC(2026, 10, 24, 1, 0);

/**
 * Virtual time and chance of one run. Events come in the order of (instant, random key); after each
 * one everything that it set going in promises has come to rest.
 */
export class Scheduler {
  /** UTC milliseconds. */
  now = BEGINNING;
  /** Events so far. */
  steps = 0;
  readonly #heap: Event[] = [];
  readonly #rng;
  readonly #log = createHash('sha256');
  readonly #tell: ((line: string) => void) | undefined;

  constructor(seed: number, tell?: (line: string) => void) {
    // Neighbouring seeds begin nearly alike unless they are stirred first.
    const stirred = createHash('sha256').update(String(seed)).digest();
    this.#rng = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => stirred.readInt32LE(at)));
    this.#tell = tell;
  }

  get passed(): number {
    return this.now - BEGINNING;
  }

  /** Runs once after `ms`; the answer takes it back. */
  after(ms: number, run: () => unknown): () => void {
    const event: Event = { at: this.now + Math.max(0, ms), key: this.#rng.next(), run };
    this.#push(event);
    return () => {
      event.run = undefined;
    };
  }

  /** Uniform in [0, 1). */
  random(): number {
    return (this.#rng.next() >>> 0) / 2 ** 32;
  }

  chance(p: number): boolean {
    return p > 0 && this.random() < p;
  }

  /** A whole number from 0, below `count`. */
  below(count: number): number {
    return Math.floor(this.random() * count);
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }

  /** Exponential with this mean: waits between things that happen by themselves. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.random());
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += (this.#rng.next() >>> 0).toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** Goes into the hash by which two runs are compared. */
  note(line: string): void {
    const whole = `${this.passed.toFixed(3)} ${line}`;
    this.#log.update(whole).update('\n');
    this.#tell?.(whole);
  }

  digest(): string {
    return this.#log.copy().digest('hex').slice(0, 16);
  }

  /** Runs what happens up to `until`; `look` looks at the world after each event, false ends it. */
  async run(until: number, look: () => boolean): Promise<void> {
    for (;;) {
      const event = this.#heap[0];
      if (!event || event.at > until) break;
      this.#pop();
      if (!event.run) continue;
      this.now = Math.max(this.now, event.at);
      this.steps += 1;
      await event.run();
      await settle();
      if (!look()) return;
    }
    this.now = until;
  }

  #push(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || !isBefore(event, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      let child = heap[below];
      const right = heap[below + 1];
      if (right && child && isBefore(right, child)) {
        below += 1;
        child = right;
      }
      if (!child || !isBefore(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
  }
}

function isBefore(one: Event, other: Event): boolean {
  return one.at < other.at || (one.at === other.at && one.key < other.key);
}

/** Every promise that can go on has gone on. */
function settle(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done);
  });
}
