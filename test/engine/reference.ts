import * as beacon from '../../scoring/run/beacon.ts';
import * as crane from '../../scoring/run/crane.ts';
import { STEP_LIMIT } from '../../scoring/run/engine.ts';
import { FAILURES } from '../../scoring/run/failure.ts';
import * as grid from '../../scoring/run/grid.ts';
import * as pen from '../../scoring/run/pen.ts';
import { type Scene, openScene } from '../../scoring/run/scene.ts';
import { NO_TRACE, recordAction } from '../../scoring/run/trace.ts';
import type { Node, Script } from '../../scoring/run/tree.ts';
import { LARGEST_NUMBER, LONGEST_LIST, type World } from '../../scoring/wire/world.ts';

/** Leaves the reference from any depth. */
class End extends Error {}

/**
 * A second interpreter, which walks the tree and is in no hurry, to hold the machine against. It
 * shares the worlds with it and nothing else.
 */
export class Reference {
  readonly scene: Scene;
  readonly variables = new Map<string, number>();
  readonly lists = new Map<string, number[]>();
  steps = 0;
  commands = 0;
  #calls = 0;
  #parameters = new Map<string, number>();
  readonly #events: string[] = [];
  readonly #scripts: readonly Script[];

  constructor(scripts: readonly Script[], world: World) {
    this.scene = openScene(world);
    this.#scripts = scripts;
    for (const [name, value] of Object.entries(world.given?.variables ?? {})) {
      this.variables.set(name, value);
    }
    for (const [name, values] of Object.entries(world.given?.lists ?? {})) {
      this.lists.set(name, [...values]);
    }
  }

  /** `finished`, `endless` or the reason of the failure. */
  run(): string {
    try {
      this.#all(this.#scripts[0]?.body);
      for (let event = this.#nextEvent(); event !== undefined; event = this.#nextEvent()) {
        this.#hear(event);
      }
      return 'finished';
    } catch (error) {
      if (error instanceof End) return error.message;
      throw error;
    }
  }

  #nextEvent(): string | undefined {
    const { scene } = this;
    const waiting = this.#events.shift();
    if (waiting !== undefined || scene.kind !== 'beacon') return waiting;
    const own = beacon.awaitEvent(scene);
    if (own === undefined) beacon.endNight(scene);
    return own;
  }

  #hear(event: string): void {
    for (const { hat, body } of this.#scripts) {
      if (hat.type !== 'when' || hat.fields['EVENT'] !== event) continue;
      this.#step();
      this.#all(body);
    }
  }

  #step(): void {
    if (this.steps === STEP_LIMIT) throw new End('endless');
    this.steps += 1;
  }

  #all(body: readonly Node[] | undefined): void {
    for (const node of body ?? []) this.#one(node);
  }

  #one(node: Node): void {
    switch (node.type) {
      case 'repeat':
        this.#repeat(node, Number(node.fields['TIMES']));
        return;
      case 'repeat_number':
        this.#repeat(node, this.#stepIfItFails(node));
        return;
      case 'if':
        if (this.#look(node)) this.#all(node.mouths[0]);
        return;
      case 'if_else':
        this.#all(node.mouths[this.#look(node) ? 0 : 1]);
        return;
      case 'while':
      case 'repeat_until':
        while (this.#look(node) === (node.type === 'while')) this.#all(node.mouths[0]);
        return;
      default:
        this.#step();
        this.#command(node);
        this.#noteEvents();
    }
  }

  #repeat(node: Node, times: number): void {
    for (let round = 0; round < times; round++) {
      this.#step();
      this.#all(node.mouths[0]);
    }
  }

  #stepIfItFails(node: Node): number {
    try {
      return this.#number(node, 0);
    } catch (error) {
      this.#step();
      throw error;
    }
  }

  /** Events of the night arrive as their time comes, whatever is under way. */
  #noteEvents(): void {
    if (this.scene.kind !== 'beacon') return;
    for (;;) {
      const event = beacon.findDueEvent(this.scene);
      if (event === undefined) return;
      this.#events.push(event);
    }
  }

  #command(node: Node): void {
    const { type, fields } = node;
    const { LIST = '', EVENT = '', VAR = '' } = fields;
    if (type.startsWith('list_')) this.#change(type, this.#list(LIST), this.#numbers(node));
    else if (type.startsWith('call')) this.#call(node);
    else if (type === 'broadcast') {
      this.#noteEvents();
      this.#events.push(EVENT);
      this.scene.trace = recordAction(this.scene.trace, 1 << 16, markOf(EVENT));
    } else if (type === 'set') this.variables.set(VAR, this.#number(node, 0));
    else if (type === 'change') {
      this.variables.set(VAR, bounded(this.#variable(VAR) + this.#number(node, 0)));
    } else {
      const value = node.sockets.length > 0 ? this.#number(node, 0) : 0;
      this.commands += 1;
      this.#check(act(this.scene, type, value));
    }
  }

  #check(failure: number): void {
    const reason = FAILURES[failure];
    if (reason) throw new End(reason);
  }

  #call(node: Node): void {
    const script = this.#scripts.find(
      ({ hat }) => hat.type.startsWith('define') && hat.fields['NAME'] === node.fields['NAME'],
    );
    if (!script) throw new Error('not defined');
    const values = this.#numbers(node);
    if (this.#calls === 200) throw new End('too-many-calls');
    const outer = this.#parameters;
    const { P1 = '', P2 = '' } = script.hat.fields;
    this.#parameters = new Map([P1, P2].map((name, at) => [name, values[at] ?? 0]));
    this.#calls += 1;
    this.#all(script.body);
    this.#calls -= 1;
    this.#parameters = outer;
  }

  #variable(name: string): number {
    const value = this.variables.get(name) ?? 0;
    this.variables.set(name, value);
    return value;
  }

  #list(name: string): number[] {
    const list = this.lists.get(name) ?? [];
    this.lists.set(name, list);
    return list;
  }

  #change(type: string, list: number[], [first = 0, second = 0]: number[]): void {
    if (type === 'list_add') {
      if (list.length >= LONGEST_LIST) throw new End('list-too-long');
      list.push(first);
      return;
    }
    const last = type === 'list_insert' ? list.length + 1 : list.length;
    if (first < 1 || first > last) throw new End('no-such-place');
    if (type === 'list_set') list[first - 1] = second;
    else if (type === 'list_remove') list.splice(first - 1, 1);
    else if (list.length >= LONGEST_LIST) throw new End('list-too-long');
    else list.splice(first - 1, 0, second);
  }

  #look(node: Node): boolean {
    this.#step();
    return this.#condition(node, 0);
  }

  #condition(parent: Node, socket: number): boolean {
    const node = parent.sockets[socket];
    if (!node) throw new End('missing-condition');
    switch (node.type) {
      case 'not':
        return !this.#condition(node, 0);
      case 'and':
        return this.#condition(node, 0) && this.#condition(node, 1);
      case 'or':
        return this.#condition(node, 0) || this.#condition(node, 1);
      case 'compare': {
        const [a = 0, b = 0] = this.#numbers(node);
        const holds = { EQ: a === b, NEQ: a !== b, LT: a < b, LTE: a <= b, GT: a > b, GTE: a >= b };
        return holds[node.fields['OP'] as keyof typeof holds];
      }
      default:
        return ask(this.scene, node) === true;
    }
  }

  #numbers(node: Node): number[] {
    return node.sockets.map((_, socket) => this.#number(node, socket));
  }

  #number(parent: Node, socket: number): number {
    const node = parent.sockets[socket];
    if (!node) throw new End('missing-number');
    const { NUM, VAR = '', NAME = '', LIST = '', OP } = node.fields;
    switch (node.type) {
      case 'number':
        return Number(NUM);
      case 'variable':
        return this.#variable(VAR);
      case 'parameter':
        return this.#parameters.get(NAME) ?? 0;
      case 'arithmetic': {
        const [a = 0, b = 0] = this.#numbers(node);
        return calculate(OP, a, b);
      }
      case 'list_item': {
        const place = this.#number(node, 0);
        const item = this.#list(LIST)[place - 1];
        if (item === undefined) throw new End('no-such-place');
        return item;
      }
      case 'list_length':
        return this.#list(LIST).length;
      default: {
        const answer = Number(ask(this.scene, node));
        if (answer === 0 && node.type.endsWith('_weight')) throw new End('nothing-to-weigh');
        return answer;
      }
    }
  }
}

function markOf(event: string): number {
  return Array.from(event).reduce(
    (mark, letter, at) => recordAction(mark, at, letter.charCodeAt(0)),
    NO_TRACE,
  );
}

/** In exact integers, and by another definition than the machine's. */
function calculate(operator: string | undefined, a: number, b: number): number {
  const [x, y] = [BigInt(a), BigInt(b)];
  if (operator === 'ADD') return bounded(x + y);
  if (operator === 'MINUS') return bounded(x - y);
  if (operator === 'MULTIPLY') return bounded(x * y);
  if (y === 0n) throw new End('divided-by-zero');
  const rest = ((x % y) + y) % y;
  return Number(operator === 'REMAINDER' ? rest : (x - rest) / y);
}

function bounded(value: bigint | number): number {
  if (value > LARGEST_NUMBER || value < -LARGEST_NUMBER) throw new End('number-too-large');
  return Number(value);
}

/** Does what the command block `type` says. Returns the code of the failure, 0 when it went well. */
export function act(scene: Scene, type: string, value: number): number {
  switch (scene.kind) {
    case 'grid':
      if (type === 'move') return grid.move(scene);
      if (type === 'collect') return grid.collect(scene);
      if (type === 'drop') return grid.drop(scene);
      return grid.turn(scene, type === 'turn_left' ? 3 : 1);
    case 'pen':
      if (type === 'forward') return pen.sail(scene, value);
      if (type.endsWith('_by')) return pen.swing(scene, type === 'left_by' ? -value : value);
      return pen.setPen(scene, type === 'pen_down');
    case 'crane':
      if (type === 'take') return crane.take(scene);
      if (type === 'put') return crane.put(scene);
      return crane.shift(scene, type === 'crane_left' ? -1 : 1);
    case 'beacon':
      if (type === 'wait') return beacon.wait(scene, value);
      if (type.startsWith('lamp')) return beacon.setLamp(scene, type === 'lamp_on');
      return beacon.flash(scene, type === 'flash_long');
  }
}

export type Answer = boolean | number;

const GRID: Record<string, (sea: grid.Grid) => Answer> = {
  flotsam_here: grid.isFlotsamHere,
  blocked_ahead: (sea) => grid.isBlocked(sea, 0),
  blocked_left: (sea) => grid.isBlocked(sea, 3),
  blocked_right: (sea) => grid.isBlocked(sea, 1),
  at_lighthouse: grid.isAtLighthouse,
  red_buoy: (sea) => grid.isBuoyHere(sea, grid.RED),
  green_buoy: (sea) => grid.isBuoyHere(sea, grid.GREEN),
  cargo: (sea) => sea.cargo,
};

const CRANE: Record<string, (yard: crane.Crane, colour: number) => Answer> = {
  stack_empty: crane.isStackEmpty,
  holding: crane.isHolding,
  last_stack: crane.isLastStack,
  top_colour: crane.isTopColour,
  held_colour: crane.isHeldColour,
  top_weight: crane.topWeight,
  held_weight: crane.heldWeight,
  stack_height: crane.stackHeight,
};

const BEACON: Record<string, (light: beacon.Beacon) => Answer> = {
  fog_now: beacon.isFog,
  ship_light: beacon.isShipLit,
  night_over: beacon.isNightOver,
  clock: beacon.clockOf,
};

/** What the condition or number block says; undefined for one that no such world knows. */
export function ask(
  scene: Scene,
  { type, fields }: Pick<Node, 'type' | 'fields'>,
): Answer | undefined {
  switch (scene.kind) {
    case 'grid':
      return GRID[type]?.(scene);
    case 'crane':
      return CRANE[type]?.(scene, 'rby'.indexOf(fields['COLOUR'] ?? ''));
    case 'beacon':
      return BEACON[type]?.(scene);
    case 'pen':
      return undefined;
  }
}
