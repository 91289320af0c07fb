import { makeTrend } from '../../report/trend.ts';
import type { Trend } from '../../wire/results.ts';
import { done, findValue, skipped } from '../results.ts';
import { atOnce } from '../step.ts';

/** Each grade beside the same grade of earlier years, on the linked scale. */
export const trend = atOnce<'trend'>(['link', 'ability', 'schools'], ({ input, results }) => {
  const grades = findValue(results.schools);
  const abilities = findValue(results.ability);
  if (!grades || !abilities) return skipped('no-scale');
  if (input.past.length === 0) return skipped('base-year');
  const linkError = reportLinkError(findValue(results.link)?.link?.error, abilities.reference.sd);
  const trends = grades.flatMap(
    ({ grade, n, cohort, icc, schools }): { grade: number; trend: Trend }[] => {
      const before = input.past.flatMap(({ campaign, academicYear, grades: rows }) =>
        rows
          .filter((row) => row.grade === grade)
          .map(({ n, mean, se, linkError, icc, schools }) => ({
            ...{ campaign, academicYear, n, mean, se, linkError, icc, schools },
          })),
      );
      if (before.length === 0) return [];
      const now = {
        ...{ campaign: input.report.campaign, academicYear: input.academicYear, n },
        ...{ mean: cohort.value, se: cohort.se, linkError, icc: icc.value },
        schools: schools.map(({ school, n, mean }) => ({
          ...{ school, n, mean: mean.value, se: mean.se },
        })),
      };
      return [{ grade, trend: makeTrend([...before, now]) }];
    },
  );
  return trends.length === 0 ? skipped('no-earlier-grade') : done(trends);
});

/** Standard error of the link on the reported scale; 0 in the base year, which needs none. */
export function reportLinkError(error: number | undefined, sd: number): number {
  return error === undefined ? 0 : (100 * error) / sd;
}
