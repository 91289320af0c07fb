import * as v from 'valibot';
import type { ResponseMatrix } from '../calibrate/matrix.ts';
import { selectItems } from '../calibrate/matrix.ts';
import type { Normal } from '../irt/grid.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import { DataFault } from './fault.ts';
import { groupRows } from './groups.ts';

const Parameters = v.object({
  groups: v.pipe(
    v.array(
      v.object({ id: v.string(), mean: v.number(), variance: v.pipe(v.number(), v.gtValue(0)) }),
    ),
    v.minLength(1),
  ),
  items: v.pipe(
    v.array(
      v.object({ id: v.string(), a: v.number(), d: v.pipe(v.array(v.number()), v.minLength(1)) }),
    ),
    v.minLength(1),
  ),
  dropped: v.optional(v.array(v.object({ id: v.string() })), []),
});
export type Parameters = v.InferOutput<typeof Parameters>;

/** What `calibrate` printed, or the same from elsewhere. Throws DataFault in one line. */
export function readParameters(text: string): Parameters {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new DataFault('the parameters are no JSON: give what calibrate prints');
  }
  const { success, output, issues } = v.safeParse(Parameters, json, { abortEarly: true });
  if (success) return output;
  const [{ message, path }] = issues;
  throw new DataFault(`the parameters: ${path?.map(({ key }) => key).join('.') ?? ''}: ${message}`);
}

/**
 * The columns of a file with their parameters, in the file's order. Columns that the calibration
 * dropped are left out. Throws DataFault for one that it never had.
 */
export function matchItems(
  matrix: ResponseMatrix,
  { items, dropped }: Parameters,
): { matrix: ResponseMatrix; items: ItemParameters[] } {
  const known = new Map(items.map((item) => [item.id, item]));
  const columns = matrix.items.filter(({ id }) => !dropped.some((each) => each.id === id));
  const matched = columns.map(({ id }) => {
    const item = known.get(id);
    if (!item) throw new DataFault(`the parameters have no item "${id}"`);
    return item;
  });
  return {
    matrix: selectItems(
      matrix,
      columns.map(({ id }) => id),
    ),
    items: matched,
  };
}

/** Whose rows are whose: by the column that the calibration was grouped by. Throws DataFault. */
export function findPopulation(
  { groups }: Parameters,
  by: string | undefined,
  values: readonly string[],
): Normal | { of: Uint8Array; populations: Normal[] } {
  const [only, ...more] = groups;
  if (by === undefined) {
    if (more.length === 0 && only) return only;
    const names = groups.map(({ id }) => id).join(', ');
    throw new DataFault(`the parameters have the groups ${names}: name their column with --by`);
  }
  const { names, of } = groupRows(by, values);
  const populations = names.map((name) => {
    const group = groups.find(({ id }) => id === name);
    if (!group) throw new DataFault(`the parameters have no group "${name}"`);
    return group;
  });
  return { of, populations };
}
