import type { Abstract, ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { broadcast, printAxes, printShape } from "../algebra/shape";
import { compare } from "../algebra/size";
import type { Call } from "./call";
import { promote, promoteAll } from "./conversion";
import { type Element, elementsOf, makeArray, maxElements, strides } from "./elements";
import { findBinary } from "./elementwise";
import type { Operation, Outcome } from "./operation";
import { fail, giveUp, shapeless } from "./outcome";
import { method, row } from "./row";
import { applyBinary } from "./ufunc";

/** The kind of a sum of products. */
function productKind(a: ArrayValue, b: ArrayValue): DtypeKind {
  return a.dtype === "str" || b.dtype === "str" ? "unknown" : promote(a.dtype, b.dtype);
}

/**
 * Sums of products over the last axis of `a` and the given axis of `b`, of small arrays. BLAS adds in an order of its own,
 * so that sums of fractions are right but for the last digits; sums of integers are exact.
 */
export function contract(
  a: ArrayValue,
  b: ArrayValue,
  axisOfB: number,
): { data: Element[]; rounded: boolean } | null {
  const [left, right] = [elementsOf(a), elementsOf(b)];
  if (left === null || right === null) return null;
  const inner = left.dims[left.dims.length - 1] ?? 1;
  const step = strides(right.dims)[axisOfB] ?? 1;
  const outerLeft = left.data.length / Math.max(inner, 1);
  const starts = startsAlong(right.dims, axisOfB);
  if (outerLeft * starts.length > maxElements || inner === 0) return null;
  const data: Element[] = [];
  let exact = !a.rounded && !b.rounded;
  for (let i = 0; i < outerLeft; i++)
    for (const start of starts) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        const term = Number(left.data[i * inner + k]) * Number(right.data[start + k * step]);
        sum += term;
        exact &&= Number.isSafeInteger(term) && Number.isSafeInteger(sum);
      }
      data.push(sum);
    }
  const kind = productKind(a, b);
  return { data: kind === "bool" ? data.map(Boolean) : data, rounded: !exact };
}

/** Where each line along an axis starts in the flat data, in C order of the other axes. */
function startsAlong(dims: readonly number[], axis: number): number[] {
  const steps = strides(dims);
  let starts = [0];
  for (const [each, size] of dims.entries()) {
    if (each === axis) continue;
    const step = steps[each] ?? 1;
    starts = starts.flatMap((start) => Array.from({ length: size }, (_, index) => start + index * step));
  }
  return starts;
}

/** `np.dot`: the last axis of `a` against the last but one of `b`. */
export function dot(a: ArrayValue, b: ArrayValue): ArrayValue | null {
  if (a.shape === null || b.shape === null) return null;
  const inner = a.shape[a.shape.length - 1];
  const axisOfB = Math.max(0, b.shape.length - 2);
  const other = b.shape[axisOfB];
  if (inner === undefined || other === undefined) return null;
  if (compare(inner, other) === "different")
    fail(
      "ValueError",
      `shapes ${printShape(a.shape)} and ${printShape(b.shape)} not aligned: ${inner.text} (dim ${a.shape.length - 1}) != ${other.text} (dim ${axisOfB})`,
    );
  const shape = [...a.shape.slice(0, -1), ...b.shape.filter((_, axis) => axis !== axisOfB)];
  const computed = contract(a, b, axisOfB);
  return makeArray(shape, productKind(a, b), computed?.data, { scalar: true, rounded: computed?.rounded });
}

const multiply = findBinary("multiply");

const signature = "(n?,k),(k,m?)->(n?,m?)";

/** `a @ b`. */
export function matmul(a: ArrayValue, b: ArrayValue): ArrayValue | null {
  for (const [index, operand] of [a, b].entries())
    if (operand.shape?.length === 0)
      fail(
        "ValueError",
        `matmul: Input operand ${index} does not have enough dimensions (has 0, gufunc core with signature ${signature} requires 1)`,
      );
  if (a.shape === null || b.shape === null) return null;
  const axisOfB = Math.max(0, b.shape.length - 2);
  const [inner, other] = [a.shape[a.shape.length - 1], b.shape[axisOfB]];
  if (inner === undefined || other === undefined) return null;
  if (compare(inner, other) === "different")
    fail(
      "ValueError",
      `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ${signature} (size ${other.text} is different from ${inner.text})`,
    );
  if (a.shape.length <= 2 && b.shape.length <= 2) {
    const computed = contract(a, b, axisOfB);
    const shape = [...a.shape.slice(0, -1), ...b.shape.filter((_, axis) => axis !== axisOfB)];
    return makeArray(shape, productKind(a, b), computed?.data, { scalar: true, rounded: computed?.rounded });
  }
  return makeArray(stackedShape(a.shape, b.shape), productKind(a, b));
}

/** Stacks of matrices: the axes before the last two broadcast. */
function stackedShape(a: Shape, b: Shape): Shape {
  const common = broadcast(a.slice(0, -2), b.slice(0, -2));
  const height = a.length > 1 ? a.slice(-2, -1) : [];
  const width = b.length > 1 ? b.slice(-1) : [];
  const core = [...height, ...width];
  if (common === null)
    fail(
      "ValueError",
      `operands could not be broadcast together with remapped shapes [original->remapped]: ${remapped(a)} ${remapped(b)}  and requested shape ${printShape(core)}`,
    );
  return [...common, ...core];
}

function remapped(shape: Shape): string {
  const outer = shape.slice(0, -2).map((size) => size.text);
  return `${printShape(shape)}->${printAxes([...outer, null, null])}`;
}

function withReason(call: Call, result: ArrayValue | null, operands: readonly ArrayValue[]): Abstract {
  if (result !== null) return result;
  const lost = operands.find((operand) => operand.shape === null);
  const kind = promoteAll(operands);
  return shapeless(kind, lost?.reason ?? call.unknownArgument("a"));
}

function dotRule(call: Call): Abstract | Outcome {
  const [a, b] = [call.array("a"), call.array("b")];
  if (a.shape?.length === 0 || b.shape?.length === 0) return applyBinary(call, multiply, a, b, null);
  return withReason(call, dot(a, b), [a, b]);
}

const dotRow = row("numpy.dot", "a, b, out=None", dotRule);

/** A tensor as a matrix from its last axes to its first, turned round. */
function inverted(call: Call): ArrayValue {
  const a = call.shaped("a");
  const axes = call.number("ind", 2);
  if (axes <= 0) fail("ValueError", "Invalid ind argument.");
  return makeArray([...a.shape.slice(axes), ...a.shape.slice(0, axes)], "float");
}

export const linearAlgebra: readonly Operation[] = [
  row("numpy.linalg.tensorinv", "a, ind=2", inverted),
  row("numpy.linalg.tensorsolve", "a, b, axes=None", (call) => {
    const [a, b] = [call.shaped("a"), call.shaped("b")];
    return call.given("axes")
      ? giveUp("unknown-argument", call.name, "axes")
      : makeArray(a.shape.slice(b.shape.length), "float");
  }),
  dotRow,
  method(dotRow),
  row(
    "numpy.matmul",
    "x1, x2, /, out=None, *, casting='same_kind', order='K', dtype=None, subok=True",
    (call) => {
      const [a, b] = [call.array("x1"), call.array("x2")];
      return withReason(call, matmul(a, b), [a, b]);
    },
  ),
  row("operator.matmul", "a, b", (call) => {
    const [a, b] = [call.array("a"), call.array("b")];
    return withReason(call, matmul(a, b), [a, b]);
  }),
];
