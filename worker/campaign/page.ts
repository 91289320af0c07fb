import {
  NOT_ADMINISTERED,
  NOT_REACHED,
  OMITTED,
  TECHNICAL,
} from '../../scoring/calibrate/matrix.ts';
import type { ClosingInput, Gender } from '../../scoring/close/input.ts';
import type { PupilResult } from '../../scoring/report/roll.ts';
import { standingOf } from '../standing.ts';
import type { Answer } from '../store/answer.ts';
import { Failure } from './failure.ts';
import type { Frame } from './frame.ts';

type AnsweredItem = NonNullable<Answer['score']>['items'][number];

/** So many enrolments as the close reads them at once, in the order of their ids. */
export interface Page {
  /** Everybody: index of the class and what became of the pupil. */
  pupils: { class: number; result: PupilResult }[];
  /** Those tested, as in the input of the close. */
  ids: string[];
  classOf: Uint16Array;
  formOf: Uint8Array;
  gender: (Gender | null)[];
  cells: Int8Array;
  spent: Uint32Array;
}

/** Throws Failure where an answer is of a class, a form or an item that the frame does not know. */
export function makePage(frame: Frame, answers: readonly Answer[]): Page {
  const places = indexFrame(frame);
  const width = frame.items.length;
  const pupils: Page['pupils'] = [];
  const rows: { answer: Answer; form: number; class: number }[] = [];
  const cells: number[] = [];
  const spent: number[] = [];
  for (const answer of answers) {
    const place = getIndex(places.classes, answer.sitting);
    const standing = standingOf(answer, answer.score);
    if (standing.status !== 'tested') {
      pupils.push({ class: place, result: standing });
      continue;
    }
    const { raw, max, formVersion, items } = standing.score;
    pupils.push({ class: place, result: { status: 'tested', share: (100 * raw) / max } });
    rows.push({ answer, form: getIndex(places.forms, formVersion), class: place });
    const row = readRow(items, { columns: places.columns, width });
    cells.push(...row.cells);
    spent.push(...row.spent);
  }
  return {
    pupils,
    ids: rows.map(({ answer }) => answer.enrolment),
    classOf: Uint16Array.from(rows, (row) => row.class),
    formOf: Uint8Array.from(rows, (row) => row.form),
    gender: rows.map(({ answer }) => answer.gender),
    cells: Int8Array.from(cells),
    spent: Uint32Array.from(spent),
  };
}

/** The whole input: the pages in their order. */
export function joinPages({ items, ...frame }: Frame, pages: Page[]): ClosingInput {
  const classes = frame.report.classes.map((roll) => ({ ...roll, pupils: [...roll.pupils] }));
  for (const pupil of pages.flatMap(({ pupils }) => pupils)) {
    classes[pupil.class]?.pupils.push(pupil.result);
  }
  return {
    ...frame,
    report: { ...frame.report, classes },
    matrix: {
      ids: pages.flatMap(({ ids }) => ids),
      items,
      cells: join(
        pages.map(({ cells }) => cells),
        (length) => new Int8Array(length),
      ),
    },
    classOf: join(
      pages.map(({ classOf }) => classOf),
      (length) => new Uint16Array(length),
    ),
    formOf: join(
      pages.map(({ formOf }) => formOf),
      (length) => new Uint8Array(length),
    ),
    gender: pages.flatMap(({ gender }) => gender),
    spent: join(
      pages.map(({ spent }) => spent),
      (length) => new Uint32Array(length),
    ),
  };
}

function join<T extends Int8Array | Uint8Array | Uint16Array | Uint32Array>(
  parts: readonly T[],
  make: (length: number) => T,
): T {
  const whole = make(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface Places {
  classes: Map<string, number>;
  forms: Map<string, number>;
  columns: Map<string, number>;
}

function indexFrame({ report, forms, items }: Frame): Places {
  const index = (names: string[]) => new Map(names.map((name, at) => [name, at]));
  return {
    classes: index(report.classes.map(({ sitting }) => sitting)),
    forms: index(forms.map(({ version }) => version)),
    columns: index(items.map(({ id }) => id)),
  };
}

function readRow(
  items: readonly AnsweredItem[],
  { columns, width }: { columns: Places['columns']; width: number },
): { cells: number[]; spent: number[] } {
  const cells = new Array<number>(width).fill(NOT_ADMINISTERED);
  const spent = new Array<number>(width).fill(0);
  for (const item of items) {
    const at = getIndex(columns, `${item.item}@${item.version}`);
    cells[at] = toCell(item);
    spent[at] = item.spent;
  }
  return { cells, spent };
}

function toCell({ status, credit }: AnsweredItem): number {
  switch (status) {
    case 'answered':
      return credit;
    case 'omitted':
      return OMITTED;
    case 'not-reached':
      return NOT_REACHED;
    case 'not-administered':
      return NOT_ADMINISTERED;
    case 'technical':
      return TECHNICAL;
  }
}

function getIndex(index: Map<string, number>, name: string): number {
  const at = index.get(name);
  if (at === undefined) throw new Failure(`an answer is of ${name}, which the campaign has not`);
  return at;
}
