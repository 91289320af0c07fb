/**
 * Factorises the symmetric n × n `matrix` (row-major; the lower triangle is read) in place to L with
 * matrix = L·Lᵀ. False where it is not positive definite; the memory then holds nothing of use.
 */
export function factorise(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] as number;
      for (let k = 0; k < j; k++) {
        sum -= (matrix[i * n + k] as number) * (matrix[j * n + k] as number);
      }
      if (i > j) matrix[i * n + j] = sum / (matrix[j * n + j] as number);
      else if (sum > 0 && Number.isFinite(sum)) matrix[i * n + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Replaces `right` by the solution of L·Lᵀ·x = right. */
export function solve(factor: Float64Array, n: number, right: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = right[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * n + k] as number) * (right[k] as number);
    right[i] = sum / (factor[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (factor[k * n + i] as number) * (right[k] as number);
    right[i] = sum / (factor[i * n + i] as number);
  }
}

/** The diagonal of the inverse of L·Lᵀ. */
export function inverseDiagonal(factor: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, at) => {
    const column = new Float64Array(n);
    column[at] = 1;
    solve(factor, n, column);
    return column[at];
  });
}
