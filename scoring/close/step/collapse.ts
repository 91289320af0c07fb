import { collapse as joinRare } from '../../calibrate/collapse.ts';
import {
  NOT_ADMINISTERED,
  OMITTED,
  type ResponseMatrix,
  selectItems,
} from '../../calibrate/matrix.ts';
import type { ScaleItem } from '../../wire/scale.ts';
import type { ClosingInput } from '../input.ts';
import { cut, listCounted, listRowGrades, listRows } from '../pupils.ts';
import { type Collapsed, done, skipped } from '../results.ts';
import { selectGrades } from '../scale-grades.ts';
import { atOnce } from '../step.ts';

/** A category with fewer answers is joined with its neighbour (statistics.md, Data). */
const LEAST_ANSWERS = 30;
/** Of a category that the base year kept: fewer say nothing of whether the item drifted. */
const LEAST_ANSWERS_OF_ANCHOR = 10;

/**
 * The pupils and items of the scale: the grades of `selectGrades`, and items that count, were given
 * to them and are not held out. Rare categories are joined; an item of the base year's scale keeps
 * the categories that it had there, as long as each was reached, since it could not be compared else.
 */
export const collapse = atOnce<'collapse'>([], ({ input }) => {
  const byRow = listRowGrades(input);
  const columns = listColumns(input);
  const grades = selectGrades(input, columns);
  if (grades.length === 0) return skipped('too-few-pupils');
  const rows = listRows(input, (row) => grades.includes(byRow[row] ?? 0));
  const whole = cut(input, { rows, columns });
  const given = selectItems(
    whole,
    whole.items.filter((_, at) => isGiven(whole, at)).map(({ id }) => id),
  );
  if (given.items.length < 2) return skipped('too-few-items');
  const { matrix, maps } = joinCategories(given, input.past[0]?.scale.items ?? []);
  if (matrix.items.some(({ max }) => max === 0)) return skipped('few-answers');
  return done<Collapsed>({
    grades,
    rows: Uint32Array.from(rows),
    gradeOf: Uint8Array.from(rows, (row) => grades.indexOf(byRow[row] ?? 0)),
    matrix,
    maps,
  });
});

function listColumns(input: ClosingInput): string[] {
  return listCounted(input).filter((id) => !input.heldOut.includes(id));
}

function isGiven({ items, cells }: ResponseMatrix, column: number): boolean {
  return cells.some((cell, at) => at % items.length === column && cell !== NOT_ADMINISTERED);
}

function joinCategories(matrix: ResponseMatrix, base: readonly ScaleItem[]) {
  const kept = new Map(
    matrix.items.flatMap(({ id }, at) => {
      const item = base.find((each) => each.id === id);
      return item && canKeep(matrix, at, item) ? [[id, item.categories] as const] : [];
    }),
  );
  const fresh = matrix.items.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  const joined = joinRare(selectItems(matrix, fresh), LEAST_ANSWERS);
  const maps = matrix.items.map(({ id, max }) => ({
    id,
    categories:
      kept.get(id) ??
      joined.maps.find((map) => map.id === id)?.categories ??
      Array.from({ length: max + 1 }, (_, k) => k),
  }));
  return { matrix: apply(matrix, maps), maps };
}

/** Whether the categories of the base year can be used: the key has them, and all were reached. */
function canKeep({ items, cells }: ResponseMatrix, column: number, { categories }: ScaleItem) {
  if (categories.length !== (items[column]?.max ?? 0) + 1) return false;
  const counts = new Map(categories.map((category) => [category, 0]));
  for (let at = column; at < cells.length; at += items.length) {
    const cell = cells[at] === OMITTED ? 0 : (cells[at] ?? NOT_ADMINISTERED);
    const category = categories[cell];
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts.values()].every((count) => count >= LEAST_ANSWERS_OF_ANCHOR);
}

function apply(matrix: ResponseMatrix, maps: Collapsed['maps']): ResponseMatrix {
  const width = maps.length;
  return {
    ids: matrix.ids,
    items: maps.map(({ id, categories }) => ({ id, max: Math.max(...categories) })),
    cells: matrix.cells.map((cell, at) => maps[at % width]?.categories[cell] ?? cell),
  };
}
