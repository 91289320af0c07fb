/** Pupils of one sum score: how many chose each category of an item, and how many should have. */
export interface ScoreLine {
  observed: Float64Array;
  expected: Float64Array;
}

/** A line with its categories joined: cell c is the categories from starts[c] to the next start. */
interface JoinedLine extends ScoreLine {
  starts: number[];
}

/** The smallest expected count of a cell (Orlando & Thissen 2000; mirt's `mincell`). */
const LEAST_EXPECTED = 1;

/**
 * χ² of the lines of an item and its free cells (cells less lines). `lines[s]` is sum score s, from
 * 0 to the highest; the item has `most` + 1 categories. As in mirt: the lowest and the highest sum
 * leave no choice and are left out; sums at which some category is impossible join the nearest one
 * where all are possible; categories whose expected count is under 1 join the next one (the last:
 * the one before); a line with one cell left joins its neighbour, of two the one with fewer pupils,
 * and takes that one's cells.
 */
export function compareLines(
  lines: readonly ScoreLine[],
  most: number,
): { chi2: number; free: number } {
  const joined = joinLines(joinEdges(lines, most).map(joinCategories));
  let chi2 = 0;
  let free = 0;
  for (const line of joined) {
    if (line.starts.length < 2) continue;
    free += line.starts.length - 1;
    for (const [cell, from] of line.starts.entries()) {
      const to = line.starts[cell + 1] ?? most + 1;
      const expected = total(line.expected.subarray(from, to));
      chi2 += (total(line.observed.subarray(from, to)) - expected) ** 2 / expected;
    }
  }
  return { chi2, free };
}

function joinEdges(lines: readonly ScoreLine[], most: number): ScoreLine[] {
  const last = lines.length - 1;
  const whole = lines.slice(most, last - most + 1);
  const [low] = whole;
  const high = whole.at(-1);
  if (!low || !high) return [];
  const first = lines.slice(1, most).reduce(addLines, low);
  const rest = lines.slice(last - most + 1, last);
  if (whole.length === 1) return [rest.reduce(addLines, first)];
  return [first, ...whole.slice(1, -1), rest.reduce(addLines, high)];
}

function joinCategories(line: ScoreLine): JoinedLine {
  const starts: number[] = [];
  let from = 0;
  let sum = 0;
  for (const [category, expected] of line.expected.entries()) {
    sum += expected;
    if (sum < LEAST_EXPECTED) continue;
    starts.push(from);
    from = category + 1;
    sum = 0;
  }
  return { ...line, starts };
}

function joinLines(lines: JoinedLine[]): JoinedLine[] {
  const left = [...lines];
  for (;;) {
    const poor = left.findIndex(({ starts }) => starts.length < 2);
    const line = left[poor];
    if (!line || left.length === 1) return left;
    const at = chooseNeighbour(left, poor);
    const neighbour = left[at];
    if (!neighbour) return left;
    const sum = addLines(neighbour, line);
    left[at] = neighbour.starts.length < 2 ? joinCategories(sum) : { ...neighbour, ...sum };
    left.splice(poor, 1);
  }
}

function chooseNeighbour(lines: readonly JoinedLine[], at: number): number {
  const before = lines[at - 1];
  const after = lines[at + 1];
  if (!before) return at + 1;
  if (!after) return at - 1;
  return total(before.observed) <= total(after.observed) ? at - 1 : at + 1;
}

function addLines(one: ScoreLine, other: ScoreLine): ScoreLine {
  return {
    observed: one.observed.map((count, k) => count + (other.observed[k] ?? 0)),
    expected: one.expected.map((count, k) => count + (other.expected[k] ?? 0)),
  };
}

function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
