import { maxCredit } from '../../scoring/mark/credit.ts';
import type { Form } from '../../scoring/wire/form.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Entry } from '../bank.ts';
import { YOUNG_STORY, lengthFaults } from './text.ts';

const FEWEST_TYPES = 5;
const FEWEST_PROGRAMS = 3;
const FEWEST_ANCHORS = 6;
const CONFIDENT_START = 0.85;
/** Forecasts this close say nothing about which of two items is the easier one. */
const NEARLY_THE_SAME = 0.05;
const YOUNG_GRADE = 6;
/** Worlds to learn in one lesson, up to that grade and above it. */
const MOST_WORLDS = { young: 2, older: 3 };

/** Of items that a pupil answers by writing or mending a program. */
const PROGRAMS: ReadonlySet<Item['type']> = new Set(['program', 'debug', 'complete']);

/** What is wrong with a form, given the items of the bank by id and the other forms. */
export function formFaults(form: Form, bank: Map<string, Entry>, others: Form[]): string[] {
  const entries = form.items.flatMap((id) => bank.get(id) ?? []);
  return [
    ...membershipFaults(form, bank),
    ...anchorFaults(form, others),
    ...worldFaults(form, bank),
    ...blueprintFaults(entries),
    ...orderFaults(entries),
    ...(form.grade <= YOUNG_GRADE
      ? entries.flatMap(({ item }) => lengthFaults(`story of ${item.id}`, item.story, YOUNG_STORY))
      : []),
  ];
}

function membershipFaults({ items, practice }: Form, bank: Map<string, Entry>): string[] {
  const all = [...items, ...practice];
  const absent = [...new Set(all)].filter((id) => !bank.has(id));
  return [
    ...absent.map((id) => `"${id}" is not in the bank`),
    ...(new Set(all).size < all.length ? ['an item stands twice'] : []),
    ...(practice.length === 0 ? ['has no practice item'] : []),
    ...practice.filter((id) => !isPractice(id)).map((id) => `"${id}" is no practice item`),
    ...items.filter(isPractice).map((id) => `"${id}" is for practice and cannot count`),
  ];
}

/** Practice items are public for ever, so that their names must tell them apart. */
export function isPractice(id: string): boolean {
  return id.startsWith('practice-');
}

function anchorFaults({ items, anchors }: Form, others: Form[]): string[] {
  const elsewhere = new Set(others.flatMap((form) => form.items));
  return [
    ...anchors.filter((id) => !items.includes(id)).map((id) => `anchor "${id}" is not on the form`),
    ...anchors
      .filter((id) => others.length > 0 && !elsewhere.has(id))
      .map((id) => `anchor "${id}" is on no other form`),
    ...(new Set(anchors).size < FEWEST_ANCHORS
      ? [`has ${anchors.length} anchors, at least ${FEWEST_ANCHORS}`]
      : []),
  ];
}

/** A pupil programs in few worlds, and in none that the practice has not shown. */
function worldFaults({ grade, items, practice }: Form, bank: Map<string, Entry>): string[] {
  const most = grade <= YOUNG_GRADE ? MOST_WORLDS.young : MOST_WORLDS.older;
  const used = listWorlds(items, bank);
  const shown = listWorlds(practice, bank);
  const strange = [...used].filter((kind) => !shown.has(kind));
  return [
    ...(used.size > most ? [`has programs in ${used.size} worlds, at most ${most}`] : []),
    ...strange.map((kind) => `no practice item shows the world "${kind}"`),
  ];
}

/** The kinds of world in which those items are programmed. */
function listWorlds(ids: string[], bank: Map<string, Entry>): Set<string> {
  const items = ids.flatMap((id) => bank.get(id)?.item ?? []);
  return new Set(
    items.flatMap((item) => ('worlds' in item ? item.worlds : []).map(({ kind }) => kind)),
  );
}

function blueprintFaults(entries: Entry[]): string[] {
  const types = new Set(entries.map(({ item }) => item.type));
  const programs = entries.filter(({ item }) => PROGRAMS.has(item.type)).length;
  const choices = entries.filter(({ item }) => item.type === 'choice');
  const [total, chosen] = [entries, choices].map((list) =>
    list.reduce((sum, { key }) => sum + maxCredit(key), 0),
  );
  return [
    ...(types.size < FEWEST_TYPES
      ? [`has ${types.size} types of item, at least ${FEWEST_TYPES}`]
      : []),
    ...(programs < FEWEST_PROGRAMS
      ? [`has ${programs} programs to write or mend, at least ${FEWEST_PROGRAMS}`]
      : []),
    ...(4 * (chosen ?? 0) > (total ?? 0)
      ? [`${chosen ?? 0} of ${total ?? 0} credits by choosing, at most a quarter`]
      : []),
  ];
}

/** Difficulty as forecast rises from a start that nearly everybody masters. */
function orderFaults(entries: Entry[]): string[] {
  const expected = entries.map(({ key }) => key.difficulty.p);
  const easier = entries.filter(
    (_, index) => (expected[index] ?? 0) > (expected[index - 1] ?? 1) + NEARLY_THE_SAME,
  );
  return [
    ...((expected[0] ?? 1) < CONFIDENT_START
      ? [`starts with p ${expected[0] ?? 1}, at least ${CONFIDENT_START}`]
      : []),
    ...easier.map(({ item }) => `"${item.id}" is easier than the item before it`),
  ];
}
