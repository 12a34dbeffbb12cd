import type { NumberArray } from "../array";
import * as arrays from "../array";
import type { Size } from "../size";
import { type AxisIndex, type BinaryOperation, type Expression, operands, type UnaryOperation } from "./node";

/** What the names of a formula stand for. */
export interface Bindings {
  readonly variables: ReadonlyMap<string, NumberArray>;
  readonly sizes: ReadonlyMap<string, number>;
}

/** Evaluates many expressions under the same bindings; what they share is computed once. */
export class Evaluator {
  readonly #bindings: Bindings;
  readonly #known = new Map<string, NumberArray>();

  constructor(bindings: Bindings) {
    this.#bindings = bindings;
  }

  /** The value, in float64. Throws an Error for a name that is not bound, a ShapeError for arrays that do not fit. */
  value(node: Expression): NumberArray {
    const known = this.#known.get(node.key);
    if (known !== undefined) return known;
    // From the leaves upwards without recursion: the graph of an unrolled loop is deep.
    const stack = [node];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const missing = operands(top).filter((each) => !this.#known.has(each.key));
      if (missing.length > 0) stack.push(...missing);
      else {
        if (!this.#known.has(top.key)) this.#known.set(top.key, this.#compute(top));
        stack.pop();
      }
    }
    return this.#of(node);
  }

  size(size: Size): number {
    return evaluateSize(size, this.#bindings.sizes);
  }

  #of(node: Expression): NumberArray {
    const known = this.#known.get(node.key);
    if (known === undefined) throw new Error(`not evaluated yet: ${node.kind}`);
    return known;
  }

  #shape(node: Expression): number[] {
    return node.shape.map((size) => this.size(size));
  }

  #compute(node: Expression): NumberArray {
    switch (node.kind) {
      case "number":
        return arrays.scalar(node.value);
      case "size":
        return arrays.scalar(this.size(node.size));
      case "variable": {
        const bound = this.#bindings.variables.get(node.name);
        if (bound === undefined) throw new Error(`no value for ${node.name}`);
        return bound;
      }
      case "constant":
        return node.array;
      case "unary":
        return arrays.map(this.#of(node.of), unaryFunctions[node.operation]);
      case "binary":
        return arrays.zip(this.#of(node.left), this.#of(node.right), binaryFunctions[node.operation]);
      case "where":
        return this.#where(node);
      case "matmul":
        return arrays.matmul(this.#of(node.left), this.#of(node.right));
      case "transpose":
        return arrays.transpose(this.#of(node.of));
      case "sum":
        return arrays.sum(this.#of(node.of), node.axes, node.keepdims);
      case "max":
        return arrays.reduce(this.#of(node.of), node.axes, node.keepdims, Number.NEGATIVE_INFINITY, Math.max);
      case "softmax":
        return softmax(this.#of(node.of), node.axis);
      case "broadcast":
        return arrays.broadcastTo(this.#of(node.of), this.#shape(node));
      case "reshape":
        return arrays.reshape(this.#of(node.of), this.#shape(node));
      case "index":
        return arrays.index(this.#of(node.of), this.#indices(node.indices));
      case "scatter": {
        const out = arrays.full(this.#shape(node), 0);
        arrays.assign(arrays.index(out, this.#indices(node.indices)), this.#of(node.of));
        return out;
      }
      case "gather":
      case "scatter-add":
        return this.#atPlaces(node);
      case "concatenate":
        return arrays.concatenate(
          node.parts.map((part) => this.#of(part)),
          node.axis,
        );
    }
  }

  #where(node: Extract<Expression, { kind: "where" }>): NumberArray {
    const shape = this.#shape(node);
    const [condition, yes, no] = [node.condition, node.yes, node.no].map((part) =>
      arrays.elements(arrays.broadcastTo(this.#of(part), shape)),
    );
    const out = Float64Array.from({ length: arrays.count(shape) }, (_, at) =>
      condition?.[at] ? (yes?.[at] ?? 0) : (no?.[at] ?? 0),
    );
    return arrays.arrayOf(out, shape);
  }

  #indices(indices: readonly AxisIndex[]): arrays.Index[] {
    return indices.map((each) =>
      each === null || typeof each === "number" ? each : { ...each, length: this.size(each.length) },
    );
  }

  #atPlaces(node: Extract<Expression, { kind: "gather" | "scatter-add" }>): NumberArray {
    const places = arrays.broadcastShapes(...node.at.map((each) => this.#of(each).shape));
    const lists = node.at.map((each) => arrays.elements(arrays.broadcastTo(this.#of(each), places)));
    const of = this.#of(node.of);
    const shape = this.#shape(node);
    if (node.kind === "gather" && lists.length === of.shape.length) return arrays.pick(of, lists, shape);
    const out = arrays.full(shape, 0);
    const flat = arrays.reshape(node.kind === "gather" ? out : of, [
      arrays.count(places),
      ...(node.kind === "gather" ? out : of).shape.slice(places.length),
    ]);
    for (let at = 0; at < arrays.count(places); at++) {
      const place = lists.map((list) => list[at] ?? 0);
      if (node.kind === "gather") arrays.assign(arrays.index(flat, [at]), arrays.index(of, place));
      else arrays.assign(arrays.index(out, place), arrays.index(flat, [at]), (old, put) => old + put);
    }
    return node.kind === "gather" ? arrays.reshape(flat, shape) : out;
  }
}

export function evaluate(node: Expression, bindings: Bindings): NumberArray {
  return new Evaluator(bindings).value(node);
}

/** The number that a size stands for. Throws where a name is not bound. */
export function evaluateSize(size: Size, bound: ReadonlyMap<string, number>): number {
  if (size.value !== null) return size.value;
  return size.terms.reduce((total, term) => {
    const product = term.factors.reduce((so_far, factor) => {
      const value = bound.get(factor);
      if (value === undefined) throw new Error(`no number for the size ${factor}`);
      return so_far * value;
    }, term.coefficient);
    return total + product;
  }, 0);
}

function softmax(array: NumberArray, axis: number): NumberArray {
  const largest = arrays.reduce(array, [axis], true, Number.NEGATIVE_INFINITY, Math.max);
  const powers = arrays.zip(array, largest, (value, most) => Math.exp(value - most));
  return arrays.zip(powers, arrays.sum(powers, [axis], true), (value, total) => value / total);
}

export const unaryFunctions: Readonly<Record<UnaryOperation, (z: number) => number>> = {
  negate: (z) => -z,
  exp: Math.exp,
  log: Math.log,
  abs: Math.abs,
  sign: Math.sign,
  // Two forms of the same function: neither overflows.
  sigmoid: (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z))),
  tanh: Math.tanh,
  relu: (z) => Math.max(z, 0),
  softplus: (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  step: (z) => (z > 0 ? 1 : 0),
  floor: Math.floor,
  sin: Math.sin,
  cos: Math.cos,
  arctan: Math.atan,
};

export const binaryFunctions: Readonly<Record<BinaryOperation, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => a ** b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  greater: (a, b) => (a > b ? 1 : 0),
  greaterEqual: (a, b) => (a >= b ? 1 : 0),
  equal: (a, b) => (a === b ? 1 : 0),
};
