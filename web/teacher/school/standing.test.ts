import { describe, expect, it } from 'vitest';
import type { Estimate, Headcount } from '../../../scoring/wire/report.ts';
import { findGradeStanding } from './standing.ts';

const shown = (mean: number, half: number): Estimate => ({
  status: 'shown',
  mean,
  lo: mean - half,
  hi: mean + half,
});
const hidden: Estimate = { status: 'hidden', why: 'complement' };
const count = (tested: number): Headcount => ({
  enrolled: 30,
  exempt: 0,
  absent: 0,
  missing: 30 - tested,
  tested,
});

describe('a grade of a school beside the city', () => {
  it.each<[string, number, Estimate, Estimate, string]>([
    ['nobody', 0, { status: 'none' }, shown(60, 1), 'none'],
    ['fewer than the threshold', 9, shown(20, 9), shown(60, 1), 'few'],
    ['as many as the threshold', 10, shown(20, 9), shown(60, 1), 'below'],
    ['above the city', 30, shown(66, 5), shown(60, 1), 'above'],
    ['the mean just inside', 30, shown(65, 5), shown(60, 1), 'covers'],
    ['no city to compare with', 30, shown(65, 5), hidden, 'alone'],
  ])('%s', (_, tested, estimate, city, standing) => {
    const grade = { grade: 6, count: count(tested), estimate, city };
    expect(findGradeStanding(grade, 10)).toBe(standing);
  });
});
