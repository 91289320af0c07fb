import { DataFault } from './fault.ts';

/** Rows by the value of a column: names ascending, and per row an index into them. */
export interface Groups {
  names: string[];
  of: Uint8Array;
}

const MOST_GROUPS = 255;

/** Throws DataFault where a row has no value or there are more than 255. */
export function groupRows(column: string, values: readonly string[]): Groups {
  const empty = values.findIndex((value) => value === '');
  if (empty >= 0) throw new DataFault(`row ${empty + 1} has no ${column}`);
  const names = [...new Set(values)].sort();
  if (names.length > MOST_GROUPS)
    throw new DataFault(`${column} has more than ${MOST_GROUPS} values: it names no groups`);
  const place = new Map(names.map((name, at) => [name, at]));
  return { names, of: Uint8Array.from(values, (value) => place.get(value) ?? 0) };
}
