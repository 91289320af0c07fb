import type { Cell, Container, Heading } from '../wire/world.ts';
import type { Code } from './code.ts';
import { type Crane, findHeld } from './crane.ts';
import { type Grid, shipAt, shipHeading } from './grid.ts';
import { type Pen, boatAt } from './pen.ts';
import type { Scene } from './scene.ts';
import type { Effect } from './state.ts';
import type { Store } from './store.ts';
import type { Node } from './tree.ts';

/** What of a world has to be remembered from before a step to say afterwards what it did. */
export interface Glimpse {
  /** A cell or a point. */
  at: Cell;
  heading: Heading;
  stack: number;
  held: Container | undefined;
}

/** The world as it lies before a step. */
export function glimpse(scene: Scene): Glimpse {
  const isCrane = scene.kind === 'crane';
  return {
    at: scene.kind === 'grid' ? shipAt(scene) : scene.kind === 'pen' ? boatAt(scene) : [0, 0],
    heading: scene.kind === 'grid' ? shipHeading(scene) : 'N',
    stack: isCrane ? scene.at : 0,
    held: isCrane ? findHeld(scene) : undefined,
  };
}

/** What lies there after a step, `value` being the number that it gave the world. */
export interface After {
  scene: Scene;
  store: Store;
  code: Code;
  value: number;
}

/** What the step of `node` did, if it went well. */
export function effectOf(node: Node, before: Glimpse, after: After): Effect {
  const { scene, value } = after;
  switch (scene.kind) {
    case 'grid':
      return gridEffect(node, before, scene) ?? plainEffect(node, after);
    case 'pen':
      return penEffect(node, before, scene, value) ?? plainEffect(node, after);
    case 'crane':
      return craneEffect(node, before, scene) ?? plainEffect(node, after);
    case 'beacon':
      return beaconEffect(node, value) ?? plainEffect(node, after);
  }
}

function gridEffect({ type }: Node, before: Glimpse, grid: Grid): Effect | undefined {
  const at = shipAt(grid);
  switch (type) {
    case 'move':
      return { action: 'moved', from: before.at, to: at };
    case 'turn_left':
    case 'turn_right':
      return { action: 'turned', from: before.heading, to: shipHeading(grid) };
    case 'collect':
      return { action: 'collected', at };
    case 'drop':
      return { action: 'dropped', at };
    default:
      return undefined;
  }
}

function penEffect({ type }: Node, before: Glimpse, pen: Pen, value: number): Effect | undefined {
  switch (type) {
    case 'forward':
      return { action: 'sailed', from: before.at, to: boatAt(pen), drawn: pen.down };
    case 'left_by':
      return { action: 'swung', by: 0 - value, to: pen.heading };
    case 'right_by':
      return { action: 'swung', by: value, to: pen.heading };
    case 'pen_up':
    case 'pen_down':
      return { action: 'pen', down: pen.down };
    default:
      return undefined;
  }
}

function craneEffect({ type }: Node, before: Glimpse, crane: Crane): Effect | undefined {
  const { stack, held } = before;
  switch (type) {
    case 'crane_left':
    case 'crane_right':
      return { action: 'shifted', from: stack, to: crane.at };
    case 'take': {
      const container = findHeld(crane);
      return container === undefined ? undefined : { action: 'took', container, stack };
    }
    case 'put':
      return held === undefined ? undefined : { action: 'put', container: held, stack };
    default:
      return undefined;
  }
}

function beaconEffect({ type }: Node, value: number): Effect | undefined {
  switch (type) {
    case 'lamp_on':
    case 'lamp_off':
      return { action: 'lamp', lit: type === 'lamp_on' };
    case 'wait':
      return { action: 'waited', ticks: Math.max(value, 0) };
    case 'flash_short':
    case 'flash_long':
      return { action: 'flashed', long: type === 'flash_long' };
    default:
      return undefined;
  }
}

/** Of the blocks that belong to no world. */
function plainEffect({ type, fields }: Node, { code, store }: After): Effect {
  const { NAME = '', VAR = '', LIST = '', EVENT = '' } = fields;
  switch (type) {
    case 'set':
    case 'change': {
      const slot = code.slots[code.variables.indexOf(VAR)] ?? 0;
      return { action: 'stored', variable: VAR, value: store.numbers[slot] ?? 0 };
    }
    case 'list_add':
    case 'list_set':
    case 'list_insert':
    case 'list_remove': {
      const values = store.lists[code.lists.indexOf(LIST)] ?? [];
      return { action: 'listed', list: LIST, values: [...values] };
    }
    case 'call':
    case 'call_1':
    case 'call_2':
      return { action: 'called', function: NAME };
    case 'broadcast':
      return { action: 'broadcast', event: EVENT };
    case 'when':
      return { action: 'heard', event: EVENT };
    case 'repeat':
    case 'repeat_number':
      return { action: 'round' };
    default:
      return { action: 'checked' };
  }
}
