import { type NumberArray, ShapeError } from "../array";
import { compare, constant, multiply, type Size } from "../size";
import { bitsOf, digest } from "./digest";

/** Sizes from the outermost axis inwards; `[]` is a number. */
export type Sizes = readonly Size[];

/** Functions of one number that are applied to each element. `step` is [z > 0], the derivative of ReLU. */
export type UnaryOperation =
  | "negate"
  | "exp"
  | "log"
  | "abs"
  | "sign"
  | "sigmoid"
  | "tanh"
  | "relu"
  | "softplus"
  | "step"
  | "floor"
  | "sin"
  | "cos"
  | "arctan";

/** Functions of two numbers, applied elementwise under broadcasting. Comparisons give 0 or 1. */
export type BinaryOperation =
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "power"
  | "maximum"
  | "minimum"
  | "greater"
  | "greaterEqual"
  | "equal";

/** One axis of an index: a number drops the axis, a slice keeps it, null puts in a new one of length 1. */
export type AxisIndex =
  | number
  | null
  | { readonly start: number; readonly length: Size; readonly step: number };

/**
 * What a name stands for; it decides where a textbook writes it in a product or a sum. A "one-hot" matrix has a single 1
 * in each row (or is a column with a single 1), so its sum along that axis is 1; "one-hot-columns" has one in each column.
 */
export type VariableRole =
  | "data"
  | "one-hot"
  | "one-hot-columns"
  | "parameter"
  | "computed"
  | "hyperparameter";

interface Common {
  readonly shape: Sizes;
  /** A digest of the whole expression: equal keys, equal structure. */
  readonly key: string;
}

/**
 * A formula over matrices, as an immutable graph: a node that is used twice is one object. Ranks 0, 1 and 2 are what the
 * derivative and the printer are made for; more axes are carried through elementwise operations and reductions.
 */
export type Expression = Common &
  (
    | { readonly kind: "number"; readonly value: number }
    /** A size as a number: the m of 1/m. */
    | { readonly kind: "size"; readonly size: Size }
    | {
        readonly kind: "variable";
        readonly name: string;
        readonly tex: string;
        readonly role: VariableRole;
      }
    | { readonly kind: "constant"; readonly array: NumberArray }
    | { readonly kind: "unary"; readonly operation: UnaryOperation; readonly of: Expression }
    | {
        readonly kind: "binary";
        readonly operation: BinaryOperation;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "where";
        readonly condition: Expression;
        readonly yes: Expression;
        readonly no: Expression;
      }
    | { readonly kind: "matmul"; readonly left: Expression; readonly right: Expression }
    | { readonly kind: "transpose"; readonly of: Expression }
    | {
        readonly kind: "sum" | "max";
        readonly of: Expression;
        readonly axes: readonly number[];
        readonly keepdims: boolean;
      }
    | { readonly kind: "softmax"; readonly of: Expression; readonly axis: number }
    | { readonly kind: "broadcast"; readonly of: Expression }
    | { readonly kind: "reshape"; readonly of: Expression }
    | { readonly kind: "index"; readonly of: Expression; readonly indices: readonly AxisIndex[] }
    /** Zeros of `shape` with `of` at the place that the index names: the adjoint of "index". */
    | { readonly kind: "scatter"; readonly of: Expression; readonly indices: readonly AxisIndex[] }
    /** `of[at[0], at[1], …]` with arrays of whole numbers. */
    | { readonly kind: "gather"; readonly of: Expression; readonly at: readonly Expression[] }
    /** Zeros of `shape` to which `of` is added at the places `at`: the adjoint of "gather". */
    | { readonly kind: "scatter-add"; readonly of: Expression; readonly at: readonly Expression[] }
    | { readonly kind: "concatenate"; readonly parts: readonly Expression[]; readonly axis: number }
  );

export type VariableNode = Extract<Expression, { kind: "variable" }>;

export function number(value: number): Expression {
  return { kind: "number", value, shape: [], key: digest(`#${Object.is(value, -0) ? 0 : value}`) };
}

/** A size as a number; a plain number where the size is one. */
export function sizeNumber(size: Size): Expression {
  if (size.value !== null && size.label === undefined) return number(size.value);
  return { kind: "size", size, shape: [], key: digest(`size ${size.text}`) };
}

export function variable(name: string, shape: Sizes, tex = name, role: VariableRole = "data"): VariableNode {
  return { kind: "variable", name, tex, role, shape, key: digest(`variable ${name} ${shapeKey(shape)}`) };
}

export function constantArray(array: NumberArray, shape?: Sizes): Expression {
  const sizes = shape ?? array.shape.map((size) => constant(size));
  return {
    kind: "constant",
    array,
    shape: sizes,
    key: digest(`constant ${shapeKey(sizes)} ${array.offset} ${array.strides.join()}`, bitsOf(array.data)),
  };
}

export function unary(operation: UnaryOperation, of: Expression): Expression {
  return { kind: "unary", operation, of, shape: of.shape, key: digest(`${operation} ${of.key}`) };
}

export function binary(operation: BinaryOperation, left: Expression, right: Expression): Expression {
  const shape = broadcast(left.shape, right.shape);
  return {
    kind: "binary",
    operation,
    left,
    right,
    shape,
    key: digest(`${operation} ${left.key} ${right.key}`),
  };
}

export const add = (left: Expression, right: Expression): Expression => binary("add", left, right);
export const subtract = (left: Expression, right: Expression): Expression => binary("subtract", left, right);
export const times = (left: Expression, right: Expression): Expression => binary("multiply", left, right);
export const divide = (left: Expression, right: Expression): Expression => binary("divide", left, right);
export const negate = (of: Expression): Expression => unary("negate", of);

export function where(condition: Expression, yes: Expression, no: Expression): Expression {
  const shape = broadcast(condition.shape, broadcast(yes.shape, no.shape));
  return {
    kind: "where",
    condition,
    yes,
    no,
    shape,
    key: digest(`where ${condition.key} ${yes.key} ${no.key}`),
  };
}

/** NumPy's matrix product for vectors and matrices. */
export function matmul(left: Expression, right: Expression): Expression {
  const [a, b] = [left.shape, right.shape];
  if (a.length === 0 || b.length === 0 || a.length > 2 || b.length > 2)
    throw new ShapeError(`matmul: ${text(a)} and ${text(b)} are not vectors or matrices`);
  const inner = a[a.length - 1];
  const outer = b[0];
  if (inner === undefined || outer === undefined || compare(inner, outer) !== "equal")
    throw new ShapeError(`shapes ${text(a)} and ${text(b)} not aligned`);
  const shape = [...a.slice(0, -1), ...b.slice(1)];
  return { kind: "matmul", left, right, shape, key: digest(`matmul ${left.key} ${right.key}`) };
}

export function transpose(of: Expression): Expression {
  return { kind: "transpose", of, shape: of.shape.toReversed(), key: digest(`transpose ${of.key}`) };
}

export function sum(of: Expression, axes?: readonly number[], keepdims = false): Expression {
  return reduction("sum", of, axes, keepdims);
}

export function max(of: Expression, axes?: readonly number[], keepdims = false): Expression {
  return reduction("max", of, axes, keepdims);
}

/** The sum divided by how many there are, with the number of elements kept as a named size. */
export function mean(of: Expression, axes?: readonly number[], keepdims = false): Expression {
  const gone = axes ?? of.shape.map((_, axis) => axis);
  const size = gone.reduce((product, axis) => multiply(product, of.shape[axis] ?? constant(1)), constant(1));
  return divide(sum(of, axes, keepdims), sizeNumber(size));
}

export function softmax(of: Expression, axis: number): Expression {
  return { kind: "softmax", of, axis, shape: of.shape, key: digest(`softmax ${axis} ${of.key}`) };
}

export function broadcastTo(of: Expression, shape: Sizes): Expression {
  if (sameShape(of.shape, shape)) return of;
  if (!sameShape(broadcast(of.shape, shape), shape))
    throw new ShapeError(
      `could not broadcast input array from shape ${text(of.shape)} into shape ${text(shape)}`,
    );
  return { kind: "broadcast", of, shape, key: digest(`broadcast ${shapeKey(shape)} ${of.key}`) };
}

export function reshape(of: Expression, shape: Sizes): Expression {
  if (sameShape(of.shape, shape)) return of;
  return { kind: "reshape", of, shape, key: digest(`reshape ${shapeKey(shape)} ${of.key}`) };
}

export function index(of: Expression, indices: readonly AxisIndex[]): Expression {
  return {
    kind: "index",
    of,
    indices,
    shape: indexedShape(of.shape, indices),
    key: digest(`index ${indexKey(indices)} ${of.key}`),
  };
}

export function scatter(of: Expression, indices: readonly AxisIndex[], shape: Sizes): Expression {
  return {
    kind: "scatter",
    of,
    indices,
    shape,
    key: digest(`scatter ${indexKey(indices)} ${shapeKey(shape)} ${of.key}`),
  };
}

export function gather(of: Expression, at: readonly Expression[]): Expression {
  const places = at.reduce<Sizes>((shape, each) => broadcast(shape, each.shape), []);
  const shape = [...places, ...of.shape.slice(at.length)];
  return { kind: "gather", of, at, shape, key: digest(`gather ${keys(at)} ${of.key}`) };
}

export function scatterAdd(of: Expression, at: readonly Expression[], shape: Sizes): Expression {
  return {
    kind: "scatter-add",
    of,
    at,
    shape,
    key: digest(`scatter-add ${keys(at)} ${shapeKey(shape)} ${of.key}`),
  };
}

export function concatenate(parts: readonly Expression[], axis: number, shape: Sizes): Expression {
  return { kind: "concatenate", parts, axis, shape, key: digest(`concatenate ${axis} ${keys(parts)}`) };
}

/** A matrix of ones: the number one, broadcast. */
export function ones(shape: Sizes): Expression {
  return broadcastTo(number(1), shape);
}

export function sameShape(a: Sizes, b: Sizes): boolean {
  return a.length === b.length && a.every((size, axis) => size.text === b[axis]?.text);
}

/** NumPy's broadcasting, where two sizes fit when they are the same expression or one of them is 1. */
export function broadcast(a: Sizes, b: Sizes): Sizes {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? constant(1);
    const right = b[axis - rank + b.length] ?? constant(1);
    if (left.value === 1) return right;
    if (right.value === 1 || compare(left, right) === "equal") return left;
    throw new ShapeError(`operands could not be broadcast together with shapes ${text(a)} ${text(b)}`);
  });
}

/** How many elements a shape has. */
export function sizeOf(shape: Sizes): Size {
  return shape.reduce(multiply, constant(1));
}

export function isSingle(shape: Sizes): boolean {
  return shape.every((size) => size.value === 1);
}

export function text(shape: Sizes): string {
  const sizes = shape.map((size) => size.text);
  return sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(",")})`;
}

/** What a node is made of, in order. */
export function operands(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "number":
    case "size":
    case "variable":
    case "constant":
      return [];
    case "binary":
    case "matmul":
      return [node.left, node.right];
    case "where":
      return [node.condition, node.yes, node.no];
    case "gather":
    case "scatter-add":
      return [node.of, ...node.at];
    case "concatenate":
      return node.parts;
    default:
      return [node.of];
  }
}

function reduction(
  kind: "sum" | "max",
  of: Expression,
  axes: readonly number[] | undefined,
  keepdims: boolean,
): Expression {
  const rank = of.shape.length;
  const gone = (axes ?? of.shape.map((_, axis) => axis))
    .map((axis) => (axis < 0 ? axis + rank : axis))
    .sort();
  if (gone.some((axis) => axis < 0 || axis >= rank))
    throw new ShapeError(`axis ${axes?.[0]} is out of bounds for array of dimension ${rank}`);
  const shape = keepdims
    ? of.shape.map((size, axis) => (gone.includes(axis) ? constant(1) : size))
    : of.shape.filter((_, axis) => !gone.includes(axis));
  return {
    kind,
    of,
    axes: gone,
    keepdims,
    shape,
    key: digest(`${kind} ${gone.join()} ${keepdims} ${of.key}`),
  };
}

function indexedShape(shape: Sizes, indices: readonly AxisIndex[]): Sizes {
  const out: Size[] = [];
  let axis = 0;
  for (const each of indices) {
    if (each === null) out.push(constant(1));
    else {
      if (axis >= shape.length)
        throw new ShapeError(`too many indices for array: array is ${shape.length}-dimensional`);
      if (typeof each !== "number") out.push(each.length);
      axis++;
    }
  }
  return [...out, ...shape.slice(axis)];
}

function indexKey(indices: readonly AxisIndex[]): string {
  return indices
    .map((each) =>
      each === null
        ? "new"
        : typeof each === "number"
          ? each
          : `${each.start}:${each.length.text}:${each.step}`,
    )
    .join();
}

function keys(nodes: readonly Expression[]): string {
  return nodes.map((node) => node.key).join();
}

function shapeKey(shape: Sizes): string {
  return shape.map((size) => size.text).join();
}
