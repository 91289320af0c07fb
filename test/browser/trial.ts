import { randomUUID } from 'node:crypto';
import { type Entry, getEntry } from '../../items/bank.ts';
import { openApi } from '../../items/demo/api.ts';
import type { Campaign } from '../../scoring/wire/city.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Form, Package } from '../../scoring/wire/form.ts';
import { type Lesson, makeSitting, openCampaign, openCity } from './harbour.ts';

const PRACTICE = 'practice-first-trip';

/**
 * A class whose form holds these items, whatever the city's own forms hold. What a rehearsal comes
 * to can be seen as soon as it is closed.
 */
export async function makeTrial(
  address: string,
  entries: Entry[],
  size = 2,
  kind: Campaign['kind'] = 'pilot',
): Promise<Lesson> {
  const id = `trial-${randomUUID().slice(0, 8)}`;
  await openCity(address);
  await openApi(address).call('PUT', '/forms', composeTrial(id, entries));
  await openCampaign(address, { id, kind, form: id });
  return makeSitting(address, { campaign: id, form: id, size });
}

function composeTrial(id: string, entries: Entry[]): FormDocument {
  const form: Form = {
    id,
    title: { 'zh-TW': '試題', en: 'Trial' },
    grade: 6,
    minutes: 30,
    practice: [PRACTICE],
    items: entries.map(({ item }) => item.id),
  };
  const pack: Package = {
    format: 1,
    form,
    practice: [getEntry(PRACTICE).item],
    items: entries.map(({ item }) => item),
    pictures: Object.fromEntries(entries.flatMap(listPictures)),
  };
  return { package: pack, keys: entries.map(({ key }) => key), uncounted: [], anchors: [] };
}

function listPictures({ item, pictures }: Entry): [string, string][] {
  return Object.entries(pictures).map(([file, svg]) => [`${item.id}/${file}`, svg]);
}
