import { maxCredit } from '../../scoring/mark/credit.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Condition, Key } from '../../scoring/wire/key.ts';
import { answerFaults } from './answer.ts';

type RunningKey = Extract<Key, { by: 'running' }>;
type CheckerKey = Extract<Key, { by: 'checker' }>;

/** Does the key belong to the item, and are its levels and answers in order? */
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
  return [...solved, ...ladderFaults(item, key), ...answerFaults(item, key)];
}

function ladderFaults(item: Item, key: Key): string[] {
  if (key.by === 'answer') {
    return rungFaults([...new Set(key.answers.map(({ credit }) => credit))].sort());
  }
  const rungs = rungFaults(key.levels.map(({ credit }) => credit));
  return [...rungs, ...(key.by === 'running' ? levelFaults(item, key) : partFaults(key))];
}

function rungFaults(credits: number[]): string[] {
  return credits.every((credit, index) => credit === index + 1)
    ? []
    : [`levels have credits ${credits.join(', ')}, not 1, 2, 3 in order`];
}

function levelFaults(item: Item, { levels, hidden }: RunningKey): string[] {
  const top = levels.at(-1)?.when;
  const general = hidden.length === 0 || top?.hidden === 'all';
  return [
    ...(top?.visible === 'all' && general ? [] : ['the top level must ask for all worlds']),
    ...levels.flatMap(({ credit, when }) =>
      conditionFaults(item, when).map((reason) => `level ${credit} ${reason}`),
    ),
  ];
}

function conditionFaults(item: Item, when: Condition): string[] {
  const asked = new Set(
    'worlds' in item ? item.worlds.flatMap(({ goal }) => Object.keys(goal)) : [],
  );
  const strange = (when.goals ?? []).filter((goal) => !asked.has(goal));
  return [
    ...(Object.keys(when).length === 0 ? ['asks for nothing'] : []),
    ...strange.map((goal) => `asks for the goal "${goal}", which no visible world has`),
    ...(when.changedAtMost !== undefined && item.type !== 'debug'
      ? ['counts changes, but there is no program to repair']
      : []),
  ];
}

function partFaults({ levels }: CheckerKey): string[] {
  const top = levels.at(-1);
  const rising = levels.every(({ rightAtLeast, wrongAtMost }, index) => {
    const below = levels[index - 1];
    return (
      !below ||
      (asNumber(rightAtLeast) >= asNumber(below.rightAtLeast) && wrongAtMost <= below.wrongAtMost)
    );
  });
  return [
    ...(top?.rightAtLeast === 'all' && top.wrongAtMost === 0
      ? []
      : ['the top level must ask for all parts and allow none wrong']),
    ...(rising ? [] : ['a level asks for less than the one below it']),
  ];
}

function asNumber(parts: number | 'all'): number {
  return parts === 'all' ? Infinity : parts;
}
