/** The plane through points of a space that shows most of them. */
export interface PrincipalPlane {
  readonly origin: Float64Array;
  /** Of length 1 and at right angles. */
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Share of the points' squared distances from their mean that lies in the plane. */
  readonly share: number;
}

/**
 * The first two principal components of the points, by way of the small matrix of their products: with N points in a
 * space of many dimensions, XXᵀ (N×N) has the same eigenvalues as XᵀX. null where the points are all one.
 */
export function principalPlane(points: readonly Float64Array[]): PrincipalPlane | null {
  const size = points[0]?.length ?? 0;
  const origin = meanOf(points, size);
  const centred = points.map((point) => point.map((value, index) => value - (origin[index] ?? 0)));
  const products = centred.map((a) => Float64Array.from(centred, (b) => dot(a, b)));
  const total = products.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
  if (size < 2 || total <= 1e-24) return null;
  const one = leading(products);
  const first = oriented(combined(centred, one.vector, size), centred);
  deflate(products, one);
  const two = leading(products);
  const flat = two.value <= total * 1e-12;
  const second = flat
    ? acrossFrom(first)
    : oriented(atRightAngles(combined(centred, two.vector, size), first), centred);
  const inPlane = centred.reduce((sum, point) => sum + dot(point, first) ** 2 + dot(point, second) ** 2, 0);
  return { origin, first, second, share: Math.min(1, inPlane / total) };
}

function meanOf(points: readonly Float64Array[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const point of points) for (let j = 0; j < size; j++) mean[j] = (mean[j] ?? 0) + (point[j] ?? 0);
  return mean.map((sum) => sum / points.length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
}

interface Eigen {
  readonly value: number;
  readonly vector: Float64Array;
}

/** The largest eigenvalue of a symmetric matrix and its vector, by powers; the start is fixed, so the answer is too. */
function leading(matrix: readonly Float64Array[]): Eigen {
  const size = matrix.length;
  let vector = normalised(Float64Array.from({ length: size }, (_, i) => 1 + ((i * 7919) % 101) / 101));
  let value = 0;
  for (let round = 0; round < 2000; round++) {
    const next = Float64Array.from(matrix, (row) => dot(row, vector));
    const length = Math.sqrt(dot(next, next));
    if (length === 0) return { value: 0, vector };
    vector = next.map((each) => each / length);
    if (Math.abs(length - value) <= 1e-14 * length && round > 20) return { value: length, vector };
    value = length;
  }
  return { value, vector };
}

function deflate(matrix: readonly Float64Array[], { value, vector }: Eigen): void {
  for (const [i, row] of matrix.entries())
    for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - value * (vector[i] ?? 0) * (vector[j] ?? 0);
}

/** Σ cᵢ·xᵢ, of length 1: an eigenvector of XXᵀ becomes one of XᵀX. */
function combined(points: readonly Float64Array[], share: Float64Array, size: number): Float64Array {
  const sum = new Float64Array(size);
  for (const [i, point] of points.entries())
    for (let j = 0; j < size; j++) sum[j] = (sum[j] ?? 0) + (share[i] ?? 0) * (point[j] ?? 0);
  return normalised(sum);
}

function atRightAngles(vector: Float64Array, to: Float64Array): Float64Array {
  const overlap = dot(vector, to);
  return normalised(vector.map((value, index) => value - overlap * (to[index] ?? 0)));
}

/** Points on a line have no second direction: the axis that is most nearly across will do. */
function acrossFrom(first: Float64Array): Float64Array {
  let axis = 0;
  first.forEach((value, index) => {
    if (Math.abs(value) < Math.abs(first[axis] ?? 0)) axis = index;
  });
  return atRightAngles(
    first.map((_, index) => (index === axis ? 1 : 0)),
    first,
  );
}

/** An eigenvector's sign is arbitrary: it points from where the points start to where they end. */
function oriented(direction: Float64Array, points: readonly Float64Array[]): Float64Array {
  const [start] = points;
  const end = points.at(-1);
  const way = start === undefined || end === undefined ? 0 : dot(end, direction) - dot(start, direction);
  return way < 0 ? direction.map((value) => -value) : direction;
}

function normalised(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}
