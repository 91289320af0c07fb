import { type BlockSpec, findSpec } from '../wire/block.ts';
import type { Block, BlockInput, Program } from '../wire/program.ts';

/**
 * A block written short: its type, or a list of its type, fields, sockets and mouths in the order
 * of its spec. A socket takes a sketch, a whole number (typed into it) or null (empty); a mouth
 * takes a list of sketches. What is left out at the end stays empty.
 */
export type Sketch = string | readonly [type: string, ...parts: SketchPart[]];
export type SketchPart = string | number | null | readonly SketchPart[];
/** A hat and the stack below it, as in `[['define_1', 'square', 'side'], [['forward', 3]]]`. */
export type SketchScript = readonly [hat: Sketch, body: readonly Sketch[]];

/**
 * The program that `body` sketches, below the `start` hat, and beside it the other scripts. Blocks
 * get the ids b0 (the hat), b1, b2, ... in the order in which they stand written, typed numbers
 * none. Made for tests and for writing programs by hand.
 */
export function sketchProgram(body: readonly Sketch[], ...scripts: SketchScript[]): Program {
  const pencil = new Pencil();
  return {
    blocks: [pencil.script('start', body), ...scripts.map((script) => pencil.script(...script))],
  };
}

class Pencil {
  #count = 0;

  script(hat: Sketch, body: readonly Sketch[]): Block {
    const block = this.block(hat);
    const next = this.stack(body);
    return next.block ? { ...block, next } : block;
  }

  stack(sketches: readonly Sketch[]): { block?: Block } {
    const blocks = sketches.map((sketch) => this.block(sketch));
    blocks.forEach((block, place) => {
      const above = blocks[place - 1];
      if (above) above.next = { block };
    });
    return blocks[0] ? { block: blocks[0] } : {};
  }

  block(sketch: Sketch): Block {
    const [type, ...parts] = typeof sketch === 'string' ? [sketch] : sketch;
    const block: Block = { type, id: `b${this.#count++}` };
    const spec = findSpec(type);
    if (!spec || parts.length === 0) return block;
    const named = spec.fields.slice(0, parts.length).map(({ name }, at) => [name, parts[at]]);
    const rest = parts.slice(spec.fields.length);
    return {
      ...block,
      ...(named.length > 0 && { fields: Object.fromEntries(named) as Block['fields'] }),
      ...(rest.length > 0 && { inputs: this.#inputs(spec, rest) }),
    };
  }

  #inputs(
    { sockets, mouths }: BlockSpec,
    parts: readonly SketchPart[],
  ): Record<string, BlockInput> {
    const names = [...sockets.map(({ name }) => name), ...mouths];
    return Object.fromEntries(
      parts.map((part, at) => {
        const isMouth = at >= sockets.length;
        const input = isMouth ? this.stack(part as readonly Sketch[]) : this.#socket(part);
        return [names[at] ?? `beyond ${at}`, input];
      }),
    );
  }

  #socket(part: SketchPart): BlockInput {
    if (part === null) return {};
    if (typeof part === 'number') return { shadow: { type: 'number', fields: { NUM: part } } };
    return { block: this.block(part as Sketch) };
  }
}
