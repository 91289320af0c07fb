import { openStream } from '../irt/chance.ts';
import { NOT_ADMINISTERED, NOT_REACHED, OMITTED } from '../calibrate/matrix.ts';
import type { PastYear } from '../wire/scale.ts';
import type { ClosingForm, ClosingInput, Gender } from './input.ts';

const text = (words: string) => ({ 'zh-TW': words, en: words });
const MAX = 2;

/** First item of each form in the bank: ten items each, half of them shared with the next form. */
const FORMS = [
  { form: 'g6-a', grade: 6, from: 0 },
  { form: 'g6-b', grade: 6, from: 5 },
  { form: 'g8-a', grade: 8, from: 10 },
  { form: 'g8-b', grade: 8, from: 15 },
];
const LENGTH = 10;
const BANK = 25;
const DISTRICTS = 3;

/** Pupils of a grade in twelve schools, four in each district; one is too small to be shown. */
export const SIZES = [60, 52, 48, 45, 42, 40, 38, 36, 34, 30, 20, 8];

/** Of a city that is drawn for a test. */
export interface Plan {
  /** Pupils of each grade in each school, by school. */
  sizes: readonly number[];
  academicYear: number;
  /** Added to every pupil's θ. */
  rise?: number;
  /** Added to the difficulty of an item, by its number in the bank. */
  drift?: Readonly<Record<number, number>>;
  past?: PastYear[];
}

/** Item and version of a number in the bank. */
export const nameItem = (n: number) => `item-${String(n).padStart(2, '0')}@1`;

/**
 * A small city as a close reads it: two grades, two forms each, half a class a form; answers drawn
 * from a partial credit model with a tenth of the variance between schools. A school's size is that
 * of each of its grades. The same plan makes the same city.
 */
export function drawCity({
  sizes,
  academicYear,
  rise = 0,
  drift = {},
  past = [],
}: Plan): ClosingInput {
  const forms = FORMS.map(makeForm);
  const items = Array.from({ length: BANK }, (_, n) => ({ id: nameItem(n), max: MAX }));
  const seats = sizes.flatMap((size, school) =>
    FORMS.flatMap((_, form) =>
      Array.from({ length: form % 2 === 0 ? Math.ceil(size / 2) : Math.floor(size / 2) }, () => ({
        school,
        form,
      })),
    ),
  );
  const cells = new Int8Array(seats.length * BANK).fill(NOT_ADMINISTERED);
  const spent = new Uint32Array(seats.length * BANK);
  const gender: Gender[] = [];
  for (const [row, { school, form }] of seats.entries()) {
    const next = openStream(academicYear, `pupil ${row}`);
    const effect = 0.33 * drawNormal(openStream(7, `school ${school}`));
    const theta = rise + effect + 0.95 * drawNormal(next) + (form >= 2 ? 0.4 : 0);
    gender.push(next() < 0.5 ? 'female' : 'male');
    const { from = 0 } = FORMS[form] ?? {};
    const reached = next() < 0.9 ? LENGTH : LENGTH - 2;
    for (let at = 0; at < LENGTH; at++) {
      const n = from + at;
      const place = (((n * 7) % 20) - 9) * 0.14 + (drift[n] ?? 0);
      const credit = next() < 0.02 ? OMITTED : drawCredit(theta, place, next());
      cells[row * BANK + n] = at < reached ? credit : NOT_REACHED;
      spent[row * BANK + n] = at < reached ? Math.round(15_000 + 60_000 * next()) : 0;
    }
  }
  const classes = listClasses(seats, sizes.length);
  const classOf = Uint16Array.from(seats, ({ school, form }) => school * FORMS.length + form);
  const ids = seats.map((_, row) => `pupil-${String(row).padStart(5, '0')}`);
  return {
    ...frame(forms, sizes.length),
    report: { ...report(forms, sizes.length, academicYear), classes },
    ...{ academicYear, past, matrix: { ids, items, cells }, classOf, gender, spent },
    formOf: Uint8Array.from(seats, ({ form }) => form),
  };
}

function listClasses(seats: { school: number; form: number }[], schools: number) {
  return Array.from({ length: schools * FORMS.length }, (_, at) => {
    const [school, form] = [Math.floor(at / FORMS.length), at % FORMS.length];
    const { grade = 6 } = FORMS[form] ?? {};
    const pupils = seats
      .filter((seat) => seat.school === school && seat.form === form)
      .map((_seat, n) => ({ status: 'tested' as const, share: 20 + ((n * 17) % 60) }));
    return {
      ...{ id: `c-${at}`, name: String(at), sitting: `S${String(at).padStart(3, '0')}` },
      ...{ school: `s-${school}`, grade, formVersion: String(form).repeat(64), pupils },
    };
  });
}

function report(forms: ClosingForm[], schools: number, academicYear: number) {
  return {
    ...{ campaign: `census-${academicYear}`, title: text('Census'), release: 1 },
    computedAt: (academicYear - 1970) * 365.25 * 24 * 3600 * 1000,
    ...{ engineVersion: '1', threshold: 10, fictional: true },
    districts: Array.from({ length: DISTRICTS }, (_, n) => ({ id: `d-${n}`, name: text(`D${n}`) })),
    schools: Array.from({ length: schools }, (_, n) => ({
      ...{ id: `s-${n}`, name: text(`S${n}`), district: `d-${n % DISTRICTS}` },
    })),
    forms: forms.map(({ form, version }) => ({
      ...{ form, version, items: LENGTH, maxCredit: MAX * LENGTH },
    })),
  };
}

function frame(forms: ClosingForm[], schools: number) {
  const joined = Array.from({ length: Math.floor(schools / 2) }, (_, n) => n);
  return {
    ...{ engineVersion: '1', forms, heldOut: [] as string[], cuts: null, seed: 1 },
    programmes: [
      {
        ...{ id: 'maker', name: text('Maker') },
        // Joined in the middle of 2024: after the census of that year's start, before the next.
        members: joined.map((n) => ({ school: `s-${n}`, from: 1_720_000_000_000, to: null })),
      },
    ],
  };
}

function makeForm({ form, grade, from }: (typeof FORMS)[number], at: number): ClosingForm {
  const numbers = Array.from({ length: LENGTH }, (_, n) => from + n);
  const isShared = (n: number) =>
    FORMS.filter((other) => n >= other.from && n < other.from + LENGTH).length > 1;
  const name = (n: number) => nameItem(n).split('@')[0] ?? '';
  return {
    ...{ form, title: text(form), grade, version: String(at).repeat(64) },
    items: numbers.map((n) => ({
      ...{ item: name(n), version: 1, title: text(name(n)), max: MAX, counted: true },
      short: n % 2 === 0,
      practice: n % 2 === 0 ? 'algorithm-design' : 'evaluation-debugging',
    })),
    anchors: numbers.filter(isShared).map(name),
  };
}

/** Box and Muller (1958). */
function drawNormal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** A category of a partial credit item with steps half a logit either side of its place. */
function drawCredit(theta: number, place: number, chance: number): number {
  const part = Math.exp(theta - place + 0.5);
  const full = Math.exp(2 * (theta - place));
  const total = 1 + part + full;
  if (chance < 1 / total) return 0;
  return chance < (1 + part) / total ? 1 : 2;
}
