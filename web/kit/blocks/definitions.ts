import * as Blockly from 'blockly/core';
import type { BlockType } from '../../../scoring/wire/block.ts';
import { m } from '../paraglide/messages.js';

/** Block styles of the theme: one colour a kind of thinking. */
export type BlockStyle = 'start' | 'move' | 'loop' | 'sense' | 'logic';

const CONDITION = 'Boolean';

interface Shape {
  style: BlockStyle;
  say: () => string;
  args: object[];
  joins: 'hat' | 'command' | 'condition';
}

const socket = (name: string) => ({ type: 'input_value', name, check: CONDITION });
const mouth = (name: string) => ({ type: 'input_statement', name });
const END = { type: 'input_end_row' };
const TIMES = { type: 'field_number', name: 'TIMES', value: 4, min: 1, max: 99, precision: 1 };

const command = (style: BlockStyle, say: () => string, args: object[] = []): Shape => ({
  style,
  say,
  args,
  joins: 'command',
});
const condition = (style: BlockStyle, say: () => string, args: object[] = []): Shape => ({
  style,
  say,
  args,
  joins: 'condition',
});

const SHAPES: Record<BlockType, Shape> = {
  start: { style: 'start', say: () => m.kit_block_start(), args: [], joins: 'hat' },
  move: command('move', () => m.kit_block_move()),
  turn_left: command('move', () => m.kit_block_turn_left()),
  turn_right: command('move', () => m.kit_block_turn_right()),
  collect: command('move', () => m.kit_block_collect()),
  repeat: command('loop', () => `${m.kit_block_repeat()} %2 %3`, [TIMES, END, mouth('DO')]),
  repeat_until: command('loop', () => `${m.kit_block_repeat_until()} %2 %3`, [
    socket('IF'),
    END,
    mouth('DO'),
  ]),
  while: command('loop', () => `${m.kit_block_while()} %2 %3`, [socket('IF'), END, mouth('DO')]),
  if: command('loop', () => `${m.kit_block_if()} %2 %3`, [socket('IF'), END, mouth('DO')]),
  if_else: command('loop', () => `${m.kit_block_if()} %2 %3 ${m.kit_block_else()} %4 %5`, [
    socket('IF'),
    END,
    mouth('DO'),
    END,
    mouth('ELSE'),
  ]),
  not: condition('logic', () => m.kit_block_not(), [socket('A')]),
  and: condition('logic', () => m.kit_block_and(), [socket('A'), socket('B')]),
  or: condition('logic', () => m.kit_block_or(), [socket('A'), socket('B')]),
  flotsam_here: condition('sense', () => m.kit_block_flotsam_here()),
  blocked_ahead: condition('sense', () => m.kit_block_blocked_ahead()),
  at_lighthouse: condition('sense', () => m.kit_block_at_lighthouse()),
};

/** Defines every block of the wire in the language that is being read. Again after a switch. */
export function defineBlocks(): void {
  for (const [type, shape] of Object.entries(SHAPES)) {
    Blockly.Blocks[type] = {
      init(this: Blockly.Block) {
        this.jsonInit(describe(shape));
      },
    };
  }
}

function describe({ style, say, args, joins }: Shape): object {
  return {
    message0: say(),
    args0: args,
    style,
    inputsInline: true,
    ...(joins === 'condition' && { output: CONDITION }),
    ...(joins === 'command' && { previousStatement: null }),
    ...(joins !== 'condition' && { nextStatement: null }),
  };
}
