import { type Blueprint, type Role, findRow, listTested } from '../../blueprint.ts';
import { type Campaign, rowOf, siblingsOf } from './campaign.ts';

const FEWEST_CORE = 8;
const NEW_ITEMS = 2;
/** Counted items that link the two forms of a grade, and the forms of two grades. */
const FEWEST_COMMON = { parallel: 5, across: 6 };

/** Practice items are public for ever, so that their names must tell them apart. */
export function isPractice(id: string): boolean {
  return id.startsWith('practice-');
}

/** Are its items in the bank, and is each there in a role that it may have? */
export function roleFaults(campaign: Campaign): string[] {
  return [
    ...memberFaults(campaign),
    ...rowFaults(campaign),
    ...secrecyFaults(campaign),
    ...commonFaults(campaign),
  ];
}

function memberFaults({ form, bank }: Campaign): string[] {
  const { items, practice } = form;
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

function rowFaults(campaign: Campaign): string[] {
  const { form, blueprint } = campaign;
  if (!findRow(blueprint, form)) return [`the blueprint has no row for it in year ${form.year}`];
  const row = rowOf(campaign);
  const count = (role: Role) => row[role].length;
  return [
    ...differences('item', form.items, listTested(row)),
    ...differences('practice item', form.practice, row.practice),
    ...(count('core') < FEWEST_CORE
      ? [`has ${count('core')} core items, at least ${FEWEST_CORE}`]
      : []),
    ...(count('new') === NEW_ITEMS ? [] : [`has ${count('new')} new items, not ${NEW_ITEMS}`]),
  ];
}

function differences(what: string, form: string[], row: string[]): string[] {
  return [
    ...form.filter((id) => !row.includes(id)).map((id) => `${what} "${id}" has no role`),
    ...row.filter((id) => !form.includes(id)).map((id) => `${what} "${id}" is missing`),
  ];
}

/** The core returns every year; what was shown once never does. */
function secrecyFaults({ form, blueprint }: Campaign): string[] {
  const past = Object.keys(blueprint).filter((year) => Number(year) < form.year);
  const released = new Set(
    past.flatMap((year) => Object.values(blueprint[year] ?? {}).flatMap((row) => row.released)),
  );
  const now = coreOf(blueprint, [String(form.year)], form.id);
  const lost = [...coreOf(blueprint, past, form.id)].filter((id) => !now.has(id));
  return [
    ...form.items.filter((id) => released.has(id)).map((id) => `"${id}" was released before`),
    ...lost.map((id) => `"${id}" was core before and does not return`),
  ];
}

/** The core of a grade in those years. The forms of a grade differ in their last letter. */
function coreOf(blueprint: Blueprint, years: string[], form: string): Set<string> {
  const grade = form.slice(0, form.lastIndexOf('-') + 1);
  const rows = years.flatMap((year) => Object.entries(blueprint[year] ?? {}));
  return new Set(rows.flatMap(([id, { core }]) => (id.startsWith(grade) ? core : [])));
}

function commonFaults(campaign: Campaign): string[] {
  const { form } = campaign;
  const counted = countedIds(campaign);
  return siblingsOf(campaign).flatMap((other) => {
    const theirs = new Set(countedIds({ ...campaign, form: other }));
    const common = counted.filter((id) => theirs.has(id)).length;
    const least = other.grade === form.grade ? FEWEST_COMMON.parallel : FEWEST_COMMON.across;
    return common < least
      ? [`has ${common} items in common with ${other.id}, at least ${least}`]
      : [];
  });
}

function countedIds(campaign: Campaign): string[] {
  const { core, released } = rowOf(campaign);
  return [...core, ...released];
}
