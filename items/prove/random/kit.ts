import type { Node } from '../../../scoring/run/tree.ts';
import { type BlockField, type BlockSpec, findSpec } from '../../../scoring/wire/block.ts';
import type { BlockItem, Names } from '../../../scoring/wire/item.ts';
import type { Chance } from '../../demo/chance.ts';
import { offeredTypes } from '../offer.ts';

/** Numbers that a pupil types who does not think: up to here. */
const LARGEST_TYPED = 10;
/** Turns in degrees that are as likely as any. */
const DEGREES = [30, 45, 60, 72, 90, 120, 180];
/** Of the numbers that a socket takes, so many are typed. */
const TYPED_SHARE = 0.7;
/** Conditions and numbers within one another. */
const DEEPEST = 2;

/** The blocks of an item, of which random stacks are grown. */
export class Kit {
  readonly #chance: Chance;
  readonly #names: Names | undefined;
  readonly #types: readonly string[];

  constructor(chance: Chance, item: BlockItem) {
    this.#chance = chance;
    this.#names = item.names;
    this.#types = [...offeredTypes(item)].filter((type) => type !== 'number');
  }

  /** Hats on offer, each with its fields filled. */
  growHats(): Node[] {
    return this.#among('hat').map((type) => this.#node(type, 0));
  }

  /** About so many blocks, one below the other. */
  growStack(size: number): Node[] {
    const commands = this.#among('command');
    const stack: Node[] = [];
    if (commands.length === 0) return stack;
    for (let left = size; left > 0;) {
      const node = this.#node(this.#chance.pick(commands), left - 1);
      stack.push(node);
      left -= countNodes(node);
    }
    return stack;
  }

  /** The same block with something in each of its holes. */
  fillHoles(node: Node): Node {
    const { sockets } = findSpec(node.type) ?? BARE;
    return {
      ...node,
      sockets: node.sockets.map((inner, at) => {
        if (inner) return this.fillHoles(inner);
        const takes = sockets[at]?.takes;
        return takes && this.#growSocket(takes, 0);
      }),
      mouths: node.mouths.map((stack) =>
        stack.length > 0
          ? stack.map((inner) => this.fillHoles(inner))
          : this.growStack(this.#chance.whole(1, 3)),
      ),
    };
  }

  #among(kind: BlockSpec['kind']): string[] {
    return this.#types.filter((type) => findSpec(type)?.kind === kind);
  }

  /** A block with at most about `spare` blocks in its mouths. */
  #node(type: string, spare: number, depth = 0): Node {
    const { fields, sockets, mouths } = findSpec(type) ?? BARE;
    return {
      type,
      id: undefined,
      fields: Object.fromEntries(fields.map((field) => [field.name, this.#fill(type, field)])),
      sockets: sockets.map(({ takes }) => this.#growSocket(takes, depth + 1)),
      mouths: mouths.map(() => this.growStack(spare > 0 ? this.#chance.whole(1, spare) : 0)),
      isShadow: false,
    };
  }

  #growSocket(takes: 'condition' | 'number', depth: number): Node | undefined {
    const types = this.#among(takes).filter((type) => depth < DEEPEST || isBare(type));
    const isTyped = types.length === 0 || this.#chance.hit(TYPED_SHARE);
    if (takes === 'number' && isTyped) return this.#typedNumber();
    return types.length > 0 ? this.#node(this.#chance.pick(types), 0, depth) : undefined;
  }

  #typedNumber(): Node {
    const turns = this.#types.some((type) => type === 'left_by' || type === 'right_by');
    const value =
      turns && this.#chance.hit(0.5)
        ? this.#chance.pick(DEGREES)
        : this.#chance.whole(1, LARGEST_TYPED);
    const fields = { NUM: String(value) };
    return { type: 'number', id: undefined, fields, sockets: [], mouths: [], isShadow: true };
  }

  #fill(type: string, { of, options = [] }: BlockField): string {
    if (of === 'times' || of === 'number') return String(this.#chance.whole(1, LARGEST_TYPED));
    const names = of === 'choice' ? options : this.#namesOf(type, of);
    return names.length > 0 ? this.#chance.pick(names) : '';
  }

  #namesOf(type: string, of: BlockField['of']): string[] {
    const { variables = [], lists = [], functions = [], events = [] } = this.#names ?? {};
    const taken = Number(/_(\d)$/.exec(type)?.[1] ?? '0');
    const fitting = functions.filter(({ parameters }) => parameters.length === taken);
    const named = {
      variable: variables,
      list: lists,
      event: events,
      function: fitting,
      parameter: functions.flatMap(({ parameters }) => parameters),
    };
    return of in named ? named[of as keyof typeof named].map(({ id }) => id) : [];
  }
}

const BARE: Pick<BlockSpec, 'fields' | 'sockets' | 'mouths'> = {
  fields: [],
  sockets: [],
  mouths: [],
};

function isBare(type: string): boolean {
  return findSpec(type)?.sockets.length === 0;
}

function countNodes({ type, sockets, mouths }: Node): number {
  const inner = [...sockets.flatMap((one) => one ?? []), ...mouths.flat()];
  return inner.reduce((sum, one) => sum + countNodes(one), type === 'number' ? 0 : 1);
}
