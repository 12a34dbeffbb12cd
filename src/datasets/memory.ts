/** Memory that can be given back from its end, piece by piece, without waiting for the garbage collector. */
export interface ShrinkableBuffer extends ArrayBuffer {
  resize(bytes: number): void;
}

export function isShrinkable(buffer: ArrayBufferLike): buffer is ShrinkableBuffer {
  return buffer instanceof ArrayBuffer && "resizable" in buffer && buffer.resizable === true;
}

/** From so many numbers on it is worth while; below, a plain array is as good. */
const large = 1 << 16;

/**
 * Zeros. Many of them are an array that is as long as its buffer, which can be made smaller; where the host knows no such
 * buffers, it just stays as long as it is.
 */
export function shrinkableNumbers(length: number): Float64Array {
  if (length < large) return new Float64Array(length);
  const bytes = length * 8;
  const buffer: unknown = Reflect.construct(ArrayBuffer, [bytes, { maxByteLength: bytes }]);
  return buffer instanceof ArrayBuffer ? new Float64Array(buffer) : new Float64Array(length);
}

/** Gives back all but the first `length` numbers, where that can be done. */
export function shrink(values: Float64Array, length: number): void {
  const { buffer } = values;
  if (isShrinkable(buffer) && length < values.length) buffer.resize(length * 8);
}

/** As `Float64Array.from` with a function, which makes a list of all of them first. */
export function numbersOf(count: number, valueAt: (index: number) => number): Float64Array {
  const values = new Float64Array(count);
  for (let index = 0; index < count; index++) values[index] = valueAt(index);
  return values;
}
