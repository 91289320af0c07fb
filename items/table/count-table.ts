import { Concept, Practice } from '../../scoring/wire/item.ts';
import type { Entry } from '../bank.ts';
import { BAND_NAMES, bandOf } from '../prove/band.ts';
import { CODES } from '../prove/code.ts';
import { entriesOf } from '../prove/form/campaign.ts';
import { isPractice } from '../prove/form/role.ts';
import { listWorlds } from '../prove/program.ts';
import { expectedShare } from '../grade.ts';
import { TEMPLATE_TYPES, TEMPLATE_WORLDS } from '../template/template.ts';
import type { Table } from './markdown.ts';
import type { Whole } from './whole.ts';

/** How many items of the bank are of each practice and type; practice items left out. */
export function tabulateTypes({ bank }: Whole): Table {
  const tested = listTested(bank);
  const count = (practice: string, type: string) =>
    tested.filter(({ item }) => item.practice === practice && item.type === type).length;
  return {
    head: ['', ...TEMPLATE_TYPES, 'all'],
    rows: Practice.options.map((practice) => [
      practice,
      ...TEMPLATE_TYPES.map((type) => spell(count(practice, type))),
      spell(tested.filter(({ item }) => item.practice === practice).length),
    ]),
  };
}

/** How many items of each kind the bank has, and each form. */
export function tabulateKinds({ bank, forms }: Whole): Table {
  const columns = [
    { name: 'bank', entries: listTested(bank), grade: undefined },
    ...forms.map((form) => ({
      name: form.id,
      entries: entriesOf(form, { bank }),
      grade: form.grade,
    })),
  ];
  return {
    head: ['', ...columns.map(({ name }) => name)],
    rows: listKinds().map(({ name, isOf }) => [
      name,
      ...columns.map(({ entries, grade }) =>
        spell(entries.filter((entry) => isOf(entry, grade)).length),
      ),
    ]),
  };
}

interface Kind {
  name: string;
  isOf: (entry: Entry, grade: number | undefined) => boolean;
}

function listKinds(): Kind[] {
  const kind = (name: string, isOf: Kind['isOf']): Kind => ({ name, isOf });
  return [
    ...Practice.options.map((one) => kind(one, ({ item }) => item.practice === one)),
    ...TEMPLATE_TYPES.map((one) => kind(one, ({ item }) => item.type === one)),
    ...TEMPLATE_WORLDS.map((one) =>
      kind(`${one} world`, ({ item }) => listWorlds(item).some((world) => world.kind === one)),
    ),
    ...Concept.options.map((one) => kind(one, ({ item }) => item.concepts.includes(one))),
    ...CODES.map((one) => kind(one, ({ item }) => item.codes.includes(one))),
    ...BAND_NAMES.map((one) =>
      kind(`for ${one}`, (entry, grade) => bandOf(shareIn(entry, grade)) === one),
    ),
  ];
}

/** In the grade of a form; in the bank, in the one that the forecast is for. */
function shareIn({ key: { difficulty } }: Entry, grade: number | undefined): number {
  return expectedShare(difficulty, grade ?? difficulty.grade);
}

function listTested(bank: Whole['bank']): Entry[] {
  return [...bank.values()].filter(({ item }) => !isPractice(item.id));
}

function spell(count: number): string {
  return count === 0 ? '·' : String(count);
}
