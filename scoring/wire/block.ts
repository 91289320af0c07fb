import * as v from 'valibot';
import type { WorldKind } from './world.ts';

/**
 * What a field of a block holds: `times` a whole number from 1 to 99 · `number` a whole number ·
 * `choice` one of its options · the others the name of a variable, list, function, parameter or
 * event that the item declares.
 */
export interface BlockField {
  readonly name: string;
  readonly of:
    'times' | 'number' | 'choice' | 'variable' | 'list' | 'function' | 'parameter' | 'event';
  readonly options?: readonly string[];
}

/** A socket of a block, and what kind of block it takes. */
export interface BlockSocket {
  readonly name: string;
  readonly takes: 'condition' | 'number';
}

/**
 * One kind of block. Hats begin a script; commands stand in stacks and are the steps of a run;
 * conditions and numbers sit in sockets. `world` is the only world that knows it; absent = every.
 */
export interface BlockSpec {
  readonly kind: 'hat' | 'command' | 'condition' | 'number';
  readonly world?: WorldKind;
  readonly fields: readonly BlockField[];
  readonly sockets: readonly BlockSocket[];
  readonly mouths: readonly string[];
}

interface Parts {
  fields?: readonly BlockField[];
  sockets?: readonly BlockSocket[];
  mouths?: readonly string[];
}

const spec = (kind: BlockSpec['kind'], parts: Parts = {}): BlockSpec => ({
  kind,
  fields: [],
  sockets: [],
  mouths: [],
  ...parts,
});
const only = (world: WorldKind, kind: BlockSpec['kind'], parts: Parts = {}): BlockSpec => ({
  ...spec(kind, parts),
  world,
});

const condition = (name: string): BlockSocket => ({ name, takes: 'condition' });
const number = (name: string): BlockSocket => ({ name, takes: 'number' });
const field = (name: string, of: BlockField['of']): BlockField => ({ name, of });
const choice = (name: string, ...options: string[]): BlockField => ({
  name,
  of: 'choice',
  options,
});

const FUNCTION = field('NAME', 'function');
const VARIABLE = field('VAR', 'variable');
const LIST = field('LIST', 'list');
const EVENT = field('EVENT', 'event');
const COLOUR = choice('COLOUR', 'r', 'b', 'y');
const GUARD = [condition('IF')];
const PAIR = [condition('A'), condition('B')];
const ONE = [number('A')];
const TWO = [number('A'), number('B')];

/**
 * Every block that a program may hold, in the order in which toolboxes offer them. The names of
 * fields, sockets and mouths are those of Blockly's serialization.
 */
export const BLOCKS = {
  /** The hat of the main script; what hangs below it runs first. */
  start: spec('hat'),
  /** The hat of what runs whenever an event happens; it waits until the script under way has ended. */
  when: spec('hat', { fields: [EVENT] }),
  /** Hats of functions with no, one and two parameters. */
  define: spec('hat', { fields: [FUNCTION] }),
  define_1: spec('hat', { fields: [FUNCTION, field('P1', 'parameter')] }),
  define_2: spec('hat', {
    fields: [FUNCTION, field('P1', 'parameter'), field('P2', 'parameter')],
  }),

  move: only('grid', 'command'),
  turn_left: only('grid', 'command'),
  turn_right: only('grid', 'command'),
  collect: only('grid', 'command'),
  drop: only('grid', 'command'),

  forward: only('pen', 'command', { sockets: [number('STEPS')] }),
  left_by: only('pen', 'command', { sockets: [number('DEGREES')] }),
  right_by: only('pen', 'command', { sockets: [number('DEGREES')] }),
  pen_up: only('pen', 'command'),
  pen_down: only('pen', 'command'),

  crane_left: only('crane', 'command'),
  crane_right: only('crane', 'command'),
  take: only('crane', 'command'),
  put: only('crane', 'command'),

  lamp_on: only('beacon', 'command'),
  lamp_off: only('beacon', 'command'),
  /** So many ticks pass; the lamp stays as it is. */
  wait: only('beacon', 'command', { sockets: [number('TICKS')] }),
  /** One tick lit, one dark. */
  flash_short: only('beacon', 'command'),
  /** Three ticks lit, one dark. */
  flash_long: only('beacon', 'command'),

  repeat: spec('command', { fields: [field('TIMES', 'times')], mouths: ['DO'] }),
  /** The number is worked out once, before the first round; below 1 there is none. */
  repeat_number: spec('command', { sockets: [number('TIMES')], mouths: ['DO'] }),
  repeat_until: spec('command', { sockets: GUARD, mouths: ['DO'] }),
  while: spec('command', { sockets: GUARD, mouths: ['DO'] }),
  if: spec('command', { sockets: GUARD, mouths: ['DO'] }),
  if_else: spec('command', { sockets: GUARD, mouths: ['DO', 'ELSE'] }),

  call: spec('command', { fields: [FUNCTION] }),
  call_1: spec('command', { fields: [FUNCTION], sockets: ONE }),
  call_2: spec('command', { fields: [FUNCTION], sockets: TWO }),
  broadcast: spec('command', { fields: [EVENT] }),

  set: spec('command', { fields: [VARIABLE], sockets: [number('VALUE')] }),
  change: spec('command', { fields: [VARIABLE], sockets: [number('VALUE')] }),
  list_add: spec('command', { fields: [LIST], sockets: [number('VALUE')] }),
  /** Places in lists count from 1. */
  list_set: spec('command', { fields: [LIST], sockets: [number('INDEX'), number('VALUE')] }),
  list_insert: spec('command', { fields: [LIST], sockets: [number('INDEX'), number('VALUE')] }),
  list_remove: spec('command', { fields: [LIST], sockets: [number('INDEX')] }),

  flotsam_here: only('grid', 'condition'),
  blocked_ahead: only('grid', 'condition'),
  blocked_left: only('grid', 'condition'),
  blocked_right: only('grid', 'condition'),
  at_lighthouse: only('grid', 'condition'),
  red_buoy: only('grid', 'condition'),
  green_buoy: only('grid', 'condition'),
  stack_empty: only('crane', 'condition'),
  holding: only('crane', 'condition'),
  last_stack: only('crane', 'condition'),
  top_colour: only('crane', 'condition', { fields: [COLOUR] }),
  held_colour: only('crane', 'condition', { fields: [COLOUR] }),
  fog_now: only('beacon', 'condition'),
  ship_light: only('beacon', 'condition'),
  night_over: only('beacon', 'condition'),
  not: spec('condition', { sockets: [condition('A')] }),
  and: spec('condition', { sockets: PAIR }),
  or: spec('condition', { sockets: PAIR }),
  compare: spec('condition', {
    fields: [choice('OP', 'EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE')],
    sockets: TWO,
  }),

  number: spec('number', { fields: [field('NUM', 'number')] }),
  variable: spec('number', { fields: [VARIABLE] }),
  parameter: spec('number', { fields: [field('NAME', 'parameter')] }),
  /** The quotient is rounded down and the remainder has the sign of the divisor: 7 ÷ 2 is 3, left 1. */
  arithmetic: spec('number', {
    fields: [choice('OP', 'ADD', 'MINUS', 'MULTIPLY', 'QUOTIENT', 'REMAINDER')],
    sockets: TWO,
  }),
  list_item: spec('number', { fields: [LIST], sockets: [number('INDEX')] }),
  list_length: spec('number', { fields: [LIST] }),
  cargo: only('grid', 'number'),
  top_weight: only('crane', 'number'),
  held_weight: only('crane', 'number'),
  stack_height: only('crane', 'number'),
  clock: only('beacon', 'number'),
} as const satisfies Record<string, BlockSpec>;

export type BlockType = keyof typeof BLOCKS;
export const BLOCK_TYPES = Object.keys(BLOCKS) as [BlockType, ...BlockType[]];
export const BlockType = v.picklist(BLOCK_TYPES);

const SPECS = new Map<string, BlockSpec>(Object.entries(BLOCKS));

/** The spec of the block named `type`; undefined for a name that no block has. */
export function findSpec(type: string): BlockSpec | undefined {
  return SPECS.get(type);
}
