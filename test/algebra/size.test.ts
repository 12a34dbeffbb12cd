import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  compare,
  constant,
  divideExactly,
  floorDivide,
  labelled,
  maximum,
  minimum,
  modulo,
  multiply,
  negate,
  product,
  type Size,
  subtract,
  symbol,
} from "../../src/algebra/size";
import { evaluateSize } from "../numpy/sizeText";

/** A size with what it should be for m = 7, n = 4, k = 3. */
interface Pair {
  readonly size: Size;
  readonly value: number;
}

const names = new Map([
  ["m", 7],
  ["n", 4],
  ["k", 3],
]);

const leaf: fc.Arbitrary<Pair> = fc.oneof(
  fc.integer({ min: -6, max: 9 }).map((value) => ({ size: constant(value), value })),
  fc.constantFrom(...names.entries()).map(([name, value]) => ({ size: symbol(name), value })),
);

const floor = (a: number, b: number) => Math.floor(a / b);

type Rule = (a: Pair, b: Pair) => Pair | null;

const rules: Rule[] = [
  (a, b) => ({ size: add(a.size, b.size), value: a.value + b.value }),
  (a, b) => ({ size: subtract(a.size, b.size), value: a.value - b.value }),
  (a, b) => ({ size: multiply(a.size, b.size), value: a.value * b.value }),
  (a, b) => ({ size: minimum(a.size, b.size), value: Math.min(a.value, b.value) }),
  (a, b) => ({ size: maximum(a.size, b.size), value: Math.max(a.value, b.value) }),
  (a, b) => {
    const size = floorDivide(a.size, b.size);
    return size === null || b.value === 0 ? null : { size, value: floor(a.value, b.value) };
  },
  (a, b) => {
    const size = modulo(a.size, b.size);
    return size === null || b.value === 0
      ? null
      : { size, value: a.value - b.value * floor(a.value, b.value) };
  },
];

const size: fc.Arbitrary<Pair> = fc
  .tuple(leaf, leaf, leaf, fc.constantFrom(...rules), fc.constantFrom(...rules))
  .map(([a, b, c, first, second]) => {
    const one = first(a, b);
    return one === null ? a : (second(one, c) ?? one);
  });

describe("a size", () => {
  it("is the largest of several in one step, each once, whatever their order", () => {
    const [m, n, k] = [symbol("m"), symbol("n"), symbol("k")];
    expect(maximum(maximum(m, n), maximum(k, maximum(n, m))).text).toBe("max(k, m, n)");
    expect(maximum(m, maximum(n, add(m, constant(2)))).text).toBe("max(m + 2, n)");
    expect(minimum(maximum(m, n), minimum(k, maximum(n, m))).text).toBe("min(k, max(m, n))");
    expect(maximum(maximum(m, n), m).text).toBe("max(m, n)");
  });

  it("stays short however often it is made of itself, and the same where the same was done", () => {
    const grown = (step: (size: Size) => Size | null) => {
      let made: Size | null = add(symbol("m"), symbol("n"));
      for (let time = 0; time < 60 && made !== null; time++) made = step(made);
      return made?.text ?? "";
    };
    const steps: ((size: Size) => Size | null)[] = [
      (made) => multiply(made, made),
      (made) => multiply(made, add(made, symbol("k"))),
      (made) => floorDivide(add(made, symbol("k")), constant(2)),
      (made) => modulo(symbol("k"), made),
      (made) => maximum(add(multiply(made, made), symbol("k")), made),
    ];
    for (const step of steps) {
      expect(grown(step).length).toBeLessThan(400);
      expect(grown(step)).toBe(grown(step));
    }
    const [first] = steps;
    if (first !== undefined) expect(compare(symbol(grown(first)), symbol("m"))).toBe("undecided");
  });

  it("means what its parts mean", () => {
    fc.assert(
      fc.property(size, ({ size: made, value }) => {
        expect((evaluateSize(made.text, names) ?? Number.NaN) + 0).toBe(value + 0);
        if (made.value !== null) expect(made.value).toBe(value + 0);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it("is written in one way however it was made", () => {
    fc.assert(
      fc.property(size, size, size, (a, b, c) => {
        expect(add(a.size, b.size).text).toBe(add(b.size, a.size).text);
        expect(add(add(a.size, b.size), c.size).text).toBe(add(a.size, add(b.size, c.size)).text);
        expect(multiply(a.size, b.size).text).toBe(multiply(b.size, a.size).text);
        expect(multiply(a.size, add(b.size, c.size)).text).toBe(
          add(multiply(a.size, b.size), multiply(a.size, c.size)).text,
        );
        expect(subtract(a.size, a.size).value).toBe(0);
        expect(negate(negate(a.size)).text).toBe(a.size.text);
      }),
    );
  });

  it("is never called different from one that it may equal, nor equal to one that it may differ from", () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        const verdict = compare(a.size, b.size);
        if (verdict === "equal") expect(a.value + 0).toBe(b.value + 0);
        if (verdict === "different") expect(a.value + 0).not.toBe(b.value + 0);
      }),
    );
  });

  it("divides exactly what was multiplied", () => {
    fc.assert(
      fc.property(size, leaf, (a, b) => {
        if (b.size.value === 0) return;
        expect(divideExactly(multiply(a.size, b.size), b.size)?.text).toBe(a.size.text);
      }),
    );
  });

  it("divides by sums", () => {
    const [m, n] = [symbol("m"), symbol("n")];
    const sum = add(n, constant(1));
    expect(divideExactly(multiply(m, sum), sum)?.text).toBe("m");
    expect(divideExactly(multiply(add(m, n), sum), add(m, n))?.text).toBe("n + 1");
    expect(divideExactly(add(m, n), sum)).toBeNull();
  });

  it("reads like mathematics", () => {
    const [m, n] = [symbol("m"), symbol("n")];
    expect(product([m, n]).text).toBe("m*n");
    expect(subtract(m, constant(1)).text).toBe("m - 1");
    expect(floorDivide(m, constant(2))?.text).toBe("m // 2");
    expect(subtract(m, floorDivide(m, constant(2)) ?? m).text).toBe("m - (m // 2)");
    expect(minimum(constant(32), subtract(m, symbol("i"))).text).toBe("min(-i + m, 32)");
    expect(labelled(constant(364), "m")).toMatchObject({ value: 364, label: "m" });
  });
});
