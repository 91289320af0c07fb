import { meanAbility } from '../grade.ts';
import { type Chance, openChance } from './chance.ts';
import { type Misfit, MISFITS } from './misfit.ts';
import { PROGRAMMES } from './programme.ts';
import { SCHOOL_TABLE } from './school-table.ts';

/** How the simulated pupils were made: what an analysis of the demo city must find again. */
export interface Truth {
  /** Share of the variance of ability, within a grade, that lies between schools, by pupil. */
  icc: number;
  /** Correlation of a school's own effect between any two of the years. */
  persistence: number;
  /** Mean ability of a grade in the newest year, in standard deviations. */
  grades: Record<string, number>;
  /** `since`: the first of the years in which the members take part. */
  programmes: { id: string; effect: number; since: number; members: string[] }[];
  /** Censuses, the base year first; the last one is the newest, and the rehearsal's year too. */
  years: TruthYear[];
  /** What items do beside their forecasts. */
  misfits: readonly Misfit[];
}

export interface TruthYear {
  /** What is added to the mean of each grade: years before the newest lie below it. */
  shift: number;
  /** `total` is the school's own effect and those of its programmes in this year. */
  schools: { id: string; own: number; total: number }[];
}

export const ICC = 0.14;
export const PERSISTENCE = 0.8;
/** How much the city's mean rises from each census to the next, in standard deviations. */
export const GAINS = [0.08, 0.05] as const;
/** Position of the newest census among the years. */
export const NEWEST = GAINS.length;
const GRADES = [6, 8];
const LOW_EFFORT = 0.02;
const IDS = SCHOOL_TABLE.map(({ id }) => id);

/** Draws the effects of a seed, so scaled that in each year `ICC` of a variance of 1 lies between schools. */
export function drawTruth(seed: string): Truth {
  const chance = openChance(seed, 'truth');
  const programmes = PROGRAMMES.map(({ id, effect, since, share }) => ({
    id,
    effect,
    since,
    members: chance.shuffled(IDS).slice(0, Math.round(share * IDS.length)),
  }));
  const noises = drawNoises(seed, drawNoise(chance));
  const years = noises.map((noise, year) => ({
    shift: -GAINS.slice(year).reduce<number>((sum, gain) => sum + gain, 0),
    schools: placeSchools(noise, gainsOf(programmes, year)),
  }));
  const grades = Object.fromEntries(GRADES.map((grade) => [grade, meanAbility(grade)]));
  return { icc: ICC, persistence: PERSISTENCE, grades, programmes, years, misfits: MISFITS };
}

function drawNoise(chance: Chance): number[] {
  return centred(IDS.map(() => chance.normal()));
}

/**
 * A school's own effect is √ρ of a lasting part and √(1 − ρ) of a part of its year. The newest
 * year's is drawn first and the lasting part given it, which is √ρ of it and √(1 − ρ) of chance.
 */
function drawNoises(seed: string, newest: number[]): number[][] {
  const chance = openChance(seed, 'truth/past');
  const mix = (from: number[]) => {
    const fresh = drawNoise(chance);
    return from.map(
      (value, at) => Math.sqrt(PERSISTENCE) * value + Math.sqrt(1 - PERSISTENCE) * (fresh[at] ?? 0),
    );
  };
  const lasting = mix(newest);
  return [...GAINS.map(() => mix(lasting)), newest];
}

function gainsOf(programmes: Truth['programmes'], year: number): number[] {
  const active = programmes.filter(({ since }) => since <= year);
  return centred(
    IDS.map((id) =>
      active.reduce((sum, { effect, members }) => sum + (members.includes(id) ? effect : 0), 0),
    ),
  );
}

function placeSchools(noise: number[], gains: number[]): TruthYear['schools'] {
  const scale = scaleTo(ICC, noise, gains);
  return IDS.map((id, at) => {
    const own = scale * (noise[at] ?? 0);
    return { id, own, total: own + (gains[at] ?? 0) };
  });
}

/** Whose ability is drawn; `year` is a position among the truth's years. */
export interface Cohort {
  school: string;
  grade: number;
  year: number;
}

/** Ability and willingness of one pupil: a few do not try. */
export function drawAbility(
  truth: Truth,
  { seed, pupil, school, grade, year }: Cohort & { seed: string; pupil: string },
): { ability: number; tries: boolean } {
  const mean = meanOf(truth, { school, grade, year });
  const chance = openChance(seed, `ability/${pupil}`);
  const own = chance.normal() * Math.sqrt(1 - truth.icc);
  return { ability: mean + own, tries: !chance.hit(LOW_EFFORT) };
}

/** True mean of a school's grade in a year. Throws where the truth knows of none. */
function meanOf(truth: Truth, { school, grade, year }: Cohort): number {
  const then = truth.years[year];
  const effect = then?.schools.find(({ id }) => id === school)?.total;
  const mean = truth.grades[grade];
  if (then === undefined || effect === undefined || mean === undefined)
    throw new Error(`no effect is known of grade ${grade} at ${school} in year ${year}`);
  return effect + mean + then.shift;
}

/** Shares of the city's pupils by school: what lies between schools is counted by pupil. */
const SHARES = ((weights: number[]) => {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
})(SCHOOL_TABLE.map(({ six, eight }) => six + eight));

function dot(a: number[], b: number[]): number {
  return SHARES.reduce((sum, share, at) => sum + share * (a[at] ?? 0) * (b[at] ?? 0), 0);
}

function centred(values: number[]): number[] {
  const mean = SHARES.reduce((sum, share, at) => sum + share * (values[at] ?? 0), 0);
  return values.map((value) => value - mean);
}

/** The s ≥ 0 with var(s·noise + gains) = `wanted`: the larger root of a square. */
function scaleTo(wanted: number, noise: number[], gains: number[]): number {
  const a = dot(noise, noise);
  const b = dot(noise, gains);
  const c = dot(gains, gains) - wanted;
  return (-b + Math.sqrt(b * b - a * c)) / a;
}
