import type { SchoolReport } from '../../../scoring/wire/report.ts';

export type SchoolGradeReport = SchoolReport['grades'][number];

/** How a school's grade lies beside the city: above and below are told apart by nobody. */
export type GradeStanding = 'none' | 'few' | 'alone' | 'covers' | 'apart';

/** Fewer than `threshold` tested say nothing of a school, though its own readers see their mean. */
export function findGradeStanding(
  { count, estimate, city }: Pick<SchoolGradeReport, 'count' | 'estimate' | 'city'>,
  threshold: number,
): GradeStanding {
  if (estimate.status !== 'shown') return 'none';
  if (count.tested < threshold) return 'few';
  if (city.status !== 'shown') return 'alone';
  return estimate.lo > city.mean || estimate.hi < city.mean ? 'apart' : 'covers';
}
