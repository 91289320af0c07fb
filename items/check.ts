import type { Form } from '../scoring/wire/form.ts';
import { type Entry, ITEMS, listForms, listPlaces, readEntry, readForm } from './bank.ts';
import { BankFault, type Fault } from './fault.ts';
import { formFaults } from './prove/form.ts';
import { keyFaults } from './prove/key.ts';
import { idFaults, listBlocks, startFaults } from './prove/offer.ts';
import { pictureFaults } from './prove/picture.ts';
import { routeFaults } from './prove/route.ts';
import { type Search, searchShorter } from './prove/search.ts';
import { specimenFaults } from './prove/specimen.ts';
import { textFaults } from './prove/text.ts';

/** What was found about one item or form. */
export interface Finding {
  /** `operationalising/first-clean-up`, or `form g6-a`. */
  name: string;
  faults: Fault[];
  /** What was proved beyond the rules, in words. */
  note: string;
}

const OPERATIONALISING: ReadonlySet<string> = new Set(['program', 'debug', 'complete', 'parsons']);

/** Holds one item against every rule of the bank. */
export function checkItem(entry: Entry): Finding {
  const { strand, folder, path, item, key } = entry;
  const inItem = [
    ...placeFaults(entry),
    ...textFaults(item),
    ...('worlds' in item ? startFaults(item) : []),
    ...('program' in item && item.program ? idFaults(listBlocks(item.program)) : []),
    ...pictureFaults(entry),
  ];
  const inKey = keyFaults(item, key);
  // Marking needs a key that fits its item: with another, the rest would only repeat that.
  if (inKey.length === 0) inKey.push(...specimenFaults(item, key));
  const search = inKey.length === 0 ? proveMinimum(entry) : undefined;
  if (search?.kind === 'shorter') {
    inKey.push(`solved with ${search.blocks} blocks, under the minimum: ${search.program}`);
  }
  if ('worlds' in item && key.by === 'running' && inKey.length === 0) {
    inKey.push(...routeFaults(item, key));
  }
  return {
    name: `${strand}/${folder}`,
    faults: [
      ...inItem.map((reason) => ({ file: `${path}/item.json`, reason })),
      ...inKey.map((reason) => ({ file: `${path}/key.json`, reason })),
    ],
    note: search ? spell(search) : 'answered without a program',
  };
}

/** Holds one form against the rules for forms and against the bank. */
export function checkForm(form: Form, bank: Map<string, Entry>, others: Form[]): Finding {
  const file = `items/forms/${form.id}.json`;
  return {
    name: `form ${form.id}`,
    faults: formFaults(form, bank, others).map((reason) => ({ file, reason })),
    note: `${form.items.length} items, ${form.anchors.length} anchors, ${form.minutes} minutes`,
  };
}

/** Holds the whole bank in the folder `root` against its rules: each item, then each form. */
export function checkBank(root: string = ITEMS): Finding[] {
  const bank = new Map<string, Entry>();
  const items = listPlaces(root).map((place) =>
    guarded(`${place.strand}/${place.id}`, () => {
      const entry = readEntry(place, root);
      bank.set(entry.item.id, entry);
      return checkItem(entry);
    }),
  );
  const forms = new Map<string, Form>();
  const broken = listForms(root).flatMap((id) => {
    const finding = guarded(`form ${id}`, () => {
      const form = readForm(id, root);
      if (form.id !== id) throw new BankFault(`items/forms/${id}.json`, `its id is "${form.id}"`);
      forms.set(id, form);
      return undefined;
    });
    return finding ? [finding] : [];
  });
  const sound = [...forms.values()].map((form) =>
    checkForm(
      form,
      bank,
      [...forms.values()].filter((other) => other !== form),
    ),
  );
  return [...items, ...broken, ...sound];
}

function guarded<Result>(name: string, check: () => Result): Result | Finding {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof BankFault)) throw error;
    return { name, faults: [{ file: error.file, reason: error.reason }], note: '' };
  }
}

function placeFaults({ strand, folder, item }: Entry): string[] {
  const home = OPERATIONALISING.has(item.type) ? 'operationalising' : 'conceptualising';
  return [
    ...(item.id === folder ? [] : [`id "${item.id}" differs from its folder "${folder}"`]),
    ...(strand === home ? [] : [`a ${item.type} item belongs in ${home}/, not in ${strand}/`]),
  ];
}

function proveMinimum({ item, key }: Entry): Search | undefined {
  return 'worlds' in item && key.by === 'running' ? searchShorter(item, key) : undefined;
}

function spell(search: Search): string {
  if (search.kind === 'not-searched') return `not searched for shorter ones: ${search.reason}`;
  return search.kind === 'shorter'
    ? 'searched: a shorter one exists'
    : `searched: none of ${search.programs} shorter programs solves it`;
}

function report(findings: Finding[]): number {
  for (const { name, faults, note } of findings) {
    if (faults.length === 0) console.log(`✓ ${name} (${note})`);
    for (const { file, reason } of faults) console.log(`✗ ${name}: ${file}: ${reason}`);
  }
  const faults = findings.reduce((sum, finding) => sum + finding.faults.length, 0);
  const forms = findings.filter(({ name }) => name.startsWith('form ')).length;
  console.log(`${findings.length - forms} items, ${forms} forms, ${faults} faults`);
  return faults;
}

if (import.meta.main) {
  const [command, ...rest] = process.argv.slice(2);
  if (command !== 'check' || rest.length > 0) {
    console.error('usage: npm run items -- check');
    process.exitCode = 1;
  } else {
    try {
      process.exitCode = report(checkBank()) > 0 ? 1 : 0;
    } catch (error) {
      if (!(error instanceof BankFault)) throw error;
      console.error(`✗ ${error.message}`);
      process.exitCode = 1;
    }
  }
}
