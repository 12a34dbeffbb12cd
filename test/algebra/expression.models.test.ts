import { describe, expect, it } from "vitest";
import * as arrays from "../../src/algebra/array";
import * as e from "../../src/algebra/expression";
import { models, numericGradient, randomBindings, randomFrom, relativeError } from "./expression.cases";

describe.each(models)("the formulas of: $name", (model) => {
  it("are printed as the textbook prints them", () => {
    expect(model.printed.map(({ of }) => e.tex(of))).toEqual(model.printed.map(({ tex }) => tex));
  });

  it("keep their value when simplified", () => {
    for (const { of } of model.printed) {
      const at = randomBindings([of], randomFrom(7));
      const before = e.evaluate(of, at);
      const after = e.evaluate(e.simplify(of), at);
      expect(after.shape).toEqual(before.shape);
      // A one-hot Y sums to one only up to nothing at all; everything else is float64 rounding.
      expect(relativeError(before, after)).toBeLessThan(1e-13);
    }
  });

  it("are the derivatives that central differences give", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const at = randomBindings([model.loss], randomFrom(seed));
      const gradients = e.derivative(model.loss, model.parameters);
      model.parameters.forEach((parameter, which) => {
        const gradient = gradients[which];
        if (parameter.kind !== "variable" || gradient === undefined) throw new Error("a parameter is a name");
        const exact = e.evaluate(e.simplify(gradient), at);
        expect(exact.shape).toEqual(e.evaluate(parameter, at).shape);
        expect(relativeError(exact, numericGradient(model.loss, parameter, at))).toBeLessThan(1e-7);
        expect(arrays.norm(exact)).toBeGreaterThan(1e-3);
      });
    }
  });
});
