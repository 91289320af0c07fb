import type { Entry } from '../bank.ts';
import type { BankForm } from '../bank-form.ts';
import { type Blueprint, PUBLIC_ROW, ROLES, type Role, listTested } from '../blueprint.ts';
import { isPractice } from './form/role.ts';

/** Two parallel forms a grade. */
const FORMS_OF_GRADE = 2;
const FEWEST_GRADES = 2;
const FEWEST_PUBLIC = 5;

/** What is wrong with the blueprint as a whole; its forms are held against it one by one. */
export function blueprintFaults(
  blueprint: Blueprint,
  bank: ReadonlyMap<string, Entry>,
  forms: readonly BankForm[],
): string[] {
  const years = Object.entries(blueprint).flatMap(([year, rows]) => {
    const now = forms.filter((form) => String(form.year) === year);
    return [
      // A year that is over, or still to come, has no forms here.
      ...(now.length > 0 ? yearFaults(rows, now) : []),
      ...memberFaults(rows, bank),
      ...publicFaults(rows),
      ...roleFaults(rows),
    ].map((reason) => `year ${year}: ${reason}`);
  });
  return [...(forms.length > 0 ? [] : ['there is no form']), ...years];
}

type Rows = Blueprint[string];

function yearFaults(rows: Rows, forms: readonly BankForm[]): string[] {
  const written = new Set<string>(forms.map(({ id }) => id));
  const missing = Object.keys(rows).filter((id) => id !== PUBLIC_ROW && !written.has(id));
  const grades = Map.groupBy(forms, ({ grade }) => grade);
  const open = rows[PUBLIC_ROW]?.practice.length ?? 0;
  return [
    ...missing.map((id) => `forms/${id}.json is missing`),
    ...[...grades]
      .filter(([, own]) => own.length !== FORMS_OF_GRADE)
      .map(([grade, own]) => `grade ${grade} has ${own.length} of ${FORMS_OF_GRADE} forms`),
    ...(grades.size < FEWEST_GRADES
      ? [`has forms for ${grades.size} grade, at least ${FEWEST_GRADES}`]
      : []),
    ...(open < FEWEST_PUBLIC ? [`has ${open} public items, at least ${FEWEST_PUBLIC}`] : []),
  ];
}

function memberFaults(rows: Rows, bank: ReadonlyMap<string, Entry>): string[] {
  const ids = Object.values(rows).flatMap((row) => ROLES.flatMap((role) => row[role]));
  const named = Object.values(rows).flatMap(({ practice }) => practice);
  const twice = Object.entries(rows).flatMap(([form, row]) =>
    ROLES.flatMap((role) => row[role].filter((id, at, all) => all.indexOf(id) < at)).map(
      (id) => `${form} names "${id}" twice`,
    ),
  );
  const entries = [...new Set(ids)].map((id) => ({ id, entry: bank.get(id) }));
  return [
    ...entries.filter(({ entry }) => !entry).map(({ id }) => `"${id}" is not in the bank`),
    ...entries
      .filter(({ entry }) => entry && !entry.review)
      .map(({ id }) => `"${id}" has no review`),
    ...[...new Set(named)]
      .filter((id) => !isPractice(id))
      .map((id) => `"${id}" is no practice item`),
    ...twice,
  ];
}

/** The public items are practice, and no item of the guided practice is among them again. */
function publicFaults({ [PUBLIC_ROW]: open, ...forms }: Rows): string[] {
  if (!open) return [];
  const guided = new Set(Object.values(forms).flatMap(({ practice }) => practice));
  return [
    ...listTested(open).map((id) => `"${id}" is in the public row and is no practice`),
    ...open.practice
      .filter((id) => guided.has(id))
      .map((id) => `"${id}" is public, and practised before a test`),
  ];
}

/** What is secure on one form cannot be shown after another one. */
function roleFaults(rows: Rows): string[] {
  const roles = new Map<string, Set<Role>>();
  for (const row of Object.values(rows)) {
    for (const role of ROLES) {
      for (const id of row[role]) roles.set(id, (roles.get(id) ?? new Set()).add(role));
    }
  }
  return [...roles]
    .filter(([, all]) => all.size > 1)
    .map(([id, all]) => `"${id}" is ${[...all].join(' and ')} at once`);
}
