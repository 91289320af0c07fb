import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ITEMS } from '../bank.ts';
import { tabulateBlueprint } from './blueprint-table.ts';
import { tabulateKinds, tabulateTypes } from './count-table.ts';
import { listFixed } from './fixed-list.ts';
import { renderTable, replacePart } from './markdown.ts';
import { tabulateSolving } from './solving-table.ts';
import { tabulateForms, tabulateOrder } from './time-table.ts';
import { type Whole, readWhole } from './whole.ts';

export const README = join(ITEMS, 'README.md');

const PARTS: Record<string, (whole: Whole) => string> = {
  blueprint: (whole) => renderTable(tabulateBlueprint(whole)),
  forms: (whole) => renderTable(tabulateForms(whole)),
  order: (whole) => renderTable(tabulateOrder(whole)),
  types: (whole) => renderTable(tabulateTypes(whole)),
  kinds: (whole) => renderTable(tabulateKinds(whole)),
  solving: (whole) => renderTable(tabulateSolving(whole)),
  fixed: listFixed,
};

/** The README with its tables as the bank says, in the project's format. */
export async function writeReadme(): Promise<string> {
  const whole = readWhole();
  const text = Object.entries(PARTS).reduce(
    (all, [name, part]) => replacePart(all, name, part(whole)),
    readFileSync(README, 'utf8'),
  );
  // The other commands do without it, and begin sooner.
  const { format, resolveConfig } = await import('prettier');
  return format(text, { ...(await resolveConfig(README)), filepath: README });
}
