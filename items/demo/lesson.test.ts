import { describe, expect, it } from 'vitest';
import { composeForm } from '../seal.ts';
import { taipei } from './calendar.ts';
import { buildCity } from './city.ts';
import { playLesson } from './lesson.ts';

const document = composeForm('g6-a');
const form = { document, version: 'f'.repeat(64) };
const demo = buildCity({ seed: 'harbour', pupils: 3000, now: taipei(2026, 11, 24) });
const lessons = demo.sittings
  .filter(({ grade, plan }) => grade === 6 && plan.campaign === 'census-114')
  .map((sitting) => ({ sitting, attempts: playLesson(demo, sitting, form) }));
const attempts = lessons.flatMap((lesson) => lesson.attempts);

describe('lessons of the demo city', () => {
  it('are sat by everybody who is neither absent nor exempt', () => {
    for (const { sitting, attempts: sat } of lessons) {
      const exempt = sitting.plan.roster.filter((entry) => entry.exempt).map(({ seat }) => seat);
      const away = new Set([...exempt, ...sitting.absent.map(({ seat }) => seat)]);
      expect(sat).toHaveLength(sitting.plan.roster.length - away.size);
    }
    expect(playLesson(demo, { ...getFirst(demo.sittings) }, form)).toEqual([]);
  });

  it('reach the last item nine times in ten or more, and are nearly all handed in', () => {
    const last = document.package.items.length;
    const reached = attempts.filter(({ drawn }) => drawn.length === last).length;
    expect(reached / attempts.length).toBeGreaterThan(0.9);
    expect(reached / attempts.length).toBeLessThan(0.99);
    const handed = attempts.filter(({ handedIn }) => handedIn).length;
    expect(handed / attempts.length).toBeGreaterThan(0.9);
    expect(handed).toBeLessThan(attempts.length);
  });

  it.each(document.keys.map((key) => ({ name: key.item, key })))(
    'meet the forecast of $name within eight points',
    ({ key }) => {
      const top = Math.max(...key.solutions.map(({ credit }) => credit));
      const seen = attempts.flatMap(({ drawn }) => drawn.filter(({ item }) => item === key.item));
      const full = seen.filter(({ credit }) => credit === top).length;
      expect(Math.abs(full / seen.length - key.difficulty.p)).toBeLessThan(0.08);
    },
  );

  it('show between schools what the truth says', () => {
    const bySchool = new Map<string, number[]>();
    for (const { sitting, attempts: sat } of lessons) {
      const list = bySchool.get(sitting.school) ?? [];
      list.push(...sat.map(({ drawn }) => drawn.reduce((sum, { credit = 0 }) => sum + credit, 0)));
      bySchool.set(sitting.school, list);
    }
    const pairs = [...bySchool]
      .filter(([, list]) => list.length >= 15)
      .map(([school, list]): [number, number] => [
        demo.truth.schools.find(({ id }) => id === school)?.total ?? Number.NaN,
        mean(list),
      ]);
    expect(pairs.length).toBeGreaterThan(15);
    expect(correlation(pairs)).toBeGreaterThan(0.6);
  });
});

function getFirst<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('an empty list');
  return first;
}

function mean(list: number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

function correlation(pairs: [number, number][]): number {
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))];
  const sum = (of: (x: number, y: number) => number) =>
    pairs.reduce((all, [x, y]) => all + of(x - mx, y - my), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
