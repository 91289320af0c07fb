import { makeCard } from '../../scoring/journal/card.ts';
import type { City, SittingPlan } from '../../scoring/wire/city.ts';
import type { FormDocument } from '../../scoring/wire/form-document.ts';
import type { Item } from '../../scoring/wire/item.ts';
import type { Key } from '../../scoring/wire/key.ts';
import type { Block } from '../../scoring/wire/program.ts';
import type { Response as Answer } from '../../scoring/wire/response.ts';

const text = (words: string) => ({ 'zh-TW': words, en: words });

/** A straight program of so many moves. */
export function moves(count: number): Answer {
  let next: { block: Block } | undefined;
  for (let i = 0; i < count; i++) {
    next = { block: next ? { type: 'move', next } : { type: 'move' } };
  }
  return {
    kind: 'program',
    program: { blocks: [next ? { type: 'start', next } : { type: 'start' }] },
  };
}

/** The item's ship needs two moves. */
export const BRIDGE = 'bridge-steps';
export const BUOY = 'buoy-count';

const head = { version: 1, story: text('Sail.'), practice: 'algorithm-design' as const };
const ITEMS: Item[] = [
  {
    ...head,
    type: 'program',
    id: BRIDGE,
    title: text('Bridge'),
    concepts: ['sequence'],
    codes: ['t-III-1'],
    worlds: [
      {
        kind: 'grid',
        cells: ['.....'],
        ship: { at: [0, 0], heading: 'E' },
        flotsam: [],
        goal: { at: [2, 0] },
      },
    ],
    start: { blocks: [{ type: 'start' }] },
    toolbox: ['move'],
  },
  {
    ...head,
    type: 'choice',
    id: BUOY,
    title: text('Buoys'),
    concepts: ['repeat-n'],
    codes: ['t-III-1'],
    options: ['a', 'b', 'c', 'd'].map((id) => ({ id, text: text(id) })),
  },
];

const FORECAST = {
  difficulty: { grade: 6, p: 0.5, reason: 'made for this test' },
  time: { seconds: 60, reason: 'made for this test' },
  teaching: {
    measures: text('Counting steps.'),
    tempting: text('The first step looks like a start.'),
    next: text('Walk it on the floor.'),
  },
};
const KEYS: Key[] = [
  {
    by: 'running',
    item: BRIDGE,
    version: 1,
    solved: 2,
    ...FORECAST,
    solutions: [{ name: 'two moves', response: moves(2), credit: 2, diagnosis: [] }],
    wrong: [{ name: 'one move', response: moves(1), credit: 0, diagnosis: ['off-by-one'] }],
    hidden: [],
    levels: [{ credit: 2, when: { visible: 'all' } }],
    minimumBlocks: 2,
  },
  {
    by: 'answer',
    item: BUOY,
    version: 1,
    solved: 1,
    ...FORECAST,
    solutions: [{ name: 'b', response: { kind: 'choice', option: 'b' }, credit: 1, diagnosis: [] }],
    wrong: [{ name: 'a', response: { kind: 'choice', option: 'a' }, credit: 0, diagnosis: [] }],
    answers: [{ response: { kind: 'choice', option: 'b' }, credit: 1 }],
  },
];

export const FORM: FormDocument = {
  package: {
    format: 1,
    form: {
      id: 'g6-t',
      title: text('Form'),
      grade: 6,
      minutes: 30,
      practice: [],
      items: [BRIDGE, BUOY],
    },
    practice: [],
    items: ITEMS,
    pictures: { [`${BUOY}/buoy.svg`]: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
  },
  keys: KEYS,
  uncounted: [],
  anchors: [],
};

/** The first item of `FORM_B`; it is only tried out. */
export const TIDE = 'tide-mark';

/** The other form of the grade: the same two items, and before them one that does not count. */
export const FORM_B: FormDocument = {
  package: {
    ...FORM.package,
    form: { ...FORM.package.form, id: 'g6-u', items: [TIDE, BRIDGE, BUOY] },
    items: ITEMS.flatMap((item) =>
      item.id === BRIDGE ? [] : [{ ...item, id: TIDE, title: text('Tide') }],
    ).concat(ITEMS),
  },
  keys: KEYS.flatMap((key) => (key.item === BUOY ? [{ ...key, item: TIDE }, key] : [key])),
  uncounted: [TIDE],
  anchors: [BRIDGE, BUOY],
};

/** Classes by school; the first school has two. */
export const CLASSES = { 'a-601': 's-a', 'a-602': 's-a', 'b-601': 's-b', 'c-601': 's-c' } as const;
export type ClassId = keyof typeof CLASSES;

const campaign = {
  academicYear: 115,
  timeZone: 'Asia/Taipei',
  forms: [{ grade: 6, form: 'g6-t' }],
  threshold: 3,
};

/** Three schools in two districts, a census and a rehearsal that are open now. */
export function makeCity(now: number): City {
  const window = { opensAt: now - 3_600_000, closesAt: now + 3_600_000 };
  return {
    id: 'harbour',
    name: text('Harbour'),
    fictional: true,
    districts: ['d-1', 'd-2'].map((id) => ({ id, name: text(id) })),
    schools: [
      { id: 's-a', code: '001', name: text('School A'), district: 'd-1', kind: 'elementary' },
      { id: 's-b', code: '002', name: text('School B'), district: 'd-1', kind: 'elementary' },
      { id: 's-c', code: '003', name: text('School C'), district: 'd-2', kind: 'elementary' },
    ],
    classes: Object.entries(CLASSES).map(([id, school]) => ({ id, school, grade: 6, name: id })),
    programmes: [
      { id: 'maker', name: text('Maker'), members: [{ school: 's-a', from: now, to: null }] },
    ],
    campaigns: [
      { ...campaign, ...window, id: 'census', kind: 'census', title: text('Census') },
      { ...campaign, ...window, id: 'drill', kind: 'rehearsal', title: text('Drill') },
    ],
    staff: [
      { id: 'teacher-a', name: text('Ta'), role: 'teacher', school: 's-a', classes: ['a-601'] },
      { id: 'teacher-n', name: text('Tn'), role: 'teacher', school: 's-a', classes: ['a-602'] },
      { id: 'head-a', name: text('Ha'), role: 'school', school: 's-a', classes: [] },
      { id: 'head-b', name: text('Hb'), role: 'school', school: 's-b', classes: [] },
      { id: 'office', name: text('Of'), role: 'office', classes: [] },
      { id: 'author', name: text('Au'), role: 'author', classes: [] },
    ],
  };
}

/** A class's sitting with pupils in seats 1 to `size`; the ids tell where each belongs. */
export function makePlan(
  code: string,
  { campaign, class: id, size }: { campaign: string; class: ClassId; size: number },
): SittingPlan {
  const seats = Array.from({ length: size }, (_, index) => index + 1);
  return {
    code,
    campaign,
    class: id,
    roster: seats.map((seat) => ({
      pupil: uuid(1, id, seat),
      enrolment: uuid(2, code, seat),
      seat,
      number: `${id}-${seat}`,
      name: `Pupil ${seat} of ${id}`,
      exempt: false,
    })),
    cards: seats.map((seat) => ({ seat, card: cardOf(code, seat) })),
  };
}

export function cardOf(code: string, seat: number): string {
  return makeCard({ sitting: code, seat, pin: seat * 1_000 });
}

export function uuid(kind: number, place: string, n: number): string {
  const digits = Array.from(place, (symbol) => symbol.charCodeAt(0).toString(16)).join('');
  const tail = `${digits}${n.toString(16).padStart(2, '0')}`.slice(-12).padStart(12, '0');
  return `0000000${kind}-0000-4000-8000-${tail}`;
}
