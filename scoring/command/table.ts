import papa from 'papaparse';
import {
  NOT_ADMINISTERED,
  NOT_REACHED,
  OMITTED,
  type ResponseMatrix,
} from '../calibrate/matrix.ts';
import { DataFault } from './fault.ts';

/** A file of responses: the items, and by name the columns that are none. */
export interface Responses {
  matrix: ResponseMatrix;
  columns: ReadonlyMap<string, readonly string[]>;
}

const FIRST_ROWS = 1024;

/**
 * Reads a response file: CSV with a header, the first column `id`; columns named in `others` are
 * kept as text, trimmed like ids and cells, and every other one is an item. A cell is a whole number from 0 to 8, empty = not
 * administered, `.` = not reached, `9` = omitted. An item's `max` is its highest category here. Line
 * by line into bytes, since a city has half a million lines. Throws DataFault, in one line, for an
 * empty file, a missing or doubled header, a line of another length, an id that is empty or twice
 * there, and any other cell.
 */
export function readResponses(text: string, others: readonly string[]): Responses {
  let items: { at: number; id: string }[] = [];
  let kept: { at: number; values: string[] }[] = [];
  let max: number[] = [];
  let cells = new Int8Array(0);
  const ids: string[] = [];
  const header = readLines(text, {
    header(names) {
      const missing = others.find((name) => !names.includes(name));
      if (missing !== undefined) throw new DataFault(`there is no column "${missing}"`);
      kept = others.map((name) => ({ at: names.indexOf(name), values: [] }));
      items = names
        .map((id, at) => ({ at, id }))
        .filter(({ at, id }) => at > 0 && !others.includes(id));
      if (items.length === 0) throw new DataFault('the file has no item column');
      max = items.map(() => 0);
      cells = new Int8Array(FIRST_ROWS * items.length);
    },
    line(values, number) {
      const from = ids.length * items.length;
      if (from + items.length > cells.length) cells = grow(cells);
      for (const [column, { at, id }] of items.entries()) {
        const cell = readCell(values[at] ?? '', { id, number });
        cells[from + column] = cell;
        if (cell > (max[column] ?? 0)) max[column] = cell;
      }
      for (const { at, values: column } of kept) column.push((values[at] ?? '').trim());
      ids.push((values[0] ?? '').trim());
    },
  });
  refuseTwins(ids);
  return {
    matrix: {
      ids,
      items: items.map(({ id }, at) => ({ id, max: max[at] ?? 0 })),
      cells: cells.slice(0, ids.length * items.length),
    },
    columns: new Map(kept.map(({ at, values }) => [header[at] ?? '', values])),
  };
}

/**
 * Reads one column of numbers and one of text. Throws DataFault like `readResponses`, for a number
 * that is none, too, and an empty text.
 */
export function readScores(
  text: string,
  { score, by }: { score: string; by: string },
): { y: number[]; unit: string[] } {
  const at = { score: 0, by: 0 };
  const y: number[] = [];
  const unit: string[] = [];
  const ids: string[] = [];
  readLines(text, {
    header(names) {
      for (const name of [score, by])
        if (!names.includes(name)) throw new DataFault(`there is no column "${name}"`);
      at.score = names.indexOf(score);
      at.by = names.indexOf(by);
    },
    line(values, number) {
      const written = (values[at.score] ?? '').trim();
      const value = Number(written);
      if (written === '' || !Number.isFinite(value))
        throw new DataFault(`line ${number}, ${score}: "${written}" is no number`);
      const name = (values[at.by] ?? '').trim();
      if (name === '') throw new DataFault(`line ${number}, ${by}: empty`);
      y.push(value);
      unit.push(name);
      ids.push((values[0] ?? '').trim());
    },
  });
  refuseTwins(ids);
  return { y, unit };
}

/** Gives the header and then line by line; answers the header. Lines are counted as an editor does. */
function readLines(
  text: string,
  to: { header: (names: string[]) => void; line: (values: string[], number: number) => void },
): string[] {
  let header: string[] | undefined;
  let number = 0;
  let lines = 0;
  // Files that were put together from two systems have lines of both kinds.
  papa.parse(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), {
    delimiter: ',',
    newline: '\n',
    skipEmptyLines: false,
    step({ data, errors: [problem] }) {
      number++;
      if (data.length === 1 && data[0]?.trim() === '') return;
      if (problem) throw new DataFault(`line ${number}: ${problem.message}`);
      if (header === undefined) {
        header = data.map((name) => name.trim());
        refuseHeader(header);
        to.header(header);
        return;
      }
      if (data.length !== header.length)
        throw new DataFault(`line ${number} has ${data.length} cells, the header ${header.length}`);
      lines++;
      to.line(data, number);
    },
  });
  if (header === undefined) throw new DataFault('the file is empty');
  if (lines === 0) throw new DataFault('the file has a header and no line');
  return header;
}

function refuseHeader(names: readonly string[]): void {
  if (names[0] !== 'id') throw new DataFault(`the first column is "${names[0] ?? ''}", not "id"`);
  const empty = names.indexOf('');
  if (empty >= 0) throw new DataFault(`column ${empty + 1} has no name`);
  const twin = names.find((name, at) => names.indexOf(name) !== at);
  if (twin !== undefined) throw new DataFault(`column "${twin}" is there twice`);
}

function refuseTwins(ids: readonly string[]): void {
  const seen = new Set<string>();
  for (const [at, id] of ids.entries()) {
    if (id === '') throw new DataFault(`row ${at + 1} has no id`);
    if (seen.has(id)) throw new DataFault(`id "${id}" is there twice`);
    seen.add(id);
  }
}

function readCell(written: string, { id, number }: { id: string; number: number }): number {
  const cell = written.trim();
  if (cell === '') return NOT_ADMINISTERED;
  if (cell === '.') return NOT_REACHED;
  if (cell === '9') return OMITTED;
  if (/^[0-8]$/.test(cell)) return Number(cell);
  throw new DataFault(
    `line ${number}, ${id}: "${cell.slice(0, 20)}" is no category; a column that is no item is named in --group`,
  );
}

function grow(cells: Int8Array): Int8Array<ArrayBuffer> {
  const larger = new Int8Array(cells.length * 2);
  larger.set(cells);
  return larger;
}
