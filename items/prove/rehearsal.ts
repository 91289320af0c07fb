import type { BankForm } from '../bank-form.ts';
import type { Entry } from '../bank.ts';
import { isPractice } from './form/role.ts';

const ITEMS = { least: 4, most: 6 };
/** Net, with time left in the lesson to talk about what went wrong. */
const MINUTES = 10;
/** As in a test: seven tenths of the time, so that nine in ten come to the end. */
const WORK = 0.7;

/** What is wrong with a form by which a school rehearses, held against the bank and the real forms. */
export function rehearsalFaults(
  form: BankForm,
  { bank, forms }: { bank: ReadonlyMap<string, Entry>; forms: readonly BankForm[] },
): string[] {
  const { items, practice, minutes } = form;
  const all = [...items, ...practice];
  const work = items.reduce((sum, id) => sum + (bank.get(id)?.key.time.seconds ?? 0), 0);
  const met = worldsOf(all, bank);
  const real = forms.filter(({ grade, year }) => grade === form.grade && year === form.year);
  const needed = worldsOf(
    real.flatMap((one) => one.items),
    bank,
  );
  return [
    ...all.filter((id) => !bank.has(id)).map((id) => `"${id}" is not in the bank`),
    ...all.filter((id) => !isPractice(id)).map((id) => `"${id}" is not for practice`),
    ...(new Set(all).size < all.length ? ['an item stands twice'] : []),
    ...(practice.length === 0 ? ['has no guided practice'] : []),
    ...(items.length < ITEMS.least || items.length > ITEMS.most
      ? [`has ${items.length} items, not ${ITEMS.least} to ${ITEMS.most}`]
      : []),
    ...(minutes === MINUTES ? [] : [`lasts ${minutes} minutes, not ${MINUTES}`]),
    ...(work > WORK * MINUTES * 60 ? [`takes ${work} s of work`] : []),
    ...[...needed].filter((kind) => !met.has(kind)).map((kind) => `does not meet ${kind}`),
  ];
}

/** The kinds of world in which those items are programmed. */
function worldsOf(ids: string[], bank: ReadonlyMap<string, Entry>): Set<string> {
  const items = ids.flatMap((id) => bank.get(id)?.item ?? []);
  return new Set(
    items.flatMap((item) => ('worlds' in item ? item.worlds : []).map(({ kind }) => kind)),
  );
}
