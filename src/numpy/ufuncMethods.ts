import type { Abstract, ArrayValue, DtypeKind } from "../algebra/abstract";
import { constant, type Size } from "../algebra/size";
import { type Call, normalizeAxis } from "./call";
import { makeArray } from "./elements";
import { binaryUfuncs } from "./elementwise";
import type { Operation, Outcome } from "./operation";
import { fail } from "./outcome";
import { type Reduction, reduce } from "./reduction";
import { row } from "./row";
import { atRule } from "./selecting";
import { withSizes } from "./shaping";
import { applyBinary, type BinaryUfunc } from "./ufunc";

/** `np.add.reduce`, `np.add.accumulate`, `np.add.reduceat`, `np.subtract.outer`, `np.add.at`: what every function of two elements has. */
function methodsOf(ufunc: BinaryUfunc): Operation[] {
  const name = `numpy.${ufunc.name}`;
  return [
    row(
      `${name}.reduce`,
      "array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True",
      (call) => reduced(call, ufunc),
    ),
    row(`${name}.accumulate`, "array, axis=0, dtype=None, out=None", (call) => {
      const array = call.shaped("array");
      normalizeAxis(call.number("axis", 0), array.shape.length);
      return makeArray(array.shape, call.dtype()?.kind ?? ufunc.kind(array.dtype, array.dtype));
    }),
    row(`${name}.reduceat`, "array, indices, axis=0, dtype=None, out=None", (call) => reducedAt(call, ufunc)),
    row(`${name}.outer`, "A, B, /, **kwargs", (call) => outer(call, ufunc)),
    row(`${name}.at`, "a, indices, b=None, /", atRule, { mutates: "a" }),
  ];
}

function reduced(call: Call, ufunc: BinaryUfunc): ArrayValue {
  const array = call.array("array");
  const axisValue = call.get("axis");
  const ndim = array.shape?.length ?? 0;
  const axes = axisValue === undefined ? [0] : call.axes("axis", ndim, true);
  const many = axes === null ? ndim : axes.length;
  if (many > 1 && !reorderable.has(ufunc.name))
    fail(
      "ValueError",
      `reduction operation '${ufunc.name}' is not reorderable, so at most one axis may be specified`,
    );
  const reduction: Reduction = {
    name: ufunc.name,
    kind: (kind) => reducedKind(ufunc, kind),
    compute: null,
    ...(ufunc.identity === null
      ? { empty: `zero-size array to reduction operation ${ufunc.name} which has no identity` }
      : {}),
  };
  return reduce(call, array, axes, call.flag("keepdims", false), reduction);
}

/** One result for each index: what stands from it to the next. */
function reducedAt(call: Call, ufunc: BinaryUfunc): ArrayValue {
  const indices = call.shaped("indices");
  if (indices.shape.length !== 1)
    fail(
      "ValueError",
      `object ${indices.shape.length > 1 ? "too deep" : "of too small depth"} for desired array`,
    );
  const array = call.shaped("array");
  if (array.shape.length === 0) fail("TypeError", "cannot reduceat on a scalar");
  const axis = normalizeAxis(call.number("axis", 0), array.shape.length);
  const size = array.shape[axis]?.value ?? null;
  const wrong = indices.data?.find((each) => Number(each) < 0 || (size !== null && Number(each) >= size));
  if (wrong !== undefined && size !== null)
    fail("IndexError", `index ${Number(wrong)} out-of-bounds in ${ufunc.name}.reduceat [0, ${size})`);
  return makeArray(array.shape.with(axis, indices.shape[0] ?? constant(0)), reducedKind(ufunc, array.dtype));
}

/** Sums and products of booleans count. */
function reducedKind(ufunc: BinaryUfunc, kind: DtypeKind): DtypeKind {
  const adds = ufunc.name === "add" || ufunc.name === "multiply";
  return adds && kind === "bool" ? "int" : ufunc.kind(kind, kind);
}

function outer(call: Call, ufunc: BinaryUfunc): Abstract | Outcome {
  const [a, b] = [call.shaped("A"), call.shaped("B")];
  const ones: Size[] = b.shape.map(() => constant(1));
  const result = applyBinary(call, ufunc, withSizes(a, [...a.shape, ...ones]), b, null);
  if (result.kind === "raise") return result;
  const { notice: _, ...plain } = result;
  return plain;
}

/** What gives the same in any order. */
const reorderable = new Set([
  "logaddexp",
  "add",
  "multiply",
  "maximum",
  "minimum",
  "logical_and",
  "logical_or",
  "bitwise_or",
  "bitwise_and",
]);

const followed = new Set([
  "logaddexp",
  "add",
  "subtract",
  "multiply",
  "divide",
  "maximum",
  "minimum",
  "logical_and",
  "logical_or",
  "bitwise_or",
  "bitwise_and",
  "power",
  "less",
  "equal",
  "greater",
]);

export const ufuncMethods: readonly Operation[] = binaryUfuncs
  .filter((ufunc) => followed.has(ufunc.name))
  .flatMap(methodsOf);
