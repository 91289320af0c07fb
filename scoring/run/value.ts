import { findSpec } from '../wire/block.ts';
import { codeOf } from './failure.ts';
import * as op from './opcode.ts';
import {
  type Sheet,
  constant,
  emit,
  listNumber,
  refuse,
  temporary,
  variableSlot,
} from './sheet.ts';
import { isTooLarge } from './store.ts';
import type { Node } from './tree.ts';

const MISSING_NUMBER = codeOf('missing-number');

const OPERATIONS = new Map([
  ['ADD', op.ADD],
  ['MINUS', op.SUBTRACT],
  ['MULTIPLY', op.MULTIPLY],
  ['QUOTIENT', op.QUOTIENT],
  ['REMAINDER', op.REMAINDER],
]);

/**
 * Code that works out the number in `parent`'s socket number `socket`. Returns where in the store
 * it then stands: at `into`, if anything had to be worked out and `into` is a place. `into` is
 * written last, and only where nothing failed.
 */
export function writeNumber(sheet: Sheet, parent: Node, socket: number, into = -1): number {
  const node = parent.sockets[socket];
  if (!node) {
    emit(sheet, op.MISSING, MISSING_NUMBER, 0, 0, parent);
    return 0;
  }
  switch (node.type) {
    case 'number':
      return constant(sheet, wholeNumber(sheet, node));
    case 'variable':
      return variableSlot(sheet, node);
    case 'parameter':
      return parameterSlot(sheet, node);
    case 'arithmetic':
      return writeArithmetic(sheet, node, into);
    case 'list_item': {
      const list = listNumber(sheet, node);
      const index = writeNumber(sheet, node, 0);
      return writeResult(sheet, op.ITEM, list, index, node, into);
    }
    case 'list_length':
      return writeResult(sheet, op.LENGTH, listNumber(sheet, node), 0, node, into);
    default:
      return writeReading(sheet, node, into);
  }
}

function wholeNumber(sheet: Sheet, node: Node): number {
  const value = readWhole(node.fields['NUM'] ?? '');
  if (Number.isNaN(value)) refuse(sheet, 'bad-field', node);
  return value;
}

/** The whole number that `text` spells in its one way; NaN where it is none or too large. */
export function readWhole(text: string): number {
  const value = Number(text);
  const isOne = Number.isInteger(value) && !isTooLarge(value) && String(value) === text;
  return isOne ? value : Number.NaN;
}

function parameterSlot(sheet: Sheet, node: Node): number {
  const slot = sheet.parameters.indexOf(node.fields['NAME'] ?? '');
  if (slot === -1) refuse(sheet, 'misplaced-parameter', node);
  return slot;
}

function writeArithmetic(sheet: Sheet, node: Node, into: number): number {
  const operation = OPERATIONS.get(node.fields['OP'] ?? '');
  if (operation === undefined) refuse(sheet, 'bad-field', node);
  const a = writeNumber(sheet, node, 0);
  const b = writeNumber(sheet, node, 1);
  return writeResult(sheet, operation ?? op.ADD, a, b, node, into);
}

function writeReading(sheet: Sheet, node: Node, into: number): number {
  const reading = op.READINGS.get(node.type);
  const spec = findSpec(node.type);
  if (reading === undefined || spec?.kind !== 'number' || spec.world !== sheet.kind) {
    refuse(sheet, spec ? 'misplaced-block' : 'unknown-block', node);
    return 0;
  }
  return writeResult(sheet, reading, 0, 0, node, into);
}

function writeResult(
  sheet: Sheet,
  operation: number,
  b: number,
  c: number,
  node: Node,
  into: number,
): number {
  const place = into === -1 ? temporary(sheet) : into;
  emit(sheet, operation, place, b, c, node);
  return place;
}
