import type { SchoolReport } from '../../../scoring/wire/report.ts';

export type SchoolGradeReport = SchoolReport['grades'][number];

/** How a school's grade lies beside the city. */
export type GradeStanding = 'none' | 'few' | 'alone' | 'covers' | 'above' | 'below';

/** Fewer than `threshold` tested say nothing of a school, though its own readers see their mean. */
export function findGradeStanding(
  { count, estimate, city }: Pick<SchoolGradeReport, 'count' | 'estimate' | 'city'>,
  threshold: number,
): GradeStanding {
  if (estimate.status !== 'shown') return 'none';
  if (count.tested < threshold) return 'few';
  if (city.status !== 'shown') return 'alone';
  if (estimate.lo > city.mean) return 'above';
  return estimate.hi < city.mean ? 'below' : 'covers';
}
