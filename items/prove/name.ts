import { type BlockField, findSpec } from '../../scoring/wire/block.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Program } from '../../scoring/wire/program.ts';
import type { World } from '../../scoring/wire/world.ts';
import { listBlocks, listPrograms, listWorlds } from './program.ts';

/** What can be named: `variable count`, `list load`, … */
type Named = `${'variable' | 'list' | 'function' | 'parameter' | 'event'} ${string}`;

/** Names that are used without being declared, or declared without being used anywhere. */
export function nameFaults(item: Item, key: Key): { item: string[]; key: string[] } {
  const declared = declaredBy(item);
  const shown = new Set([
    ...listPrograms(item).flatMap(([, program]) => usedIn(program)),
    ...listWorlds(item).flatMap(usedByWorld),
    ...('toolbox' in item ? item.toolbox.flatMap(usedByOffer) : []),
    ...(item.type === 'trace' ? usedByAsks(item) : []),
  ]);
  const proving = new Set([
    ...[...key.solutions, ...key.wrong].flatMap(({ response }) =>
      response.kind === 'program' ? usedIn(response.program) : [],
    ),
    ...(key.by === 'running' ? key.hidden.flatMap(usedByWorld) : []),
  ]);
  const unknown = (used: Set<Named>) =>
    [...used].filter((one) => !declared.has(one)).map((one) => `${one} is not declared in names`);
  const idle = [...declared].filter((one) => !shown.has(one) && !proving.has(one));
  return {
    item: [...unknown(shown), ...idle.map((one) => `${one} is declared and never used`)],
    key: unknown(proving),
  };
}

function declaredBy({ names }: Item): Set<Named> {
  const { variables = [], lists = [], functions = [], events = [] } = names ?? {};
  return new Set<Named>([
    ...variables.map(({ id }): Named => `variable ${id}`),
    ...lists.map(({ id }): Named => `list ${id}`),
    ...functions.map(({ id }): Named => `function ${id}`),
    ...functions.flatMap(({ parameters }) => parameters.map(({ id }): Named => `parameter ${id}`)),
    ...events.map(({ id }): Named => `event ${id}`),
  ]);
}

function usedIn(program: Program): Named[] {
  return listBlocks(program).flatMap(({ type, fields = {} }) => named(type, fields));
}

function usedByOffer(offer: Extract<Item, { toolbox: unknown }>['toolbox'][number]): Named[] {
  return typeof offer === 'string' ? [] : named(offer.type, offer.fields);
}

function named(type: string, fields: Record<string, unknown>): Named[] {
  return (findSpec(type)?.fields ?? []).flatMap(({ name, of }: BlockField): Named[] => {
    const value = fields[name];
    if (of === 'times' || of === 'number' || of === 'choice') return [];
    return typeof value === 'string' ? [`${of} ${value}`] : [];
  });
}

function usedByWorld(world: World): Named[] {
  const { given, goal } = world;
  const variables = [given?.variables, goal.variables].flatMap((held) => Object.keys(held ?? {}));
  const lists = [given?.lists, goal.lists].flatMap((held) => Object.keys(held ?? {}));
  const events = world.kind === 'beacon' ? (world.events ?? []) : [];
  return [
    ...variables.map((name): Named => `variable ${name}`),
    ...lists.map((name): Named => `list ${name}`),
    ...events.map(({ name }): Named => `event ${name}`),
  ];
}

function usedByAsks({ asks = [] }: Extract<Item, { type: 'trace' }>): Named[] {
  return asks.flatMap(({ reads }): Named[] => {
    if (reads.of === 'variable') return [`variable ${reads.name}`];
    return reads.of === 'list' || reads.of === 'list-length' ? [`list ${reads.name}`] : [];
  });
}
