import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseCard } from '../../scoring/journal/card.ts';
import { City, SittingPlan } from '../../scoring/wire/city.ts';
import { academicYear, lessonAt, taipei } from './calendar.ts';
import { buildCity } from './city.ts';
import { SCHOOL_TABLE } from './school-table.ts';
import { spreadPupils, splitClasses } from './size.ts';
import { GAINS, ICC, NEWEST, PERSISTENCE, type TruthYear, drawTruth } from './truth.ts';

const now = taipei(2026, 11, 24, 9);
const demo = buildCity({ seed: 'harbour', pupils: 5000, now });
const census = demo.sittings.filter(({ plan }) => plan.campaign === 'census-114');
const rehearsal = demo.sittings.filter(({ plan }) => plan.campaign === 'rehearsal-115');
const pilot = demo.sittings.filter(({ plan }) => plan.campaign === 'pilot-115');

describe('the fictional city', () => {
  it('has the schema of a city, and each sitting that of a plan', () => {
    expect(v.is(City, demo.city)).toBe(true);
    for (const { plan } of demo.sittings) expect(v.is(SittingPlan, plan)).toBe(true);
  });

  it.each([
    ['districts', demo.city.districts.length, 7],
    ['elementary schools', countKind('elementary'), 39],
    ['schools with a junior-high division', countKind('junior-high') + countKind('both'), 15],
    ['pupils in the census', countPupils(census), 5000],
    ['classes in the rehearsal', rehearsal.length, 4],
    ['classes in the pilot', pilot.length, 1],
    ['seats of the class that waits', pilot[0]?.plan.roster.length, 24],
    ['sittings that wait', demo.sittings.filter(({ waiting }) => waiting).length, 2],
  ])('%s', (_, found, wanted) => {
    expect(found).toBe(wanted);
  });

  it('has believable shares of grades, classes, exempt and absent pupils', () => {
    const six = countPupils(census.filter(({ grade }) => grade === 6));
    expect(six / 5000).toBeGreaterThan(0.4);
    expect(six / 5000).toBeLessThan(0.6);
    const sizes = census.map(({ plan }) => plan.roster.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8);
    const exempt = census.flatMap(({ plan }) => plan.roster.filter((entry) => entry.exempt));
    expect(exempt.length / 5000).toBeGreaterThan(0.01);
    expect(exempt.length / 5000).toBeLessThan(0.02);
    const absent = census.flatMap((sitting) => sitting.absent);
    expect(absent.length / 5000).toBeGreaterThan(0.02);
    expect(absent.length / 5000).toBeLessThan(0.04);
  });

  it('gives the demo teacher the class that waits and one of the census', () => {
    const owned = demo.city.staff.find(({ id }) => id === 'demo-teacher')?.classes ?? [];
    expect(owned).toContain(demo.sittings[0]?.plan.class);
    expect(census.some(({ plan }) => owned.includes(plan.class))).toBe(true);
    const known = demo.city.classes.map(({ id }) => id);
    expect(owned.filter((id) => !known.includes(id))).toEqual([]);
  });

  it('gives the classes of a school’s grade its forms in turn, and begins with either', () => {
    const cohorts = Map.groupBy(census, ({ school, grade }) => `${school}/${grade}`);
    const turns = [...cohorts.values()].map((cohort) => cohort.map(({ plan }) => plan.form));
    for (const forms of turns) {
      const given = new Set(forms);
      expect(given.size).toBe(Math.min(2, forms.length));
      forms.forEach((form, at) => {
        expect(form).toBe(forms[at % 2]);
      });
    }
    expect(new Set(turns.map(([first]) => first))).toEqual(
      new Set(demo.city.campaigns.at(-1)?.forms.map(({ form }) => form)),
    );
  });

  it('rehearses with what is public, and pilots with the forms of the census', () => {
    const formsOf = (sittings: typeof demo.sittings) => [
      ...new Set(sittings.map((one) => one.form)),
    ];
    expect(formsOf(rehearsal)).toEqual(['rehearsal-6']);
    expect(formsOf(census)).toContain(formsOf(pilot)[0]);
  });

  it('gives each pupil, seat and sitting an identity of its own', () => {
    const places = demo.sittings.flatMap(({ plan }) => plan.roster);
    const entries = [...rehearsal, ...census].flatMap(({ plan }) => plan.roster);
    const unique = (list: unknown[]) => new Set(list).size;
    expect(unique(entries.map(({ pupil }) => pupil))).toBe(entries.length);
    expect(unique(places.map(({ enrolment }) => enrolment))).toBe(places.length);
    expect(unique(demo.sittings.map(({ plan }) => plan.code))).toBe(demo.sittings.length);
    const numbers = [...rehearsal, ...census].flatMap(({ plan, school }) =>
      plan.roster.map(({ number }) => `${school}/${number}`),
    );
    expect(unique(numbers)).toBe(entries.length);
  });

  it('sits the pilot with the pupils who rehearse for it', () => {
    const who = (sittings: typeof demo.sittings) =>
      sittings[0]?.plan.roster.map(({ pupil, number, name }) => ({ pupil, number, name }));
    expect(who(pilot)).toEqual(who(rehearsal));
  });

  it('prints cards that a device reads back as their sitting and seat', () => {
    for (const { plan } of demo.sittings) {
      for (const { seat, card } of plan.cards) {
        expect(parseCard(card)).toMatchObject({ ok: true, sitting: plan.code, seat });
      }
    }
  });

  it('opens every lesson that is played in its campaign’s window and before now', () => {
    for (const { plan, opensAt, waiting } of demo.sittings) {
      const campaign = demo.city.campaigns.find(({ id }) => id === plan.campaign);
      if (waiting || !campaign) continue;
      expect(opensAt).toBeGreaterThanOrEqual(campaign.opensAt);
      expect(opensAt).toBeLessThan(Math.min(campaign.closesAt, now));
    }
  });

  it('is the same for the same seed, and another for another', () => {
    const again = buildCity({ seed: 'harbour', pupils: 5000, now });
    expect(JSON.stringify(again)).toBe(JSON.stringify(demo));
    expect(buildCity({ seed: 'other', pupils: 5000, now }).sittings[0]?.plan).not.toEqual(
      demo.sittings[0]?.plan,
    );
  });
});

function countKind(kind: string): number {
  return demo.city.schools.filter((school) => school.kind === kind).length;
}

function countPupils(sittings: typeof demo.sittings): number {
  return sittings.reduce((sum, { plan }) => sum + plan.roster.length, 0);
}

describe('truth', () => {
  it('puts the share that it names between schools, in each year', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(NEWEST), (seed, year) => {
        const schools = SCHOOL_TABLE.map(({ six, eight }, at) => ({
          pupils: six + eight,
          total: drawTruth(seed).years[year]?.schools[at]?.total ?? Number.NaN,
        }));
        const all = schools.reduce((sum, { pupils }) => sum + pupils, 0);
        const mean = schools.reduce((sum, { pupils, total }) => sum + pupils * total, 0) / all;
        const spread = schools.map(({ pupils, total }) => pupils * (total - mean) ** 2);
        expect(mean).toBeCloseTo(0, 9);
        expect(spread.reduce((sum, part) => sum + part, 0) / all).toBeCloseTo(ICC, 9);
      }),
    );
  });

  it('lets schools keep their place over the years as much as it says', () => {
    const seeds = Array.from({ length: 60 }, (_, at) => drawTruth(`seed-${at}`));
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const products = seeds.flatMap(({ years }) =>
        SCHOOL_TABLE.map((_, at) => [ownOf(years[a], at), ownOf(years[b], at)] as const),
      );
      const dot = (of: (pair: readonly [number, number]) => number) =>
        products.reduce((sum, pair) => sum + of(pair), 0);
      const r = dot(([x, y]) => x * y) / Math.sqrt(dot(([x]) => x * x) * dot(([, y]) => y * y));
      expect(Math.abs(r - PERSISTENCE)).toBeLessThan(0.03);
    }
  });

  it('lets the city gain what it says, and a programme help from when its schools are members', () => {
    const { years, programmes } = demo.truth;
    const shifts = years.map(({ shift }) => shift);
    expect(shifts.at(-1)).toBeCloseTo(0, 12);
    expect(shifts.slice(1).map((shift, at) => shift - (shifts[at] ?? 0))).toEqual(
      GAINS.map((gain) => expect.closeTo(gain, 12) as number),
    );
    const maker = programmes.find(({ id }) => id === 'maker');
    const joined = demo.city.programmes.find(({ id }) => id === 'maker')?.members ?? [];
    expect(maker?.since).toBe(1);
    // Between the censuses of spring 2024 and of spring 2025.
    expect(new Set(joined.map(({ from }) => from))).toEqual(new Set([taipei(2024, 8, 1)]));
    const gainOf = (year: number) => gainOfMembers(year, maker?.members ?? []);
    expect(gainOf(1) - gainOf(0)).toBeGreaterThan(0.15);
  });
});

function ownOf(year: TruthYear | undefined, at: number): number {
  return year?.schools[at]?.own ?? Number.NaN;
}

/** What programmes give the members more than other schools, on the average of schools. */
function gainOfMembers(year: number, members: string[]): number {
  const schools = demo.truth.years[year]?.schools ?? [];
  const mean = (inside: boolean) => {
    const some = schools.filter(({ id }) => members.includes(id) === inside);
    return some.reduce((sum, { own, total }) => sum + total - own, 0) / some.length;
  };
  return mean(true) - mean(false);
}

describe('gender', () => {
  it('is on nearly every class list, about half and half', () => {
    const entries = census.flatMap(({ plan }) => plan.roster);
    const share = (of: string | undefined) =>
      entries.filter(({ gender }) => gender === of).length / entries.length;
    expect(share('female')).toBeGreaterThan(0.47);
    expect(share('male')).toBeGreaterThan(0.47);
    expect(share(undefined)).toBeGreaterThan(0);
    expect(share(undefined)).toBeLessThan(0.01);
  });
});

describe('sizes', () => {
  it('spreads exactly so many pupils, no grade of a school below eight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 60_000 }), (pupils) => {
        const cells = spreadPupils(pupils, 'wangchao');
        expect(cells.reduce((sum, cell) => sum + cell.pupils, 0)).toBe(pupils);
        expect(Math.min(...cells.map((cell) => cell.pupils))).toBeGreaterThanOrEqual(8);
        expect(cells[0]).toMatchObject({ school: 'wangchao', grade: 6 });
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [9, [9]],
    [28, [28]],
    [29, [15, 14]],
    [85, [22, 21, 21, 21]],
  ])('%i pupils make classes of %j', (pupils, classes) => {
    expect(splitClasses(pupils)).toEqual(classes);
  });

  it('refuses a city without pupils', () => {
    expect(() => spreadPupils(3, 'wangchao')).toThrow('at least 8');
  });
});

describe('calendar', () => {
  it.each([
    [taipei(2026, 7, 31, 23, 59), 114],
    [taipei(2026, 8, 1), 115],
    [taipei(2027, 3, 1), 115],
  ])('%i lies in school year %i', (at, year) => {
    expect(academicYear(at)).toBe(year);
  });

  it.each([
    ['Monday, first lesson', taipei(2026, 4, 13), 0, 0, taipei(2026, 4, 13, 8, 40)],
    [
      'five school days on is the next Monday',
      taipei(2026, 4, 13),
      5,
      2,
      taipei(2026, 4, 20, 10, 30),
    ],
    ['a Saturday has no lessons', taipei(2026, 4, 18), 0, 0, taipei(2026, 4, 20, 8, 40)],
  ])('%s', (_, from, day, lesson, wanted) => {
    expect(lessonAt(from, day, lesson)).toBe(wanted);
  });
});
