import { runProgram } from '../../scoring/run/outcome.ts';
import { maxCredit } from '../../scoring/mark/credit.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';

type RunningKey = Extract<Key, { by: 'running' }>;
type AnswerKey = Extract<Key, { by: 'answer' }>;

/** Does the key belong to the item, and are its levels and worlds in order? */
export function keyFaults(item: Item, key: Key): string[] {
  if (key.item !== item.id) return [`is the key of "${key.item}", not of "${item.id}"`];
  if (key.version !== item.version) {
    return [`is of version ${key.version}, the item of ${item.version}`];
  }
  if ((key.by === 'running') !== 'worlds' in item) {
    return [`by "${key.by}" does not fit an item of type "${item.type}"`];
  }
  const max = maxCredit(key);
  const solved =
    key.solved >= 1 && key.solved <= max ? [] : [`solved is ${key.solved}, not from 1 to ${max}`];
  return [...solved, ...(key.by === 'running' ? levelFaults(item, key) : answerFaults(item, key))];
}

function levelFaults(item: Item, key: RunningKey): string[] {
  const credits = key.levels.map(({ credit }) => credit);
  const top = key.levels.at(-1)?.when;
  const general = key.hidden.length === 0 || top?.hidden === 'all';
  return [
    ...(credits.every((credit, index) => credit === index + 1)
      ? []
      : [`levels have credits ${credits.join(', ')}, not 1, 2, 3 in order`]),
    ...(top?.visible === 'all' && general ? [] : ['the top level must ask for all worlds']),
    ...worldFaults(item, key),
    ...announcementFaults(item, key),
  ];
}

function worldFaults(item: Item, key: RunningKey): string[] {
  if (!('worlds' in item)) return [];
  const worlds = [...item.worlds, ...key.hidden];
  const texts = worlds.map((world) => JSON.stringify(world));
  return [
    ...(worlds.every(({ goal }) => Object.keys(goal).length > 0) ? [] : ['a world has no goal']),
    ...(new Set(texts).size < texts.length ? ['two worlds are the same'] : []),
    ...(key.hidden.length === 1 ? ['one hidden world is too few: none, or at least 2'] : []),
  ];
}

/** Generality is asked openly: the story says it exactly where hidden worlds exist. */
function announcementFaults(item: Item, key: RunningKey): string[] {
  const zh = item.story['zh-TW'].includes('也會在別的港口測試');
  const en = /also tested in other harbours/.test(item.story.en);
  const hidden = key.hidden.length > 0;
  if (zh === hidden && en === hidden) return [];
  return hidden
    ? ['the story does not say 也會在別的港口測試 and "also tested in other harbours"']
    : ['the story promises other harbours, but there is no hidden world'];
}

function answerFaults(item: Item, key: AnswerKey): string[] {
  if (item.type === 'trace') return traceFaults(item, key);
  return item.type === 'choice' ? optionFaults(item, key) : [];
}

/** The cell of a trace item is not believed: the program is run. */
function traceFaults(item: Extract<Item, { type: 'trace' }>, key: AnswerKey): string[] {
  const { ended, state } = runProgram(item.program, item.world);
  const top = key.answers.filter(({ credit }) => credit === maxCredit(key));
  const right = top.every(
    ({ response }) => response.kind === 'cell' && String(response.cell) === String(state.at),
  );
  return [
    ...(ended === 'finished' ? [] : [`the program to follow ends ${ended}`]),
    ...(right ? [] : [`the program ends at ${String(state.at)}, the key says otherwise`]),
  ];
}

function optionFaults(item: Extract<Item, { type: 'choice' }>, key: AnswerKey): string[] {
  const offered = item.options.map(({ id }) => id);
  const named = [...key.answers, ...key.wrong].map(({ response }) =>
    response.kind === 'choice' ? response.option : response.kind,
  );
  return [
    ...(new Set(offered).size < offered.length ? ['two options share an id'] : []),
    ...named.filter((id) => !offered.includes(id)).map((id) => `answers "${id}", no option`),
    ...offered
      .filter((id) => !named.includes(id))
      .map((id) => `option "${id}" is neither an answer nor a wrong specimen`),
  ];
}
