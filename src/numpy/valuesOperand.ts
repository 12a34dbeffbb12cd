import * as arrays from "../algebra/array";
import { type NumberArray, ShapeError } from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import type { RandomStream } from "./draws";

export type NumberType = "bool" | "int" | "float";

/**
 * An array of the learner's program while it is interpreted: a formula for its elements, under a place that can be
 * written. A view reads and writes through the array that it looks into, as in NumPy.
 */
export class TracedArray {
  readonly kind = "array";
  readonly dtype: NumberType;
  #node: e.Expression;
  readonly #through: { readonly of: TracedArray; readonly lens: Lens } | null;

  constructor(node: e.Expression, dtype: NumberType, through: { of: TracedArray; lens: Lens } | null = null) {
    this.#node = node;
    this.dtype = dtype;
    this.#through = through;
  }

  get node(): e.Expression {
    return this.#through === null ? this.#node : this.#through.lens.read(this.#through.of.node);
  }

  /** Whether writing into it changes another array. */
  get isView(): boolean {
    return this.#through !== null;
  }

  write(node: e.Expression): void {
    const fitted = e.broadcastTo(node, this.node.shape);
    if (this.#through === null) this.#node = fitted;
    else this.#through.of.write(this.#through.lens.write(this.#through.of.node, fitted));
  }

  /** The array that is looked into, and a value of this view's shape put in its place among zeros of the array's shape. */
  lift(part: e.Expression): { readonly base: TracedArray; readonly node: e.Expression } {
    if (this.#through === null) return { base: this, node: e.broadcastTo(part, this.#node.shape) };
    const { of, lens } = this.#through;
    const zeros = e.broadcastTo(e.number(0), of.node.shape);
    return of.lift(lens.write(zeros, e.broadcastTo(part, this.node.shape)));
  }

  view(lens: Lens): TracedArray {
    return new TracedArray(lens.read(this.node), this.dtype, { of: this, lens });
  }
}

/** How a view sees its array, and what the array becomes when the view is written. */
export interface Lens {
  readonly read: (whole: e.Expression) => e.Expression;
  readonly write: (whole: e.Expression, part: e.Expression) => e.Expression;
}

/** A Python value as the value rules see it. */
export type Operand =
  | TracedArray
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly node: e.Expression }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "none" }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "str"; readonly value: string }
  | { readonly kind: "sequence"; readonly type: "list" | "tuple"; readonly items: readonly Operand[] }
  | { readonly kind: "slice"; readonly start: Operand; readonly stop: Operand; readonly step: Operand }
  | { readonly kind: "dtype"; readonly dtype: NumberType }
  | { readonly kind: "other" };

export interface ValueArguments {
  readonly get: (name: string) => Operand | undefined;
  readonly rest: readonly Operand[];
}

export interface ValueContext {
  /** The numbers that a formula has in this run. */
  readonly read: (node: e.Expression) => NumberArray;
  /** A new array of the program's own making, under a name of its own so that equal arrays stay two. */
  readonly fresh: (array: NumberArray, dtype: NumberType) => Operand;
  /** Numbers made `from` something by no formula: what is made of them has no derivative that is known. */
  readonly opaque: (array: NumberArray, from: e.Expression) => e.Expression;
  /** Places along an axis that a mask has picked: whole numbers, but what the mask depends on, they depend on too. */
  readonly chosen: (mask: e.Expression, axis: number, places: NumberArray) => e.Expression;
  /** A number of ours, between 0 and 1, for one that the program draws and that is not known. */
  readonly random: () => number;
  /** What the program draws from now. */
  readonly stream: RandomStream;
  /** `ownRandom`: the program's numbers are asked for, not numbers of ours under which it should be right, too. */
  readonly options?: { readonly ownRandom?: boolean };
}

export interface ValueRow {
  readonly name: string;
  /** Names of the parameters in order; the last may be `*rest`. */
  readonly parameters: string;
  /** null: not known for these arguments. Throws a ShapeError where NumPy raises. */
  readonly apply: (args: ValueArguments, context: ValueContext) => Operand | null;
}

export function valueRow(name: string, parameters: string, apply: ValueRow["apply"]): ValueRow {
  return { name, parameters, apply };
}

/** A function of NumPy that is a method of arrays too. */
export function functionAndMethod(name: string, parameters: string, apply: ValueRow["apply"]): ValueRow[] {
  return [valueRow(`numpy.${name}`, parameters, apply), valueRow(`ndarray.${name}`, parameters, apply)];
}

/** Numbers that the program does not compute, such as places. */
export function constantOf(
  values: readonly number[],
  shape: readonly number[] = [values.length],
): e.Expression {
  return e.constantArray(arrays.arrayOf(Float64Array.from(values), shape));
}

export function operandOf(node: e.Expression, dtype: NumberType): TracedArray {
  return new TracedArray(node, dtype);
}

/** The formula of anything that NumPy would turn into an array; null for what it would not. */
export function nodeOf(operand: Operand | undefined): e.Expression | null {
  switch (operand?.kind) {
    case "array":
    case "float":
      return operand.node;
    case "int":
      return e.number(operand.value);
    case "bool":
      return e.number(operand.value ? 1 : 0);
    case "sequence":
      return stack(operand.items);
    default:
      return null;
  }
}

/** Nested lists as one array. */
function stack(items: readonly Operand[]): e.Expression | null {
  const parts: e.Expression[] = [];
  for (const item of items) {
    const node = nodeOf(item);
    if (node === null) return null;
    parts.push(node);
  }
  const [first] = parts;
  if (first === undefined) return e.constantArray(arrays.full([0], 0));
  if (parts.some((part) => !e.sameShape(part.shape, first.shape)))
    throw new ShapeError("inhomogeneous shape");
  const plain = parts.map(constantValue);
  if (plain.every((each) => each !== null)) {
    const data = plain.flatMap((each) => Array.from(arrays.elements(each)));
    const shape = [parts.length, ...first.shape.map((size) => size.value ?? 0)];
    return e.constantArray(arrays.arrayOf(Float64Array.from(data), shape));
  }
  const one = constant(1);
  const rows = parts.map((part) => e.reshape(part, [one, ...part.shape]));
  return e.concatenate(rows, 0, [constant(parts.length), ...first.shape]);
}

/** The numbers of a node that is a literal. */
export function constantValue(node: e.Expression): NumberArray | null {
  if (node.kind === "number") return arrays.scalar(node.value);
  return node.kind === "constant" ? node.array : null;
}

export function typeOf(operand: Operand | undefined): NumberType {
  switch (operand?.kind) {
    case "array":
      return operand.dtype;
    case "bool":
      return "bool";
    case "int":
      return "int";
    case "sequence":
      return operand.items.map(typeOf).reduce(wider, "bool");
    default:
      return "float";
  }
}

export function wider(a: NumberType, b: NumberType): NumberType {
  if (a === "float" || b === "float") return "float";
  return a === "int" || b === "int" ? "int" : "bool";
}

/** A whole number that is known. */
export function integerOf(operand: Operand | undefined, context: ValueContext): number | null {
  if (operand?.kind === "int") return operand.value;
  if (operand?.kind === "bool") return operand.value ? 1 : 0;
  if (operand?.kind !== "array" || !e.isSingle(operand.node.shape)) return null;
  const value = arrays.item(context.read(operand.node));
  return Number.isInteger(value) ? value : null;
}

/** A number that is known. */
export function scalarOf(operand: Operand | undefined, context: ValueContext): number | null {
  const node = nodeOf(operand);
  return node === null || !e.isSingle(node.shape) ? null : arrays.item(context.read(node));
}

/** `axis=`: undefined for all axes, null for what is not known. */
export function axesOf(
  operand: Operand | undefined,
  rank: number,
  context: ValueContext,
): readonly number[] | undefined | null {
  if (operand === undefined || operand.kind === "none") return undefined;
  const list = operand.kind === "sequence" ? operand.items : [operand];
  const axes = list.map((each) => integerOf(each, context));
  if (axes.some((axis) => axis === null)) return null;
  return axes.map((axis) => {
    const at = (axis ?? 0) < 0 ? (axis ?? 0) + rank : (axis ?? 0);
    if (at < 0 || at >= rank)
      throw new ShapeError(`axis ${axis} is out of bounds for array of dimension ${rank}`);
    return at;
  });
}

/** A shape as arguments give it: an int, a tuple, or several ints. */
export function shapeOf(operands: readonly Operand[], context: ValueContext): number[] | null {
  const [first] = operands;
  const list = operands.length === 1 && first?.kind === "sequence" ? first.items : operands;
  const sizes = list.flatMap((each) => {
    if (each.kind === "array" && each.node.shape.length === 1)
      return Array.from(arrays.elements(context.read(each.node)));
    return [integerOf(each, context)];
  });
  return sizes.every((size) => size !== null) ? sizes.map((size) => size ?? 0) : null;
}

export function sizesOf(shape: readonly number[]): e.Sizes {
  return shape.map((size) => constant(size));
}

/** All sizes are numbers while a program runs. */
export function numbersOf(shape: e.Sizes): number[] {
  return shape.map((size) => size.value ?? 0);
}

export function truthOf(operand: Operand | undefined): boolean {
  return operand?.kind === "bool" ? operand.value : operand?.kind === "int" ? operand.value !== 0 : false;
}
