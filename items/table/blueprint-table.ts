import type { Entry } from '../bank.ts';
import { type Role, ROLES, findRow, listPublic } from '../blueprint.ts';
import { expectedShare } from '../grade.ts';
import { allowedChance, measureChance } from '../prove/chance.ts';
import { isPractice } from '../prove/form/role.ts';
import type { Table } from './markdown.ts';
import { spellShare } from './share.ts';
import type { Whole } from './whole.ts';

/** Grade in which items are set in order of difficulty. */
const COMMON_GRADE = 8;

/** One row an item, the easiest first and practice last, with its role on each form. */
export function tabulateBlueprint({ bank, forms, blueprint }: Whole): Table {
  const open = new Set(listPublic(blueprint));
  const entries = [...bank.values()].sort((one, other) => rankOf(one) - rankOf(other));
  return {
    head: [
      ...['題目', 'id', 'type', 'practice', 'concepts', 'codes', 'grade', 'p', 's', 'chance'],
      ...forms.map(({ id }) => id),
    ],
    rows: entries.map((entry) => {
      const { item, key } = entry;
      const roles = forms.map((form) => {
        const row = findRow(blueprint, form);
        return ROLES.find((role) => row?.[role].includes(item.id));
      });
      return [
        item.title['zh-TW'],
        `\`${item.id}\``,
        item.type,
        item.practice,
        item.concepts.join(', '),
        item.codes.join(', '),
        String(key.difficulty.grade),
        spellShare(key.difficulty.p),
        String(key.time.seconds),
        spellChance(entry),
        ...roles.map((role) => spellRole(role, open.has(item.id))),
      ];
    }),
  };
}

function rankOf({ item, key }: Entry): number {
  return (isPractice(item.id) ? 2 : 1) - expectedShare(key.difficulty, COMMON_GRADE);
}

function spellRole(role: Role | undefined, isOpen: boolean): string {
  return role ?? (isOpen ? 'public' : '—');
}

/** What was found, and what is allowed where that is more than usual. */
function spellChance({ item, key }: Entry): string {
  const found = spellShare(measureChance(item, key));
  return key.chance === undefined ? found : `${found} (${spellShare(allowedChance(item, key))})`;
}
