import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as arrays from "../../src/algebra/array";

/** A view as programs have them: axes swapped, every second element, turned round, a new axis, an axis that was stretched. */
const view = fc
  .record({
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
    looks: fc.array(fc.constantFrom("transpose", "step", "turn", "new", "last", "stretch"), { maxLength: 4 }),
  })
  .map(({ shape, looks }) => looks.reduce(looked, counting(shape)));

function counting(shape: readonly number[]): arrays.NumberArray {
  return arrays.arrayOf(
    Float64Array.from({ length: arrays.count(shape) }, (_, at) => at + 1),
    shape,
  );
}

function looked(array: arrays.NumberArray, look: string): arrays.NumberArray {
  const [size = 0] = array.shape;
  switch (look) {
    case "transpose":
      return arrays.transpose(array);
    case "step":
      return size === 0 ? array : arrays.index(array, [{ start: 0, length: Math.ceil(size / 2), step: 2 }]);
    case "turn":
      return size === 0 ? array : arrays.index(array, [{ start: size - 1, length: size, step: -1 }]);
    case "new":
      return array.shape.length > 3 ? array : arrays.index(array, [null]);
    case "last":
      return array.shape.length > 3
        ? array
        : arrays.index(array, [...array.shape.map((length) => ({ start: 0, length, step: 1 })), null]);
    default:
      return arrays.broadcastTo(array, size === 1 ? [3, ...array.shape.slice(1)] : array.shape);
  }
}

/** Every place of a shape in C order. */
function places(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((place) => Array.from({ length: size }, (_, at) => [...place, at])),
    [[]],
  );
}

/** The element at a place, by the definition of a strided array. */
function at(array: arrays.NumberArray, place: readonly number[]): number {
  const cut = place.slice(place.length - array.shape.length);
  const own = cut.map((each, axis) => (array.shape[axis] === 1 ? 0 : each));
  return (
    array.data[own.reduce((sum, each, axis) => sum + each * (array.strides[axis] ?? 0), array.offset)] ?? NaN
  );
}

describe("a strided array", () => {
  it("has its elements in C order", () => {
    fc.assert(
      fc.property(view, (array) => {
        expect([...arrays.elements(array)]).toEqual(places(array.shape).map((place) => at(array, place)));
      }),
      { numRuns: 1000 },
    );
  });

  it("is combined with another, element by element", () => {
    fc.assert(
      fc.property(view, view, (a, b) => {
        let shape: readonly number[];
        try {
          shape = arrays.broadcastShapes(a.shape, b.shape);
        } catch {
          expect(() => arrays.zip(a, b, (x, y) => x - y)).toThrow("could not be broadcast");
          return;
        }
        const made = arrays.zip(a, b, (x, y) => 100 * x - y);
        expect(made.shape).toEqual(shape);
        expect([...made.data]).toEqual(places(shape).map((place) => 100 * at(a, place) - at(b, place)));
      }),
      { numRuns: 1000 },
    );
  });

  it("is folded along axes", () => {
    fc.assert(
      fc.property(view, fc.subarray([0, 1, 2, 3]), (array, some) => {
        const axes = some.filter((axis) => axis < array.shape.length);
        const kept = array.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
        const totals = new Map(places(kept).map((place) => [place.join(), 0]));
        for (const place of places(array.shape)) {
          const key = place.map((each, axis) => (axes.includes(axis) ? 0 : each)).join();
          totals.set(key, (totals.get(key) ?? 0) + at(array, place));
        }
        const made = arrays.sum(array, axes, true);
        expect(made.shape).toEqual(kept);
        expect([...made.data]).toEqual([...totals.values()]);
      }),
      { numRuns: 1000 },
    );
  });

  it("is written through", () => {
    fc.assert(
      fc.property(view, (array) => {
        const own = { ...array, data: array.data.slice() };
        const put = counting(array.shape);
        arrays.assign(own, put);
        const last = new Map(places(own.shape).map((place) => [positionOf(own, place), at(put, place)]));
        for (const [position, value] of last) expect(own.data[position]).toBe(value);
        for (const [position, value] of array.data.entries())
          if (!last.has(position)) expect(own.data[position]).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  it("is multiplied alike however it lies in memory", () => {
    const size = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), (rows, inner, columns, turned, turnedToo) => {
        const made = (shape: [number, number], isTurned: boolean) => {
          const [a, b] = shape;
          const values = counting(isTurned ? [b, a] : [a, b]);
          const odd = arrays.map(values, (each) => Math.sin(each));
          return isTurned ? arrays.transpose(odd) : odd;
        };
        const [left, right] = [made([rows, inner], turned), made([inner, columns], turnedToo)];
        const product = arrays.matmul(left, right);
        expect([...product.data]).toEqual(
          places([rows, columns]).map(([i = 0, j = 0]) => {
            let sum = 0;
            for (let k = 0; k < inner; k++) sum += at(left, [i, k]) * at(right, [k, j]);
            return sum;
          }),
        );
      }),
      { numRuns: 500 },
    );
  });

  it("gives the elements at places, counted from either end", () => {
    const matrix = arrays.transpose(counting([2, 3]));
    const picked = arrays.pick(matrix, [Float64Array.of(0, 2, -1), Float64Array.of(1, -2, -1)], [3]);
    expect([...picked.data]).toEqual([4, 3, 6]);
    expect(() => arrays.pick(matrix, [Float64Array.of(0), Float64Array.of(2)], [1])).toThrow(
      "index 2 is out of bounds for axis 1 with size 2",
    );
  });
});

function positionOf(array: arrays.NumberArray, place: readonly number[]): number {
  return place.reduce((sum, each, axis) => sum + each * (array.strides[axis] ?? 0), array.offset);
}
