import { type BlockSpec, findSpec } from '../../scoring/wire/block.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Program } from '../../scoring/wire/program.ts';
import { offeredTypes } from './offer.ts';
import { listBlocks } from './program.ts';

/** A block that a search may set: its type with one choice of what its fields hold. */
export interface Piece {
  type: string;
  spec: BlockSpec;
  fields: Record<string, string>;
}

/** All that a search may build with. */
export interface Offering {
  commands: Piece[];
  conditions: Piece[];
  numbers: Piece[];
  /** What may be typed into a socket for a number. */
  typed: number[];
}

/** Blocks whose programs have several scripts: too many to try. */
const SCRIPTED = /^(when|define|call|broadcast|parameter)/;
const MOST_TYPED = 8;

/** What an item's blocks can be set to; undefined where they make several scripts. */
export function findOffering(item: BlockItem, key: Key): Offering | undefined {
  const types = [...offeredTypes(item), ...listBlocks(item.start).map(({ type }) => type)];
  if (types.some((type) => SCRIPTED.test(type))) return undefined;
  const written = listWritten(item, key);
  const times = [...new Set([...countable(item), ...written.times])].sort((a, b) => a - b);
  const pieces = [...new Set(types)].flatMap((type) => piecesOf(item, type, times));
  const among = (kind: BlockSpec['kind']) => pieces.filter(({ spec }) => spec.kind === kind);
  return {
    commands: among('command'),
    conditions: among('condition'),
    numbers: among('number').filter(({ type }) => type !== 'number'),
    typed: written.typed.slice(0, MOST_TYPED),
  };
}

function piecesOf(item: BlockItem, type: string, times: number[]): Piece[] {
  const spec = findSpec(type);
  if (!spec) return [];
  let choices: Record<string, string>[] = [{}];
  for (const { name, of, options = [] } of spec.fields) {
    const names =
      of === 'variable' ? item.names?.variables : of === 'list' ? item.names?.lists : [];
    const values =
      of === 'times' ? times.map(String) : [...options, ...(names ?? []).map(({ id }) => id)];
    choices = choices.flatMap((fields) => values.map((value) => ({ ...fields, [name]: value })));
  }
  return choices.map((fields) => ({ type, spec, fields }));
}

/** Counts worth trying on a chart: from 2 to its longest side. */
function countable({ worlds }: BlockItem): number[] {
  const longest = Math.max(
    3,
    ...worlds.map((world) =>
      world.kind === 'grid' ? Math.max(world.cells.length, world.cells[0]?.length ?? 0) : 0,
    ),
  );
  return Array.from({ length: longest - 1 }, (_, index) => index + 2);
}

/** The numbers that stand in the item's and the key's own programs, the frequent ones first. */
function listWritten(item: BlockItem, key: Key): { times: number[]; typed: number[] } {
  const programs: Program[] = [item.start];
  for (const { response } of [...key.solutions, ...key.wrong]) {
    if (response.kind === 'program') programs.push(response.program);
  }
  const fields = programs.flatMap(listBlocks).map(({ fields: held }) => held ?? {});
  const inField = (name: string) => {
    const found = fields.map((held) => Number(held[name])).filter(Number.isInteger);
    const often = (value: number) => found.filter((one) => one === value).length;
    return [...new Set(found)].sort((a, b) => often(b) - often(a) || a - b);
  };
  return { times: inField('TIMES'), typed: inField('NUM') };
}
