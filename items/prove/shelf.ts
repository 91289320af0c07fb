import type { Node } from '../../scoring/run/tree.ts';
import type { Offering, Piece } from './offering.ts';

/** What fits into a hole of a block: a condition, a number, or a stack of commands. */
type Filling = Node | readonly Node[];
type Kind = 'condition' | 'number' | 'stack';

interface Hole {
  kind: Kind;
  /** Blocks that it holds at least. */
  least: number;
}

/**
 * All stacks, conditions and numbers that an offering can make, by number of blocks, each built
 * once. Loops and decisions without a body are left out, for they add blocks and no effect; of the
 * two mouths of `if_else` one may be empty. A typed number counts nothing.
 */
export class Shelf {
  readonly #offering: Offering;
  readonly #made = new Map<string, (readonly Node[])[]>();
  readonly #counted = new Map<string, number>();

  constructor(offering: Offering) {
    this.#offering = offering;
  }

  /** How many stacks of `size` blocks there are, without building them. */
  countStacks(size: number): number {
    return this.#count('stack', size);
  }

  stacks(size: number): readonly (readonly Node[])[] {
    return this.#make('stack', size);
  }

  #count(kind: Kind, size: number): number {
    const name = `${kind} ${size}`;
    const known = this.#counted.get(name);
    if (known !== undefined) return known;
    const count = kind === 'stack' ? this.#countStacks(size) : this.#countSingles(kind, size);
    this.#counted.set(name, count);
    return count;
  }

  #countStacks(size: number): number {
    if (size === 0) return 1;
    return sum(upTo(size), (first) => {
      const blocks = sum(this.#offering.commands, (piece) => this.#countFilled(piece, first - 1));
      return blocks * this.#count('stack', size - first);
    });
  }

  #countSingles(kind: 'condition' | 'number', size: number): number {
    if (size === 0) return kind === 'number' ? this.#offering.typed.length : 0;
    return sum(this.#pieces(kind), (piece) => this.#countFilled(piece, size - 1));
  }

  #countFilled(piece: Piece, size: number): number {
    if (isIdle(piece, size)) return 0;
    const fill = ([hole, ...rest]: Hole[], left: number): number => {
      if (!hole) return left === 0 ? 1 : 0;
      return sum(from(hole.least, left), (n) => this.#count(hole.kind, n) * fill(rest, left - n));
    };
    return fill(holesOf(piece), size);
  }

  #make(kind: Kind, size: number): (readonly Node[])[] {
    const name = `${kind} ${size}`;
    const known = this.#made.get(name);
    if (known) return known;
    const made =
      kind === 'stack' ? this.#makeStacks(size) : this.#makeSingles(kind, size).map((one) => [one]);
    this.#made.set(name, made);
    return made;
  }

  #makeStacks(size: number): (readonly Node[])[] {
    if (size === 0) return [[]];
    return upTo(size).flatMap((first) => {
      const blocks = this.#offering.commands.flatMap((piece) => this.#filled(piece, first - 1));
      const rests = this.#make('stack', size - first);
      return blocks.flatMap((block) => rests.map((rest) => [block, ...rest]));
    });
  }

  #makeSingles(kind: 'condition' | 'number', size: number): Node[] {
    if (size > 0) return this.#pieces(kind).flatMap((piece) => this.#filled(piece, size - 1));
    return kind === 'number' ? this.#offering.typed.map(typedNumber) : [];
  }

  /** The block of a piece with `size` blocks in its holes, in every way. */
  #filled(piece: Piece, size: number): Node[] {
    if (isIdle(piece, size)) return [];
    const fill = ([hole, ...rest]: Hole[], left: number): Filling[][] => {
      if (!hole) return left === 0 ? [[]] : [];
      return from(hole.least, left).flatMap((n) => {
        const rests = fill(rest, left - n);
        if (rests.length === 0) return [];
        return this.#make(hole.kind, n).flatMap((made) => {
          const filling: Filling = hole.kind === 'stack' ? made : (made[0] ?? made);
          return rests.map((others) => [filling, ...others]);
        });
      });
    };
    return fill(holesOf(piece), size).map((fillings) => asNode(piece, fillings));
  }

  #pieces(kind: 'condition' | 'number'): Piece[] {
    return kind === 'condition' ? this.#offering.conditions : this.#offering.numbers;
  }
}

function holesOf({ spec }: Piece): Hole[] {
  const least = spec.mouths.length > 1 ? 0 : 1;
  return [
    ...spec.sockets.map(({ takes }) => ({ kind: takes, least: takes === 'condition' ? 1 : 0 })),
    ...spec.mouths.map((): Hole => ({ kind: 'stack', least })),
  ];
}

/** Two mouths, and nothing left for either. */
function isIdle({ spec }: Piece, size: number): boolean {
  return spec.mouths.length > 1 && size < 2;
}

function asNode({ type, spec, fields }: Piece, fillings: Filling[]): Node {
  const sockets = fillings.slice(0, spec.sockets.length) as Node[];
  const mouths = fillings.slice(spec.sockets.length) as (readonly Node[])[];
  return { type, id: undefined, fields, sockets, mouths, isShadow: false };
}

function typedNumber(value: number): Node {
  const fields = { NUM: String(value) };
  return { type: 'number', id: undefined, fields, sockets: [], mouths: [], isShadow: true };
}

function upTo(most: number): number[] {
  return from(1, most);
}

function from(least: number, most: number): number[] {
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((all, one) => all + of(one), 0);
}
