import type { Block, Program } from '../../scoring/wire/program.ts';
import type { Chance } from './chance.ts';

/**
 * The program with one slip in what hangs below its hat: a block left out, set twice, exchanged
 * with the next one, turned the other way, or a count that is one off. Unchanged where the hat
 * holds nothing.
 */
export function mutateProgram(chance: Chance, program: Program): Program {
  const copy = structuredClone(program);
  const places = copy.blocks.flatMap((block) => (block.type === 'start' ? listPlaces(block) : []));
  if (places.length === 0) return program;
  const holder = chance.pick(places);
  const block = holder.block;
  if (block) holder.block = slip(chance, block);
  return copy;
}

type Holder = { block?: Block | undefined };

/** Every socket below a block that holds a statement. */
function listPlaces(block: Block): Holder[] {
  const bodies = Object.entries(block.inputs ?? {}).filter(([name]) => isBody(name));
  const own = [...bodies.map(([, input]) => input), ...(block.next ? [block.next] : [])];
  return own.flatMap((holder) => (holder.block ? [holder, ...listPlaces(holder.block)] : []));
}

/** Statement inputs; the others hold a condition. */
export function isBody(input: string): boolean {
  return input === 'DO' || input === 'ELSE';
}

function slip(chance: Chance, block: Block): Block | undefined {
  const times = Number(block.fields?.['TIMES']);
  if (block.type === 'repeat' && chance.hit(0.7)) {
    const off = Math.min(99, Math.max(1, times + chance.pick([-1, 1])));
    return { ...block, fields: { ...block.fields, TIMES: off === times ? times + 1 : off } };
  }
  if (block.type.startsWith('turn_') && chance.hit(0.5)) {
    return { ...block, type: block.type === 'turn_left' ? 'turn_right' : 'turn_left' };
  }
  const next = block.next?.block;
  const kind = chance.whole(0, 2);
  if (kind === 0) return next;
  if (kind === 1 && next) {
    return { ...next, next: { block: { ...block, next: next.next } } };
  }
  const twin = withoutIds({ ...block, next: undefined });
  return { ...block, next: { block: { ...twin, next: block.next } } };
}

function withoutIds(block: Block): Block {
  const text = JSON.stringify(block, (key, value: unknown) => (key === 'id' ? undefined : value));
  return JSON.parse(text) as Block;
}
