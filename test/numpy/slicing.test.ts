import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Abstract } from "../../src/algebra/abstract";
import { add, constant, type Size, symbol } from "../../src/algebra/size";
import { Call } from "../../src/numpy/call";
import { slice } from "../../src/numpy/slicing";
import { evaluateSize } from "./sizeText";

const none: Abstract = { kind: "none" };
const int = (size: Size): Abstract => ({ kind: "int", size });
const call = new Call("operator.getitem", {});

function length(n: Size, start: Abstract, stop: Abstract, step: Abstract = none): string {
  return slice(call, n, { kind: "slice", start, stop, step }).size.text;
}

describe("a slice of a named axis", () => {
  it("is right wherever its ends lie within the axis", () => {
    const places = fc
      .tuple(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(30),
        fc.nat(30),
        fc.constantFrom(1, 2, 3),
        fc.subarray(["n", "i", "j"]),
      )
      .map(([n, a, b, step, lifted]) => {
        const [i, j] = [Math.min(a, b), Math.max(a, b)].map((each) => Math.min(each, n));
        return { n, i: i ?? 0, j: j ?? 0, step, lifted };
      });
    fc.assert(
      fc.property(places, ({ n, i, j, step, lifted }) => {
        const made = (name: string, value: number) =>
          lifted.includes(name) ? symbol(name) : constant(value);
        const text = length(made("n", n), int(made("i", i)), int(made("j", j)), int(constant(step)));
        const real = Array.from({ length: n }, (_, at) => at)
          .slice(i, j)
          .filter((_, at) => at % step === 0).length;
        expect((evaluateSize(text, new Map(Object.entries({ n, i, j }))) ?? Number.NaN) + 0).toBe(real);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it("ends a mini-batch where the rows end", () => {
    const [m, i, b] = [symbol("m"), symbol("i"), symbol("b")];
    expect(length(m, int(i), int(add(i, constant(32))))).toBe("min(-i + m, 32)");
    expect(length(constant(100), int(i), int(add(i, constant(32))))).toBe("min(-i + 100, 32)");
    expect(length(m, int(i), int(add(i, b)))).toBe("min(-i + m, b)");
    expect(length(m, int(i), int(add(i, constant(1))))).toBe("1");
  });

  it("leaves what is left", () => {
    const [m, k] = [symbol("m"), symbol("k")];
    expect(length(m, int(constant(1)), none)).toBe("m - 1");
    expect(length(m, none, int(constant(-1)))).toBe("m - 1");
    expect(length(m, none, int(k))).toBe("k");
    expect(length(m, int(k), none)).toBe("-k + m");
    expect(length(m, none, int(constant(10)))).toBe("min(10, m)");
    expect(length(m, none, none, int(constant(-1)))).toBe("m");
    expect(length(m, none, none, int(constant(2)))).toBe("(m + 1) // 2");
  });
});
