import { env } from 'cloudflare:workers';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { City } from '../../scoring/wire/city.ts';
import type { FormDocument, FormVersion } from '../../scoring/wire/form-document.ts';
import { ENGINE_VERSION } from '../../scoring/run/engine.ts';
import { ask, call } from './desk.ts';
import { FORM, makeCity, uuid } from './fixture.ts';

const text = (words: string) => ({ 'zh-TW': words, en: words });
const GRADES = [6, 8] as const;
/** Letters that a sitting's code may have. */
const SCHOOLS = Array.from('abcdefghjk', (letter) => `s-${letter}`);
const CLASS_SIZE = 25;
/** Of a form, all of one practice. */
export const ITEMS = 12;
/** The last items of grade 6 are the first of grade 8. */
const COMMON = 4;

/** The item that tests leave out. */
export const LEFT_OUT = itemOf(2);

interface Pupil {
  enrolment: string;
  pupil: string;
  class: string;
  school: string;
  sitting: string;
  form: string;
  seat: number;
  gender: 'female' | 'male';
  theta: number;
}

/**
 * A census of 500 pupils that is closed and scored, put straight into the database: ten schools, a
 * class of each grade in each, twelve items a form of which four are common; drawn from a partial
 * credit model with a tenth of the variance between schools. The same at each call.
 */
export async function fillScoredCity(): Promise<void> {
  await call('POST', '/demo/city', { body: makeBigCity() });
  const forms = await Promise.all(
    GRADES.map((grade) => ask<FormVersion>('office', 'PUT', '/forms', makeForm(grade))),
  );
  const source = xoroshiro128plus(20_260);
  const uniform = () => uniformFloat64(source);
  const pupils = drawPupils(forms, uniform);
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO scoring_run (campaign, n, engine_version, trace_hash, created_at)
       VALUES ('census', 1, ?, '', 0)`,
    ).bind(ENGINE_VERSION),
    ...putPlaces(pupils),
    ...pupils.map((pupil) => putScore(pupil, uniform)),
  ]);
}

/** Only the ending of its window closes the census. */
function makeBigCity(): City {
  const city = makeCity(Date.now());
  return {
    ...city,
    schools: SCHOOLS.map((id, n) => ({
      id,
      code: String(n).padStart(3, '0'),
      name: text(`School ${id}`),
      district: n < 5 ? 'd-1' : 'd-2',
      kind: 'both',
    })),
    classes: SCHOOLS.flatMap((school) =>
      GRADES.map((grade) => ({ id: classOf(school, grade), school, grade, name: `${grade}01` })),
    ),
    campaigns: city.campaigns.map((campaign) => ({
      ...campaign,
      closesAt: campaign.opensAt + 1,
      forms: GRADES.map((grade) => ({ grade, form: `g${grade}-t` })),
    })),
    staff: city.staff.map((staff) => ({ ...staff, classes: [] })),
  };
}

function makeForm(grade: (typeof GRADES)[number]): FormDocument {
  const first = firstOf(grade);
  const numbers = Array.from({ length: ITEMS }, (_, n) => first + n);
  const [template] = FORM.package.items.filter(({ type }) => type === 'choice');
  const [key] = FORM.keys.filter(({ by }) => by === 'answer');
  if (!template || key?.by !== 'answer') throw new Error('the template has no choice item');
  return {
    package: {
      ...FORM.package,
      form: { ...FORM.package.form, id: `g${grade}-t`, grade, items: numbers.map(itemOf) },
      items: numbers.map((n) => ({ ...template, id: itemOf(n), title: text(`Item ${n}`) })),
      pictures: {},
    },
    keys: numbers.map((n) => ({
      ...key,
      item: itemOf(n),
      solved: 2,
      solutions: [{ ...pick('b'), credit: 2 }],
      answers: [
        { response: pick('b').response, credit: 2 },
        { response: pick('c').response, credit: 1 },
      ],
    })),
    uncounted: [],
    anchors: numbers.filter((n) => n >= ITEMS - COMMON && n < ITEMS).map(itemOf),
  };
}

const pick = (option: string) => ({
  name: option,
  response: { kind: 'choice' as const, option },
  diagnosis: [],
});

function itemOf(n: number): string {
  return `tide-${String.fromCharCode(97 + n)}`;
}

const firstOf = (grade: number) => (grade === 6 ? 0 : ITEMS - COMMON);
const classOf = (school: string, grade: number) => `${school}-${grade}01`;
const codeOf = (school: string, grade: number) => `C${school.slice(-1).toUpperCase()}0${grade}`;

function drawPupils(forms: FormVersion[], uniform: () => number): Pupil[] {
  return SCHOOLS.flatMap((school) => {
    const effect = 0.33 * normal(uniform);
    return GRADES.flatMap((grade, at) =>
      Array.from({ length: CLASS_SIZE }, (_, n): Pupil => {
        const sitting = codeOf(school, grade);
        return {
          enrolment: uuid(2, sitting, n + 1),
          pupil: uuid(1, sitting, n + 1),
          class: classOf(school, grade),
          school,
          sitting,
          form: forms[at]?.hash ?? '',
          seat: n + 1,
          gender: n % 2 === 0 ? 'female' : 'male',
          theta: effect + 0.95 * normal(uniform) + (grade === 8 ? 0.4 : 0),
        };
      }),
    );
  });
}

/** Box and Muller (1958). */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function putPlaces(pupils: Pupil[]): D1PreparedStatement[] {
  const list = JSON.stringify(pupils);
  const each = (sql: string) => env.DB.prepare(sql).bind(list);
  return [
    each(
      `INSERT INTO pupil (id, school, number_hmac)
       SELECT value ->> 'pupil', value ->> 'school', value ->> 'pupil' FROM json_each(?)`,
    ),
    each(
      `INSERT INTO sitting (code, campaign, class, school, grade, form_version, version, state,
         opened_at, closed_at, enrolled, exempt, started, tested)
       SELECT value ->> 'sitting', 'census', value ->> 'class', value ->> 'school',
         substr(value ->> 'sitting', 4) + 0, value ->> 'form', 1, 'closed', 1, 2, count(*), 0,
         count(*), count(*)
       FROM json_each(?) GROUP BY value ->> 'sitting'`,
    ),
    each(
      `INSERT INTO enrolment (id, pupil, campaign, class, sitting, seat, exempt, gender)
       SELECT value ->> 'enrolment', value ->> 'pupil', 'census', value ->> 'class',
         value ->> 'sitting', value ->> 'seat', 0, value ->> 'gender' FROM json_each(?)`,
    ),
  ];
}

function putScore(pupil: Pupil, uniform: () => number): D1PreparedStatement {
  const first = firstOf(Number(pupil.sitting.slice(3)));
  const items = Array.from({ length: ITEMS }, (_, n) => {
    const credit = drawCredit(pupil.theta, first + n, uniform());
    const head = { item: itemOf(first + n), version: 1, counted: true, status: 'answered' };
    return { ...head, credit, max: 2, solved: credit === 2, diagnosis: [], spent: 40_000 };
  });
  const raw = items.reduce((sum, { credit }) => sum + credit, 0);
  return env.DB.prepare(
    `INSERT INTO score (attempt, form_version, engine_version, run, enrolment, campaign, sitting,
       raw, max, answered, handed_in, scored_at, stamp, counted, items_json)
     VALUES (?, ?, ?, 1, ?, 'census', ?, ?, ?, ?, 1, 3, 10, 1, ?)`,
  ).bind(
    `attempt/${pupil.enrolment}`,
    pupil.form,
    ENGINE_VERSION,
    pupil.enrolment,
    pupil.sitting,
    raw,
    2 * ITEMS,
    ITEMS,
    JSON.stringify(items),
  );
}

/** Steps of item n lie half a logit around its place between −1.5 and 1.5. */
function drawCredit(theta: number, n: number, chance: number): number {
  const place = ((n * 7) % 20) * 0.15 - 1.4;
  const weights = [1, Math.exp(theta - place + 0.5), Math.exp(2 * (theta - place))];
  const [none = 0, part = 0] = weights;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (chance * sum < none) return 0;
  return chance * sum < none + part ? 1 : 2;
}
