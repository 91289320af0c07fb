import {
  NOT_ADMINISTERED,
  NOT_REACHED,
  OMITTED,
  type ResponseMatrix,
} from '../../scoring/calibrate/matrix.ts';
import type { ClosingForm, Gender } from '../../scoring/close/input.ts';
import type { SheetCell } from './sheet.ts';

/** A tested pupil; `cells` in the order of the items of form `formOf`. */
export interface Row {
  enrolment: string;
  gender: Gender | null;
  classOf: number;
  formOf: number;
  cells: SheetCell[];
}

/** The matrix of a close: the columns of all forms, ascending by id. */
export function fillMatrix(rows: readonly Row[], forms: readonly ClosingForm[]): ResponseMatrix {
  const most = new Map(
    forms.flatMap(({ items }) => items.map((item) => [columnOf(item), item.max] as const)),
  );
  const items = [...most].map(([id, max]) => ({ id, max })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const cells = new Int8Array(rows.length * items.length).fill(NOT_ADMINISTERED);
  place(rows, forms, items, (at, cell) => {
    cells[at] = codeOf(cell);
  });
  return { ids: rows.map(({ enrolment }) => enrolment), items, cells };
}

/** Milliseconds, in the shape of `matrix`. */
export function fillSpent(
  rows: readonly Row[],
  forms: readonly ClosingForm[],
  { items }: ResponseMatrix,
): Uint32Array {
  const spent = new Uint32Array(rows.length * items.length);
  place(rows, forms, items, (at, cell) => {
    spent[at] = cell.spent;
  });
  return spent;
}

/** Calls for each cell that a form puts before a pupil. */
function place(
  rows: readonly Row[],
  forms: readonly ClosingForm[],
  columns: ResponseMatrix['items'],
  put: (at: number, cell: SheetCell) => void,
): void {
  const position = new Map(columns.map(({ id }, at) => [id, at]));
  const columnsOf = forms.map(({ items }) =>
    items.map((item) => position.get(columnOf(item)) ?? 0),
  );
  for (const [row, { formOf, cells }] of rows.entries()) {
    for (const [at, column] of (columnsOf[formOf] ?? []).entries()) {
      const cell = cells[at];
      if (cell) put(row * columns.length + column, cell);
    }
  }
}

function columnOf({ item, version }: ClosingForm['items'][number]): string {
  return `${item}@${version}`;
}

function codeOf({ status, credit }: SheetCell): number {
  if (status === 'answered') return credit;
  return status === 'omitted' ? OMITTED : NOT_REACHED;
}
