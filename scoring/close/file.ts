import * as v from 'valibot';
import {
  NOT_ADMINISTERED,
  NOT_REACHED,
  OMITTED,
  TECHNICAL,
  type ResponseMatrix,
} from '../calibrate/matrix.ts';
import { Count, FormId, Hash, Instant, ItemId, Slug } from '../wire/id.ts';
import { Practice } from '../wire/item.ts';
import { TakenForm } from '../wire/report.ts';
import { PastYear } from '../wire/scale.ts';
import { Text } from '../wire/text.ts';
import type { ClosingInput } from './input.ts';

const SIGNS: Readonly<Record<string, number>> = {
  '9': OMITTED,
  '.': NOT_REACHED,
  _: NOT_ADMINISTERED,
  t: TECHNICAL,
};
const CODES = new Map(Object.entries(SIGNS).map(([sign, code]) => [code, sign]));

const Row = v.strictObject({
  id: v.string(),
  class: Count,
  form: Count,
  gender: v.nullable(v.picklist(['female', 'male'])),
  /** A sign an item: 0 to 8 = category, 9 = omitted, . = not reached, _ = not administered, t = technical. */
  cells: v.pipe(v.string(), v.regex(/^[0-9._t]*$/)),
  /** Seconds on each item, to the millisecond. */
  spent: v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(400_000))),
});

const Pupil = v.union([
  v.strictObject({
    status: v.literal('tested'),
    share: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  }),
  v.strictObject({ status: v.picklist(['exempt', 'absent', 'missing']) }),
]);

/** A close's input as a file: what a city larger than a worker's limits computes its release from. */
const ClosingFile = v.strictObject({
  report: v.strictObject({
    campaign: Slug,
    title: Text,
    release: Count,
    computedAt: Instant,
    engineVersion: v.string(),
    threshold: Count,
    fictional: v.boolean(),
    districts: v.array(v.strictObject({ id: Slug, name: Text })),
    schools: v.array(v.strictObject({ id: Slug, name: Text, district: Slug })),
    forms: v.array(TakenForm),
    classes: v.array(
      v.strictObject({
        id: Slug,
        name: v.string(),
        sitting: v.string(),
        school: Slug,
        grade: Count,
        formVersion: Hash,
        pupils: v.array(Pupil),
      }),
    ),
  }),
  academicYear: Count,
  engineVersion: v.string(),
  forms: v.array(
    v.strictObject({
      form: FormId,
      title: Text,
      version: Hash,
      grade: Count,
      items: v.array(
        v.strictObject({
          item: ItemId,
          version: Count,
          title: Text,
          max: Count,
          counted: v.boolean(),
          short: v.boolean(),
          practice: Practice,
        }),
      ),
      anchors: v.array(ItemId),
    }),
  ),
  items: v.array(v.strictObject({ id: v.string(), max: v.pipe(Count, v.maxValue(8)) })),
  rows: v.array(Row),
  programmes: v.array(
    v.strictObject({
      id: Slug,
      name: Text,
      members: v.array(v.strictObject({ school: Slug, from: Instant, to: v.nullable(Instant) })),
    }),
  ),
  heldOut: v.array(v.string()),
  past: v.array(PastYear),
  cuts: v.nullable(v.array(v.number())),
  seed: Count,
});
type ClosingFile = v.InferOutput<typeof ClosingFile>;

/** The input as the text of a file; `readClosing` gives the same input back. */
export function writeClosing(input: ClosingInput): string {
  const { matrix, classOf, formOf, gender, spent, ...rest } = input;
  const width = matrix.items.length;
  const rows = matrix.ids.map((id, row): ClosingFile['rows'][number] => ({
    id,
    class: classOf[row] ?? 0,
    form: formOf[row] ?? 0,
    gender: gender[row] ?? null,
    cells: Array.from(matrix.cells.subarray(row * width, (row + 1) * width), signOf).join(''),
    spent: Array.from(spent.subarray(row * width, (row + 1) * width), (ms) => ms / 1000),
  }));
  return JSON.stringify({ ...rest, items: matrix.items, rows });
}

function signOf(cell: number): string {
  return CODES.get(cell) ?? String(cell);
}

/**
 * Reads what `writeClosing` wrote. Throws RangeError in one line for text that is no JSON, a member
 * that is missing, of another type or unknown, a row of another length, one whose class or form is
 * not there, a category above its item's highest, ids that are not ascending.
 */
export function readClosing(text: string): ClosingInput {
  const { items, rows, ...rest } = parse(text);
  const width = items.length;
  const cells = new Int8Array(rows.length * width);
  const spent = new Uint32Array(rows.length * width);
  for (const [at, row] of rows.entries()) {
    refuse(row, { width, classes: rest.report.classes.length, forms: rest.forms.length });
    if (at > 0 && (rows[at - 1]?.id ?? '') >= row.id)
      throw new RangeError(`row ${row.id}: ids are not ascending`);
    for (let column = 0; column < width; column++) {
      const sign = row.cells.charAt(column);
      const cell = SIGNS[sign] ?? Number(sign);
      if (cell > (items[column]?.max ?? 0))
        throw new RangeError(`row ${row.id}: ${sign} is above the highest category of its item`);
      cells[at * width + column] = cell;
      spent[at * width + column] = Math.round((row.spent[column] ?? 0) * 1000);
    }
  }
  const matrix: ResponseMatrix = { ids: rows.map(({ id }) => id), items, cells };
  return {
    ...rest,
    matrix,
    classOf: Uint16Array.from(rows, (row) => row.class),
    formOf: Uint8Array.from(rows, (row) => row.form),
    gender: rows.map(({ gender }) => gender),
    spent,
  };
}

function parse(text: string): ClosingFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RangeError('the file is no JSON');
  }
  const { success, output, issues } = v.safeParse(ClosingFile, json, { abortEarly: true });
  if (success) return output;
  const [{ message, path }] = issues;
  const at = path?.map(({ key }) => String(key)).join('.') ?? '';
  throw new RangeError(`${at}: ${message}`);
}

function refuse(
  row: ClosingFile['rows'][number],
  { width, classes, forms }: { width: number; classes: number; forms: number },
): void {
  if (row.cells.length !== width || row.spent.length !== width)
    throw new RangeError(`row ${row.id} has not ${width} cells and times`);
  if (row.class >= classes) throw new RangeError(`row ${row.id}: no class ${row.class}`);
  if (row.form >= forms) throw new RangeError(`row ${row.id}: no form ${row.form}`);
}
