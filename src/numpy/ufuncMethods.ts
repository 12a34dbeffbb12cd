import type { Abstract, ArrayValue } from "../algebra/abstract";
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

/** `np.add.reduce`, `np.add.accumulate`, `np.subtract.outer`, `np.add.at`: what every function of two elements has. */
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
  const adds = ufunc.name === "add" || ufunc.name === "multiply";
  const reduction: Reduction = {
    name: ufunc.name,
    kind: (kind) => (adds && kind === "bool" ? "int" : ufunc.kind(kind, kind)),
    compute: null,
    ...(ufunc.identity === null
      ? { empty: `zero-size array to reduction operation ${ufunc.name} which has no identity` }
      : {}),
  };
  return reduce(call, array, axes, call.flag("keepdims", false), reduction);
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
