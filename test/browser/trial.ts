import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { type Entry, getEntry } from '../../items/bank.ts';
import { openApi } from '../../items/demo/api.ts';
import { CityNames } from '../../scoring/wire/campaign.ts';
import type { Campaign } from '../../scoring/wire/city.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Form, Package } from '../../scoring/wire/form.ts';
import { type Lesson, makeSitting, openCity } from './harbour.ts';

/** A campaign of its own, shown below all others. */
const LONG_AGO = 1;
const A_DAY = 86_400_000;
const PRACTICE = 'practice-first-trip';

/** A class whose form holds these items, whatever the city's own forms hold. */
export async function makeTrial(address: string, entries: Entry[], size = 2): Promise<Lesson> {
  const api = await openCity(address);
  const { id, name, fictional } = v.parse(CityNames, await api.call('GET', '/city'));
  const campaign = planCampaign();
  const script = openApi(address);
  await script.call('PUT', '/forms', composeTrial(campaign.id, entries));
  await script.call('POST', '/demo/city', {
    ...{ id, name, fictional, campaigns: [campaign] },
    ...{ districts: [], schools: [], classes: [], programmes: [], staff: [] },
  });
  return makeSitting(address, { campaign: campaign.id, form: campaign.id, size });
}

function planCampaign(): Campaign {
  const id = `trial-${randomUUID().slice(0, 8)}`;
  return {
    id,
    kind: 'pilot',
    title: { 'zh-TW': '試題', en: 'Trial' },
    academicYear: 114,
    timeZone: 'Asia/Taipei',
    opensAt: LONG_AGO,
    closesAt: Date.now() + A_DAY,
    forms: [{ grade: 6, form: id }],
    threshold: 10,
  };
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
