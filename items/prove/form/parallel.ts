import { maxCredit } from '../../../scoring/mark/credit.ts';
import type { Entry } from '../../bank.ts';
import type { BankForm } from '../../bank-form.ts';
import { bandOf } from '../band.ts';
import { listWorlds } from '../program.ts';
import { type Campaign, countedOf, entriesOf, rowOf, shareOf, siblingsOf } from './campaign.ts';

/** Most by which the two forms of a grade may differ. */
const MOST = { count: 1, codes: 2, share: 0.03, credit: 2, seconds: 90 };

/** Is the form like the other ones of its grade? Said once, of the later one of two. */
export function parallelFaults(campaign: Campaign): string[] {
  const { form } = campaign;
  const parallels = siblingsOf(campaign).filter(
    ({ grade, id }) => grade === form.grade && id < form.id,
  );
  return parallels.flatMap((parallel) =>
    [
      ...trialFaults(campaign, parallel),
      ...countFaults(campaign, parallel),
      ...sumFaults(campaign, parallel),
    ].map((reason) => `${reason} than ${parallel.id}`),
  );
}

/** Where two forms try out the same, half of the places for new items are lost. */
function trialFaults(campaign: Campaign, parallel: BankForm): string[] {
  const theirs = rowOf({ ...campaign, form: parallel }).new;
  return rowOf(campaign)
    .new.filter((id) => theirs.includes(id))
    .map((id) => `tries out "${id}", no other`);
}

/** How many of its items are of each kind, under every name that an item has. */
function kindsOf(form: BankForm, entries: Entry[]): Map<string, number> {
  const names = entries.flatMap((entry) => {
    const { item } = entry;
    const worlds = new Set(listWorlds(item).map(({ kind }) => kind));
    return [
      `type ${item.type}`,
      `practice ${item.practice}`,
      `difficulty ${bandOf(shareOf(entry, form))}`,
      ...[...worlds].map((kind) => `world ${kind}`),
      ...item.concepts.map((concept) => `concept ${concept}`),
      ...item.codes.map((code) => `code ${code}`),
    ];
  });
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function countFaults(campaign: Campaign, parallel: BankForm): string[] {
  const [own, theirs] = [campaign.form, parallel].map((form) =>
    kindsOf(form, entriesOf(form, campaign)),
  );
  const names = [...new Set([...(own?.keys() ?? []), ...(theirs?.keys() ?? [])])].sort();
  return names.flatMap((name) => {
    const more = (own?.get(name) ?? 0) - (theirs?.get(name) ?? 0);
    const most = name.startsWith('code ') ? MOST.codes : MOST.count;
    return Math.abs(more) > most ? [`has ${spell(more)} items of ${name}`] : [];
  });
}

function sumFaults(campaign: Campaign, parallel: BankForm): string[] {
  const [own, theirs] = [campaign, { ...campaign, form: parallel }].map(totalsOf);
  if (!own || !theirs) return [];
  const share = own.share - theirs.share;
  const [credit, seconds] = [own.credit - theirs.credit, own.seconds - theirs.seconds];
  return [
    ...(Math.abs(share) > MOST.share
      ? [`expects ${spell(share.toFixed(3))} of the mean pupil`]
      : []),
    ...(Math.abs(credit) > MOST.credit ? [`has ${spell(credit)} credits`] : []),
    ...(Math.abs(seconds) > MOST.seconds ? [`takes ${spell(seconds)} s`] : []),
  ];
}

function totalsOf(campaign: Campaign) {
  const { form } = campaign;
  const entries = entriesOf(form, campaign);
  const counted = countedOf(campaign);
  const sum = (list: Entry[], of: (entry: Entry) => number) =>
    list.reduce((all, entry) => all + of(entry), 0);
  return {
    share: sum(counted, (entry) => shareOf(entry, form)) / Math.max(1, counted.length),
    credit: sum(counted, ({ key }) => maxCredit(key)),
    seconds: sum(entries, ({ key }) => key.time.seconds),
  };
}

function spell(difference: number | string): string {
  const value = Number(difference);
  return value > 0 ? `${value} more` : `${-value} fewer`;
}
