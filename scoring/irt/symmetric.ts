/** Inverse (row-major) and ln of the determinant of a matrix. */
export interface Inverse {
  inverse: Float64Array;
  logDeterminant: number;
}

/**
 * A symmetric positive definite matrix (`size` × `size`, row-major), inverted by Gauss-Jordan
 * elimination without pivoting, which such a matrix does not need. Undefined where a pivot falls to
 * 1e-12 of its diagonal or below: the matrix is then singular to working precision.
 */
export function findInverse(matrix: Float64Array, size: number): Inverse | undefined {
  const left = matrix.slice();
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) inverse[i * size + i] = 1;
  let logDeterminant = 0;
  for (let i = 0; i < size; i++) {
    const pivot = left[i * size + i] ?? 0;
    if (!(pivot > 1e-12 * Math.abs(matrix[i * size + i] ?? 0))) return undefined;
    logDeterminant += Math.log(pivot);
    for (const side of [left, inverse]) scale(side.subarray(i * size, (i + 1) * size), 1 / pivot);
    for (let row = 0; row < size; row++) {
      const factor = left[row * size + i] ?? 0;
      if (row === i || factor === 0) continue;
      for (const side of [left, inverse]) subtract(side, { row, by: i, factor, size });
    }
  }
  return { inverse, logDeterminant };
}

/** Matrix (size × size, row-major) times vector. */
export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let at = 0; at < size; at++) sum += (matrix[row * size + at] ?? 0) * (vector[at] ?? 0);
    return sum;
  });
}

function scale(row: Float64Array, factor: number): void {
  for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) * factor;
}

function subtract(
  side: Float64Array,
  { row, by, factor, size }: { row: number; by: number; factor: number; size: number },
): void {
  for (let at = 0; at < size; at++) {
    side[row * size + at] = (side[row * size + at] ?? 0) - factor * (side[by * size + at] ?? 0);
  }
}
