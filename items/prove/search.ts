import { maxCredit } from '../../scoring/mark/credit.ts';
import { markResponse } from '../../scoring/mark/mark.ts';
import { runProgram } from '../../scoring/run/outcome.ts';
import type { BlockItem } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Block, Program } from '../../scoring/wire/program.ts';
import { offerFaults } from './offer.ts';

/** Programs that one item may cost: a few seconds. */
const MOST_PROGRAMS = 400_000;

/** What a search for a shorter solution came to. */
export type Search =
  | { kind: 'none-shorter'; programs: number }
  | { kind: 'shorter'; blocks: number; program: string }
  | { kind: 'not-searched'; reason: string };

interface Offer {
  commands: string[];
  sensors: string[];
  loops: string[];
  joins: string[];
  negates: boolean;
  repeats: number[];
}

/**
 * Tries every program of fewer than `minimumBlocks` blocks that the item's blocks can make. Loops
 * without a body or a condition are left out, for they add blocks and no effect; `repeat` is tried
 * with counts from 2 to the longest side of a visible chart.
 */
export function searchShorter(item: BlockItem, key: Extract<Key, { by: 'running' }>): Search {
  const offer = offerOf(item);
  const sizes = Array.from({ length: key.minimumBlocks }, (_, size) => size);
  const programs = sizes.reduce((sum, size) => sum + countStacks(offer, size), 0);
  if (programs > MOST_PROGRAMS) {
    return { kind: 'not-searched', reason: `over ${MOST_PROGRAMS} programs` };
  }
  const shelf = new Shelf(offer);
  for (const size of sizes) {
    for (const stack of shelf.stacks(size)) {
      const program: Program = { blocks: [{ type: 'start', ...below(linked(stack)) }] };
      if (isSolution(item, key, program)) {
        return { kind: 'shorter', blocks: size, program: stack.map(spelled).join(' ') };
      }
    }
  }
  return { kind: 'none-shorter', programs };
}

function isSolution(item: BlockItem, key: Key, program: Program): boolean {
  const [first] = item.worlds;
  if (!first || !runProgram(program, first).solved) return false;
  if (offerFaults(item, program).length > 0) return false;
  const { credit } = markResponse({ item, key, response: { kind: 'program', program } });
  return credit === maxCredit(key);
}

function offerOf(item: BlockItem): Offer {
  const text = JSON.stringify([item.toolbox, item.start]);
  const among = (types: string[]) => types.filter((type) => text.includes(`"${type}"`));
  const longest = Math.max(
    ...item.worlds.map(({ cells }) => Math.max(cells.length, cells[0]?.length ?? 0)),
  );
  const repeats = Array.from({ length: longest - 1 }, (_, index) => index + 2);
  return {
    commands: among(['move', 'turn_left', 'turn_right', 'collect']),
    sensors: among(['flotsam_here', 'blocked_ahead', 'at_lighthouse']),
    loops: among(['repeat_until', 'while', 'if', 'if_else']),
    joins: among(['and', 'or']),
    negates: among(['not']).length > 0,
    repeats: among(['repeat']).length > 0 ? repeats : [],
  };
}

/** How many stacks of `size` blocks there are: the same recursion as `Shelf`, without building. */
function countStacks(offer: Offer, size: number): number {
  const stacks = [1];
  const conditions = [0];
  for (let n = 1; n <= size; n++) {
    conditions[n] = countConditions(offer, conditions, n);
    let sum = 0;
    for (let first = 1; first <= n; first++) {
      sum += countBlocksOf(offer, stacks, conditions, first) * (stacks[n - first] ?? 0);
    }
    stacks[n] = sum;
  }
  return stacks[size] ?? 0;
}

function countConditions(offer: Offer, smaller: number[], n: number): number {
  let sum = n === 1 ? offer.sensors.length : offer.negates ? (smaller[n - 1] ?? 0) : 0;
  for (let a = 1; a < n - 1; a++) {
    sum += offer.joins.length * (smaller[a] ?? 0) * (smaller[n - 1 - a] ?? 0);
  }
  return sum;
}

function countBlocksOf(offer: Offer, stacks: number[], conditions: number[], n: number): number {
  if (n === 1) return offer.commands.length;
  let sum = offer.repeats.length * (stacks[n - 1] ?? 0);
  for (let c = 1; c < n - 1; c++) {
    const body = n - 1 - c;
    const forms = offer.loops.filter((type) => type !== 'if_else').length;
    sum += forms * (conditions[c] ?? 0) * (stacks[body] ?? 0);
    if (!offer.loops.includes('if_else')) continue;
    for (let yes = 1; yes < body; yes++) {
      sum += (conditions[c] ?? 0) * (stacks[yes] ?? 0) * (stacks[body - yes] ?? 0);
    }
  }
  return sum;
}

/** All stacks and conditions by number of blocks, each built once. */
class Shelf {
  readonly #offer: Offer;
  readonly #stacks = new Map<number, Block[][]>([[0, [[]]]]);
  readonly #conditions = new Map<number, Block[]>();

  constructor(offer: Offer) {
    this.#offer = offer;
  }

  stacks(size: number): Block[][] {
    const known = this.#stacks.get(size);
    if (known) return known;
    const made = upTo(size).flatMap((first) =>
      this.#blocks(first).flatMap((block) =>
        this.stacks(size - first).map((rest) => [block, ...rest]),
      ),
    );
    this.#stacks.set(size, made);
    return made;
  }

  #blocks(size: number): Block[] {
    if (size === 1) return this.#offer.commands.map((type) => ({ type }));
    const repeats = this.#offer.repeats.flatMap((TIMES) =>
      this.stacks(size - 1).map((body) => ({
        type: 'repeat',
        fields: { TIMES },
        inputs: { DO: mouth(body) },
      })),
    );
    return [...repeats, ...this.#offer.loops.flatMap((type) => this.#guarded(type, size))];
  }

  #guarded(type: string, size: number): Block[] {
    return upTo(size - 2).flatMap((guard) =>
      this.#condition(guard).flatMap((block) =>
        this.#mouths(type, size - 1 - guard).map((mouths) => ({
          type,
          inputs: { IF: { block }, ...mouths },
        })),
      ),
    );
  }

  #mouths(type: string, size: number): Record<string, { block?: Block }>[] {
    if (type !== 'if_else') return this.stacks(size).map((body) => ({ DO: mouth(body) }));
    return upTo(size - 1).flatMap((yes) =>
      this.stacks(yes).flatMap((body) =>
        this.stacks(size - yes).map((other) => ({ DO: mouth(body), ELSE: mouth(other) })),
      ),
    );
  }

  #condition(size: number): Block[] {
    const known = this.#conditions.get(size);
    if (known) return known;
    const { sensors, negates, joins } = this.#offer;
    const plain = size === 1 ? sensors.map((type) => ({ type })) : [];
    const negated =
      negates && size > 1
        ? this.#condition(size - 1).map((block) => ({ type: 'not', inputs: { A: { block } } }))
        : [];
    const made: Block[] = [
      ...plain,
      ...negated,
      ...joins.flatMap((type) => this.#join(type, size)),
    ];
    this.#conditions.set(size, made);
    return made;
  }

  #join(type: string, size: number): Block[] {
    return upTo(size - 2).flatMap((first) =>
      this.#condition(first).flatMap((a) =>
        this.#condition(size - 1 - first).map((b) => ({
          type,
          inputs: { A: { block: a }, B: { block: b } },
        })),
      ),
    );
  }
}

function upTo(most: number): number[] {
  return Array.from({ length: Math.max(0, most) }, (_, index) => index + 1);
}

function mouth(body: Block[]): { block?: Block } {
  const block = linked(body);
  return block ? { block } : {};
}

function linked(stack: Block[]): Block | undefined {
  return stack.reduceRight<Block | undefined>(
    (next, block) => ({ ...block, ...below(next) }),
    undefined,
  );
}

function below(next: Block | undefined): { next?: { block: Block } } {
  return next ? { next: { block: next } } : {};
}

/** The program in a line, for the message. */
function spelled(block: Block): string {
  const times = block.fields?.['TIMES'];
  const parts = Object.values(block.inputs ?? {}).flatMap(({ block: inner }) => {
    const words: string[] = [];
    for (let at = inner; at; at = at.next?.block) words.push(spelled(at));
    return [words.join(' ')];
  });
  const name = times === undefined ? block.type : `${block.type} ${String(times)}`;
  return parts.length > 0 ? `${name}(${parts.join('; ')})` : name;
}
