import type { Campaign, City, StaffAccount } from '../../scoring/wire/city.ts';
import { academicYear, midnight, taipei } from './calendar.ts';
import { DEMO_SCHOOL, FORMS, THRESHOLD, namedClasses, planCensus } from './census.ts';
import { type DemoSitting, type SizedClass, planSittings } from './sitting.ts';
import { PROGRAMMES } from './programme.ts';
import { DISTRICTS, SCHOOL_TABLE } from './school-table.ts';
import { type Truth, drawTruth } from './truth.ts';

/** Class sizes of its rehearsal; the first class has it, and the pilot, before it. */
const REHEARSAL_SIZES = [24, 26, 23, 25];
const REHEARSAL_FORMS = [
  { grade: 6, form: 'rehearsal-6' },
  { grade: 8, form: 'rehearsal-8' },
];
/** No number of a network begins like this. */
const HELP_NUMBER = '(00) 0000-1234';

export interface DemoCity {
  seed: string;
  /** In the census. */
  pupils: number;
  city: City;
  /** The pilot's first, which waits; the rehearsal next; then the census school by school. */
  sittings: DemoSitting[];
  truth: Truth;
}

/**
 * The fictional city of a seed: the same for the same three arguments. `now` places the census in
 * the last spring and the rehearsal's window around now. Throws RangeError for too few pupils.
 */
export function buildCity({
  seed,
  pupils,
  now,
}: {
  seed: string;
  pupils: number;
  now: number;
}): DemoCity {
  const truth = drawTruth(seed);
  const year = academicYear(now);
  const census = planCensus({ seed, pupils, academicYear: year - 1 });
  const rehearsal = rehearsalOf(year, now);
  const pilot = pilotOf(year, now);
  const rehearsing = namedClasses(DEMO_SCHOOL, year, 6, REHEARSAL_SIZES);
  const plans = planSittings({ seed, year, campaign: rehearsal, classes: rehearsing, now });
  const piloting = planPilot({ seed, year, campaign: pilot, classes: rehearsing, now }, plans);
  return {
    seed,
    pupils,
    truth,
    city: {
      id: 'harbour',
      name: { 'zh-TW': '虛構港市', en: 'Fictional harbour city' },
      fictional: true,
      districts: DISTRICTS.map(({ id, zh, en }) => ({ id, name: { 'zh-TW': zh, en } })),
      schools: schools(),
      classes: [...rehearsing.map(({ group }) => group), ...census.classes],
      programmes: programmes(truth, year),
      campaigns: [rehearsal, pilot, census.campaign],
      staff: staff(year),
    },
    sittings: [...piloting, ...plans, ...census.sittings],
  };
}

/** The first class sits the pilot: the same pupils as in its rehearsal. */
function planPilot(
  made: Parameters<typeof planSittings>[0] & { classes: SizedClass[] },
  [rehearsed]: DemoSitting[],
): DemoSitting[] {
  return planSittings({ ...made, classes: made.classes.slice(0, 1) }).map((sitting) => ({
    ...sitting,
    plan: {
      ...sitting.plan,
      roster: sitting.plan.roster.map((entry, at) => ({
        ...entry,
        ...rehearsed?.plan.roster[at],
        enrolment: entry.enrolment,
      })),
    },
  }));
}

function rehearsalOf(year: number, now: number): Campaign {
  return {
    id: `rehearsal-${year}`,
    kind: 'rehearsal',
    title: {
      'zh-TW': `${year} 學年度演練`,
      en: `Rehearsal, school year ${year}`,
    },
    ...thisYear(year, now),
    forms: REHEARSAL_FORMS,
  };
}

function pilotOf(year: number, now: number): Campaign {
  return {
    id: `pilot-${year}`,
    kind: 'pilot',
    title: {
      'zh-TW': `${year} 學年度預試`,
      en: `Pilot, school year ${year}`,
    },
    ...thisYear(year, now),
    forms: FORMS,
  };
}

/** What the campaigns that are open now have in common. */
function thisYear(year: number, now: number) {
  return {
    academicYear: year,
    timeZone: 'Asia/Taipei',
    opensAt: midnight(now, -21),
    closesAt: midnight(now, 120),
    threshold: THRESHOLD,
    helpNumber: HELP_NUMBER,
  };
}

function schools(): City['schools'] {
  return SCHOOL_TABLE.map(({ id, zh, en, district, six, eight }, at) => ({
    id,
    // No real code begins with X.
    code: `X17${String(at + 1).padStart(3, '0')}`,
    name: { 'zh-TW': zh, en },
    district,
    kind: six > 0 && eight > 0 ? 'both' : six > 0 ? 'elementary' : 'junior-high',
  }));
}

function programmes(truth: Truth, year: number): City['programmes'] {
  return PROGRAMMES.map(({ id, zh, en, since }) => ({
    id,
    name: { 'zh-TW': zh, en },
    members: (truth.programmes.find((one) => one.id === id)?.members ?? []).map((school) => ({
      school,
      // The school year in which the first of three censuses is held.
      from: taipei(year + 1908 + since, 8, 1),
      to: null,
    })),
  }));
}

function staff(year: number): StaffAccount[] {
  const owned = [`${year}-601`, `${year}-602`, `${year - 1}-601`];
  const account = (id: string, zh: string, en: string) => ({
    id,
    name: { 'zh-TW': zh, en },
    classes: [],
  });
  return [
    {
      ...account('demo-teacher', '林望舒老師', 'Ms. Lin (teacher)'),
      role: 'teacher',
      school: DEMO_SCHOOL,
      classes: owned.map((name) => `${DEMO_SCHOOL}-${name}`),
    },
    {
      ...account('demo-school', '望潮國小資訊組', 'Tidewatch Elementary, head and IT lead'),
      role: 'school',
      school: DEMO_SCHOOL,
    },
    { ...account('demo-office', '教育處承辦人', 'Education office'), role: 'office' },
    { ...account('demo-author', '命題老師', 'Item author'), role: 'author' },
  ];
}
