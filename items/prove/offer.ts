import { countBlocks } from '../../scoring/run/shape.ts';
import { type BlockField, BLOCKS, findSpec } from '../../scoring/wire/block.ts';
import type { BlockItem, Names, Offer } from '../../scoring/wire/item.ts';
import type { Program } from '../../scoring/wire/program.ts';
import { listBlocks } from './program.ts';

/** The types of an item's toolbox. */
export function offeredTypes({ toolbox }: BlockItem): Set<string> {
  return new Set(toolbox.map(typeOf));
}

function typeOf(offer: Offer): string {
  return typeof offer === 'string' ? offer : offer.type;
}

/** Why a pupil could not have built `program` in the player; empty where that is possible. */
export function offerFaults(item: BlockItem, program: Program): string[] {
  const given = countTypes(item.start);
  const toolbox = offeredTypes(item);
  const extra = [...countTypes(program)].filter(
    ([type, n]) => !toolbox.has(type) && n > (given.get(type) ?? 0),
  );
  const blocks = countBlocks(program);
  return [
    ...extra.map(([type]) => `uses more "${type}" than the item offers`),
    ...(item.cap !== undefined && blocks > item.cap
      ? [`has ${blocks} blocks, the item allows ${item.cap}`]
      : []),
  ];
}

/** What is wrong with the workspace that the pupil finds. */
export function startFaults(item: BlockItem): string[] {
  const hats = item.start.blocks.filter(({ type }) => type === 'start');
  const loose = item.start.blocks.filter(({ type }) => findSpec(type)?.kind !== 'hat');
  const attached = hats.some(({ next }) => next?.block !== undefined);
  return [
    ...(hats.length === 1 ? [] : ['start needs exactly one "start" hat']),
    ...(hats.every(({ deletable }) => deletable === false)
      ? []
      : ['the "start" hat must have deletable: false']),
    ...(item.type === 'parsons' && (attached || loose.length < 2 || item.toolbox.length > 0)
      ? ['a parsons item needs loose strips, a bare hat and an empty toolbox']
      : []),
    ...(item.type === 'debug' && !attached ? ['a debug item needs a program to repair'] : []),
    ...(item.type !== 'parsons' && item.toolbox.length === 0 ? ['the toolbox is empty'] : []),
  ];
}

/** What is wrong with the blocks on offer. */
export function toolboxFaults(item: BlockItem): string[] {
  const texts = item.toolbox.map((offer) => JSON.stringify(offer));
  return [
    ...(new Set(texts).size < texts.length ? ['the toolbox offers a block twice'] : []),
    ...item.toolbox.flatMap((offer, at) =>
      offerProblems(item, offer).map((reason) => `toolbox.${at}: ${reason}`),
    ),
  ];
}

function offerProblems(item: BlockItem, offer: Offer): string[] {
  const type = typeof offer === 'string' ? offer : offer.type;
  const { kind, world, fields } = { world: undefined, ...BLOCKS[type] };
  const set = typeof offer === 'string' ? {} : offer.fields;
  const known: readonly BlockField[] = fields;
  const strange = Object.keys(set).filter((name) => !known.some((field) => field.name === name));
  return [
    ...(type === 'start' ? ['the "start" hat cannot be on offer'] : []),
    ...(world === undefined || world === item.worlds[0]?.kind
      ? []
      : [`"${type}" is a ${kind} of the ${world} world`]),
    ...strange.map((name) => `"${type}" has no field ${name}`),
    ...known.flatMap((field) => fieldProblems(type, field, set[field.name])),
    ...known.filter((field) => isUnnamed(field, type, item.names)).map(({ of }) => nameless(of)),
  ];
}

function fieldProblems(type: string, field: BlockField, value: string | number | undefined) {
  if (value === undefined || fits(field, value)) return [];
  return [`"${type}" cannot have ${field.name} ${JSON.stringify(value)}`];
}

/** Names are held against those declared in name.ts. */
function fits({ of, options }: BlockField, value: string | number): boolean {
  if (of === 'choice') return options?.includes(String(value)) ?? false;
  if (of === 'times') return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 99;
  return of === 'number' ? Number.isInteger(value) : typeof value === 'string';
}

/** A block on offer must find at least one name to show. */
function isUnnamed({ of }: BlockField, type: string, names: Names | undefined): boolean {
  const parameters = /_(\d)$/.exec(type)?.[1] ?? '0';
  const { variables = [], lists = [], functions = [], events = [] } = names ?? {};
  if (of === 'variable') return variables.length === 0;
  if (of === 'list') return lists.length === 0;
  if (of === 'event') return events.length === 0;
  if (of === 'parameter') return functions.every((one) => one.parameters.length === 0);
  if (of !== 'function') return false;
  return !functions.some((one) => one.parameters.length === Number(parameters));
}

function nameless(of: BlockField['of']): string {
  return `no fitting ${of} stands in names`;
}

/** Numbers to type over come with the block that they sit in. */
function countTypes(program: Program): Map<string, number> {
  const counts = new Map<string, number>();
  const shadows = new Set(
    listBlocks(program).flatMap(({ inputs = {} }) =>
      Object.values(inputs).flatMap(({ shadow }) => shadow ?? []),
    ),
  );
  for (const block of listBlocks(program)) {
    if (!shadows.has(block)) counts.set(block.type, (counts.get(block.type) ?? 0) + 1);
  }
  return counts;
}
