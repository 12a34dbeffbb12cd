import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as arrays from "../../src/algebra/array";
import * as e from "../../src/algebra/expression";
import { constant, symbol } from "../../src/algebra/size";
import { numericGradient, randomBindings, randomFrom, relativeError } from "./expression.cases";

const m = symbol("m");
const n = symbol("n");
const one = constant(1);
const leaves: Readonly<Record<string, readonly e.VariableNode[]>> = {
  matrix: [e.variable("X", [m, n]), e.variable("V", [m, n], "V", "parameter")],
  column: [e.variable("u", [m, one], "u", "parameter"), e.variable("T", [m, one])],
  row: [e.variable("c", [one, n], "c", "parameter")],
  square: [e.variable("W", [n, n], "W", "parameter")],
};
const smooth = ["negate", "exp", "sigmoid", "tanh", "softplus", "sin", "cos", "arctan"] as const;
const kinked = ["abs", "relu"] as const;
const arithmetic = ["add", "subtract", "multiply"] as const;

type Build = fc.Arbitrary<e.Expression>;

/** Formulas of shape (m, n), grown at random from names, elementwise functions, products, reductions and indexing. */
const formula: Build = fc.letrec<{ matrix: e.Expression; column: e.Expression }>((tie) => {
  const unary = fc.constantFrom(...smooth, ...kinked);
  const binary = fc.constantFrom(...arithmetic);
  const positive = (of: e.Expression) => e.add(e.number(1.5), e.unary("sigmoid", of));
  return {
    matrix: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc
        .constantFrom(...(leaves.matrix ?? []), ...(leaves.row ?? []))
        .map((leaf) => e.broadcastTo(leaf, [m, n])),
      fc.tuple(unary, tie("matrix")).map(([operation, of]) => e.unary(operation, e.unary("tanh", of))),
      fc.tuple(binary, tie("matrix"), tie("matrix")).map(([operation, a, b]) => e.binary(operation, a, b)),
      fc.tuple(tie("matrix"), tie("matrix")).map(([a, b]) => e.divide(a, positive(b))),
      fc.tuple(binary, tie("matrix"), tie("column")).map(([operation, a, b]) => e.binary(operation, a, b)),
      tie("matrix").map((of) => e.matmul(of, leaves.square?.[0] ?? of)),
      tie("matrix").map((of) => e.softmax(of, 1)),
      tie("matrix").map((of) => e.unary("log", positive(of))),
      fc.tuple(tie("matrix"), tie("matrix")).map(([a, b]) => e.binary("maximum", a, b)),
      fc.tuple(tie("matrix"), tie("matrix")).map(([a, b]) => e.where(e.binary("greater", a, b), b, a)),
      tie("matrix").map((of) => e.transpose(e.transpose(of))),
    ),
    column: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(...(leaves.column ?? [])),
      tie("matrix").map((of) => e.sum(of, [1], true)),
      tie("matrix").map((of) => e.mean(of, [1], true)),
      tie("matrix").map((of) => e.max(of, [1], true)),
      tie("matrix").map((of) =>
        e.index(of, [
          { start: 0, length: m, step: 1 },
          { start: 1, length: one, step: 1 },
        ]),
      ),
      tie("matrix").map((of) => e.matmul(of, e.transpose(leaves.row?.[0] ?? of))),
      tie("matrix").map((of) => e.reshape(e.sum(of, [1]), [m, one])),
    ),
  };
}).matrix;

/** Within this distance of a kink central differences measure the kink and not the derivative. */
function nearKink(node: e.Expression, at: e.Bindings): boolean {
  const evaluator = new e.Evaluator(at);
  const small = (of: e.Expression) =>
    arrays.elements(evaluator.value(of)).some((value) => Math.abs(value) < 1e-3);
  return e.topological(node).some((each) => {
    if (each.kind === "unary" && (each.operation === "abs" || each.operation === "relu"))
      return small(each.of);
    if (each.kind === "binary" && (each.operation === "maximum" || each.operation === "greater"))
      return small(e.subtract(each.left, each.right));
    if (each.kind === "max") {
      const gaps = e.subtract(each.of, e.max(each.of, each.axes, true));
      return arrays.elements(evaluator.value(gaps)).some((gap) => gap < 0 && gap > -1e-3);
    }
    return false;
  });
}

describe("any formula", () => {
  it("keeps its value and its shape when simplified", () => {
    fc.assert(
      fc.property(formula, fc.integer({ min: 1, max: 1e6 }), (node, seed) => {
        const at = randomBindings([node], randomFrom(seed));
        const before = e.evaluate(node, at);
        const after = e.evaluate(e.simplify(node), at);
        expect(after.shape).toEqual(before.shape);
        // (1.5 + σ)⁻¹ and the like lose a few digits in another order; a wrong rule loses them all.
        expect(relativeError(before, after)).toBeLessThan(1e-9);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("has the derivative that central differences give", () => {
    fc.assert(
      fc.property(formula, fc.integer({ min: 1, max: 1e6 }), (node, seed) => {
        const loss = e.mean(e.times(node, node));
        const at = randomBindings([loss], randomFrom(seed));
        fc.pre(!nearKink(loss, at));
        const names = [...e.variablesOf(loss).values()];
        const gradients = e.derivative(loss, names);
        names.forEach((name, which) => {
          const exact = e.evaluate(gradients[which] ?? name, at);
          const numeric = numericGradient(loss, name, at);
          expect(exact.shape).toEqual(numeric.shape);
          const size = arrays.norm(exact) + arrays.norm(numeric);
          // Cancelled to nothing: both are rounding noise.
          if (size > 1e-6) expect(relativeError(exact, numeric)).toBeLessThan(1e-5);
        });
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("prints, whatever it is", () => {
    fc.assert(
      fc.property(formula, (node) => {
        const printed = e.tex(node);
        expect(printed.length).toBeGreaterThan(0);
        expect(printed.split("{").length).toBe(printed.split("}").length);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
