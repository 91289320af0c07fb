import { describe, expect, it } from 'vitest';
import { maxCredit } from '../../scoring/mark/credit.ts';
import { markResponse } from '../../scoring/mark/mark.ts';
import type { Key } from '../../scoring/wire/key.ts';
import { SLOPE, meanAbility, thresholdOf } from '../grade.ts';
import { composeForm } from '../seal.ts';
import { taipei } from './calendar.ts';
import { buildCity } from './city.ts';
import { playLesson } from './lesson.ts';
import { listShifts } from './misfit.ts';
import { NEWEST } from './truth.ts';

const demo = buildCity({ seed: 'harbour', pupils: 8000, now: taipei(2026, 11, 24) });
const census = demo.sittings.filter(({ plan }) => plan.campaign === 'census-114');
const FORMS = [...new Set(census.map(({ form }) => form))].sort();
const played = FORMS.map((id) => {
  const form = { document: composeForm(id), version: 'f'.repeat(64) };
  const lessons = census
    .filter((sitting) => sitting.form === id)
    .map((sitting) => ({ sitting, attempts: playLesson(demo, sitting, form) }));
  return { id, form, lessons, attempts: lessons.flatMap((lesson) => lesson.attempts) };
});

describe.each(played)('lessons of the demo city on $id', ({ form, lessons, attempts }) => {
  const { keys, package: pack } = form.document;

  it('are sat by everybody who is neither absent nor exempt', () => {
    for (const { sitting, attempts: sat } of lessons) {
      const exempt = sitting.plan.roster.filter((entry) => entry.exempt).map(({ seat }) => seat);
      const away = new Set([...exempt, ...sitting.absent.map(({ seat }) => seat)]);
      expect(sat).toHaveLength(sitting.plan.roster.length - away.size);
    }
  });

  it('reach the last item nine times in ten or more, and are nearly all handed in', () => {
    const last = pack.items.length;
    const reached = attempts.filter(({ drawn }) => drawn.length === last).length;
    expect(reached / attempts.length).toBeGreaterThan(0.9);
    expect(reached / attempts.length).toBeLessThan(0.99);
    const handed = attempts.filter(({ handedIn }) => handedIn).length;
    expect(handed / attempts.length).toBeGreaterThan(0.9);
    expect(handed).toBeLessThan(attempts.length);
  });

  it.each(keys.map((key) => ({ name: key.item, key })))(
    'meet the forecast of $name within eight points',
    ({ key }) => {
      const seen = attempts.flatMap(({ drawn }) => drawn.filter(({ item }) => item === key.item));
      const full = seen.filter(({ credit }) => credit === maxCredit(key)).length;
      const forecast = foreseen(key, pack.form.grade);
      expect(Math.abs(full / seen.length - forecast)).toBeLessThan(0.08);
    },
  );

  it.each(keys.map((key) => ({ name: key.item, key })))(
    'earn every credit that $name has',
    ({ name, key }) => {
      const item = pack.items.find(({ id }) => id === name);
      if (!item) throw new Error(`no ${name}`);
      const wanted = listCredits(key);
      const answers = attempts.flatMap(({ drawn }) => drawn.filter((one) => one.item === name));
      const earned = new Set(answers.flatMap(({ credit }) => credit ?? []));
      for (const { response, credit } of answers) {
        if (earned.size === wanted.length) break;
        if (credit !== undefined || !response) continue;
        earned.add(markResponse({ item, key, response }).credit);
      }
      expect([...earned].sort()).toEqual(wanted);
    },
  );
});

/** The forecast, but for an item that is known to have drifted. */
function foreseen({ item, difficulty }: Key, grade: number): number {
  const shifts = listShifts(demo.truth.misfits, { year: NEWEST, gender: undefined });
  const threshold = thresholdOf(difficulty) + (shifts[item] ?? 0);
  const logit = (SLOPE * (meanAbility(grade) - threshold)) / Math.sqrt(1 + 0.346 * SLOPE ** 2);
  return 1 / (1 + Math.exp(-logit));
}

/** Every credit that an answer may earn, lowest first. */
function listCredits(key: Key): number[] {
  const steps = key.by === 'answer' ? key.answers : key.levels;
  return [...new Set([0, ...steps.map(({ credit }) => credit)])].sort();
}

describe('lessons of the demo city', () => {
  it('are not played where the class waits', () => {
    const [waiting] = demo.sittings;
    const [first] = played;
    if (!waiting || !first) throw new Error('an empty city');
    expect(playLesson(demo, waiting, first.form)).toEqual([]);
  });

  it('show between schools what the truth says', () => {
    const bySchool = new Map<string, number[]>();
    const six = played.filter(({ form }) => form.document.package.form.grade === 6);
    for (const { sitting, attempts: sat } of six.flatMap(({ lessons }) => lessons)) {
      const list = bySchool.get(sitting.school) ?? [];
      list.push(...sat.map(({ drawn }) => drawn.reduce((sum, { credit = 0 }) => sum + credit, 0)));
      bySchool.set(sitting.school, list);
    }
    const pairs = [...bySchool]
      .filter(([, list]) => list.length >= 15)
      .map(([school, list]): [number, number] => [
        demo.truth.years[NEWEST]?.schools.find(({ id }) => id === school)?.total ?? Number.NaN,
        mean(list),
      ]);
    expect(pairs.length).toBeGreaterThan(15);
    expect(correlation(pairs)).toBeGreaterThan(0.6);
  });
});

function mean(list: number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

function correlation(pairs: [number, number][]): number {
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  const sum = (of: (x: number, y: number) => number) =>
    pairs.reduce((all, [x, y]) => all + of(x - mx, y - my), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
