import type { Translate } from "../../base/translate";
import type { ArrayFact, OperationFact, SizeFact } from "../../insight/facts";
import { shortName } from "../shapeText";
import { applyElementwise } from "./functions";
import {
  axisIndices,
  bracket,
  broadcastIndices,
  element,
  type Index,
  type Named,
  type Names,
  nameArrays,
  overIndex,
  sizeTex,
  type Term,
} from "./term";

export interface Formula {
  readonly tex: string;
  /** The formula read aloud. */
  readonly spoken: string;
  /** What the letters stand for that the program gave no name. */
  readonly letters: readonly { readonly letter: string; readonly text: string }[];
}

/**
 * One element of the result in terms of the operands' elements. Indices count from 0, as in the code; an axis that holds
 * one element has the index 0. Null where the fact does not fix the formula.
 */
export function operationFormula(operation: OperationFact, resultText: string, t: Translate): Formula | null {
  const { operands, result } = operation;
  const shapes = [...operands, result].map((array) => array.shape);
  if (
    operands.length === 0 ||
    shapes.some((shape) => shape === null || shape.some((size) => size.value === 0))
  )
    return null;
  const names = nameArrays(operands, resultText, t);
  const sides = sidesOf(operation, names, t);
  if (sides === null) return null;
  const left = element(names.result, sides.indices, t);
  return {
    tex: `${left.tex} ${names.assigns ? "\\leftarrow" : "="} ${sides.right.tex}`,
    spoken: names.assigns
      ? t("{0} becomes {1}", left.spoken, sides.right.spoken)
      : t("{0} equals {1}", left.spoken, sides.right.spoken),
    letters: names.operands.flatMap((name) =>
      name.standsFor === undefined ? [] : [{ letter: name.tex, text: name.standsFor }],
    ),
  };
}

interface Sides {
  /** The indices of the result's element. */
  readonly indices: readonly Index[];
  readonly right: Term;
}

function sidesOf(operation: OperationFact, names: Names, t: Translate): Sides | null {
  switch (operation.kind) {
    case "product":
      return productSides(operation, names, t);
    case "elementwise":
      return elementwiseSides(operation, names, t);
    case "transpose":
      return transposeSides(operation, names, t);
    case "reshape":
      return reshapeSides(operation, names, t);
    case "reduce":
      return reduceSides(operation, names, t);
    case "create":
    case "other":
      return null;
  }
}

function elementwiseSides(operation: OperationFact, names: Names, t: Translate): Sides | null {
  const indices = axisIndices(operation.result.shape ?? [], names.letters);
  const terms = operation.operands.map((operand, index) =>
    element(nameAt(names, index), broadcastIndices(operand, indices), t),
  );
  const right = applyElementwise(operation.name, terms, t);
  return right === null ? null : { indices, right };
}

function nameAt(names: Names, index: number): Named {
  return names.operands[index] ?? names.result;
}

function productSides(operation: OperationFact, names: Names, t: Translate): Sides | null {
  const [a, b, more] = operation.operands;
  if (a?.shape == null || b?.shape == null || more !== undefined) return null;
  const name = shortName(operation.name);
  if (a.shape.length === 0 || b.shape.length === 0)
    return elementwiseSides({ ...operation, name: "multiply" }, names, t);
  const axes = productAxes(name, a.shape, b.shape, operation.result.shape ?? [], names.letters);
  if (axes === null) return null;
  const factors = [element(nameAt(names, 0), axes.a, t), element(nameAt(names, 1), axes.b, t)];
  const body = applyElementwise("multiply", factors, t);
  if (body === null) return null;
  const right = axes.inner === null ? body : overIndex("\\sum", axes.inner.index, axes.inner.size, body, t);
  return { indices: axes.result, right };
}

interface ProductAxes {
  readonly a: readonly Index[];
  readonly b: readonly Index[];
  readonly result: readonly Index[];
  /** What is summed over; null where there is one product only. */
  readonly inner: { readonly index: string; readonly size: SizeFact } | null;
}

type Sizes = readonly SizeFact[];

function productAxes(
  name: string,
  a: Sizes,
  b: Sizes,
  result: Sizes,
  letters: readonly string[],
): ProductAxes | null {
  const [i = "i", j = "j", k = "k", ...more] = letters;
  const inner = a.at(-1);
  if (inner === undefined) return null;
  const single = inner.value === 1;
  const sum = { inner: single ? null : { index: j, size: inner } };
  const at = single ? "0" : j;
  const one = (size: SizeFact | undefined, letter: string): Index[] =>
    size === undefined ? [] : [size.value === 1 ? "0" : letter];
  const rows = one(a.at(-2), i);
  const columns = b.length > 1 ? one(b.at(-1), k) : [];
  switch (name) {
    case "matmul":
    case "imatmul": {
      const layers = axisIndices(result.slice(0, Math.max(a.length, b.length) - 2), more);
      const own = (sizes: Sizes): Index[] => broadcastLayers(sizes.slice(0, -2), layers);
      return {
        a: [...own(a), ...rows, at],
        b: b.length === 1 ? [at] : [...own(b), at, ...columns],
        result: [...layers, ...rows, ...columns],
        ...sum,
      };
    }
    case "dot": {
      const outer = axisIndices(a.slice(0, -2), more);
      const others = axisIndices(b.slice(0, -2), more.slice(outer.length));
      return {
        a: [...outer, ...rows, at],
        b: b.length === 1 ? [at] : [...others, at, ...columns],
        result: [...outer, ...rows, ...others, ...columns],
        ...sum,
      };
    }
    case "inner": {
      if (a.length > 2 || b.length > 2) return null;
      const others = one(b.at(-2), k);
      return { a: [...rows, at], b: [...others, at], result: [...rows, ...others], ...sum };
    }
    case "vdot":
      return a.length === 1 && b.length === 1 ? { a: [at], b: [at], result: [], ...sum } : null;
    case "outer": {
      if (a.length !== 1 || b.length !== 1) return null;
      const [left, right] = [one(a[0], i), one(b[0], j)];
      return { a: left, b: right, result: [...left, ...right], inner: null };
    }
    default:
      return null;
  }
}

function broadcastLayers(own: Sizes, layers: readonly Index[]): Index[] {
  const missing = layers.length - own.length;
  return own.map((size, axis) => (size.value === 1 ? "0" : (layers[missing + axis] ?? "0")));
}

function transposeSides(operation: OperationFact, names: Names, t: Translate): Sides | null {
  const [a] = operation.operands;
  const rank = a?.shape?.length ?? 0;
  if (a?.shape == null || operation.result.shape?.length !== rank) return null;
  // Only `.T` reverses all axes for certain; a call may have been given an order.
  if (rank > 2 && !/\.T$/.test(operation.name)) return null;
  const indices = axisIndices(operation.result.shape, names.letters);
  return { indices, right: element(nameAt(names, 0), [...indices].reverse(), t) };
}

/** A formula where an index tells it: axes of size 1 that come or go, or a vector that is cut into rows. */
function reshapeSides(operation: OperationFact, names: Names, t: Translate): Sides | null {
  const [a] = operation.operands;
  const to = operation.result.shape;
  if (a?.shape == null || to == null) return null;
  const indices = axisIndices(to, names.letters);
  const running = indices.filter((index) => index !== "0");
  if (textOf(withoutOnes(a.shape)) === textOf(withoutOnes(to))) {
    const own = a.shape.map((size) => (size.value === 1 ? "0" : (running.shift() ?? "0")));
    return { indices, right: element(nameAt(names, 0), own, t) };
  }
  if (a.shape.length !== 1 || to.some((size) => size.value === null)) return null;
  return { indices, right: element(nameAt(names, 0), [flatIndex(to, indices)], t) };
}

function withoutOnes(shape: Sizes): SizeFact[] {
  return shape.filter((size) => size.value !== 1);
}

function textOf(shape: Sizes): string {
  return shape.map((size) => size.text).join(",");
}

/** Where an element stands in C order: `3i + j` for ten rows of three. */
function flatIndex(shape: Sizes, indices: readonly Index[]): Index {
  const parts = indices.flatMap((index, axis) => {
    if (index === "0") return [];
    const stride = shape.slice(axis + 1).reduce((all, size) => all * (size.value ?? 1), 1);
    return [stride === 1 ? index : `${stride}${index}`];
  });
  return parts.length === 0 ? "0" : parts.join(" + ");
}

function reduceSides(operation: OperationFact, names: Names, t: Translate): Sides | null {
  const [a, more] = operation.operands;
  const result = operation.result.shape;
  if (a?.shape == null || result == null || more !== undefined) return null;
  const axes = reducedAxes(a.shape, operation);
  if (axes === null) return null;
  const own = axisIndices(a.shape, names.letters);
  const kept = own.filter((_, axis) => !axes.includes(axis));
  const keepsAxes = result.length === a.shape.length;
  if (!keepsAxes && result.length !== kept.length) return null;
  if (keepsAxes && axes.some((axis) => result[axis]?.value !== 1)) return null;
  const indices = keepsAxes ? own.map((index, axis) => (axes.includes(axis) ? "0" : index)) : kept;
  const summed = axes.map((axis) => ({ index: own[axis] ?? "0", size: a.shape?.[axis] }));
  const body = element(nameAt(names, 0), own, t);
  const right = fold(shortName(operation.name), body, summed, t);
  return right === null ? null : { indices, right };
}

/** The axes that go, in order; null where the fact does not say. */
function reducedAxes(shape: Sizes, operation: OperationFact): number[] | null {
  const { axis, result } = operation;
  const all = shape.map((_, index) => index);
  if (axis === undefined || axis === null) return isOne(result) ? all : null;
  const positive = axis < 0 ? axis + shape.length : axis;
  return positive >= 0 && positive < shape.length ? [positive] : null;
}

function isOne(result: ArrayFact): boolean {
  return result.shape?.every((size) => size.value === 1) ?? false;
}

interface Folded {
  readonly index: Index;
  readonly size: SizeFact | undefined;
}

function fold(name: string, body: Term, over: readonly Folded[], t: Translate): Term | null {
  const running = over.flatMap(({ index, size }) =>
    index === "0" || size === undefined ? [] : [{ index, size }],
  );
  const sum = (symbol: "\\sum" | "\\prod"): Term =>
    running.reduceRight((inner, { index, size }) => overIndex(symbol, index, size, inner, t), body);
  switch (name) {
    case "sum":
      return sum("\\sum");
    case "prod":
      return sum("\\prod");
    case "mean":
      return running.length === 0 ? body : average(sum("\\sum"), running, t);
    case "max":
    case "amax":
      return extreme("\\max", t("the maximum"), body, running, t);
    case "min":
    case "amin":
      return extreme("\\min", t("the minimum"), body, running, t);
    case "argmax":
      return over.length === 1
        ? extreme("\\operatorname*{arg\\,max}", t("the index of the maximum"), body, running, t)
        : null;
    case "argmin":
      return over.length === 1
        ? extreme("\\operatorname*{arg\\,min}", t("the index of the minimum"), body, running, t)
        : null;
    default:
      return null;
  }
}

function average(sum: Term, over: readonly { readonly size: SizeFact }[], t: Translate): Term {
  const count = over.every(({ size }) => size.value !== null)
    ? String(over.reduce((all, { size }) => all * (size.value ?? 1), 1))
    : over
        .map(({ size }) => (/[ +-]/.test(size.text) && over.length > 1 ? `(${size.text})` : size.text))
        .join("*");
  return {
    tex: `\\frac{1}{${sizeTex(count)}} ${bracket(sum, "product").tex}`,
    spoken: t("1 divided by {0} times {1}", count, sum.spoken),
    binding: "product",
  };
}

function extreme(
  tex: string,
  words: string,
  body: Term,
  over: readonly { readonly index: Index }[],
  t: Translate,
): Term | null {
  if (over.length === 0) return null;
  const indices = over.map(({ index }) => index).join(",");
  return {
    tex: `${tex}_{${indices}} \\, ${body.tex}`,
    spoken: t("{0} over {1} of {2}", words, indices, body.spoken),
    binding: "product",
  };
}
