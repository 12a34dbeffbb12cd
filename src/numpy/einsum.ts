import type { Abstract, ArrayValue, Shape } from "../algebra/abstract";
import { broadcastSizes, printAxes, printShape } from "../algebra/shape";
import { compare, constant, type Size } from "../algebra/size";
import type { Call, ShapedArray } from "./call";
import { asArray, promote, promoteAll } from "./conversion";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { fail, giveUp } from "./outcome";
import { row } from "./row";

/** The letters of one operand, with an ellipsis as the letters "0", "1", … of the axes that it stands for. */
function labelsOf(text: string, operand: ShapedArray, widest: number): string[] {
  const [left = "", right] = text.split("...");
  const named = [...left, ...(right ?? "")];
  if (right === undefined) {
    if (named.length !== operand.shape.length) wrongCount(text, operand, named.length);
    return named;
  }
  const hidden = operand.shape.length - named.length;
  if (hidden < 0) wrongCount(text, operand, named.length);
  const dots = Array.from({ length: hidden }, (_, index) => String(widest - hidden + index));
  return [...left, ...dots, ...right];
}

function wrongCount(_text: string, operand: ShapedArray, named: number): never {
  if (named > operand.shape.length)
    return fail("ValueError", "einstein sum subscripts string contains too many subscripts for operand 0");
  return fail(
    "ValueError",
    "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.",
  );
}

/** Without an arrow, the result has the letters that occur once, in alphabetical order, after the ellipsis. */
function implicitOutput(inputs: readonly string[][]): string[] {
  const all = inputs.flat();
  const digits = [...new Set(all.filter((label) => /\d/.test(label)))].sort();
  const once = [...new Set(all)].filter(
    (label) => /[a-zA-Z]/.test(label) && all.filter((each) => each === label).length === 1,
  );
  return [...digits, ...once.sort()];
}

function einsum(call: Call): Abstract {
  const [subscripts, ...values] = call.rest;
  if (subscripts?.kind !== "str" || subscripts.value === null)
    return giveUp("unknown-argument", call.name, "subscripts");
  const [input = "", output] = subscripts.value.replace(/\s/g, "").split("->");
  const texts = input.split(",");
  const operands = values.map((value) => call.withShape(asArray(value)));
  if (texts.length > operands.length)
    fail(
      "ValueError",
      "more operands provided to einstein sum function than specified in the subscripts string",
    );
  if (texts.length < operands.length)
    fail(
      "ValueError",
      "fewer operands provided to einstein sum function than specified in the subscripts string",
    );
  const widest = Math.max(0, ...texts.map((text, index) => hiddenAxes(text, operands[index])));
  const labels = texts.map((text, index) => {
    const operand = operands[index];
    return operand === undefined
      ? giveUp("unknown-argument", call.name, "operands")
      : labelsOf(text, operand, widest);
  });
  const result = output === undefined ? implicitOutput(labels) : explicitOutput(output, labels, widest);
  const sizes = sizesByLabel(labels, operands, result);
  const shape = result.map((label) => sizes.get(label) ?? constant(1));
  return makeArray(shape, promoteAll(operands), null, {
    scalar: true,
    integer: call.fresh("k"),
  });
}

function hiddenAxes(text: string, operand: ArrayValue | undefined): number {
  if (!text.includes("...") || operand?.shape == null) return 0;
  return Math.max(0, operand.shape.length - text.replace("...", "").length);
}

function explicitOutput(text: string, inputs: readonly string[][], widest: number): string[] {
  const [left = "", right] = text.split("...");
  const dots = right === undefined ? [] : Array.from({ length: widest }, (_, index) => String(index));
  const labels = [...left, ...dots, ...(right ?? "")];
  const known = new Set(inputs.flat());
  for (const [index, label] of labels.entries()) {
    if (labels.indexOf(label) !== index)
      fail(
        "ValueError",
        `einstein sum subscripts string includes output subscript '${label}' multiple times`,
      );
    if (/[a-zA-Z]/.test(label) && !known.has(label))
      fail(
        "ValueError",
        `einstein sum subscripts string included output subscript '${label}' which never appeared in an input`,
      );
  }
  return labels;
}

function sizesByLabel(
  labels: readonly string[][],
  operands: readonly ShapedArray[],
  output: readonly string[],
): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const [index, own] of labels.entries())
    for (const [label, size] of ownSizes(own, operands[index]?.shape ?? [])) {
      const before = sizes.get(label);
      const common = before === undefined ? size : broadcastSizes(before, size);
      if (common === null) return clashOfLabels(labels, operands, output);
      sizes.set(label, common);
    }
  return sizes;
}

/** The sizes of one operand's letters: a letter that occurs twice takes a diagonal. */
function ownSizes(labels: readonly string[], shape: Shape): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const [axis, label] of labels.entries()) {
    const size = shape[axis] ?? constant(1);
    const before = sizes.get(label);
    if (before !== undefined && compare(before, size) === "different")
      fail(
        "ValueError",
        `dimensions in single operand for collapsing index '${label}' don't match (${before.text} != ${size.text})`,
      );
    sizes.set(label, before ?? size);
  }
  return sizes;
}

/** NumPy's iterator runs over the output's letters and then the others; each operand is shown on those axes. */
function clashOfLabels(
  labels: readonly string[][],
  operands: readonly ShapedArray[],
  output: readonly string[],
): never {
  const others = [...new Set(labels.flat())].filter((label) => !output.includes(label)).sort();
  const axes = [...output, ...others];
  const texts = operands.map((operand, index) => {
    const own = ownSizes(labels[index] ?? [], operand.shape);
    return `${printShape(operand.shape)}->${printAxes(axes.map((label) => own.get(label)?.text ?? null))}`;
  });
  return fail(
    "ValueError",
    `operands could not be broadcast together with remapped shapes [original->remapped]: ${texts.join(" ")} `,
  );
}

// ------------------------------------------------------------------------------------------------ tensordot

function tensordot(call: Call): Abstract {
  const [a, b] = [call.shaped("a"), call.shaped("b")];
  const [left, right] = contractedAxes(call);
  const mismatch =
    left.length !== right.length ||
    left.some((axis, index) => differ(a.shape, axis, b.shape, right[index] ?? 0));
  if (mismatch) fail("ValueError", "shape-mismatch for sum");
  const kept = (shape: Shape, axes: readonly number[]) => {
    const gone = axes.map((axis) => (axis < 0 ? axis + shape.length : axis));
    return shape.filter((_, axis) => !gone.includes(axis));
  };
  return makeArray([...kept(a.shape, left), ...kept(b.shape, right)], promote(a.dtype, b.dtype), null, {
    integer: call.fresh("k"),
  });
}

function differ(a: Shape, axisOfA: number, b: Shape, axisOfB: number): boolean {
  const size = a[axisOfA < 0 ? axisOfA + a.length : axisOfA];
  const other = b[axisOfB < 0 ? axisOfB + b.length : axisOfB];
  if (size === undefined || other === undefined) return fail("IndexError", "tuple index out of range");
  return compare(size, other) === "different";
}

function contractedAxes(call: Call): [number[], number[]] {
  const value = call.get("axes");
  const list = (item: Abstract): number[] =>
    call.sizes(item, "axes").map((size) => size.value ?? giveUp("unknown-argument", call.name, "axes"));
  if (value?.kind === "sequence") {
    const [first, second] = value.items;
    if (first === undefined || second === undefined) return giveUp("unknown-argument", call.name, "axes");
    return [list(first), list(second)];
  }
  const many = call.fewAxes(call.number("axes", 2));
  return [
    Array.from({ length: many }, (_, index) => index - many),
    Array.from({ length: many }, (_, index) => index),
  ];
}

/** `np.inner`: the last axes. NumPy prints the second shape as it turns it, last axis first to be summed. */
function inner(call: Call): Abstract | null {
  const [a, b] = [call.shaped("a"), call.shaped("b")];
  const [last, other] = [a.shape[a.shape.length - 1], b.shape[b.shape.length - 1]];
  if (last === undefined || other === undefined) return null;
  if (compare(last, other) === "different") {
    const turned =
      b.shape.length < 2 ? b.shape : [...b.shape.slice(0, -2), other, b.shape[b.shape.length - 2] ?? other];
    fail(
      "ValueError",
      `shapes ${printShape(a.shape)} and ${printShape(turned)} not aligned: ${last.text} (dim ${a.shape.length - 1}) != ${other.text} (dim ${Math.max(0, turned.length - 2)})`,
    );
  }
  return makeArray([...a.shape.slice(0, -1), ...b.shape.slice(0, -1)], promote(a.dtype, b.dtype), null, {
    scalar: true,
    integer: call.fresh("k"),
  });
}

export { inner as innerProduct };

export const einsteinSums: readonly Operation[] = [
  row("numpy.einsum", "*operands, out=None, optimize=False, **kwargs", einsum),
  row("numpy.tensordot", "a, b, axes=2", tensordot),
];
