/** Small dense symmetric matrices, row by row in one array of k × k. */

/** Solves A y = b by LDLᵀ without pivoting; null if A is not positive definite. */
export function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const k = right.length;
  const lower = cholesky(matrix, k);
  if (lower === null) return null;
  const y = Float64Array.from(right);
  for (let i = 0; i < k; i += 1) {
    let sum = y[i] ?? 0;
    for (let j = 0; j < i; j += 1) sum -= (lower[i * k + j] ?? 0) * (y[j] ?? 0);
    y[i] = sum / (lower[i * k + i] ?? 1);
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    let sum = y[i] ?? 0;
    for (let j = i + 1; j < k; j += 1) sum -= (lower[j * k + i] ?? 0) * (y[j] ?? 0);
    y[i] = sum / (lower[i * k + i] ?? 1);
  }
  return y;
}

/** Inverse of a positive definite matrix; null if it is not positive definite. */
export function invertPositive(matrix: Float64Array): Float64Array | null {
  const k = Math.round(Math.sqrt(matrix.length));
  const inverse = new Float64Array(k * k);
  for (let column = 0; column < k; column += 1) {
    const unit = new Float64Array(k);
    unit[column] = 1;
    const solution = solvePositive(matrix, unit);
    if (solution === null) return null;
    for (let row = 0; row < k; row += 1) inverse[row * k + column] = solution[row] ?? 0;
  }
  return inverse;
}

function cholesky(matrix: Float64Array, k: number): Float64Array | null {
  const lower = new Float64Array(k * k);
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = matrix[i * k + j] ?? 0;
      for (let m = 0; m < j; m += 1) sum -= (lower[i * k + m] ?? 0) * (lower[j * k + m] ?? 0);
      if (i === j) {
        if (!(sum > 0)) return null;
        lower[i * k + i] = Math.sqrt(sum);
      } else {
        lower[i * k + j] = sum / (lower[j * k + j] ?? 1);
      }
    }
  }
  return lower;
}

/** Eigenvalues in ascending order, by Jacobi's rotations (Golub & Van Loan, Matrix Computations, §8.5). */
export function eigenvalues(matrix: Float64Array): Float64Array {
  const k = Math.round(Math.sqrt(matrix.length));
  const a = Float64Array.from(matrix);
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let off = 0;
    for (let p = 0; p < k; p += 1) {
      for (let q = p + 1; q < k; q += 1) {
        off += Math.abs(a[p * k + q] ?? 0);
        rotate(a, k, p, q);
      }
    }
    if (off === 0) break;
  }
  return Float64Array.from({ length: k }, (_, i) => a[i * k + i] ?? 0).sort();
}

function rotate(a: Float64Array, k: number, p: number, q: number): void {
  const apq = a[p * k + q] ?? 0;
  if (apq === 0) return;
  const theta = ((a[q * k + q] ?? 0) - (a[p * k + p] ?? 0)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let i = 0; i < k; i += 1) {
    const ip = a[i * k + p] ?? 0;
    const iq = a[i * k + q] ?? 0;
    a[i * k + p] = cosine * ip - sine * iq;
    a[i * k + q] = sine * ip + cosine * iq;
  }
  for (let i = 0; i < k; i += 1) {
    const pi = a[p * k + i] ?? 0;
    const qi = a[q * k + i] ?? 0;
    a[p * k + i] = cosine * pi - sine * qi;
    a[q * k + i] = sine * pi + cosine * qi;
  }
  a[p * k + q] = 0;
  a[q * k + p] = 0;
}

/** Largest over smallest eigenvalue of a symmetric matrix in size; infinite if it is singular. */
export function conditionNumber(matrix: Float64Array): number {
  const sizes = eigenvalues(matrix).map(Math.abs).sort();
  const smallest = sizes[0] ?? 0;
  return smallest > 0 ? (sizes[sizes.length - 1] ?? 0) / smallest : Infinity;
}
