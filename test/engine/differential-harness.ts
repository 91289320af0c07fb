import * as beacon from '../../scoring/run/beacon.ts';
import { STEP_LIMIT } from '../../scoring/run/engine.ts';
import { FAILURES } from '../../scoring/run/failure.ts';
import { type Scene, openScene } from '../../scoring/run/scene.ts';
import { NO_TRACE, recordAction } from '../../scoring/run/trace.ts';
import { LARGEST_NUMBER, LONGEST_LIST, type Memory, type World } from '../../scoring/wire/world.ts';
import { type Answer, act, ask } from './reference.ts';

/** Leaves the generated code from any depth. */
class End extends Error {}

interface Arrival {
  readonly name: string;
  readonly time: number;
  /** Below 0 for the night's own, which come before what is broadcast in the same tick. */
  readonly order: number;
}

const MOST_CALLS = 200;

/** Statements that are no step by themselves. */
const UNCOUNTED = new Set(['repeat', 'repeat_number', 'while', 'repeat_until', 'define', 'when']);

/**
 * What the generated code calls: the world, the events, and the bounds that our language has and
 * JavaScript has not.
 */
export class Harness {
  readonly scene: Scene;
  steps = 0;
  commands = 0;
  /** What sorts of blocks were executed; `when` if a script began by an event. */
  readonly did = new Set<string>();
  memory: Memory = { variables: {}, lists: {} };
  #calls = 0;
  #kept = 0;
  #readMemory = (): Memory => this.memory;
  readonly #scripts = new Map<string, (() => void)[]>();
  #arrivals: Arrival[] = [];
  #broadcasts = 0;

  constructor(world: World) {
    this.scene = openScene(world);
    if (world.kind !== 'beacon') return;
    const { events = [] } = world;
    this.#arrivals = events.map(({ name, at }, order) => ({
      name,
      time: at,
      order: order - events.length,
    }));
  }

  /** Runs the code: `finished`, `endless` or the reason of the failure. */
  run(source: string): string {
    // As `new Function(…)`.
    const program = Reflect.construct(Function, ['harness', source]) as (harness: Harness) => void;
    try {
      program(this);
      this.#hear();
      return 'finished';
    } catch (error) {
      if (error instanceof End) return error.message;
      throw error;
    } finally {
      this.memory = this.#readMemory();
    }
  }

  #hear(): void {
    for (;;) {
      const next = this.#arrivals[0];
      if (next && next.time > this.#clock) this.#keepTime();
      this.#arrivals.shift();
      if (this.scene.kind === 'beacon') {
        if (!next) beacon.endNight(this.scene);
        else if (next.order < 0) beacon.awaitEvent(this.scene);
      }
      if (!next) return;
      for (const script of this.#scripts.get(next.name) ?? []) {
        this.#step();
        this.did.add('when');
        script();
      }
    }
  }

  /** Time does not run on to a script that may not begin. */
  #keepTime(): void {
    const isAwaited = this.#arrivals.some(({ name }) => this.#scripts.has(name));
    if (isAwaited && this.steps === STEP_LIMIT) throw new End('endless');
  }

  get #clock(): number {
    return this.scene.kind === 'beacon' ? this.scene.clock : 0;
  }

  #step(): void {
    if (this.steps === STEP_LIMIT) throw new End('endless');
    this.steps += 1;
  }

  #check(isGood: boolean, failure: (typeof FAILURES)[number] & string): void {
    if (!isGood) throw new End(failure);
  }

  watch(readMemory: () => Memory): void {
    this.#readMemory = readMemory;
  }

  when(event: string, script: () => void): void {
    this.#scripts.set(event, [...(this.#scripts.get(event) ?? []), script]);
  }

  before(id: string): void {
    const kind = kindOf(id);
    if (UNCOUNTED.has(kind)) return;
    this.#step();
    this.did.add(kind);
  }

  after(id: string): void {
    if (kindOf(id) === 'call') this.#calls -= 1;
  }

  /** A round of a loop begins, or a function. */
  enter(id: string): void {
    const kind = kindOf(id);
    this.did.add(kind);
    if (kind.startsWith('repeat') && kind !== 'repeat_until') this.#step();
    if (kind !== 'define') return;
    this.#check(this.#calls < MOST_CALLS, 'too-many-calls');
    this.#calls += 1;
  }

  look(condition: () => boolean): boolean {
    this.#step();
    return condition();
  }

  rounds(number: () => number): number {
    try {
      return number();
    } catch (error) {
      this.#step();
      throw error;
    }
  }

  missing(failure: 'missing-number' | 'missing-condition'): never {
    throw new End(failure);
  }

  act(type: string, value = 0): void {
    this.commands += 1;
    const failure = FAILURES[act(this.scene, type, value)];
    if (failure) throw new End(failure);
  }

  ask(sense: string): Answer {
    const [type = '', COLOUR = ''] = sense.split(' ');
    const answer = ask(this.scene, { type, fields: { COLOUR } });
    if (answer === undefined) throw new Error(`nothing to ask by ${type}`);
    this.#check(answer !== 0 || !type.endsWith('_weight'), 'nothing-to-weigh');
    return answer;
  }

  broadcast(name: string): void {
    this.#arrivals = [
      ...this.#arrivals,
      { name, time: this.#clock, order: this.#broadcasts++ },
    ].sort((a, b) => a.time - b.time || a.order - b.order);
    let mark = NO_TRACE;
    for (let at = 0; at < name.length; at++) mark = recordAction(mark, at, name.charCodeAt(at));
    this.scene.trace = recordAction(this.scene.trace, 1 << 16, mark);
  }

  /** Adding 0 frees JavaScript's result of its −0. */
  bounded(value: number): number {
    this.#check(Math.abs(value) <= LARGEST_NUMBER, 'number-too-large');
    return value + 0;
  }

  divisor(value: number): number {
    this.#check(value !== 0, 'divided-by-zero');
    return value;
  }

  addable(variable: number, delta: number): number {
    this.bounded(variable + delta);
    return delta;
  }

  place(list: readonly number[], place: number): number {
    this.#check(place >= 1 && place <= list.length, 'no-such-place');
    return place;
  }

  kept(place: number): number {
    this.#kept = place;
    return place;
  }

  replaced(list: readonly number[], value: number): number {
    this.place(list, this.#kept);
    return value;
  }

  inserted(list: readonly number[], value: number): number {
    this.#check(this.#kept >= 1 && this.#kept <= list.length + 1, 'no-such-place');
    return this.added(list, value);
  }

  added(list: readonly number[], value: number): number {
    this.#check(list.length < LONGEST_LIST, 'list-too-long');
    return value;
  }
}

function kindOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}
