import { unparse } from 'papaparse';

export type CsvCell = string | number | null;

interface CsvTable {
  header: string[];
  rows: CsvCell[][];
  /** Campaign, date, definitions: below the table, so that its first line stays the header. */
  notes: string[];
}

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * The table as a spreadsheet opens it: UTF-8 with a byte order mark, without which Excel takes
 * Chinese for Big5, and every text that would be a formula defused by an apostrophe.
 */
export function writeCsv({ header, rows, notes }: CsvTable): string {
  const lines: CsvCell[][] = [header, ...rows];
  if (notes.length > 0) lines.push([], ...notes.map((note) => [note]));
  return BYTE_ORDER_MARK + unparse(lines, { escapeFormulae: true, newline: '\r\n' });
}

/** Hands the table to the browser's downloads under `name`.csv. */
export function downloadCsv(name: string, table: CsvTable): void {
  const url = URL.createObjectURL(new Blob([writeCsv(table)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
