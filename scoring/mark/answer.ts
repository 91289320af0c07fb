import type { Outcome } from '../run/outcome.ts';
import type { Item, Reading } from '../wire/item.ts';
import type { Response } from '../wire/response.ts';

export type TraceItem = Extract<Item, { type: 'trace' }>;

/**
 * Do both say the same? Marks and cells as sets, orders and numbers in their order. Programs never
 * do: they are marked by running.
 */
export function isSameAnswer(a: Response, b: Response): boolean {
  if (a.kind !== b.kind || a.kind === 'program') return false;
  return spell(a) === spell(b);
}

function spell(response: Response): string {
  switch (response.kind) {
    case 'program':
      return '';
    case 'cell':
      return String(response.cell);
    case 'choice':
      return response.option;
    case 'marks':
      return spellSet(response.options);
    case 'order':
      return response.order.join();
    case 'pairs':
      return spellSet(Object.entries(response.pairs).map(String));
    case 'values':
      return response.values.map(String).join();
    case 'cells':
      return spellSet(response.cells.map(String));
    case 'edges':
      return spellSet(response.edges.map(String));
  }
}

function spellSet(parts: string[]): string {
  return [...new Set(parts)].sort().join(' ');
}

/**
 * The answer to a trace item of somebody for whom its program ends as `outcome` says: the cell
 * where the ship is, or the numbers that the item asks for. A number that is not there, such as a
 * place beyond the end of a list, is null; a variable that nothing names is 0. Throws where the
 * item asks a world for what it does not have, which the bank's check excludes.
 */
export function readAnswer(item: TraceItem, { state }: Pick<Outcome, 'state'>): Response {
  if (item.asks)
    return { kind: 'values', values: item.asks.map(({ reads }) => readNumber(reads, state)) };
  if (state.world.kind !== 'grid') throw new Error(`${item.id} asks for a cell of no grid`);
  return { kind: 'cell', cell: state.world.at };
}

function readNumber(reading: Reading, { world, memory }: Outcome['state']): number | null {
  switch (reading.of) {
    case 'variable':
      return memory.variables[reading.name] ?? 0;
    case 'list':
      return memory.lists[reading.name]?.[reading.index - 1] ?? null;
    case 'list-length':
      return memory.lists[reading.name]?.length ?? 0;
    case 'stack':
      if (world.kind === 'crane') return world.stacks[reading.stack]?.length ?? null;
      break;
    case 'lit-ticks':
      if (world.kind === 'beacon') return world.strip.replaceAll('.', '').length;
      break;
    case 'flashes':
      if (world.kind === 'beacon') return world.strip.split('.').filter(Boolean).length;
      break;
    case 'cargo':
      if (world.kind === 'grid') return world.cargo;
  }
  throw new Error(`a ${world.kind} world has no ${reading.of}`);
}
