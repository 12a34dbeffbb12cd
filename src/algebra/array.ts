/**
 * Small float64 arrays with NumPy's meaning: a block of numbers, a shape, and strides that say how to walk it, so that a
 * transpose or a slice is a view and no copy. Meant for arrays of some hundreds of elements, not for training.
 *
 * Functions that can meet arrays that do not fit throw a `ShapeError` with NumPy's sentence; who interprets a learner's
 * program catches it and turns it into a fact.
 */
export interface NumberArray {
  readonly data: Float64Array;
  readonly shape: readonly number[];
  /** In elements, not bytes. */
  readonly strides: readonly number[];
  readonly offset: number;
}

export class ShapeError extends Error {}

/** Axis by axis: a number drops the axis, a slice keeps it, null puts in a new one of length 1. */
export type Index =
  | number
  | null
  | { readonly start: number; readonly length: number; readonly step: number };

export function arrayOf(data: Float64Array, shape: readonly number[]): NumberArray {
  if (data.length !== count(shape))
    throw new ShapeError(`cannot reshape array of size ${data.length} into shape ${shapeText(shape)}`);
  return { data, shape, strides: contiguousStrides(shape), offset: 0 };
}

export function scalar(value: number): NumberArray {
  return arrayOf(Float64Array.of(value), []);
}

export function full(shape: readonly number[], value: number): NumberArray {
  return arrayOf(new Float64Array(count(shape)).fill(value), shape);
}

export function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** As Python prints a shape. */
export function shapeText(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(",")})`;
}

/** The elements in C order; a fresh copy unless the array is its own contiguous block. */
export function elements(array: NumberArray): Float64Array {
  const size = count(array.shape);
  if (array.offset === 0 && array.data.length === size && isContiguous(array)) return array.data;
  const out = new Float64Array(size);
  let next = 0;
  runs(array.shape, [array], ([from = 0], [step = 0], length) => {
    for (let k = 0, at = from; k < length; k++, at += step) out[next++] = array.data[at] ?? 0;
  });
  return out;
}

/** The only element of an array of size one. */
export function item(array: NumberArray): number {
  return elements(array)[0] ?? Number.NaN;
}

export function map(array: NumberArray, f: (value: number) => number): NumberArray {
  const from = elements(array);
  const out = new Float64Array(from.length);
  for (let at = 0; at < out.length; at++) out[at] = f(from[at] ?? 0);
  return arrayOf(out, array.shape);
}

/** NumPy's broadcasting of any number of shapes. */
export function broadcastShapes(...shapes: readonly (readonly number[])[]): readonly number[] {
  let rank = 0;
  for (const shape of shapes) rank = Math.max(rank, shape.length);
  const whole = new Array<number>(rank).fill(1);
  for (const shape of shapes)
    for (let axis = rank - shape.length; axis < rank; axis++) {
      const size = shape[axis - rank + shape.length] ?? 1;
      if (size === 1 || size === whole[axis]) continue;
      if (whole[axis] !== 1)
        throw new ShapeError(
          `operands could not be broadcast together with shapes ${shapes.map(shapeText).join(" ")}`,
        );
      whole[axis] = size;
    }
  return whole;
}

/** A view of the array in a larger shape: new and stretched axes have stride 0. */
export function broadcastTo(array: NumberArray, shape: readonly number[]): NumberArray {
  if (!isSame(broadcastShapes(array.shape, shape), shape))
    throw new ShapeError(
      `could not broadcast input array from shape ${shapeText(array.shape)} into shape ${shapeText(shape)}`,
    );
  const strides = shape.map((_, axis) => {
    const own = axis - shape.length + array.shape.length;
    return own < 0 || array.shape[own] === 1 ? 0 : (array.strides[own] ?? 0);
  });
  return { ...array, shape, strides };
}

export function zip(a: NumberArray, b: NumberArray, f: (left: number, right: number) => number): NumberArray {
  const shape = broadcastShapes(a.shape, b.shape);
  const left = broadcastTo(a, shape);
  const right = broadcastTo(b, shape);
  const out = new Float64Array(count(shape));
  let next = 0;
  runs(shape, [left, right], ([fromLeft = 0, fromRight = 0], [stepLeft = 0, stepRight = 0], length) => {
    for (let k = 0, i = fromLeft, j = fromRight; k < length; k++, i += stepLeft, j += stepRight)
      out[next++] = f(left.data[i] ?? 0, right.data[j] ?? 0);
  });
  return arrayOf(out, shape);
}

export function permute(array: NumberArray, axes: readonly number[]): NumberArray {
  return {
    ...array,
    shape: axes.map((axis) => array.shape[axis] ?? 1),
    strides: axes.map((axis) => array.strides[axis] ?? 0),
  };
}

/** `.T`: all axes in reverse order. */
export function transpose(array: NumberArray): NumberArray {
  return permute(
    array,
    array.shape.map((_, axis) => array.shape.length - 1 - axis),
  );
}

export function reshape(array: NumberArray, shape: readonly number[]): NumberArray {
  return arrayOf(elements(array), shape);
}

/** `np.matmul` for one or two axes on either side. */
export function matmul(a: NumberArray, b: NumberArray): NumberArray {
  if (a.shape.length === 0 || b.shape.length === 0 || a.shape.length > 2 || b.shape.length > 2)
    throw new ShapeError(
      `matmul: shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} are not vectors or matrices`,
    );
  const left = a.shape.length === 1 ? { ...a, shape: [1, ...a.shape], strides: [0, ...a.strides] } : a;
  const right = b.shape.length === 1 ? { ...b, shape: [...b.shape, 1], strides: [...b.strides, 0] } : b;
  const [rows = 1, inner = 1] = left.shape;
  const [innerRight = 1, columns = 1] = right.shape;
  if (inner !== innerRight)
    throw new ShapeError(
      `shapes ${shapeText(a.shape)} and ${shapeText(b.shape)} not aligned: ${inner} (dim ${
        a.shape.length - 1
      }) != ${innerRight} (dim 0)`,
    );
  const out = new Float64Array(rows * columns);
  const [leftRow = 0, leftInner = 0] = left.strides;
  const [rightInner = 0, rightColumn = 0] = right.strides;
  const isRowByRow = rightColumn === 1 && columns > 1;
  for (let i = 0; i < rows; i++) {
    const from = left.offset + i * leftRow;
    if (isRowByRow)
      // The rows of the right matrix are read as they lie; each sum is added up in the same order.
      for (let k = 0; k < inner; k++) {
        const factor = left.data[from + k * leftInner] ?? 0;
        const row = right.offset + k * rightInner;
        for (let j = 0; j < columns; j++)
          out[i * columns + j] = (out[i * columns + j] ?? 0) + factor * (right.data[row + j] ?? 0);
      }
    else
      for (let j = 0; j < columns; j++) {
        const column = right.offset + j * rightColumn;
        let sum = 0;
        for (let k = 0; k < inner; k++)
          sum += (left.data[from + k * leftInner] ?? 0) * (right.data[column + k * rightInner] ?? 0);
        out[i * columns + j] = sum;
      }
  }
  return arrayOf(out, [...(a.shape.length === 1 ? [] : [rows]), ...(b.shape.length === 1 ? [] : [columns])]);
}

/** Folds the given axes away (or to length 1); `axes` null means all of them. */
export function reduce(
  array: NumberArray,
  axes: readonly number[] | null,
  keepdims: boolean,
  start: number,
  f: (total: number, value: number) => number,
): NumberArray {
  const gone = axes ?? array.shape.map((_, axis) => axis);
  const kept = array.shape.map((size, axis) => (gone.includes(axis) ? 1 : size));
  const target = full(kept, start);
  const out = target.data;
  const view = broadcastTo(target, array.shape);
  runs(array.shape, [array, view], ([from = 0, to = 0], [step = 0, stepTo = 0], length) => {
    for (let k = 0, i = from, j = to; k < length; k++, i += step, j += stepTo)
      out[j] = f(out[j] ?? 0, array.data[i] ?? 0);
  });
  return arrayOf(out, keepdims ? kept : array.shape.filter((_, axis) => !gone.includes(axis)));
}

export function sum(
  array: NumberArray,
  axes: readonly number[] | null = null,
  keepdims = false,
): NumberArray {
  return reduce(array, axes, keepdims, 0, (total, value) => total + value);
}

/** Basic indexing: a view. Axes that the index does not name are kept whole. */
export function index(array: NumberArray, indices: readonly Index[]): NumberArray {
  const shape: number[] = [];
  const strides: number[] = [];
  let offset = array.offset;
  let axis = 0;
  for (const each of indices) {
    if (each === null) {
      shape.push(1);
      strides.push(0);
      continue;
    }
    const size = array.shape[axis];
    const stride = array.strides[axis] ?? 0;
    if (size === undefined)
      throw new ShapeError(
        `too many indices for array: array is ${array.shape.length}-dimensional, but ${
          indices.filter((one) => one !== null).length
        } were indexed`,
      );
    if (typeof each === "number") {
      if (each < -size || each >= size) throw outOfBounds(each, axis, size);
      offset += stride * (each < 0 ? each + size : each);
    } else {
      offset += stride * each.start;
      shape.push(each.length);
      strides.push(stride * each.step);
    }
    axis++;
  }
  return {
    data: array.data,
    shape: [...shape, ...array.shape.slice(axis)],
    strides: [...strides, ...array.strides.slice(axis)],
    offset,
  };
}

/** The elements at the places that the lists give axis by axis, one list for each axis; negative places count from the end. */
export function pick(
  array: NumberArray,
  places: readonly Float64Array[],
  shape: readonly number[],
): NumberArray {
  const out = new Float64Array(count(shape));
  for (let at = 0; at < out.length; at++) {
    let from = array.offset;
    for (let axis = 0; axis < places.length; axis++) {
      const size = array.shape[axis] ?? 1;
      const place = places[axis]?.[at] ?? 0;
      if (place < -size || place >= size) throw outOfBounds(place, axis, size);
      from += (array.strides[axis] ?? 0) * (place < 0 ? place + size : place);
    }
    out[at] = array.data[from] ?? 0;
  }
  return arrayOf(out, shape);
}

function outOfBounds(place: number, axis: number, size: number): ShapeError {
  return new ShapeError(`index ${place} is out of bounds for axis ${axis} with size ${size}`);
}

/** Writes `value` (broadcast) through the view. */
export function assign(view: NumberArray, value: NumberArray, f = (_old: number, put: number) => put): void {
  const from = broadcastTo(value, view.shape);
  const source = elements(from);
  let next = 0;
  runs(view.shape, [view], ([to = 0], [step = 0], length) => {
    for (let k = 0, at = to; k < length; k++, at += step)
      view.data[at] = f(view.data[at] ?? 0, source[next++] ?? 0);
  });
}

/** Joins along an axis that all have. */
export function concatenate(parts: readonly NumberArray[], axis: number): NumberArray {
  const first = parts[0];
  if (first === undefined) throw new ShapeError("need at least one array to concatenate");
  const length = parts.reduce((total, part) => total + (part.shape[axis] ?? 0), 0);
  const out = full(
    first.shape.map((size, each) => (each === axis ? length : size)),
    0,
  );
  let start = 0;
  for (const part of parts) {
    const size = part.shape[axis] ?? 0;
    const window = out.shape.map((whole, each) =>
      each === axis ? { start, length: size, step: 1 } : { start: 0, length: whole, step: 1 },
    );
    assign(index(out, window), part);
    start += size;
  }
  return out;
}

/** The Euclidean norm of all elements. */
export function norm(array: NumberArray): number {
  return Math.sqrt(elements(array).reduce((total, value) => total + value * value, 0));
}

function contiguousStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}

function isContiguous({ shape, strides }: NumberArray): boolean {
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (strides[axis] !== stride) return false;
    stride *= shape[axis] ?? 1;
  }
  return true;
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/**
 * Walks a shape in C order, run by run: where in its block each array begins, by how much it goes on from one element to the
 * next, and how many elements the run has. The last axes that every array walks evenly make one run.
 */
function runs(
  shape: readonly number[],
  arrays: readonly NumberArray[],
  run: (starts: readonly number[], steps: readonly number[], length: number) => void,
): void {
  const total = count(shape);
  if (total === 0) return;
  let axis = shape.length - 1;
  while (axis > 0 && shape[axis] === 1) axis--;
  let length = shape[axis] ?? 1;
  const steps = arrays.map(({ strides }) => strides[axis] ?? 0);
  const goesOn = (outer: number) =>
    shape[outer] === 1 || arrays.every(({ strides }, each) => strides[outer] === (steps[each] ?? 0) * length);
  while (axis > 0 && goesOn(axis - 1)) {
    axis--;
    length *= shape[axis] ?? 1;
  }
  const counter = new Array<number>(Math.max(axis, 0)).fill(0);
  const starts = arrays.map((array) => array.offset);
  for (let done = 0; done < total; done += length) {
    run(starts, steps, length);
    for (let outer = axis - 1; outer >= 0; outer--) {
      const next = (counter[outer] ?? 0) + 1;
      const size = shape[outer] ?? 1;
      const wraps = next === size;
      counter[outer] = wraps ? 0 : next;
      for (let each = 0; each < arrays.length; each++) {
        const stride = arrays[each]?.strides[outer] ?? 0;
        starts[each] = (starts[each] ?? 0) + (wraps ? -stride * (size - 1) : stride);
      }
      if (!wraps) break;
    }
  }
}
