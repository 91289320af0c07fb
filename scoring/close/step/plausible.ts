import { drawPlausible } from '../../irt/plausible.ts';
import { done, findValue, type Plausible, skipped } from '../results.ts';
import type { Step } from '../step.ts';
import { codeAnswers } from './ability.ts';

const DRAWS = 10;

/** Ten plausible values a pupil, conditioned on the school; a grade a slice. */
export const plausible: Step<'plausible', Plausible['grades']> = {
  reads: ['collapse', 'link', 'ability'],
  seeded: true,
  take({ results, seed }, partial) {
    const collapsed = findValue(results.collapse);
    const linked = findValue(results.link);
    const abilities = findValue(results.ability);
    if (!collapsed || !linked || !abilities) return { kind: 'done', result: skipped('no-scale') };
    const grades = partial ?? [];
    const next = abilities.grades[grades.length];
    if (!next) return { kind: 'done', result: done({ grades }) };
    const { grade, rows, school, schools, population } = next;
    const draws = drawPlausible({
      ...codeAnswers(collapsed, linked, [...rows]),
      ...{ school, schools: schools.length, population, draws: DRAWS, seed },
      keys: [...rows].map((row) => collapsed.matrix.ids[row] ?? ''),
    });
    const drawn = [...grades, { grade, draws }];
    return { kind: 'more', partial: drawn, done: drawn.length, of: abilities.grades.length };
  },
};
