import { YOUNG_STORY, lengthFaults } from '../text.ts';
import { type Campaign, entriesOf } from './campaign.ts';

/** What fits one lesson with ten minutes to spare. */
interface Lesson {
  items: readonly [least: number, most: number];
  /** Net, in minutes. */
  minutes: number;
  /** Forecast of all items together, at most, in minutes: so that nine in ten reach the last one. */
  work: number;
  /** Worlds to program in that a pupil can learn in it. */
  worlds: number;
}

export const YOUNG_GRADE = 6;
const YOUNG: Lesson = { items: [12, 13], minutes: 30, work: 21, worlds: 2 };
const OLDER: Lesson = { items: [14, 15], minutes: 35, work: 25, worlds: 3 };

/** Does the form fit its lesson, and do its stories fit its grade? */
export function sizeFaults(campaign: Campaign): string[] {
  const { form } = campaign;
  const entries = entriesOf(form, campaign);
  const lesson = form.grade <= YOUNG_GRADE ? YOUNG : OLDER;
  const [least, most] = lesson.items;
  const { length } = form.items;
  const work = entries.reduce((sum, { key }) => sum + key.time.seconds, 0);
  return [
    ...(length < least || length > most ? [`has ${length} items, not ${least} or ${most}`] : []),
    ...(form.minutes === lesson.minutes
      ? []
      : [`lasts ${form.minutes} minutes, not ${lesson.minutes}`]),
    ...(work > lesson.work * 60
      ? [`takes ${work} s of work, at most ${lesson.work * 60}, for nine in ten to finish`]
      : []),
    ...worldFaults(campaign, lesson.worlds),
    ...(form.grade <= YOUNG_GRADE
      ? entries.flatMap(({ item }) => lengthFaults(`story of ${item.id}`, item.story, YOUNG_STORY))
      : []),
  ];
}

/** A pupil programs in few worlds, and in none that the practice has not shown. */
function worldFaults({ form, bank }: Campaign, most: number): string[] {
  const used = worldsOf(form.items, bank);
  const shown = worldsOf(form.practice, bank);
  const strange = [...used].filter((kind) => !shown.has(kind));
  return [
    ...(used.size > most ? [`has programs in ${used.size} worlds, at most ${most}`] : []),
    ...strange.map((kind) => `no practice item shows the world "${kind}"`),
  ];
}

/** The kinds of world in which those items are programmed. */
function worldsOf(ids: string[], bank: Campaign['bank']): Set<string> {
  const items = ids.flatMap((id) => bank.get(id)?.item ?? []);
  return new Set(
    items.flatMap((item) => ('worlds' in item ? item.worlds : []).map(({ kind }) => kind)),
  );
}
