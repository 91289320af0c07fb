import { PIN_LIMIT, hasPlainCheck, makeCard } from '../../scoring/journal/card.ts';
import type { Campaign, ClassGroup, RosterEntry, SittingPlan } from '../../scoring/wire/city.ts';
import { lessonAt, midnight } from './calendar.ts';
import { type Chance, openChance, uuidOf } from './chance.ts';
import { drawName } from './pupil-name.ts';

const EXEMPT = 0.015;
const ABSENT = 0.03;
const UNKNOWN = 0.005;
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of a sitting's code, by the kind of its campaign. */
const FIRST_SYMBOLS: Record<Campaign['kind'], string> = {
  census: '23456789ABCDEFG',
  rehearsal: 'HJKMNPQRST',
  pilot: 'VWXYZ',
  'before-after': '01',
};
/** Days of the census's window that are school days. */
const CENSUS_DAYS = 19;
/** In the census a room's network comes back every so many minutes: few, long batches. */
const CENSUS_OUTAGES = [5, 6, 7];
const REHEARSAL_OUTAGES = [0, 0, 1, 2];

/** One class's sitting as the demo plays it. */
export interface DemoSitting {
  plan: SittingPlan;
  school: string;
  grade: number;
  form: string;
  /** When the proctor opens it; in the past for those that are played. */
  opensAt: number;
  /** The one that nobody has opened yet. */
  waiting: boolean;
  absent: { seat: number; reason: 'sick' | 'leave' | 'other' }[];
  /** Minutes between two moments at which the room's network is there; 0 = always. */
  outage: number;
}

/** A school's class with its number of pupils. */
export interface SizedClass {
  group: ClassGroup;
  size: number;
}

/** Sittings of a campaign, one a class, with class lists, cards, dates and absences. */
export function planSittings({
  seed,
  year,
  campaign,
  classes,
  now,
}: {
  seed: string;
  year: number;
  campaign: Campaign;
  classes: SizedClass[];
  now: number;
}): DemoSitting[] {
  const serials = new Map<string, number>();
  const drawForm = openDraw(seed, campaign);
  const codes = new Set<string>();
  const census = campaign.kind === 'census';
  return classes.map(({ group, size }, at) => {
    const chance = openChance(seed, `sitting/${campaign.id}/${group.id}`);
    const code = drawCode(chance, FIRST_SYMBOLS[campaign.kind], codes);
    const roster = Array.from({ length: size }, (_, index): RosterEntry => {
      const cohort = `${group.school}/${group.grade}`;
      const serial = (serials.get(cohort) ?? 0) + 1;
      serials.set(cohort, serial);
      const path = `${campaign.id}/${group.id}/${index + 1}`;
      return {
        pupil: uuidOf(seed, `pupil/${path}`),
        enrolment: uuidOf(seed, `enrolment/${path}`),
        seat: index + 1,
        number: `${admission(year, group.grade)}${String(serial).padStart(4, '0')}`,
        name: drawName(chance),
        exempt: chance.hit(EXEMPT),
        ...drawGender(openChance(seed, `gender/${path}`)),
      };
    });
    const form = drawForm(group);
    const waiting = !census && at === 0;
    return {
      plan: {
        code,
        campaign: campaign.id,
        class: group.id,
        form,
        roster,
        cards: roster.map(({ seat }) => ({ seat, card: drawCard(chance, code, seat) })),
      },
      school: group.school,
      grade: group.grade,
      form,
      opensAt: census
        ? lessonAt(campaign.opensAt, chance.whole(0, CENSUS_DAYS - 1), chance.whole(0, 5))
        : lessonAt(midnight(now, -14), at, at),
      waiting,
      absent: waiting ? [] : drawAbsent(chance, roster),
      outage: census ? chance.pick(CENSUS_OUTAGES) : (REHEARSAL_OUTAGES[at] ?? 1),
    };
  });
}

/** A class list that does not say is rare. */
function drawGender(chance: Chance): Pick<RosterEntry, 'gender'> {
  if (chance.hit(UNKNOWN)) return {};
  return { gender: chance.hit(0.5) ? 'female' : 'male' };
}

/** The classes of a school's grade take the campaign's forms in turn, from a drawn one on. */
function openDraw(seed: string, { id, forms }: Campaign): (group: ClassGroup) => string {
  const turns = new Map<string, number>();
  return ({ school, grade }) => {
    const given = forms.filter((row) => row.grade === grade);
    const cohort = `${id}/${school}/${grade}`;
    const turn = turns.get(cohort) ?? openChance(seed, `form/${cohort}`).whole(0, 99);
    turns.set(cohort, turn + 1);
    const form = given[turn % given.length]?.form;
    if (form === undefined) throw new Error(`no form for grade ${grade}`);
    return form;
  };
}

/** The school year in which a grade's pupils entered their school: the head of a student number. */
function admission(year: number, grade: number): number {
  return year - ((grade - 1) % 6);
}

/** The first symbol tells campaigns apart, so that no two of a city ever share a code. */
function drawCode(chance: Chance, first: string, taken: Set<string>): string {
  for (;;) {
    const rest = [1, 2, 3].map(() => SYMBOLS.charAt(chance.whole(0, 31)));
    const code = first.charAt(chance.whole(0, first.length - 1)) + rest.join('');
    if (taken.has(code)) continue;
    taken.add(code);
    return code;
  }
}

function drawCard(chance: Chance, sitting: SittingPlan['code'], seat: number): string {
  for (;;) {
    const card = makeCard({ sitting, seat, pin: chance.whole(0, PIN_LIMIT - 1) });
    if (hasPlainCheck(card)) return card;
  }
}

function drawAbsent(chance: Chance, roster: RosterEntry[]): DemoSitting['absent'] {
  return roster
    .filter(({ exempt }) => !exempt && chance.hit(ABSENT))
    .map(({ seat }) => ({
      seat,
      reason: chance.pick(['sick', 'sick', 'leave', 'other'] as const),
    }));
}
