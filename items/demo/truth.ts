import { meanAbility } from '../grade.ts';
import { openChance } from './chance.ts';
import { SCHOOL_TABLE } from './school-table.ts';

/** How the simulated pupils were made: what an analysis of the demo city must find again. */
export interface Truth {
  /** Share of the variance of ability, within a grade, that lies between schools, by pupil. */
  icc: number;
  /** Mean ability of a grade, in standard deviations. */
  grades: Record<string, number>;
  programmes: { id: string; effect: number; members: string[] }[];
  /** `total` is the school's own effect and those of its programmes. */
  schools: { id: string; own: number; total: number }[];
}

export const ICC = 0.14;
const GRADES = [6, 8];
const LOW_EFFORT = 0.02;

/** Effects in standard deviations of ability; `share` of the schools take part. */
export const PROGRAMMES = [
  { id: 'mobile-learning', zh: '行動學習', en: 'Mobile learning', effect: 0, share: 0.35 },
  { id: 'self-learning', zh: '自主學習', en: 'Self-directed learning', effect: 0.1, share: 0.25 },
  { id: 'maker', zh: '創客教育', en: 'Maker education', effect: 0.25, share: 0.2 },
  { id: 'steam', zh: 'STEAM 教育', en: 'STEAM education', effect: 0.15, share: 0.15 },
  {
    id: 'tech-centre',
    zh: '科技中心聯盟',
    en: 'Technology centre alliance',
    effect: 0,
    share: 0.2,
  },
] as const;

/** Draws the effects of a seed, so scaled that between schools lies `ICC` of a variance of 1. */
export function drawTruth(seed: string): Truth {
  const chance = openChance(seed, 'truth');
  const ids = SCHOOL_TABLE.map(({ id }) => id);
  const programmes = PROGRAMMES.map(({ id, effect, share }) => ({
    id,
    effect,
    members: chance.shuffled(ids).slice(0, Math.round(share * ids.length)),
  }));
  const gains = centred(
    ids.map((id) =>
      programmes.reduce((sum, { effect, members }) => sum + (members.includes(id) ? effect : 0), 0),
    ),
  );
  const noise = centred(ids.map(() => chance.normal()));
  const scale = scaleTo(ICC, noise, gains);
  const schools = ids.map((id, at) => {
    const own = scale * (noise[at] ?? 0);
    return { id, own, total: own + (gains[at] ?? 0) };
  });
  const grades = Object.fromEntries(GRADES.map((grade) => [grade, meanAbility(grade)]));
  return { icc: ICC, grades, programmes, schools };
}

/** Ability and willingness of one pupil: a few do not try. */
export function drawAbility(
  truth: Truth,
  { seed, pupil, school, grade }: { seed: string; pupil: string; school: string; grade: number },
): { ability: number; tries: boolean } {
  const effect = truth.schools.find(({ id }) => id === school)?.total;
  const shift = truth.grades[grade];
  if (effect === undefined || shift === undefined)
    throw new Error(`no effect is known of grade ${grade} at ${school}`);
  const chance = openChance(seed, `ability/${pupil}`);
  const own = chance.normal() * Math.sqrt(1 - truth.icc);
  return { ability: effect + shift + own, tries: !chance.hit(LOW_EFFORT) };
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
