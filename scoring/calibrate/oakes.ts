import { GRID } from '../irt/grid.ts';
import { findInverse } from '../irt/symmetric.ts';
import { type Expected, expect, openWorkspace } from './e-step.ts';
import { differentiateGroup, momentsOf, rangesOf } from './group.ts';
import { differentiate } from './m-step.ts';
import type { Problem } from './problem.ts';

const SIZE = GRID.nodes.length;
/** Central differences of a smooth function: the error is of its square. */
const STEP = 1e-4;

/**
 * Standard errors at the maximum `point`, one per place of the vector and null where nothing is
 * estimated, by Oakes' identity (Oakes 1999, Journal of the Royal Statistical Society B 61): the
 * information is minus the second derivatives of Q by its own argument, which are known, minus
 * those by its argument and the point of its E-step, which are differences (Chalmers 2018, British
 * Journal of Mathematical and Statistical Psychology 71). Null everywhere where that is not
 * positive definite: the maximum is flat or on a bound.
 */
export function findErrors(problem: Problem, point: Float64Array): (number | null)[] {
  const free = freePlaces(problem);
  const n = free.length;
  const work = openWorkspace(problem);
  const { information } = derive(problem, expect(problem, work, point), point);
  const matrix = new Float64Array(n * n);
  for (const [i, row] of free.entries()) {
    for (const [j, column] of free.entries()) {
      matrix[i * n + j] = information[row * problem.size + column] as number;
    }
  }
  const gradientFrom = (at: number, step: number) => {
    const moved = point.slice();
    moved[at] = (moved[at] as number) + step;
    return derive(problem, expect(problem, work, moved), point).gradient;
  };
  for (const [j, at] of free.entries()) {
    const above = gradientFrom(at, STEP);
    const below = gradientFrom(at, -STEP);
    for (const [i, row] of free.entries()) {
      const slope = ((above[row] as number) - (below[row] as number)) / (2 * STEP);
      // Half to each triangle: the differences are symmetric but for their error.
      matrix[i * n + j] = (matrix[i * n + j] as number) - slope / 2;
      matrix[j * n + i] = (matrix[j * n + i] as number) - slope / 2;
    }
  }
  const errors = new Array<number | null>(problem.size).fill(null);
  const found = findInverse(matrix, n);
  if (!found) return errors;
  for (const [i, at] of free.entries()) {
    errors[at] = Math.sqrt(found.inverse[i * n + i] as number);
  }
  return errors;
}

function freePlaces(problem: Problem): number[] {
  const { columns, groups, groupsAt, hasFreeSlopes } = problem;
  const items = columns.flatMap(({ at, max, isFixed }) => {
    if (isFixed) return [];
    const d = Array.from({ length: max }, (_, k) => at + 1 + k);
    return hasFreeSlopes ? [at, ...d] : d;
  });
  const moments = groups.flatMap((_, g) =>
    rangesOf(problem, g).flatMap(({ least, most }, k) =>
      least < most ? [groupsAt + 2 * g + k] : [],
    ),
  );
  return [...items, ...moments];
}

interface Derived {
  gradient: Float64Array;
  information: Float64Array;
}

/** Gradient of Q(point | expected) and minus its second derivatives, over the whole vector. */
function derive(problem: Problem, expected: Expected, point: Float64Array): Derived {
  const { size, columns, groups, groupsAt } = problem;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const place = (at: number, width: number, part: Derived) => {
    gradient.set(part.gradient, at);
    for (let i = 0; i < width; i++) {
      for (let j = 0; j <= i; j++) {
        const value = part.information[i * width + j] as number;
        information[(at + i) * size + at + j] = value;
        information[(at + j) * size + at + i] = value;
      }
    }
  };
  for (const [i, column] of columns.entries()) {
    const { at, counts } = column;
    const parameters = point.subarray(at, at + counts.length);
    const nodeCounts = expected.nodes.subarray(i * SIZE, (i + 1) * SIZE);
    const slope = expected.slopes[i] as number;
    place(at, counts.length, differentiate(column, parameters, nodeCounts, slope));
  }
  for (const g of groups.keys()) {
    const at = groupsAt + 2 * g;
    const moments = momentsOf(expected.groups.subarray(g * SIZE, (g + 1) * SIZE));
    place(at, 2, differentiateGroup(point.subarray(at, at + 2), moments));
  }
  return { gradient, information };
}
