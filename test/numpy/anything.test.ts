import fc, { type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Abstract, DtypeKind } from "../../src/algebra/abstract";
import { recordKind } from "../../src/algebra/record";
import { constant, type Size, symbol } from "../../src/algebra/size";
import { makeArray } from "../../src/numpy/elements";
import { bindArguments } from "../../src/numpy/signature";
import { operations } from "../../src/numpy/table";

// A program may call anything with anything: no rule may throw, hang, or fill the memory.

const size: Arbitrary<Size> = fc.oneof(
  fc.integer({ min: -3, max: 6 }).map((value) => constant(value)),
  fc.constantFrom(10 ** 9, 2 ** 40, -(10 ** 9)).map((value) => constant(value)),
  fc.constantFrom("m", "n").map(symbol),
);

const kind = fc.constantFrom<DtypeKind>(
  "bool",
  "int",
  "float",
  "complex",
  "str",
  "datetime",
  "object",
  "unknown",
  "record",
  recordKind([{ name: "x", dtype: "float", shape: [2] }]),
);

const array: Arbitrary<Abstract> = fc.oneof(
  fc.tuple(fc.array(size, { maxLength: 4 }), kind).map(([shape, dtype]) => makeArray(shape, dtype)),
  fc.tuple(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }), kind).map(([dims, dtype]) => {
    const many = dims.reduce((a, b) => a * b, 1);
    return makeArray(
      dims.map((each) => constant(each)),
      dtype,
      Array.from({ length: many }, (_, index) => (dtype === "bool" ? index % 2 === 0 : index - 1)),
    );
  }),
  kind.map(
    (dtype): Abstract => ({ kind: "array", shape: null, dtype, reason: { code: "budget", args: [] } }),
  ),
);

const leaf: Arbitrary<Abstract> = fc.oneof(
  { weight: 6, arbitrary: array },
  { weight: 4, arbitrary: size.map((each): Abstract => ({ kind: "int", size: each })) },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Abstract>(
      { kind: "none" },
      { kind: "bool", value: null },
      { kind: "bool", value: true },
      { kind: "float", value: null },
      { kind: "float", value: 0.5 },
      { kind: "float", value: Number.POSITIVE_INFINITY },
      { kind: "float", value: Number.NaN },
      { kind: "complex" },
      { kind: "str", value: "float32" },
      { kind: "str", value: "ij,jk->ik" },
      { kind: "str", value: null },
      { kind: "str", value: "x" },
      { kind: "ellipsis" },
      { kind: "dtype", dtype: "float" },
      { kind: "unknown", reason: { code: "budget", args: [] } },
      { kind: "object", name: "thing" },
    ),
  },
);

const nested: Arbitrary<Abstract> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(leaf, { maxLength: 4 }), fc.constantFrom<"list" | "tuple">("list", "tuple"))
      .map(([items, type]): Abstract => ({ kind: "sequence", type, items })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(size, leaf)
      .map(([length, item]): Abstract => ({ kind: "repeated", type: "tuple", length, item })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(leaf, leaf, leaf)
      .map(([start, stop, step]): Abstract => ({ kind: "slice", start, stop, step })),
  },
);

const anything: Arbitrary<Abstract> = fc.oneof(
  { weight: 4, arbitrary: nested },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.array(nested, { maxLength: 3 }), fc.constantFrom<"list" | "tuple">("list", "tuple"))
      .map(([items, type]): Abstract => ({ kind: "sequence", type, items })),
  },
);

describe("every rule", () => {
  it("takes anything without throwing, hanging or filling the memory", { timeout: 300_000 }, () => {
    const slow: string[] = [];
    for (const operation of operations.values()) {
      const names = operation.signature
        .split(/,\s*/)
        .map((part) => part.replace(/[*\s]|=.*/g, ""))
        .filter((name) => name !== "" && name !== "/");
      const calls = fc.tuple(
        fc.array(anything, { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...(names.length === 0 ? ["x"] : names)), anything, { maxKeys: 2 }),
      );
      for (const [positional, keywords] of fc.sample(calls, {
        numRuns: Number(process.env.NUMPY_RUNS ?? 60),
        seed: Number(process.env.NUMPY_SEED ?? 11),
      })) {
        const before = performance.now();
        const binding = bindArguments(operation, positional, keywords);
        if (binding.kind === "bound") {
          const outcome = operation.shape(binding.args);
          expect(["value", "raise"]).toContain(outcome.kind);
        }
        const took = performance.now() - before;
        if (took > 400)
          slow.push(`${operation.name} took ${took} ms for ${JSON.stringify(positional).slice(0, 200)}`);
      }
    }
    expect(slow).toEqual([]);
  });
});
