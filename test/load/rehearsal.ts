import { openApi } from '../../items/demo/api.ts';
import { buildCity, type DemoCity } from '../../items/demo/city.ts';
import { academicYear } from '../../items/demo/calendar.ts';
import { playLesson } from '../../items/demo/lesson.ts';
import { loadCity, loadForms, loadPlans, type Forms } from '../../items/demo/load.ts';
import { type DemoSitting, planSittings } from '../../items/demo/sitting.ts';
import { parseLine } from '../../scoring/journal/line.ts';
import type { Batch, Binding } from '../../scoring/wire/batch.ts';

/** One pupil's device. */
export interface Device {
  sitting: string;
  binding: Binding;
  /** With the ms after the lesson's beginning at which each leaves. */
  sends: { at: number; batch: Batch }[];
}

/** A city whose schools rehearse: classes with cards, and nobody has come. */
export interface Rehearsal {
  sittings: DemoSitting[];
  demo: DemoCity;
  forms: Forms;
}

/** Sets a rehearsal up at a worker: some `pupils` over 54 schools, each class a sitting. */
export async function makeRehearsal(base: string, pupils: number): Promise<Rehearsal> {
  const now = Date.now();
  const demo = buildCity({ seed: 'load', pupils, now });
  const rehearsal = demo.city.campaigns.find(({ kind }) => kind === 'rehearsal');
  if (!rehearsal) throw new Error('the city has no rehearsal');
  const census = demo.sittings.filter(({ plan }) => plan.campaign.startsWith('census'));
  const classes = census.flatMap(({ plan }) => {
    const group = demo.city.classes.find(({ id }) => id === plan.class);
    return group ? [{ group, size: plan.roster.length }] : [];
  });
  const planned = planSittings({
    seed: 'load',
    year: academicYear(now),
    campaign: rehearsal,
    classes,
    now,
  });
  const sittings = planned.map((one) => ({ ...one, waiting: false, absent: [], outage: 0 }));
  const api = openApi(base);
  const forms = await loadForms(api, demo);
  const heads = demo.city.schools.map(({ id, name }) => ({
    id: headOf(id),
    name,
    role: 'school' as const,
    school: id,
    classes: [],
  }));
  const staffed = { ...demo, city: { ...demo.city, staff: [...demo.city.staff, ...heads] } };
  await loadCity(api, staffed, now);
  await loadPlans(api, sittings);
  return { sittings, demo, forms };
}

/** The account by which a school's boards are opened. */
export function headOf(school: string): string {
  return `head-${school}`;
}

/** The first `classes` sittings of each of the first `schools` schools. */
export function pickSittings(
  { sittings }: Rehearsal,
  { schools, classes }: { schools: number; classes: number },
): DemoSitting[] {
  const ids = [...new Set(sittings.map(({ school }) => school))].slice(0, schools);
  return ids.flatMap((id) => sittings.filter(({ school }) => school === id).slice(0, classes));
}

/** The devices of some sittings, each with what its pupil does in the lesson. */
export function playDevices({ demo, forms }: Rehearsal, sittings: DemoSitting[]): Device[] {
  return sittings.flatMap((sitting) => {
    const form = forms.get(sitting.form);
    if (!form) throw new Error(`form ${sitting.form} was not frozen`);
    return playLesson(demo, sitting, form).map(({ binding, batches }) => ({
      sitting: sitting.plan.code,
      binding,
      sends: batches.map((batch) => ({ at: leaves(batch) - sitting.opensAt, batch })),
    }));
  });
}

function leaves({ lines }: Batch): number {
  const last = parseLine(lines.at(-1) ?? '');
  if (!last) throw new Error('a batch without a readable event');
  return last.wall;
}
