import type { SchoolReport } from '../../../scoring/wire/report.ts';
import { printMean } from '../../kit/number.ts';
import { m } from '../../kit/paraglide/messages.js';
import { nameAbsence, nameGrade, printEstimate } from '../../kit/staff/words.ts';
import { type GradeStanding, type SchoolGradeReport, findGradeStanding } from './standing.ts';

/** The school's finding: each grade beside the city. */
export function writeSchoolFinding({ grades, threshold }: SchoolReport): string {
  return grades
    .map((grade) => writeGrade(grade, findGradeStanding(grade, threshold)))
    .join(m.teacher_school_semicolon());
}

function writeGrade(row: SchoolGradeReport, standing: GradeStanding): string {
  const grade = nameGrade(row.grade);
  const mean = row.estimate.status === 'shown' ? printMean(row.estimate) : '';
  const city = row.city.status === 'shown' ? printMean(row.city) : '';
  switch (standing) {
    case 'none':
      return m.teacher_school_none({ grade });
    case 'few':
      return m.teacher_school_few({ grade, n: row.count.tested });
    case 'alone':
      return m.teacher_school_alone({ grade, mean });
    case 'covers':
      return m.teacher_school_covers({ grade, mean, city });
    case 'above':
      return m.teacher_school_above({ grade, mean, city });
    case 'below':
      return m.teacher_school_below({ grade, mean, city });
  }
}

/** The heading of a grade: its mean and the city's, or why there is none. */
export function writeGradeTitle({ grade, estimate, city }: SchoolGradeReport): string {
  return m.teacher_school_grade({
    grade: nameGrade(grade),
    school:
      estimate.status === 'shown'
        ? m.teacher_school_own({ estimate: printEstimate(estimate) })
        : m.teacher_school_own_none({ why: nameAbsence(estimate) }),
    city:
      city.status === 'shown'
        ? m.teacher_school_city({ estimate: printEstimate(city) })
        : m.teacher_school_city_none({ why: nameAbsence(city) }),
  });
}
