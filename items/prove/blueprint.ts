import type { Entry } from '../bank.ts';
import type { BankForm } from '../bank-form.ts';
import { type Blueprint, PUBLIC_ROW, ROLES, type Role } from '../blueprint.ts';
import { isPractice } from './form/role.ts';

/** What is wrong with the blueprint as a whole; its forms are held against it one by one. */
export function blueprintFaults(
  blueprint: Blueprint,
  bank: ReadonlyMap<string, Entry>,
  forms: readonly BankForm[],
): string[] {
  return Object.entries(blueprint).flatMap(([year, rows]) => {
    const ids = Object.keys(rows).filter((id) => id !== PUBLIC_ROW);
    const now = forms.filter((form) => String(form.year) === year).map(({ id }) => id);
    const missing = ids.filter((id) => now.length > 0 && !now.includes(id));
    return [
      ...missing.map((id) => `forms/${id}.json is missing`),
      ...memberFaults(rows, bank),
      ...roleFaults(rows),
    ].map((reason) => `year ${year}: ${reason}`);
  });
}

type Rows = Blueprint[string];

function memberFaults(rows: Rows, bank: ReadonlyMap<string, Entry>): string[] {
  const ids = Object.values(rows).flatMap((row) => ROLES.flatMap((role) => row[role]));
  const named = Object.values(rows).flatMap(({ practice }) => practice);
  return [
    ...[...new Set(ids)].filter((id) => !bank.has(id)).map((id) => `"${id}" is not in the bank`),
    ...[...new Set(named)]
      .filter((id) => !isPractice(id))
      .map((id) => `"${id}" is no practice item`),
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
