/** Inverse (row-major) and ln of the determinant of a matrix. */
export interface Inverse {
  inverse: Float64Array;
  logDeterminant: number;
}

/** A pivot that falls to this part of its diagonal is nothing but rounding. */
const SINGULAR = 1e-12;

/**
 * Cholesky's factorisation of the symmetric `size` × `size` matrix (row-major; the lower triangle is
 * read) in place to L with matrix = L·Lᵀ. False where it is not positive definite, or a pivot falls
 * to `least` of its diagonal or below; the memory then holds nothing of use.
 */
export function factorise(matrix: Float64Array, size: number, least = 0): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const given = matrix[i * size + j] as number;
      let sum = given;
      for (let k = 0; k < j; k++) {
        sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number);
      }
      if (i > j) matrix[i * size + j] = sum / (matrix[j * size + j] as number);
      else if (sum > least * Math.abs(given) && Number.isFinite(sum)) {
        matrix[i * size + i] = Math.sqrt(sum);
      } else return false;
    }
  }
  return true;
}

/** Replaces `right` by the solution of L·Lᵀ·x = right. */
export function solve(factor: Float64Array, size: number, right: Float64Array): void {
  for (let i = 0; i < size; i++) {
    let sum = right[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] as number) * (right[k] as number);
    right[i] = sum / (factor[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i] as number;
    for (let k = i + 1; k < size; k++) {
      sum -= (factor[k * size + i] as number) * (right[k] as number);
    }
    right[i] = sum / (factor[i * size + i] as number);
  }
}

/**
 * A symmetric positive definite matrix (`size` × `size`, row-major), inverted. Undefined where it is
 * singular to working precision: a pivot falls to 1e-12 of its diagonal or below.
 */
export function findInverse(matrix: Float64Array, size: number): Inverse | undefined {
  const factor = matrix.slice();
  if (!factorise(factor, size, SINGULAR)) return undefined;
  const inverse = new Float64Array(size * size);
  let logDeterminant = 0;
  for (let i = 0; i < size; i++) {
    logDeterminant += 2 * Math.log(factor[i * size + i] as number);
    // The inverse is symmetric: its columns are its rows.
    const row = inverse.subarray(i * size, (i + 1) * size);
    row[i] = 1;
    solve(factor, size, row);
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
