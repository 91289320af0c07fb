import * as v from 'valibot';
import { Form } from '../../scoring/wire/form.ts';
import { Item } from '../../scoring/wire/item.ts';
import { Key } from '../../scoring/wire/key.ts';
import { Program } from '../../scoring/wire/program.ts';

const Entry = v.object({
  strand: v.string(),
  folder: v.string(),
  item: Item,
  key: Key,
  pictures: v.record(v.string(), v.string()),
});
export type Entry = v.InferOutput<typeof Entry>;

const Bank = v.object({
  entries: v.array(Entry),
  /** The bank says more of a form than its package does. */
  forms: v.array(v.object(Form.entries)),
  broken: v.array(v.object({ name: v.string(), reason: v.string() })),
});

const Finding = v.object({
  name: v.string(),
  faults: v.array(v.object({ file: v.string(), reason: v.string(), example: v.optional(Program) })),
  note: v.string(),
});
export type Finding = v.InferOutput<typeof Finding>;
const Findings = v.object({ working: v.boolean(), findings: v.array(Finding) });

/** The bank as it lies on the author's disk, read anew whenever a file of it changes. */
export class AuthorsBank {
  entries = $state.raw<Entry[]>([]);
  forms = $state.raw<Form[]>([]);
  broken = $state.raw<{ name: string; reason: string }[]>([]);
  findings = $state.raw<Finding[]>([]);
  /** The check is still at work. */
  working = $state(true);
  read = $state(false);

  open(): void {
    void this.#readBank();
    void this.#readFindings();
    import.meta.hot?.on('bank:changed', () => void this.#readBank());
    import.meta.hot?.on('bank:checked', () => void this.#readFindings());
  }

  /** By its folder: a copy carries the id of another item until it is given its own. */
  find(folder: string): Entry | undefined {
    return this.entries.find((entry) => entry.folder === folder);
  }

  findFinding({ strand, folder }: Entry): Finding | undefined {
    return this.findings.find(({ name }) => name === `${strand}/${folder}`);
  }

  formsOf({ item }: Entry): string[] {
    return this.forms
      .filter(({ items, practice }) => [...items, ...practice].includes(item.id))
      .map(({ id }) => id);
  }

  async #readBank(): Promise<void> {
    const { entries, forms, broken } = v.parse(Bank, await fetchJson('/preview/bank.json'));
    this.entries = entries;
    this.forms = forms;
    this.broken = broken;
    this.read = true;
    this.working = true;
    await this.#readFindings();
  }

  async #readFindings(): Promise<void> {
    const { working, findings } = v.parse(Findings, await fetchJson('/preview/findings.json'));
    this.working = working;
    this.findings = findings;
  }
}

async function fetchJson(address: string): Promise<unknown> {
  const answer = await fetch(address);
  return answer.json();
}
