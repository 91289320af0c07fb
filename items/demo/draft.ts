import { findSpec } from '../../scoring/wire/block.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Block, BlockInput, Program } from '../../scoring/wire/program.ts';

/** No more snapshots than this on the way to a program. */
const MOST_DRAFTS = 12;

/**
 * What lay on the workspace on the way from an item's start to `target`, the last one being
 * `target` itself: block after block where the pupil builds, a hole and its filling where a
 * given program is repaired.
 */
export function listDrafts(item: BlockItem, target: Program): Program[] {
  const size = countStatements(target);
  const given = countStatements(item.start);
  const first = given > 1 ? Math.max(1, size - 2) : 1;
  const step = Math.max(1, Math.ceil((size - first) / MOST_DRAFTS));
  const drafts: Program[] = [];
  for (let kept = first + step; kept < size; kept += step) {
    drafts.push({ blocks: [...keepFirst(target, kept), ...looseStrips(item, target, kept)] });
  }
  return [...drafts, target];
}

/** Statements from the hats down, the hats included; conditions and numbers go with theirs. */
function countStatements(program: Program): number {
  return hatsOf(program).flatMap(listStatements).length;
}

function hatsOf(program: Program): Block[] {
  return program.blocks.filter(({ type }) => findSpec(type)?.kind === 'hat');
}

function listStatements(block: Block): Block[] {
  const list: Block[] = [];
  for (let at: Block | undefined = block; at; at = at.next?.block) {
    list.push(at);
    for (const [name, input] of Object.entries(at.inputs ?? {})) {
      if (isMouth(at, name) && input.block) list.push(...listStatements(input.block));
    }
  }
  return list;
}

function isMouth({ type }: Block, input: string): boolean {
  return findSpec(type)?.mouths.includes(input) ?? false;
}

/** Scripts are built one after the other. */
function keepFirst(program: Program, kept: number): Block[] {
  const left = { statements: kept };
  return hatsOf(program).flatMap((hat) => cutChain(hat, left) ?? []);
}

function cutChain(block: Block, left: { statements: number }): Block | undefined {
  if (left.statements <= 0) return undefined;
  left.statements -= 1;
  const { inputs, next, ...own } = block;
  const held = Object.entries(inputs ?? {}).flatMap(([name, input]): [string, BlockInput][] => {
    if (!isMouth(block, name)) return [[name, input]];
    const inner = input.block && cutChain(input.block, left);
    return inner ? [[name, { block: inner }]] : [];
  });
  const after = next?.block && cutChain(next.block, left);
  return {
    ...own,
    ...(held.length > 0 && { inputs: Object.fromEntries(held) }),
    ...(after && { next: { block: after } }),
  };
}

/** Strips of a `parsons` item that are not yet in their place. */
function looseStrips(item: BlockItem, target: Program, kept: number): Block[] {
  if (item.type !== 'parsons') return [];
  const placed = hatsOf(target)
    .flatMap(listStatements)
    .slice(0, kept)
    .map(({ type }) => type);
  return item.start.blocks.filter(({ type }) => {
    const at = placed.indexOf(type);
    if (at < 0) return findSpec(type)?.kind !== 'hat';
    placed.splice(at, 1);
    return false;
  });
}
