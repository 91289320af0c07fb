import type { Item } from '../scoring/wire/item.ts';
import type { Key } from '../scoring/wire/key.ts';
import {
  type Entry,
  ITEMS,
  type Place,
  listForms,
  listPlaces,
  listRehearsals,
  nameFolder,
  readEntry,
  readForm,
} from './bank.ts';
import type { BankForm } from './bank-form.ts';
import { BLUEPRINT, type Blueprint, readBlueprint } from './blueprint.ts';
import { BankFault, type Fault } from './fault.ts';
import { bankFaults } from './prove/bank.ts';
import { blueprintFaults } from './prove/blueprint.ts';
import { chanceFaults } from './prove/chance.ts';
import { formFaults } from './prove/form.ts';
import type { Campaign } from './prove/form/campaign.ts';
import { hardCodedFaults } from './prove/hard-coded.ts';
import { hiddenFaults } from './prove/hidden.ts';
import { keyFaults } from './prove/key.ts';
import { nameFaults } from './prove/name.ts';
import { startFaults, toolboxFaults } from './prove/offer.ts';
import { letterFaults } from './prove/option.ts';
import { pictureFaults } from './prove/picture.ts';
import { programFaults } from './prove/program.ts';
import { type Search, minimumFaults, searchShorter } from './prove/search.ts';
import { rehearsalFaults } from './prove/rehearsal.ts';
import { reviewFaults } from './prove/review.ts';
import { specimenFaults } from './prove/specimen.ts';
import { teachingFaults } from './prove/teaching.ts';
import { textFaults } from './prove/text.ts';
import { worldFaults } from './prove/world.ts';
import { strandOf } from './strand.ts';

/** What was found about one item or form. */
export interface Finding {
  /** `operationalising/first-clean-up`, or `form g6-a`. */
  name: string;
  faults: Fault[];
  /** What was proved beyond the rules, in words. */
  note: string;
}

/** Holds one item against every rule of the bank. */
export function checkItem(entry: Entry): Finding {
  const { strand, folder, path, item, key } = entry;
  const names = nameFaults(item, key);
  const inItem = [
    ...placeFaults(entry),
    ...textFaults(item),
    ...letterFaults(item),
    ...programFaults(item),
    ...('worlds' in item ? [...startFaults(item), ...toolboxFaults(item)] : []),
    ...names.item,
    ...pictureFaults(entry),
  ];
  const inKey = [...keyFaults(item, key), ...worldFaults(item, key), ...names.key];
  // Marking needs a key that fits its item: with another, the rest would only repeat that.
  if (inKey.length === 0) inKey.push(...specimenFaults(item, key));
  if (inKey.length === 0) inKey.push(...chanceFaults(item, key));
  const proof = inKey.length === 0 ? proveRunning(item, key) : { faults: [], note: '' };
  return {
    name: `${strand}/${folder}`,
    faults: [
      ...inItem.map((reason) => ({ file: `${path}/item.json`, reason })),
      ...[...inKey, ...teachingFaults(key)].map((reason) => ({ file: `${path}/key.json`, reason })),
      ...proof.faults.map((fault) => ({ file: `${path}/key.json`, ...fault })),
      ...reviewFaults(entry).map((reason) => ({ file: `${path}/review.json`, reason })),
    ],
    note: proof.note,
  };
}

/** Holds one form against the rules for forms, the bank and its blueprint. */
function checkForm(campaign: Campaign): Finding {
  return toFinding(campaign.form, formFaults(campaign));
}

function toFinding({ id, items, minutes }: BankForm, reasons: string[]): Finding {
  const file = `items/forms/${id}.json`;
  return {
    name: `form ${id}`,
    faults: reasons.map((reason) => ({ file, reason })),
    note: `${items.length} items, ${minutes} minutes`,
  };
}

/** Holds the whole bank in the folder `root` against its rules: each item, then each form. */
export function checkBank(root: string = ITEMS): Finding[] {
  const bank = new Map<string, Entry>();
  const items = listPlaces(root).map((place) =>
    checkPlace(place, root, (entry) => bank.set(entry.item.id, entry)),
  );
  return [...items, ...checkForms(bank, root)];
}

/** Each form, then bank and blueprint as wholes. */
function checkForms(bank: Map<string, Entry>, root: string): Finding[] {
  const { forms, broken } = readForms(listForms(root), root);
  const rehearsals = readForms(listRehearsals(root), root);
  broken.push(...rehearsals.broken);
  const blueprint = guarded('blueprint', () => ({ read: readBlueprint(root) }));
  if ('faults' in blueprint) return [...broken, blueprint];
  const { read } = blueprint;
  const sound = forms.map((form) => {
    const others = forms.filter((other) => other !== form);
    return checkForm({ form, bank, others, blueprint: read });
  });
  const rehearsed = rehearsals.forms.map((form) =>
    toFinding(form, rehearsalFaults(form, { bank, forms })),
  );
  return [...broken, ...sound, ...rehearsed, checkWhole(bank, forms, read)];
}

/** Those that can be read, and what is wrong with the others. */
function readForms(ids: string[], root: string): { forms: BankForm[]; broken: Finding[] } {
  const forms: BankForm[] = [];
  const broken: Finding[] = [];
  for (const id of ids) {
    const form = guarded(`form ${id}`, () => readNamed(id, root));
    if ('faults' in form) broken.push(form);
    else forms.push(form);
  }
  return { forms, broken };
}

function readNamed(id: string, root: string): BankForm {
  const form = readForm(id, root);
  if (form.id !== id) throw new BankFault(`items/forms/${id}.json`, `its id is "${form.id}"`);
  return form;
}

function checkWhole(bank: Map<string, Entry>, forms: BankForm[], blueprint: Blueprint): Finding {
  return {
    name: 'blueprint',
    faults: [
      ...bankFaults([...bank.values()]).map((reason) => ({ file: 'items/bank', reason })),
      ...blueprintFaults(blueprint, bank, forms).map((reason) => ({ file: BLUEPRINT, reason })),
    ],
    note: `${bank.size} items, ${Object.keys(blueprint).length} years`,
  };
}

/** Reads and checks the item at `place`; a file that cannot be read is a finding. Tells what it read. */
export function checkPlace(
  place: Place,
  root: string = ITEMS,
  tell: (entry: Entry) => void = () => undefined,
): Finding {
  return guarded(`${place.strand}/${place.id}`, () => {
    const twin = listPlaces(root).find(
      ({ strand, id }) => id === place.id && strand !== place.strand,
    );
    if (twin) throw new BankFault(nameFolder(place, root), `${twin.strand}/ has that id too`);
    const entry = readEntry(place, root);
    tell(entry);
    return checkItem(entry);
  });
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
  const home = strandOf(item.type);
  return [
    ...(item.id === folder ? [] : [`id "${item.id}" differs from its folder "${folder}"`]),
    ...(strand === home ? [] : [`a ${item.type} item belongs in ${home}/, not in ${strand}/`]),
  ];
}

/** What can only be proved by running many programs; the longest search comes when all else holds. */
function proveRunning(item: Item, key: Key): { faults: Omit<Fault, 'file'>[]; note: string } {
  if (!('worlds' in item) || key.by !== 'running') {
    return { faults: [], note: 'answered without a program' };
  }
  const reasons = [...minimumFaults(key), ...hardCodedFaults(item, key)];
  const faults = [...reasons.map((reason) => ({ reason })), ...hiddenFaults(item, key)];
  if (faults.length > 0) return { faults, note: 'not searched for shorter ones yet' };
  const search = searchShorter(item, key);
  if (search.kind !== 'shorter') return { faults, note: spell(search, key.minimumBlocks) };
  const { blocks, program } = search;
  const reason = `solved with ${blocks} blocks, under the minimum: ${program}`;
  return { faults: [{ reason }], note: 'searched: a shorter one exists' };
}

function spell(search: Exclude<Search, { kind: 'shorter' }>, minimum: number): string {
  if (search.kind === 'not-searched') return `not searched for shorter ones: ${search.reason}`;
  const { programs, upTo } = search;
  return upTo === minimum - 1
    ? `searched: none of ${programs} shorter programs solves it`
    : `searched up to ${upTo} of ${minimum - 1} blocks: none of ${programs} programs solves it`;
}
