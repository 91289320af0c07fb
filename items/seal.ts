import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { FormDocument } from '../scoring/wire/form-document.ts';
import { Form, Package } from '../scoring/wire/form.ts';
import {
  type Entry,
  ITEMS,
  getEntry,
  isRehearsal,
  listForms,
  listRehearsals,
  readForm,
} from './bank.ts';
import type { BankForm } from './bank-form.ts';
import { parseDocument } from './document.ts';
import { getRow, listAnchors, listPublic, readBlueprint } from './blueprint.ts';
import { BankFault } from './fault.ts';

/** Everything that a city needs of a form: what pupils get, and what stays behind. */
export function composeForm(formId: string, root: string = ITEMS): FormDocument {
  const bankForm = readForm(formId, root);
  const form = v.parse(v.object(Form.entries), bankForm);
  const tested = form.items.map((id) => getEntry(id, root));
  const practice = form.practice.map((id) => getEntry(id, root));
  return parseDocument(
    FormDocument,
    {
      package: pack(form, practice, tested),
      keys: tested.map(({ key }) => key),
      ...listRoles(bankForm, root),
    },
    `items/forms/${formId}.json`,
  );
}

/** A rehearsal has no row in the blueprint: it links nothing, and tries nothing out. */
function listRoles(form: BankForm, root: string): Pick<FormDocument, 'uncounted' | 'anchors'> {
  if (isRehearsal(form.id)) return { uncounted: [], anchors: [] };
  const blueprint = readBlueprint(root);
  const fresh = new Set(getRow(blueprint, form).new);
  return {
    uncounted: form.items.filter((id) => fresh.has(id)),
    anchors: listAnchors(blueprint, form),
  };
}

/**
 * The public package: the guided practice of all forms, each once, then the public items, as a form
 * of its own that may be played from beginning to end. Its keys go nowhere.
 */
export function composePractice(root: string = ITEMS): Package {
  const forms = listForms(root).map((id) => readForm(id, root));
  const guided = [...new Set(forms.flatMap(({ practice }) => practice))];
  const ids = [...guided, ...listPublic(readBlueprint(root))];
  const entries = ids.map((id) => getEntry(id, root));
  const form: Form = {
    id: 'practice',
    title: { 'zh-TW': '練習', en: 'Practice' },
    grade: Math.min(...forms.map(({ grade }) => grade)),
    minutes: 3,
    practice: guided,
    items: ids,
  };
  return parseDocument(
    Package,
    pack(form, entries.slice(0, guided.length), entries),
    'dist/practice.json',
  );
}

function pack(form: Form, practice: Entry[], tested: Entry[]): Package {
  const pictures = [...practice, ...tested].flatMap(({ item, pictures: files }) =>
    Object.entries(files).map(([name, svg]) => [`${item.id}/${name}`, svg] as const),
  );
  return {
    format: 1,
    form,
    practice: practice.map(({ item }) => item),
    items: tested.map(({ item }) => item),
    pictures: Object.fromEntries(pictures),
  };
}

function sealAll(dist: string): void {
  rmSync(join(dist, 'forms'), { recursive: true, force: true });
  mkdirSync(join(dist, 'forms'), { recursive: true });
  for (const id of [...listForms(), ...listRehearsals()]) {
    writeFileSync(join(dist, 'forms', `${id}.json`), JSON.stringify(composeForm(id)));
    console.log(`✓ dist/forms/${id}.json`);
  }
  writeFileSync(join(dist, 'practice.json'), JSON.stringify(composePractice()));
  console.log('✓ dist/practice.json');
}

if (import.meta.main) {
  try {
    sealAll(join(ITEMS, '..', 'dist'));
  } catch (error) {
    if (!(error instanceof BankFault)) throw error;
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
