import { describe, expect, it } from "vitest";
import type { Abstract } from "../../src/algebra/abstract";
import { constant } from "../../src/algebra/size";
import type { Operation } from "../../src/numpy/operation";
import { bindArguments } from "../../src/numpy/signature";
import { operations } from "../../src/numpy/table";

const int = (value: number): Abstract => ({ kind: "int", size: constant(value) });

const made = (signature: string): Operation => ({
  name: "numpy.made",
  signature,
  shape: () => ({ kind: "value", value: { kind: "none" } }),
});

function bind(signature: string, positional: number[], keywords: Record<string, number> = {}) {
  const named = Object.fromEntries(Object.entries(keywords).map(([name, value]) => [name, int(value)]));
  return bindArguments(made(signature), positional.map(int), named);
}

describe("binding arguments", () => {
  it("binds by position and by name", () => {
    expect(bind("a, b, c=None", [1, 2])).toMatchObject({ kind: "bound", args: { a: int(1), b: int(2) } });
    expect(bind("a, b, c=None", [1], { c: 3, b: 2 })).toMatchObject({
      args: { a: int(1), b: int(2), c: int(3) },
    });
  });

  it("knows * and / and *args and **kwargs", () => {
    expect(bind("a, /, b=None, *, c=None", [1, 2], { c: 3 })).toMatchObject({
      args: { a: int(1), b: int(2), c: int(3) },
    });
    expect(bind("a, /, b=None", [], { a: 1 }).kind).toBe("raise");
    expect(bind("a, *, c=None", [1, 2])).toMatchObject({
      raise: { exception: "TypeError", message: "made() takes 1 positional argument but 2 were given" },
    });
    expect(bind("self, *shape, order='C'", [1, 2, 3], { order: 4 })).toMatchObject({
      args: { self: int(1), order: int(4), "*": [int(2), int(3)] },
    });
    expect(bind("a, **kwargs", [1], { other: 2 })).toMatchObject({ kind: "bound", args: { a: int(1) } });
  });

  it("keeps commas inside a default", () => {
    expect(bind("m, k=1, axes=(0, 1)", [1, 2, 3])).toMatchObject({ args: { axes: int(3) } });
  });

  it("raises Python's sentences", () => {
    expect(bind("a, b", [1])).toMatchObject({
      raise: { message: "made() missing 1 required positional argument: 'b'" },
    });
    expect(bind("a, b, c", [])).toMatchObject({
      raise: { message: "made() missing 3 required positional arguments: 'a', 'b', and 'c'" },
    });
    expect(bind("a", [1], { axs: 1 })).toMatchObject({
      raise: { message: "made() got an unexpected keyword argument 'axs'" },
    });
    expect(bind("a, b=None", [1], { a: 1 })).toMatchObject({
      raise: { message: "made() got multiple values for argument 'a'" },
    });
  });

  it("counts what a ufunc was given", () => {
    const add = operations.get("numpy.add");
    expect(add && bindArguments(add, [int(1)], {})).toMatchObject({
      raise: { message: "add() takes from 2 to 3 positional arguments but 1 were given" },
    });
  });

  it("takes keywords of NumPy 2 for no mistake", () => {
    expect(bind("a, axis=None", [1], { copy: 1 })).toMatchObject({ kind: "bound" });
    const clip = operations.get("numpy.clip");
    const outcome = clip && bindArguments(clip, [int(5)], { max: int(3) });
    expect(outcome?.kind === "bound" && clip?.shape(outcome.args)).toMatchObject({
      value: { shape: [], data: [3] },
    });
  });

  it("can read every signature of the table", () => {
    for (const operation of operations.values()) {
      const binding = bindArguments(operation, [], {});
      if (binding.kind === "raise") expect(binding.raise.exception).toBe("TypeError");
    }
  });
});
