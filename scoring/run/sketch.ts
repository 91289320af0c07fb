import type { Block, Program } from '../wire/program.ts';

/** A command written short: its type, or a list of type, count or condition, and bodies. */
export type Sketch =
  | string
  | readonly ['repeat', number | string, readonly Sketch[]]
  | readonly ['repeat_until' | 'while' | 'if', Question, readonly Sketch[]]
  | readonly ['if_else', Question, readonly Sketch[], readonly Sketch[]];

/** A condition written short; null is an empty socket. */
export type Question =
  string | null | readonly ['not', Question] | readonly ['and' | 'or', Question, Question];

/**
 * The program that `body` sketches, below one hat. Blocks get the ids b0 (the hat), b1, b2, ... in
 * the order in which they stand written. Made for tests and for writing programs by hand.
 */
export function sketchProgram(body: readonly Sketch[]): Program {
  let count = 0;
  const block = (type: string, rest: Partial<Block> = {}): Block => ({ type, ...rest });
  const named = (type: string) => block(type, { id: `b${count++}` });

  const stack = (sketches: readonly Sketch[]): { block?: Block } => {
    const blocks = sketches.map(statement);
    for (let at = blocks.length - 1; at > 0; at--) {
      const [above, below] = [blocks[at - 1], blocks[at]];
      if (above && below) above.next = { block: below };
    }
    return blocks[0] ? { block: blocks[0] } : {};
  };

  const statement = (sketch: Sketch): Block => {
    if (typeof sketch === 'string') return named(sketch);
    const result = named(sketch[0]);
    if (sketch[0] === 'repeat') {
      return { ...result, fields: { TIMES: sketch[1] }, inputs: { DO: stack(sketch[2]) } };
    }
    const inputs: Block['inputs'] = { IF: question(sketch[1]), DO: stack(sketch[2]) };
    if (sketch[0] === 'if_else') inputs['ELSE'] = stack(sketch[3]);
    return { ...result, inputs };
  };

  const question = (sketch: Question): { block?: Block } => {
    if (sketch === null) return {};
    if (typeof sketch === 'string') return { block: named(sketch) };
    const result = named(sketch[0]);
    const inputs: Block['inputs'] = { A: question(sketch[1]) };
    if (sketch[0] !== 'not') inputs['B'] = question(sketch[2]);
    return { block: { ...result, inputs } };
  };

  const hat = named('start');
  const next = stack(body);
  return { blocks: [next.block ? { ...hat, next } : hat] };
}
