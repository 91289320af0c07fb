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
  const { credit, most } = sumCredits(input, () => true);
  return credit.map((sum, row) => (most[row] === 0 ? 0 : (100 * sum) / (most[row] ?? 1)));
}

type FormItem = ClosingForm['items'][number];

/** Credit of each row and the most that it could have, over the counted items for which `keep` holds. */
export function sumCredits(
  input: ClosingInput,
  keep: (item: FormItem) => boolean,
): { credit: Float64Array; most: Float64Array } {
  const columns = input.forms.map(({ items }) =>
    listColumns(
      input,
      items.filter((item) => item.counted && keep(item)),
    ),
  );
  const width = input.matrix.items.length;
  const credit = new Float64Array(input.formOf.length);
  const most = new Float64Array(input.formOf.length);
  for (const [row, form] of input.formOf.entries()) {
    for (const { at, max } of columns[form] ?? []) {
      const cell = input.matrix.cells[row * width + at] ?? NOT_ADMINISTERED;
      if (cell === NOT_ADMINISTERED || cell === TECHNICAL) continue;
      credit[row] = (credit[row] ?? 0) + Math.max(0, cell);
      most[row] = (most[row] ?? 0) + max;
    }
  }
  return { credit, most };
}

function listColumns({ matrix }: ClosingInput, items: readonly FormItem[]) {
  return items.map((item) => ({ at: getColumn(matrix, nameColumn(item)), max: item.max }));
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
