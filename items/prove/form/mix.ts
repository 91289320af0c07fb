import { maxCredit } from '../../../scoring/mark/credit.ts';
import { type Concept, type Item, Practice } from '../../../scoring/wire/item.ts';
import type { Entry } from '../../bank.ts';
import { type Campaign, countedOf, entriesOf, rowOf } from './campaign.ts';
import { YOUNG_GRADE } from './size.ts';

type ItemType = Item['type'];

const FEWEST_OF_PRACTICE = 2;
/** What each form holds beside its programs to write. */
const NEEDED_TYPES: readonly ItemType[] = ['debug', 'complete', 'parsons', 'trace'];
const SHORT_TYPES: ReadonlySet<ItemType> = new Set<ItemType>([
  ...(['choice', 'multi', 'order', 'match', 'number', 'grid'] as const),
]);
/** The ladder of the computational thinking test, and what grades above have met beyond it. */
const LADDER: readonly Concept[] = [
  ...(['sequence', 'repeat-n', 'repeat-until', 'if', 'if-else', 'nested-loops'] as const),
];
const BEYOND: readonly Concept[] = ['functions', 'lists', 'conditions', 'efficiency'];

/** Does the form hold something of everything that it is to measure? */
export function mixFaults(campaign: Campaign): string[] {
  const entries = entriesOf(campaign.form, campaign);
  return [
    ...typeFaults(entries),
    ...practiceFaults(entries),
    ...coreFaults(campaign),
    ...conceptFaults(entries, campaign.form.grade),
    ...choosingFaults(countedOf(campaign)),
  ];
}

function typeFaults(entries: Entry[]): string[] {
  const types = entries.map(({ item }) => item.type);
  const programs = types.filter((type) => type === 'program').length;
  const missing = NEEDED_TYPES.filter((type) => !types.includes(type));
  return [
    ...(Math.abs(programs - types.length / 3) > 1
      ? [`has ${programs} programs to write of ${types.length} items, not about a third`]
      : []),
    ...missing.map((type) => `has no ${type} item`),
    ...(types.some((type) => SHORT_TYPES.has(type)) ? [] : ['has no short item']),
  ];
}

function practiceFaults(entries: Entry[]): string[] {
  return Practice.options.flatMap((practice) => {
    const count = entries.filter(({ item }) => item.practice === practice).length;
    return count < FEWEST_OF_PRACTICE
      ? [`has ${count} of ${practice}, at least ${FEWEST_OF_PRACTICE}`]
      : [];
  });
}

/** What returns every year is to be a test in small. */
function coreFaults(campaign: Campaign): string[] {
  const core = new Set(rowOf(campaign).core);
  const entries = entriesOf(campaign.form, campaign).filter(({ item }) => core.has(item.id));
  const met = new Set(entries.map(({ item }) => item.practice));
  return Practice.options
    .filter((practice) => !met.has(practice))
    .map((practice) => `its core does not meet ${practice}`);
}

function conceptFaults(entries: Entry[], grade: number): string[] {
  const met = new Set(entries.flatMap(({ item }) => item.concepts));
  const needed = grade <= YOUNG_GRADE ? LADDER : [...LADDER, ...BEYOND];
  const given = entries.some(({ item }) =>
    item.names?.functions.some(({ parameters }) => parameters.length > 0),
  );
  return [
    ...needed.filter((concept) => !met.has(concept)).map((concept) => `does not meet ${concept}`),
    ...(grade <= YOUNG_GRADE || given ? [] : ['meets no function with a parameter']),
  ];
}

/** Of the credit that counts, as much as a pupil may have by choosing among options. */
function choosingFaults(counted: Entry[]): string[] {
  const sum = (list: Entry[]) => list.reduce((all, { key }) => all + maxCredit(key), 0);
  const total = sum(counted);
  const chosen = sum(counted.filter(({ item }) => item.type === 'choice' || item.type === 'multi'));
  return 4 * chosen > total ? [`${chosen} of ${total} credits by choosing, at most a quarter`] : [];
}
