import { constant, type Size, symbol } from "../size";
import * as build from "./node";
import { type Expression, isSingle, operands, type Sizes, sameShape } from "./node";
import {
  addRationals,
  isScalarBase,
  isZero,
  multiplyRationals,
  type Polynomial,
  type Power,
  powerOf,
  type Rational,
  rationalAtom,
  rationalNumber,
  splitPlain,
  splitScalar,
  termRationals,
} from "./rational";
import { withOperands } from "./rewrite";

/**
 * Brings a formula to the form that a textbook prints: arithmetic in the normal form of `rational`, numbers and 1/m drawn
 * out of products and sums, transposes moved to the names, sums over what does not vary turned into factors.
 * The value never changes, and the shape never changes.
 */
export function simplify(node: Expression): Expression {
  return new Simplifier().simplify(node);
}

export class Simplifier {
  readonly #known = new Map<string, Rational>();

  simplify(node: Expression): Expression {
    return expressionOf(this.rational(node), node.shape);
  }

  /** The normal form; the shape is that of the node. */
  rational(node: Expression): Rational {
    const known = this.#known.get(node.key);
    if (known !== undefined) return known;
    const result = this.#normal(node);
    this.#known.set(node.key, result);
    return result;
  }

  #normal(node: Expression): Rational {
    switch (node.kind) {
      case "number":
        return rationalNumber(node.value);
      case "size":
        return sizeRational(node.size);
      case "unary":
        return node.operation === "negate"
          ? multiplyRationals(rationalNumber(-1), this.rational(node.of))
          : rationalAtom(build.unary(node.operation, this.#natural(node.of)));
      case "binary":
        return this.#binary(node) ?? rationalAtom(this.#rebuilt(node));
      case "broadcast":
        return this.rational(node.of);
      case "reshape":
        return isSingle(node.shape) ? this.rational(node.of) : rationalAtom(this.#rebuilt(node));
      case "transpose":
        return this.#transpose(node);
      case "matmul":
        return this.#matmul(node);
      case "sum":
        return this.#sum(node);
      case "variable":
        return rationalAtom(node);
      default:
        return rationalAtom(this.#rebuilt(node));
    }
  }

  #rebuilt(node: Expression): Expression {
    return withOperands(
      node,
      operands(node).map((each) => this.simplify(each)),
    );
  }

  /** Simplified, and not stretched: elementwise functions do not care. */
  #natural(node: Expression): Expression {
    return naturalExpression(this.rational(node), node.shape);
  }

  #binary(node: Extract<Expression, { kind: "binary" }>): Rational | null {
    const left = this.rational(node.left);
    const right = this.rational(node.right);
    switch (node.operation) {
      case "add":
        return addRationals([left, right]);
      case "subtract":
        return addRationals([left, multiplyRationals(rationalNumber(-1), right)]);
      case "multiply":
        return multiplyRationals(left, right);
      case "divide": {
        const inverse = powerOf(right, -1);
        return inverse === null ? null : multiplyRationals(left, inverse);
      }
      case "power": {
        const exponent = right.factors.size === 0 ? right.coefficient : Number.NaN;
        return Number.isInteger(exponent) && Math.abs(exponent) <= 6 ? powerOf(left, exponent) : null;
      }
      default:
        return null;
    }
  }

  #transpose(node: Extract<Expression, { kind: "transpose" }>): Rational {
    const { scalar, rest } = splitScalar(this.rational(node.of));
    if (node.shape.length < 2 || rest.factors.size === 0) return this.rational(node.of);
    const of = naturalExpression(rest, node.of.shape);
    return multiplyRationals(scalar, rationalAtom(transposed(of)));
  }

  #matmul(node: Extract<Expression, { kind: "matmul" }>): Rational {
    const left = splitScalar(this.rational(node.left));
    const right = splitScalar(this.rational(node.right));
    const scalar = multiplyRationals(left.scalar, right.scalar);
    if (isZero(scalar)) return scalar;
    const matrices = node.left.shape.length === 2 && node.right.shape.length === 2;
    const inner = node.right.shape[0];
    // A 1×1 matrix or a single inner index on both sides: the product is the elementwise one.
    if (matrices && inner?.value === 1 && (isSingle(node.left.shape) || isSingle(node.right.shape)))
      return multiplyRationals(scalar, multiplyRationals(left.rest, right.rest));
    if (matrices && left.rest.factors.size === 0)
      return multiplyRationals(
        scalar,
        this.rational(build.sum(expressionOf(right.rest, node.right.shape), [0], true)),
      );
    if (matrices && right.rest.factors.size === 0)
      return multiplyRationals(
        scalar,
        this.rational(build.sum(expressionOf(left.rest, node.left.shape), [1], true)),
      );
    const product = build.matmul(
      expressionOf(left.rest, node.left.shape),
      expressionOf(right.rest, node.right.shape),
    );
    return multiplyRationals(scalar, rationalAtom(product));
  }

  #sum(node: Extract<Expression, { kind: "sum" | "max" }>): Rational {
    const { scalar, rest } = splitScalar(this.rational(node.of));
    if (isZero(scalar)) return scalar;
    const natural = naturalShape(rest, node.of.shape.length);
    const stretched = node.axes.filter((axis) => natural[axis]?.value === 1);
    const repeats = stretched.reduce<Rational>(
      (product, axis) => multiplyRationals(product, sizeRational(node.of.shape[axis] ?? constant(1))),
      scalar,
    );
    const axes = node.axes.filter((axis) => !stretched.includes(axis));
    if (axes.length === 0 && (node.keepdims || isSingle(node.shape) || rest.factors.size === 0))
      return multiplyRationals(repeats, rest);
    const of = expressionOf(rest, natural);
    if (sumsToOne(of, axes)) return repeats;
    // What does not change along the classes stands before their sum: Σ v yₖ = v.
    const [fixed, moving] = alongAxes(rest, axes, natural.length);
    if (node.keepdims && sumsToOne(expressionOf(moving, natural), axes))
      return multiplyRationals(repeats, fixed);
    const whole = axes.length === natural.filter((size) => size.value !== 1).length;
    const summed = whole
      ? build.sum(of)
      : build.sum(of, node.keepdims ? axes : [...axes, ...stretched], node.keepdims);
    const shaped = whole || node.keepdims ? summed : build.reshape(summed, reducedShape(natural, node.axes));
    return multiplyRationals(repeats, rationalAtom(shaped));
  }
}

/** A formula as what stands in front of it (1/m) and the rest. */
export function splitFront(node: Expression): { readonly front: Expression; readonly rest: Expression } {
  const { front, rest } = splitPlain(new Simplifier().rational(node));
  return { front: expressionOf(front, []), rest: expressionOf(rest, node.shape) };
}

/** The formula as a graph of exactly this shape. */
export function expressionOf(rational: Rational, shape: Sizes): Expression {
  const node = buildRational(rational);
  if (sameShape(node.shape, shape)) return node;
  return isSingle(shape) ? build.reshape(node, shape) : build.broadcastTo(padded(node, shape), shape);
}

/** The formula as a graph of the least shape of the same rank. */
function naturalExpression(rational: Rational, shape: Sizes): Expression {
  return expressionOf(rational, naturalShape(rational, shape.length));
}

/** The shape without stretching: axes along which nothing varies have length 1. */
function naturalShape(rational: Rational, rank: number): Sizes {
  const own = buildRational(rational).shape;
  return Array.from({ length: rank }, (_, axis) => own[axis - rank + own.length] ?? constant(1));
}

function padded(node: Expression, shape: Sizes): Expression {
  // A 1×1 product among vectors: broadcasting from the left would add an axis.
  return node.shape.length > shape.length && isSingle(node.shape) ? build.reshape(node, []) : node;
}

function buildRational(rational: Rational): Expression {
  if (isZero(rational)) return build.number(0);
  const above: Expression[] = [];
  const below: Expression[] = [];
  const factors = [...rational.factors.values()].sort(
    (a, b) => Number(isScalarBase(b.base)) - Number(isScalarBase(a.base)),
  );
  for (const factor of factors) (factor.power > 0 ? above : below).push(powerExpression(factor));
  const numerator = productOf(rational.coefficient, above);
  return below.length === 0 ? numerator : build.divide(numerator, productOf(1, below));
}

function powerExpression({ base, power }: Power): Expression {
  const one = base.kind === "atom" ? base.atom : buildPolynomial(base.polynomial);
  const times = Math.abs(power);
  return times === 1 ? one : build.binary("power", one, build.number(times));
}

function buildPolynomial(polynomial: Polynomial): Expression {
  const [first, ...others] = termRationals(polynomial);
  if (first === undefined) return build.number(0);
  return others.reduce((sum, term) => {
    const size = buildRational({ ...term, coefficient: Math.abs(term.coefficient) });
    return term.coefficient < 0 ? build.subtract(sum, size) : build.add(sum, size);
  }, buildRational(first));
}

function productOf(coefficient: number, factors: readonly Expression[]): Expression {
  const [first, ...others] = factors;
  if (first === undefined) return build.number(coefficient);
  const product = others.reduce((so_far, factor) => build.times(so_far, factor), first);
  if (coefficient === 1) return product;
  return coefficient === -1 ? build.negate(product) : build.times(build.number(coefficient), product);
}

function sizeRational(size: Size): Rational {
  const terms = size.terms.map((term) =>
    term.factors.reduce<Rational>(
      (product, factor) => multiplyRationals(product, rationalAtom(build.sizeNumber(symbol(factor)))),
      rationalNumber(term.coefficient),
    ),
  );
  return addRationals(terms) ?? rationalAtom(build.sizeNumber(size));
}

/** A product as the factors that are the same all along the axes, and the others. */
function alongAxes(rational: Rational, axes: readonly number[], rank: number): readonly [Rational, Rational] {
  const isFixed = (factor: Power) => {
    const shape = naturalShape({ coefficient: 1, factors: new Map([["", factor]]) }, rank);
    return axes.every((axis) => shape[axis]?.value === 1);
  };
  const all = [...rational.factors];
  const part = (fixed: boolean) => new Map(all.filter(([, factor]) => isFixed(factor) === fixed));
  return [
    { coefficient: rational.coefficient, factors: part(true) },
    { coefficient: 1, factors: part(false) },
  ];
}

/** The sum of a one-hot matrix along the axis of the classes. */
function sumsToOne(node: Expression, axes: readonly number[]): boolean {
  if (node.kind === "transpose")
    return sumsToOne(
      node.of,
      axes.map((axis) => node.shape.length - 1 - axis),
    );
  if (node.kind !== "variable") return false;
  if (node.role === "one-hot-columns") return axes.length === 1 && axes[0] === 0;
  if (node.role !== "one-hot") return false;
  return axes.length === 1 && axes[0] === node.shape.findLastIndex((size) => size.value !== 1);
}

function transposed(node: Expression): Expression {
  if (isSingle(node.shape)) return node;
  if (node.kind === "transpose") return node.of;
  if (node.kind === "matmul" && node.left.shape.length === 2 && node.right.shape.length === 2)
    return build.matmul(transposed(node.right), transposed(node.left));
  return build.transpose(node);
}

function reducedShape(shape: Sizes, axes: readonly number[]): Sizes {
  return shape.filter((_, axis) => !axes.includes(axis));
}
