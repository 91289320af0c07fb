import { findSpec } from '../wire/block.ts';
import { codeOf } from './failure.ts';
import * as op from './opcode.ts';
import { type Sheet, emit, land, refuse } from './sheet.ts';
import type { Node } from './tree.ts';
import { writeNumber } from './value.ts';

const MISSING_CONDITION = codeOf('missing-condition');
/** In the order of the options of `top_colour` and `held_colour`. */
const COLOURS = ['r', 'b', 'y'];

/** The jump taken when the comparison holds, whether its numbers change sides, and what holds when it does not. */
const COMPARISONS = new Map<string, { jump: number; swaps: boolean; otherwise: string }>([
  ['EQ', { jump: op.IF_EQUAL, swaps: false, otherwise: 'NEQ' }],
  ['NEQ', { jump: op.IF_UNEQUAL, swaps: false, otherwise: 'EQ' }],
  ['LT', { jump: op.IF_LESS, swaps: false, otherwise: 'GTE' }],
  ['LTE', { jump: op.IF_AT_MOST, swaps: false, otherwise: 'GT' }],
  ['GT', { jump: op.IF_LESS, swaps: true, otherwise: 'LTE' }],
  ['GTE', { jump: op.IF_AT_MOST, swaps: true, otherwise: 'LT' }],
]);

/**
 * Code that jumps when the condition in `parent`'s socket number `socket` comes out as `wanted`
 * and runs on otherwise. The second half of `and` and `or` is looked at only where it decides.
 * The places of the jumps are added to `jumps`, to be filled in by `land`.
 */
export function writeBranch(
  sheet: Sheet,
  parent: Node,
  socket: number,
  wanted: boolean,
  jumps: number[],
): void {
  const node = parent.sockets[socket];
  if (!node) {
    emit(sheet, op.MISSING, MISSING_CONDITION, 0, 0, parent);
    return;
  }
  switch (node.type) {
    case 'not':
      writeBranch(sheet, node, 0, !wanted, jumps);
      return;
    case 'and':
    case 'or':
      writePair(sheet, node, wanted, jumps);
      return;
    case 'compare':
      writeComparison(sheet, node, wanted, jumps);
      return;
    default:
      writeSense(sheet, node, wanted, jumps);
  }
}

function writePair(sheet: Sheet, node: Node, wanted: boolean, jumps: number[]): void {
  // The value of the first half that settles the whole: yes for `or`, no for `and`.
  const decisive = node.type === 'or';
  if (decisive === wanted) {
    writeBranch(sheet, node, 0, wanted, jumps);
    writeBranch(sheet, node, 1, wanted, jumps);
    return;
  }
  const past: number[] = [];
  writeBranch(sheet, node, 0, decisive, past);
  writeBranch(sheet, node, 1, wanted, jumps);
  land(sheet, past);
}

function writeComparison(sheet: Sheet, node: Node, wanted: boolean, jumps: number[]): void {
  const plain = COMPARISONS.get(node.fields['OP'] ?? '');
  const chosen = plain && !wanted ? COMPARISONS.get(plain.otherwise) : plain;
  if (!chosen) refuse(sheet, 'bad-field', node);
  const a = writeNumber(sheet, node, 0);
  const b = writeNumber(sheet, node, 1);
  if (!chosen) return;
  const [left, right] = chosen.swaps ? [b, a] : [a, b];
  jumps.push(emit(sheet, chosen.jump, 0, left, right, node));
}

function writeSense(sheet: Sheet, node: Node, wanted: boolean, jumps: number[]): void {
  const sense = op.SENSES.get(node.type);
  const spec = findSpec(node.type);
  if (sense === undefined || spec?.kind !== 'condition' || spec.world !== sheet.kind) {
    refuse(sheet, spec ? 'misplaced-block' : 'unknown-block', node);
    return;
  }
  const colour = spec.fields.length === 0 ? 0 : COLOURS.indexOf(node.fields['COLOUR'] ?? '');
  if (colour === -1) refuse(sheet, 'bad-field', node);
  jumps.push(emit(sheet, sense, 0, wanted ? 1 : 0, colour, node));
}
