import * as v from 'valibot';
import type { ResponseMatrix } from '../calibrate/matrix.ts';
import { selectItems } from '../calibrate/matrix.ts';
import type { Normal } from '../irt/grid.ts';
import type { ItemParameters } from '../irt/parameters.ts';
import { DataFault } from './fault.ts';
import { groupRows } from './groups.ts';

const Finite = v.pipe(v.number(), v.finite('a number too large'));
const hasOneOfEach = (list: readonly { id: string }[]) =>
  new Set(list.map(({ id }) => id)).size === list.length;

const Parameters = v.object({
  converged: v.optional(v.literal(true, 'the calibration did not converge')),
  groups: v.optional(
    v.pipe(
      v.array(v.object({ id: v.string(), mean: Finite, variance: v.pipe(Finite, v.gtValue(0)) })),
      v.check((groups) => hasOneOfEach(groups), 'two groups have one id'),
    ),
    [],
  ),
  items: v.pipe(
    v.array(v.object({ id: v.string(), a: Finite, d: v.pipe(v.array(Finite), v.minLength(1)) })),
    v.minLength(1),
    v.check((items) => hasOneOfEach(items), 'two items have one id'),
  ),
  dropped: v.optional(v.array(v.object({ id: v.string() })), []),
});
export type Parameters = v.InferOutput<typeof Parameters>;

/**
 * What `calibrate` printed, or the same from elsewhere. Throws DataFault in one line for what is
 * none, an id that stands twice, a number that is not finite, and a calibration that says that it
 * did not converge.
 */
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
  if (!only) throw new DataFault('the parameters have no groups: the distribution of ability');
  if (by === undefined) {
    if (more.length === 0) return only;
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
