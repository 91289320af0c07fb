import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { NOT_ADMINISTERED, NOT_REACHED } from '../../scoring/calibrate/matrix.ts';
import type { ClosingForm, ClosingInput } from '../../scoring/close/input.ts';

const text = (words: string) => ({ 'zh-TW': words, en: words });
const SCHOOLS = 50;
const DISTRICTS = 7;
const CLASS_SIZE = 25;
const MAX = 2;
/** Where the items of each form lie in the bank of them: 14 each, with common ones between all. */
const FORMS = [
  { form: 'g6-a', grade: 6, from: 0 },
  { form: 'g6-b', grade: 6, from: 7 },
  { form: 'g8-a', grade: 8, from: 14 },
  { form: 'g8-b', grade: 8, from: 21 },
];
const FORM_ITEMS = 14;

/**
 * So many pupils of two grades as a close reads them: half of each grade on each of its two forms,
 * drawn from a partial credit model with a tenth of the variance between schools. The same at each
 * call.
 */
export function makeClosingInput(pupils: number): ClosingInput {
  const source = xoroshiro128plus(5_000);
  const uniform = () => uniformFloat64(source);
  const forms = FORMS.map(makeForm);
  const ids = [...new Set(forms.flatMap(({ items }) => items.map(({ item }) => `${item}@1`)))];
  const items = ids.sort().map((id) => ({ id, max: MAX }));
  const places = listPlaces(pupils);
  const cells = new Int8Array(pupils * items.length).fill(NOT_ADMINISTERED);
  const spent = new Uint32Array(pupils * items.length);
  const effects = Array.from({ length: SCHOOLS }, () => 0.33 * normal(uniform));
  const { classes, classOf, formOf } = places;
  for (let row = 0; row < pupils; row++) {
    const place = classes[classOf[row] ?? 0];
    const theta = (effects[place?.at ?? 0] ?? 0) + 0.95 * normal(uniform);
    const { from = 0, grade = 6 } = FORMS[formOf[row] ?? 0] ?? {};
    const reached = uniform() < 0.9 ? FORM_ITEMS : FORM_ITEMS - 2;
    for (let n = 0; n < FORM_ITEMS; n++) {
      const at = row * items.length + items.findIndex(({ id }) => id === `${itemOf(from + n)}@1`);
      const credit = drawCredit(theta + (grade === 8 ? 0.4 : 0), from + n, uniform());
      cells[at] = n < reached ? credit : NOT_REACHED;
      spent[at] = n < reached ? Math.round(20_000 + 80_000 * uniform()) : 0;
    }
  }
  const matrix = { ids: Array.from({ length: pupils }, (_, n) => idOf(n)), items, cells };
  return { ...frame(forms, places), matrix, classOf, formOf, spent, gender: listGenders(pupils) };
}

type Places = ReturnType<typeof listPlaces>;

/** Classes of 25, school after school, the grades and each grade's forms in turn. */
function listPlaces(pupils: number) {
  const classes = Array.from({ length: Math.ceil(pupils / CLASS_SIZE) }, (_, n) => ({
    at: n % SCHOOLS,
    form: Math.floor(n / SCHOOLS) % FORMS.length,
  }));
  const classOf = Uint16Array.from({ length: pupils }, (_, row) => Math.floor(row / CLASS_SIZE));
  const formOf = Uint8Array.from(classOf, (at) => classes[at]?.form ?? 0);
  return { classes, classOf, formOf };
}

function frame(forms: ClosingForm[], { classes, classOf }: Places) {
  const rolls = classes.map(({ at, form }, n) => ({
    id: `c-${n}`,
    name: String(n),
    sitting: String(n).padStart(4, '0'),
    school: `s-${at}`,
    grade: forms[form]?.grade ?? 6,
    formVersion: forms[form]?.version ?? '',
    pupils: [...classOf]
      .filter((own) => own === n)
      .map(() => ({ status: 'tested' as const, share: 50 })),
  }));
  return {
    report: {
      campaign: 'bench',
      title: text('Bench'),
      release: 1,
      computedAt: 0,
      engineVersion: '0',
      threshold: 10,
      fictional: true,
      districts: Array.from({ length: DISTRICTS }, (_, n) => ({
        id: `d-${n}`,
        name: text(`${n}`),
      })),
      schools: Array.from({ length: SCHOOLS }, (_, n) => ({
        id: `s-${n}`,
        name: text(`${n}`),
        district: `d-${n % DISTRICTS}`,
      })),
      forms: forms.map(({ form, version }) => ({
        ...{ form, version, items: FORM_ITEMS, maxCredit: MAX * FORM_ITEMS },
      })),
      classes: rolls,
    },
    academicYear: 115,
    engineVersion: '0',
    forms,
    programmes: [
      {
        id: 'maker',
        name: text('Maker'),
        members: Array.from({ length: 12 }, (_, n) => ({ school: `s-${n}`, from: 0, to: null })),
      },
    ],
    heldOut: [],
    past: [],
    cuts: null,
    seed: 1,
  };
}

function makeForm({ form, grade, from }: (typeof FORMS)[number], at: number): ClosingForm {
  const numbers = Array.from({ length: FORM_ITEMS }, (_, n) => from + n);
  return {
    form,
    title: text(form),
    grade,
    version: String(at).repeat(64),
    items: numbers.map((n) => ({
      ...{ item: itemOf(n), version: 1, title: text(itemOf(n)), max: MAX, counted: true },
      practice: 'algorithm-design' as const,
      short: n % 2 === 0,
    })),
    anchors: numbers
      .filter((n) =>
        FORMS.some(
          (other) => other.form !== form && n >= other.from && n < other.from + FORM_ITEMS,
        ),
      )
      .map(itemOf),
  };
}

const itemOf = (n: number) => `item-${String(n).padStart(2, '0')}`;
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const listGenders = (pupils: number) =>
  Array.from({ length: pupils }, (_, n) => (n % 2 === 0 ? ('female' as const) : ('male' as const)));

/** Box and Muller (1958). */
function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function drawCredit(theta: number, n: number, chance: number): number {
  const place = ((n * 7) % 20) * 0.15 - 1.2;
  const none = 1;
  const part = Math.exp(theta - place + 0.5);
  const whole = Math.exp(2 * (theta - place));
  if (chance * (none + part + whole) < none) return 0;
  return chance * (none + part + whole) < none + part ? 1 : 2;
}
