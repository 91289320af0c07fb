import {
  NOT_ADMINISTERED,
  type ResponseMatrix,
  selectItems,
  selectRows,
  TECHNICAL,
} from '../calibrate/matrix.ts';
import type { ClosingForm, ClosingInput } from './input.ts';

/** The column of an item on a form. */
export function nameColumn({ item, version }: { item: string; version: number }): string {
  return `${item}@${version}`;
}

/** Item and version of a column. Throws for an id that is not of the form `item@version`. */
export function splitColumn(id: string): { item: string; version: number } {
  const [item, version] = id.split('@');
  if (!item || !version) throw new RangeError(`${id} is not an item and its version`);
  return { item, version: Number(version) };
}

/** Columns that count on at least one form, ascending; those held out are among them. */
export function listCounted(input: ClosingInput): string[] {
  const counted = new Set(
    input.forms.flatMap(({ items }) => items.filter((item) => item.counted).map(nameColumn)),
  );
  return input.matrix.items.map(({ id }) => id).filter((id) => counted.has(id));
}

/** Grade of each row of the input's matrix. Throws for a class that is not there. */
export function listRowGrades(input: ClosingInput): number[] {
  return Array.from(input.classOf, (at) => getClass(input, at).grade);
}

/** School of each row of the input's matrix. */
export function listRowSchools(input: ClosingInput): string[] {
  return Array.from(input.classOf, (at) => getClass(input, at).school);
}

/** Grades with at least one tested pupil, lowest first. */
export function listTestedGrades(input: ClosingInput): number[] {
  return [...new Set(listRowGrades(input))].sort((a, b) => a - b);
}

/** Positions of the rows for which `keep` holds. */
export function listRows(input: ClosingInput, keep: (row: number) => boolean): number[] {
  return [...input.matrix.ids.keys()].filter(keep);
}

/** Some rows and columns of the input's matrix. */
export function cut(
  input: ClosingInput,
  { rows, columns }: { rows: readonly number[]; columns: readonly string[] },
): ResponseMatrix {
  return selectItems(selectRows(input.matrix, rows), columns);
}

/**
 * Share of credit in percent of the form that each row took, over its counted items; omitted and
 * not reached are 0, what was lost to an incident is not in the maximum. 0 for a row without any.
 */
export function listCreditShares(input: ClosingInput): Float64Array {
  const columns = input.forms.map((form) => listFormColumns(input, form));
  const width = input.matrix.items.length;
  return Float64Array.from(input.formOf, (form, row) => {
    let credit = 0;
    let most = 0;
    for (const { at, max } of columns[form] ?? []) {
      const cell = input.matrix.cells[row * width + at] ?? NOT_ADMINISTERED;
      if (cell === NOT_ADMINISTERED || cell === TECHNICAL) continue;
      credit += Math.max(0, cell);
      most += max;
    }
    return most === 0 ? 0 : (100 * credit) / most;
  });
}

function listFormColumns({ matrix }: ClosingInput, form: ClosingForm) {
  return form.items
    .filter(({ counted }) => counted)
    .map((item) => ({ at: getColumn(matrix, nameColumn(item)), max: item.max }));
}

/** Position of a column. Throws RangeError where there is none. */
export function getColumn({ items }: ResponseMatrix, id: string): number {
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) throw new RangeError(`no column ${id}`);
  return at;
}

function getClass({ report }: ClosingInput, at: number) {
  const roll = report.classes[at];
  if (!roll) throw new RangeError(`no class at ${at}`);
  return roll;
}
