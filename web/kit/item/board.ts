import type { Board, Item } from '../../../scoring/wire/item.ts';
import type { Edge, Response } from '../../../scoring/wire/response.ts';
import type { Cell } from '../../../scoring/wire/world.ts';

type Marks = Extract<Item, { type: 'grid' }>['marks'];

/** A cell, or the line between two neighbours, that can be marked; `at` is its middle, in cells. */
export interface Place {
  id: string;
  at: readonly [x: number, y: number];
  cells: readonly [Cell] | Edge;
}

/** All that can be marked on `board`, row by row. */
export function listPlaces({ columns, rows }: Board, marks: Marks): Place[] {
  const cells = Array.from({ length: columns * rows }, (_, i): Cell => [
    i % columns,
    Math.floor(i / columns),
  ]);
  if (marks === 'cells') return cells.map((cell) => placeOf([cell]));
  const edges = cells.flatMap(([x, y]): Edge[] => [
    ...(x + 1 < columns
      ? [
          [
            [x, y],
            [x + 1, y],
          ] as Edge,
        ]
      : []),
    ...(y + 1 < rows
      ? [
          [
            [x, y],
            [x, y + 1],
          ] as Edge,
        ]
      : []),
  ]);
  return edges.map(placeOf).toSorted((a, b) => a.at[1] - b.at[1] || a.at[0] - b.at[0]);
}

function placeOf(cells: Place['cells']): Place {
  const [first, second = first] = cells;
  const middle = (i: 0 | 1) => (first[i] + second[i] + 1) / 2;
  return { id: nameCells(cells), at: [middle(0), middle(1)], cells };
}

function nameCells(cells: readonly Cell[]): string {
  return cells.join(' ');
}

/** Ids of the places that `response` marks. */
export function readMarks(response: Response | undefined): string[] {
  if (response?.kind === 'cells') return response.cells.map((cell) => nameCells([cell]));
  return response?.kind === 'edges' ? response.edges.map(nameCells) : [];
}

/** The answer that marks the places whose ids are in `marked`, in the order of `places`. */
export function writeMarks(
  places: readonly Place[],
  marks: Marks,
  marked: readonly string[],
): Response {
  const cells: Cell[] = [];
  const edges: Edge[] = [];
  for (const place of places.filter(({ id }) => marked.includes(id))) {
    const [first, second] = place.cells;
    if (second) edges.push([first, second]);
    else cells.push(first);
  }
  return marks === 'cells' ? { kind: 'cells', cells } : { kind: 'edges', edges };
}

/** Where an arrow key leads: along the row, or to what lies nearest in the next one. */
export function findNext(places: readonly Place[], from: Place, key: string): Place | undefined {
  const [x, y] = from.at;
  if (key === 'ArrowRight') return places.find(({ at }) => at[1] === y && at[0] > x);
  if (key === 'ArrowLeft') return places.findLast(({ at }) => at[1] === y && at[0] < x);
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined;
  const row =
    key === 'ArrowDown'
      ? places.find(({ at }) => at[1] > y)?.at[1]
      : places.findLast(({ at }) => at[1] < y)?.at[1];
  return places
    .filter(({ at }) => at[1] === row)
    .toSorted((a, b) => Math.abs(a.at[0] - x) - Math.abs(b.at[0] - x))[0];
}
