import type { Campaign, ClassGroup } from '../../scoring/wire/city.ts';
import { taipei } from './calendar.ts';
import { spreadPupils, splitClasses } from './size.ts';
import { type DemoSitting, type SizedClass, planSittings } from './sitting.ts';

/** The demo's own school: the teacher, the pilot and the rehearsal are here. */
export const DEMO_SCHOOL = 'wangchao';
/** Fewest tested pupils in a published cell. */
export const THRESHOLD = 10;
/** Two alike for each grade, which its classes take in turn. */
export const FORMS = [
  { grade: 6, form: 'g6-a' },
  { grade: 6, form: 'g6-b' },
  { grade: 8, form: 'g8-a' },
  { grade: 8, form: 'g8-b' },
];

/** A census of the whole city, with everybody who was to sit. */
export interface Census {
  campaign: Campaign;
  classes: ClassGroup[];
  sittings: DemoSitting[];
}

/** The census in the spring of a school year. Throws RangeError for too few pupils. */
export function planCensus({
  seed,
  pupils,
  academicYear,
}: {
  seed: string;
  pupils: number;
  academicYear: number;
}): Census {
  const campaign = campaignOf(academicYear);
  const classes = spreadPupils(pupils, DEMO_SCHOOL).flatMap(({ school, grade, pupils: count }) =>
    namedClasses(school, academicYear, grade, splitClasses(count)),
  );
  return {
    campaign,
    classes: classes.map(({ group }) => group),
    sittings: planSittings({
      seed,
      year: academicYear,
      campaign,
      classes,
      now: campaign.closesAt,
    }),
  };
}

export function namedClasses(
  school: string,
  year: number,
  grade: number,
  sizes: number[],
): SizedClass[] {
  return sizes.map((size, at) => {
    const name = `${grade}${String(at + 1).padStart(2, '0')}`;
    return { size, group: { id: `${school}-${year}-${name}`, school, grade, name } };
  });
}

function campaignOf(year: number): Campaign {
  const spring = year + 1912;
  return {
    id: `census-${year}`,
    kind: 'census',
    title: {
      'zh-TW': `${year} 學年度運算思維普測`,
      en: `Computational thinking census, school year ${year}`,
    },
    academicYear: year,
    timeZone: 'Asia/Taipei',
    opensAt: taipei(spring, 4, 13),
    closesAt: taipei(spring, 5, 9),
    forms: FORMS,
    threshold: THRESHOLD,
  };
}
