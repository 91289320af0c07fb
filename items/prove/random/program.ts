import { type Node, type Script, readTree } from '../../../scoring/run/tree.ts';
import { findSpec } from '../../../scoring/wire/block.ts';
import type { BlockItem } from '../../../scoring/wire/item.ts';
import type { Block, Program } from '../../../scoring/wire/program.ts';
import type { Chance } from '../../demo/chance.ts';
import { buildProgram } from '../build.ts';
import { offerFaults, offeredTypes } from '../offer.ts';
import { listSlips } from '../slip.ts';
import { Kit } from './kit.ts';

/** Blocks beyond the shortest solution that a random program may have. */
const MORE_BLOCKS = 3;
const MOST_CHANGES = 3;

/**
 * What a pupil hands in who builds without a thought: strips in any order, a stack of any blocks
 * below each bare hat, anything in the holes of a program to complete, up to three changes to one
 * that is to be mended.
 */
export function randomProgram(chance: Chance, item: BlockItem, minimumBlocks: number): Program {
  if (item.type === 'parsons') return orderStrips(chance, item);
  const kit = new Kit(chance, item);
  const given = scriptsOf(item.start);
  if (item.type === 'debug') return buildProgram(changed(chance, item, given));
  const hats = kit.growHats().filter(() => chance.hit(0.5));
  const scripts = [...given, ...hats.map((hat): Script => ({ hat, body: [] }))];
  const grown = scripts.map(({ hat, body }) => ({
    hat,
    body:
      body.length > 0
        ? body.map((node) => kit.fillHoles(node))
        : kit.growStack(chance.whole(1, minimumBlocks + MORE_BLOCKS)),
  }));
  const again = item.type === 'complete' && chance.hit(0.5);
  return buildProgram(again ? changedOnce(chance, item, grown) : grown);
}

function scriptsOf(program: Program): readonly Script[] {
  const tree = readTree(program);
  return tree.ok ? tree.scripts : [];
}

function changed(chance: Chance, item: BlockItem, scripts: readonly Script[]): readonly Script[] {
  let now = scripts;
  const changes = chance.whole(1, MOST_CHANGES);
  for (let made = 0; made < changes; made += 1) now = changedOnce(chance, item, now);
  return now;
}

/** One slip, of those that the blocks on offer allow. */
function changedOnce(
  chance: Chance,
  item: BlockItem,
  scripts: readonly Script[],
): readonly Script[] {
  const near = chance.shuffled([...listSlips(scripts, offeredTypes(item))]);
  return near.find((one) => offerFaults(item, buildProgram(one)).length === 0) ?? scripts;
}

/** Some of the strips, in any order, each below the one before it or in its mouth. */
function orderStrips(chance: Chance, { start }: BlockItem): Program {
  const strips = start.blocks.filter(({ type }) => findSpec(type)?.kind !== 'hat');
  const isLone = ({ type }: Block) => findSpec(type)?.kind !== 'command';
  const commands = chance.shuffled(strips.filter((strip) => !isLone(strip)).map(nodesOf));
  const sockets = chance.shuffled(strips.filter(isLone).map(nodesOf)).flat();
  const used = commands.slice(0, chance.whole(1, commands.length));
  const [main] = scriptsOf(start);
  if (!main) return start;
  return buildProgram([{ hat: main.hat, body: nest(chance, used, sockets) }]);
}

/** A loose strip as the nodes that it is read as once it hangs below a hat or in a socket. */
function nodesOf(strip: Block): readonly Node[] {
  if (findSpec(strip.type)?.kind === 'command') {
    return scriptsOf({ blocks: [{ type: 'start', next: { block: strip } }] })[0]?.body ?? [];
  }
  const holder: Block = { type: 'if', inputs: { IF: { block: strip } } };
  const [read] = scriptsOf({ blocks: [{ type: 'start', next: { block: holder } }] })[0]?.body ?? [];
  return read?.sockets.flatMap((inner) => inner ?? []) ?? [];
}

function nest(chance: Chance, strips: (readonly Node[])[], sockets: Node[]): Node[] {
  const [first, ...rest] = strips;
  if (!first) return [];
  const inside = first.some(({ mouths }) => mouths.some((stack) => stack.length === 0))
    ? rest.splice(0, chance.whole(0, rest.length))
    : [];
  const filled = first.map((node) => ({
    ...node,
    sockets: node.sockets.map((inner) => inner ?? sockets.pop()),
    mouths: node.mouths.map((stack) =>
      stack.length > 0 ? stack : nest(chance, inside.splice(0), sockets),
    ),
  }));
  return [...filled, ...nest(chance, rest, sockets)];
}
