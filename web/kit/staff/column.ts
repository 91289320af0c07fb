import type { CsvCell } from '../csv.ts';

/** A column of a table and of the file that it is downloaded as. */
export interface Column<Row> {
  label: string;
  /** What the cell reads; the file gets `value` instead, where they differ. */
  text: (row: Row) => string;
  value?: (row: Row) => CsvCell;
  numeric?: boolean;
  /** In the file only: what would overload the page. */
  fileOnly?: boolean;
}
