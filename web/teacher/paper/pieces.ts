import { type BlockSpec, findSpec } from '../../../scoring/wire/block.ts';
import type { BlockItem } from '../../../scoring/wire/item.ts';
import type { Block } from '../../../scoring/wire/program.ts';
import { type IsOpen, listNames, type Speech, spellBlock } from './spell.ts';

/** A block of an item as paper has it: its number, and what it says with its gaps. */
export interface Piece {
  number: number;
  text: string;
  /** Stands in a line of its own, or goes into a gap. */
  kind: 'line' | 'gap';
  type: string;
}

/** A line of a program on paper: how far right it begins, and the number of its block. */
export interface Line {
  depth: number;
  /** A hat and a word between two mouths have none. */
  number: number | undefined;
  text: string;
}

/** A script that hangs on a hat. */
export interface Script {
  hat: string;
  lines: Line[];
}

interface Kept extends Piece {
  fits: (block: Block) => boolean;
}

const NOTHING: IsOpen = () => false;

/**
 * Every block that may stand in an answer, numbered: those that make a line first, then those that
 * go into gaps; each in the order of the toolbox, after it what only the given program holds.
 * Whatever shows a number, printed or beside the desk, takes it from here.
 */
export function listPieces(item: BlockItem, speech: Speech): Piece[] {
  return gather(item, speech).map(({ number, text, kind, type }) => ({ number, text, kind, type }));
}

/** The given scripts, one for each hat, in the numbers of `listPieces`. */
export function listScripts(item: BlockItem, speech: Speech): Script[] {
  const pieces = gather(item, speech);
  return item.start.blocks.filter(isHat).map((hat) => ({
    hat: spellBlock(hat, speech, NOTHING)[0],
    lines: listLines(hat.next?.block, { speech, numberOf, depth: 0 }),
  }));

  function numberOf(block: Block): number | undefined {
    return pieces.find(({ fits }) => fits(block))?.number;
  }
}

/** May an answer hold a block with a word between two mouths? */
export function offersElse({ toolbox, start }: BlockItem): boolean {
  const offered = toolbox.map((offer) => (typeof offer === 'string' ? offer : offer.type));
  const given = start.blocks.flatMap((block) => walk(block)).map(({ type }) => type);
  return [...offered, ...given].some((type) => (findSpec(type)?.mouths.length ?? 0) > 1);
}

/** May an answer hold a block in which a sign, a word or a name is chosen? */
export function offersChoice({ toolbox, names }: BlockItem): boolean {
  return toolbox.some((offer) => {
    const { type, fields } = typeof offer === 'string' ? { type: offer, fields: {} } : offer;
    return findSpec(type)?.fields.some(({ of, name }) => {
      if (of === 'times' || of === 'number' || name in fields) return false;
      return of === 'choice' || listNames(of, type, names).length > 1;
    });
  });
}

/** A program to read, without numbers. */
export function listProgram(blocks: readonly Block[], speech: Speech): Line[] {
  return blocks.flatMap((block) =>
    listLines(block, { speech, numberOf: () => undefined, depth: 0 }),
  );
}

function gather(item: BlockItem, speech: Speech): Kept[] {
  const offered = [...listOffers(item, speech), ...listStrips(item, speech)];
  const kept = [...offered];
  const given = item.start.blocks.filter(isHat).flatMap((hat) => walk(hat.next?.block));
  for (const block of given) {
    if (!kept.some(({ fits }) => fits(block))) kept.push(keepGiven(block, speech));
  }
  return [
    ...kept.filter(({ kind }) => kind === 'line'),
    ...kept.filter(({ kind }) => kind === 'gap'),
  ].map((piece, index) => ({ ...piece, number: index + 1 }));
}

/** Two blocks that say the same, such as those that repeat, are one on paper. */
function listOffers({ toolbox }: BlockItem, speech: Speech): Kept[] {
  const kept: Kept[] = [];
  for (const offer of toolbox) {
    const { type, fields } = typeof offer === 'string' ? { type: offer, fields: {} } : offer;
    const piece = describe({ type, fields }, speech, NOTHING);
    const fits = (block: Block) =>
      block.type === type &&
      Object.entries(fields).every(([name, value]) => block.fields?.[name] === value);
    const same = kept.findIndex(({ text, kind }) => text === piece.text && kind === piece.kind);
    const before = kept[same];
    if (before) kept[same] = { ...before, fits: (block) => before.fits(block) || fits(block) };
    else kept.push({ ...piece, fits });
  }
  return kept;
}

/** Loose blocks to be put in order: each is itself, with whatever stands in it. */
function listStrips({ start }: BlockItem, speech: Speech): Kept[] {
  return start.blocks
    .filter((block) => !isHat(block))
    .map((block) => ({ ...describe(block, speech, NOTHING), fits: (other) => other === block }));
}

/** What only the given program holds: its names stay, what can be written anew is a gap. */
function keepGiven(block: Block, speech: Speech): Kept {
  const isOpen: IsOpen = (of, place) => isWritten(of, place);
  const piece = describe(block, speech, isOpen);
  return {
    ...piece,
    fits: (other) => other.type === block.type && write(other, speech, isOpen) === piece.text,
  };
}

function write(block: Block, speech: Speech, isOpen: IsOpen): string {
  return spellBlock(block, speech, isOpen).join(' … ');
}

function describe(block: Block, speech: Speech, isOpen: IsOpen): Omit<Kept, 'fits'> {
  const kind = findSpec(block.type)?.kind === 'command' ? 'line' : 'gap';
  return { number: 0, text: write(block, speech, isOpen), kind, type: block.type };
}

/** Every number and every socket can be filled in another way; a name says which block it is. */
function isWritten({ type }: Block, place: string): boolean {
  const { fields, sockets }: Pick<BlockSpec, 'fields' | 'sockets'> = findSpec(type) ?? {
    fields: [],
    sockets: [],
  };
  const field = fields.find(({ name }) => name === place);
  return field
    ? field.of === 'times' || field.of === 'number'
    : sockets.some(({ name }) => name === place);
}

interface Reading {
  speech: Speech;
  numberOf: (block: Block) => number | undefined;
  depth: number;
}

function listLines(first: Block | undefined, reading: Reading): Line[] {
  const lines: Line[] = [];
  for (let block = first; block; block = block.next?.block)
    lines.push(...listBlock(block, reading));
  return lines;
}

/** A block, what belongs inside it one step to the right, and the word between its two mouths. */
function listBlock(block: Block, { speech, numberOf, depth }: Reading): Line[] {
  const [head, ...between] = spellBlock(block, speech, NOTHING);
  const mouths = findSpec(block.type)?.mouths ?? [];
  const inside = mouths.map((mouth) =>
    listLines(block.inputs?.[mouth]?.block, { speech, numberOf, depth: depth + 1 }),
  );
  return [
    { depth, number: numberOf(block), text: head },
    ...(inside[0] ?? []),
    ...between.flatMap((text, index) => [
      { depth, number: undefined, text },
      ...(inside[index + 1] ?? []),
    ]),
  ];
}

/** A stack with all that stands in it, in reading order; numbers that are typed over left out. */
function walk(first: Block | undefined): Block[] {
  const found: Block[] = [];
  for (let block = first; block; block = block.next?.block) {
    found.push(block, ...Object.values(block.inputs ?? {}).flatMap((input) => walk(input.block)));
  }
  return found;
}

function isHat({ type }: Block): boolean {
  return findSpec(type)?.kind === 'hat';
}
