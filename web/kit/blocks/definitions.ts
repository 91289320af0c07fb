import * as Blockly from 'blockly/core';
import {
  BLOCKS,
  type BlockField,
  type BlockSpec,
  type BlockType,
} from '../../../scoring/wire/block.ts';
import { SIGNS } from '../signs.ts';
import { COUNTING } from './cap.ts';
import {
  makeChoice,
  makeLabel,
  makeName,
  makeNumber,
  makeParameterLabel,
  makeTimes,
} from './fields.ts';

/** Block styles of the theme: one colour a kind of thinking. */
export type BlockStyle =
  'start' | 'move' | 'loop' | 'sense' | 'logic' | 'math' | 'data' | 'function';

/** What each block says, and the options that are words. */
export type Labels = Readonly<
  Record<BlockType | 'QUOTIENT' | 'REMAINDER' | 'r' | 'b' | 'y', string>
>;

const CHECKS = { condition: 'Boolean', number: 'Number' } as const;

/** Defines every block of the wire, saying `labels`. Again after a switch of language. */
export function defineBlocks(labels: Labels): void {
  for (const [type, spec] of Object.entries<BlockSpec>(BLOCKS)) {
    const label = labels[type as BlockType];
    const say = (option: string) => SIGNS[option] ?? labels[option as BlockType];
    Blockly.Blocks[type] = {
      ...COUNTING,
      init(this: Blockly.Block) {
        const [first = '', ...further] = label.split('|');
        fill(this, spec, first, say);
        spec.mouths.forEach((name, place) => {
          const text = further[place - 1];
          if (text !== undefined) this.appendDummyInput().appendField(text);
          this.appendStatementInput(name);
        });
        this.setStyle(styleOf(type as BlockType, spec));
        this.setInputsInline(true);
        join(this, spec);
      },
    };
  }
}

/** Words, fields and sockets in the order in which the language has them. */
function fill(
  block: Blockly.Block,
  spec: BlockSpec,
  label: string,
  say: (option: string) => string,
): void {
  let pending: [Blockly.Field | string, name?: string][] = [];
  const put = (input: Blockly.Input) => {
    for (const [field, name] of pending) input.appendField(field, name);
    pending = [];
  };
  for (const piece of label.split(/(%\d)/)) {
    const place = piece.startsWith('%') ? Number(piece[1]) - 1 : undefined;
    if (place === undefined) {
      if (piece.trim() !== '') pending.push([piece.trim()]);
      continue;
    }
    const field = spec.fields[place];
    if (field) pending.push([makeField(block.type, spec, field, say), field.name]);
    const at = place - spec.fields.length;
    const socket = spec.sockets[at];
    if (!socket) continue;
    if (block.type.startsWith('call')) pending.push([makeParameterLabel(at)]);
    put(block.appendValueInput(socket.name).setCheck(CHECKS[socket.takes]));
  }
  if (pending.length > 0) put(block.appendDummyInput());
}

function makeField(
  type: string,
  { kind, sockets }: BlockSpec,
  { of, options = [] }: BlockField,
  say: (option: string) => string,
): Blockly.Field {
  if (of === 'times') return makeTimes();
  if (of === 'number') return makeNumber();
  if (of === 'choice') return makeChoice(options, say);
  // The head of a function names what it is; everywhere else a pupil picks.
  if (kind === 'hat' && type !== 'when') return makeLabel(of);
  return makeName(of, sockets.length);
}

function join(block: Blockly.Block, { kind }: BlockSpec): void {
  if (kind === 'condition' || kind === 'number') {
    block.setOutput(true, CHECKS[kind]);
    return;
  }
  if (kind === 'command') block.setPreviousStatement(true);
  else block.hat = 'cap';
  block.setNextStatement(true);
}

function styleOf(type: BlockType, { kind, world }: BlockSpec): BlockStyle {
  if (world) return kind === 'command' ? 'move' : 'sense';
  if (/^(start|when|broadcast)$/.test(type)) return 'start';
  if (/^(define|call|parameter)/.test(type)) return 'function';
  if (/^(set|change|variable|list)/.test(type)) return 'data';
  if (/^(number|arithmetic)$/.test(type)) return 'math';
  return kind === 'command' ? 'loop' : 'logic';
}
