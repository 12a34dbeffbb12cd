import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Shape } from "../../src/algebra/abstract";
import {
  broadcast,
  broadcastAll,
  compareShapes,
  numbers,
  printAxes,
  printShape,
  shapeOf,
} from "../../src/algebra/shape";
import { constant, symbol } from "../../src/algebra/size";
import { evaluateSize } from "../numpy/sizeText";

const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

/** NumPy's rule for numbers, said in another way: pad with ones, and each pair must be equal or hold a one. */
function expected(a: readonly number[], b: readonly number[]): number[] | null {
  const n = Math.max(a.length, b.length);
  const pad = (shape: readonly number[]) => [...new Array<number>(n - shape.length).fill(1), ...shape];
  const pairs = pad(a).map((each, axis) => [each, pad(b)[axis] ?? 1] as const);
  if (pairs.some(([x, y]) => x !== y && x !== 1 && y !== 1)) return null;
  return pairs.map(([x, y]) => Math.max(x, y));
}

const lift = (shape: readonly number[], lifted: ReadonlySet<number>): Shape =>
  shape.map((size) => (lifted.has(size) ? symbol(`s${size}`) : constant(size)));

const names = new Map([2, 3, 4].map((size) => [`s${size}`, size]));

describe("broadcasting", () => {
  it("follows NumPy's rule for numbers", () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        expect(numbers(broadcast(shapeOf(...a), shapeOf(...b)))).toEqual(expected(a, b));
      }),
    );
  });

  it("is right for every number that a name may stand for", () => {
    fc.assert(
      fc.property(sizes, sizes, fc.subarray([2, 3, 4]), (a, b, chosen) => {
        const real = expected(a, b);
        const lifted = new Set(chosen);
        const ours = broadcast(lift(a, lifted), lift(b, lifted));
        if (real === null) return;
        expect(ours?.map((size) => evaluateSize(size.text, names))).toEqual(real);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  it("takes shapes in any order and number", () => {
    fc.assert(
      fc.property(sizes, sizes, sizes, (a, b, c) => {
        const shapes = [a, b, c].map((each) => shapeOf(...each));
        const one = broadcastAll(shapes);
        const other = broadcastAll([...shapes].reverse());
        expect(one === null ? null : printShape(one)).toBe(other === null ? null : printShape(other));
      }),
    );
  });

  it("lets a number decide a name, but for one", () => {
    const [m, n] = [symbol("m"), symbol("n")];
    expect(broadcast([m, constant(3)], [constant(3)])?.map((size) => size.text)).toEqual(["m", "3"]);
    expect(broadcast([m], [constant(5)])?.map((size) => size.text)).toEqual(["5"]);
    expect(broadcast([m], [constant(1)])?.map((size) => size.text)).toEqual(["m"]);
    expect(broadcast([m], [n])?.map((size) => size.text)).toEqual(["max(m, n)"]);
    expect(broadcast([m, constant(1)], [m])?.map((size) => size.text)).toEqual(["m", "m"]);
  });
});

describe("shapes", () => {
  it("compare with certainty only where there is one", () => {
    const m = symbol("m");
    expect(compareShapes([m, constant(2)], [m, constant(2)])).toBe("equal");
    expect(compareShapes([m, constant(2)], [m, constant(3)])).toBe("different");
    expect(compareShapes([m], [constant(3)])).toBe("undecided");
    expect(compareShapes([m], [m, m])).toBe("different");
  });

  it("are written as NumPy writes them in its messages", () => {
    expect(printShape(shapeOf())).toBe("()");
    expect(printShape(shapeOf(3))).toBe("(3,)");
    expect(printShape(shapeOf(3, 4))).toBe("(3,4)");
    expect(printAxes(["5", null])).toBe("(5,newaxis)");
    expect(printAxes([null, "4", "3"])).toBe("(4,3)");
    expect(printAxes(["5"])).toBe("(5,)");
  });
});
