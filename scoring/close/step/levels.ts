import { classify, shareLevels } from '../../report/level.ts';
import { done, findValue, type Levels, skipped } from '../results.ts';
import { atOnce } from '../step.ts';

/**
 * Pupils at each level, where a standard is adopted. Shares are means over plausible values, since
 * those of estimates are drawn to the middle; accuracy and consistency are those of EAP scores, which
 * is what a pupil would be classified by.
 */
export const levels = atOnce<'levels'>(['ability', 'plausible'], ({ input: { cuts }, results }) => {
  const abilities = findValue(results.ability);
  const drawn = findValue(results.plausible);
  if (!abilities || !drawn) return skipped('no-scale');
  if (!cuts) return skipped('no-standard');
  const { theta, se } = abilities.eap;
  return done(
    abilities.grades.map(({ grade, rows }): Levels => {
      const known = rows.filter((row) => (se[row] ?? 0) > 0);
      const pick = (values: Float64Array) => Float64Array.from(known, (row) => values[row] ?? 0);
      const { accuracy, consistency } = classify({ theta: pick(theta), se: pick(se), cuts });
      const draws = drawn.grades.find((each) => each.grade === grade)?.draws ?? [];
      return { grade, cuts, shares: averageShares(draws, cuts), accuracy, consistency };
    }),
  );
});

function averageShares(draws: readonly Float64Array[], cuts: readonly number[]): number[] {
  const each = draws.map((draw) => shareLevels(draw, cuts));
  return [...cuts, Infinity].map(
    (_, level) => each.reduce((sum, shares) => sum + (shares[level] ?? 0), 0) / each.length,
  );
}
