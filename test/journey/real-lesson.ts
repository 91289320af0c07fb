/// <reference types="vite/types/importMeta.d.ts" />
import * as v from 'valibot';
import type { Batch, Binding } from '../../scoring/wire/batch.ts';
import type { City, SittingPlan } from '../../scoring/wire/city.ts';
import { Form } from '../../scoring/wire/form.ts';
import { FormDocument, type FormVersion } from '../../scoring/wire/form-document.ts';

/** A class of the fictional city, and what its devices would send. */
export interface RealLesson {
  city: City;
  plan: SittingPlan;
  form: FormDocument;
  /** Batches that a pupil of the census sends, over its grades and forms. */
  usualBatches: number;
  /** What their devices send, `version` being the frozen form's. */
  play: (version: FormVersion) => { binding: Binding; batches: Batch[] }[];
}

/** What is used of the fictional city: it belongs to another project of the compiler's. */
interface DemoSitting {
  plan: SittingPlan;
  form: string;
  waiting: boolean;
  opensAt: number;
  outage: number;
}
interface Demo {
  city: City;
  sittings: DemoSitting[];
}
interface CityModule {
  buildCity: (of: { seed: string; pupils: number; now: number }) => Demo;
}
interface LessonModule {
  playLesson: (
    demo: Demo,
    sitting: DemoSitting,
    form: { document: FormDocument; version: string },
  ) => ReturnType<RealLesson['play']>;
}

const cities = import.meta.glob<CityModule>('../../items/demo/city.ts');
const players = import.meta.glob<LessonModule>('../../items/demo/lesson.ts');
const bank = import.meta.glob<unknown>('../../items/bank/*/*/{item,key}.json', {
  import: 'default',
});
const forms = import.meta.glob<{ items: string[]; practice: string[] }>(
  '../../items/forms/*.json',
  { import: 'default' },
);

/**
 * A census class that sits `formId` at `opensAt` with a network that is always there, which is when
 * the most batches are sent; only its first pupils sit, at most so many.
 */
export async function makeLesson(
  formId: string,
  { sitting: most, opensAt }: { sitting: number; opensAt: number },
): Promise<RealLesson> {
  const [{ buildCity }, { playLesson }] = await Promise.all([
    getOnly(cities)(),
    getOnly(players)(),
  ]);
  const demo = buildCity({ seed: 'rows', pupils: 64, now: opensAt });
  const census = demo.sittings
    .filter(({ waiting, plan }) => !waiting && plan.campaign.startsWith('census'))
    .map((one) => ({ ...one, opensAt, outage: 0 }));
  const sitting = census.find((one) => one.form === formId);
  if (!sitting) throw new Error(`nobody sits ${formId}`);
  const ids = [...new Set(census.map((one) => one.form))];
  const documents = new Map(
    await Promise.all(ids.map(async (id) => [id, await readForm(id)] as const)),
  );
  const play = (one: DemoSitting, version: string) => {
    const document = documents.get(one.form);
    if (!document) throw new Error(`no form ${one.form}`);
    return playLesson(demo, one, { document, version });
  };
  const all = census.flatMap((one) => play(one, '0'.repeat(64)));
  return {
    city: demo.city,
    plan: sitting.plan,
    form: await readForm(formId),
    usualBatches: all.reduce((sum, { batches }) => sum + batches.length, 0) / all.length,
    play: ({ hash }) => play(sitting, hash).slice(0, most),
  };
}

/** As the bank has it, without its pictures. */
async function readForm(formId: string): Promise<FormDocument> {
  const form = await getEnding(forms, `/${formId}.json`)();
  const read = (part: 'item' | 'key', ids: string[]) =>
    Promise.all(ids.map((id) => getEnding(bank, `/${id}/${part}.json`)()));
  return v.parse(FormDocument, {
    package: {
      format: 1,
      form: v.parse(v.object(Form.entries), form),
      practice: await read('item', form.practice),
      items: await read('item', form.items),
      pictures: {},
    },
    keys: await read('key', form.items),
    uncounted: [],
    anchors: [],
  });
}

function getEnding<T>(modules: Record<string, () => Promise<T>>, end: string): () => Promise<T> {
  const found = Object.entries(modules).find(([path]) => path.endsWith(end));
  if (!found) throw new Error(`no ${end}`);
  return found[1];
}

function getOnly<T>(modules: Record<string, () => Promise<T>>): () => Promise<T> {
  return getEnding(modules, '');
}
