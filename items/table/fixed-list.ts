import type { Whole } from './whole.ts';

/** Block items that are tested in the worlds in view only, by name. */
export function listFixed({ bank }: Whole): string {
  const ids = [...bank.values()]
    .filter(({ key }) => key.by === 'running' && key.hidden.length === 0)
    .map(({ item }) => `\`${item.id}\``);
  return `${ids.join(', ')}.`;
}
