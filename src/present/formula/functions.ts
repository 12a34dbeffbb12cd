import type { Translate } from "../../base/translate";
import { shortName } from "../shapeText";
import { bracket, type Term } from "./term";

type Apply = (terms: readonly Term[], t: Translate) => Term | null;

/** The formula of an elementwise function for one element; null where none is known for this many operands. */
export function applyElementwise(name: string, terms: readonly Term[], t: Translate): Term | null {
  return (Object.hasOwn(functions, shortName(name)) ? functions[shortName(name)]?.(terms, t) : null) ?? null;
}

/** Whether the function of this name works on each element by itself. */
export function isElementwise(name: string): boolean {
  return Object.hasOwn(functions, shortName(name)) || otherElementwise.has(shortName(name));
}

/** Known to be elementwise, though no formula is written for them. */
const otherElementwise = new Set(
  "around asinh acosh atanh arcsin arccos arcsinh arccosh arctanh arctan2 ceil cbrt clip deg2rad exp2 expm1 expit fix floor invert isfinite isinf isnan log1p logaddexp logical_and logical_not logical_or logical_xor nan_to_num positive rad2deg rint round sigmoid sinc trunc where".split(
    " ",
  ),
);

function unary(
  tex: (inner: string) => string,
  word: (inner: string, t: Translate) => string,
  binding: Term["binding"] = "atom",
): Apply {
  return ([a, more], t) =>
    a === undefined || more !== undefined ? null : { tex: tex(a.tex), spoken: word(a.spoken, t), binding };
}

/** A function written by its name before its argument: `\tanh`. */
function named(tex: string, spoken: string): Apply {
  return ([a, more], t) =>
    a === undefined || more !== undefined
      ? null
      : {
          tex: `${tex}\\left(${a.tex}\\right)`,
          spoken: t("{0} applied to {1}", spoken, a.spoken),
          binding: "product",
        };
}

function binary(make: (a: Term, b: Term, t: Translate) => Term): Apply {
  return ([a, b, more], t) =>
    a === undefined || b === undefined || more !== undefined ? null : make(a, b, t);
}

const add = binary((a, b, t) => ({
  tex: `${a.tex} + ${negative(b) ? bracket(b, "atom").tex : b.tex}`,
  spoken: t("{0} plus {1}", a.spoken, b.spoken),
  binding: "sum",
}));

const subtract = binary((a, b, t) => ({
  tex: `${a.tex} - ${bracket(b, "product").tex}`,
  spoken: t("{0} minus {1}", a.spoken, b.spoken),
  binding: "sum",
}));

const multiply = binary((a, b, t) => {
  const sign = /^[\d.]/.test(b.tex) ? " \\cdot " : " \\, ";
  return {
    tex: `${bracket(a, "product").tex}${sign}${bracket(b, "product").tex}`,
    spoken: t("{0} times {1}", a.spoken, b.spoken),
    binding: "product",
  };
});

const divide = binary((a, b, t) => ({
  tex: `\\frac{${a.tex}}{${b.tex}}`,
  spoken: t("{0} divided by {1}", a.spoken, b.spoken),
  binding: "atom",
}));

const floorDivide = binary((a, b, t) => ({
  tex: `\\left\\lfloor \\frac{${a.tex}}{${b.tex}} \\right\\rfloor`,
  spoken: t("{0} divided by {1}, rounded down", a.spoken, b.spoken),
  binding: "atom",
}));

const remainder = binary((a, b, t) => ({
  tex: `${bracket(a, "atom").tex} \\bmod ${bracket(b, "atom").tex}`,
  spoken: t("{0} modulo {1}", a.spoken, b.spoken),
  binding: "sum",
}));

const power = binary((a, b, t) => ({
  tex: `${base(a)}^{${b.tex}}`,
  spoken: t("{0} to the power of {1}", a.spoken, b.spoken),
  binding: "atom",
}));

function base(term: Term): string {
  const inner = bracket(term, "atom").tex;
  return /\^/.test(inner) && !inner.startsWith("\\left(") ? `\\left(${inner}\\right)` : `{${inner}}`;
}

function negative(term: Term): boolean {
  return term.tex.startsWith("-");
}

/** A comparison holds or not: the bracket is 1 where it holds. */
function comparison(tex: string, word: (a: string, b: string, t: Translate) => string): Apply {
  return binary((a, b, t) => ({
    tex: `\\left[ ${a.tex} ${tex} ${b.tex} \\right]`,
    spoken: word(a.spoken, b.spoken, t),
    binding: "atom",
  }));
}

const less = comparison("<", (a, b, t) => t("whether {0} is less than {1}", a, b));
const lessEqual = comparison("\\le", (a, b, t) => t("whether {0} is at most {1}", a, b));
const greater = comparison(">", (a, b, t) => t("whether {0} is greater than {1}", a, b));
const greaterEqual = comparison("\\ge", (a, b, t) => t("whether {0} is at least {1}", a, b));
const equal = comparison("=", (a, b, t) => t("whether {0} equals {1}", a, b));
const notEqual = comparison("\\ne", (a, b, t) => t("whether {0} differs from {1}", a, b));

function extremum(tex: "\\max" | "\\min"): Apply {
  return binary((a, b, t) => ({
    tex: `${tex}\\left(${a.tex}, ${b.tex}\\right)`,
    spoken:
      tex === "\\max"
        ? t("the larger of {0} and {1}", a.spoken, b.spoken)
        : t("the smaller of {0} and {1}", a.spoken, b.spoken),
    binding: "atom",
  }));
}

const negate: Apply = ([a, more], t) =>
  a === undefined || more !== undefined
    ? null
    : { tex: `-${bracket(a, "product").tex}`, spoken: t("minus {0}", a.spoken), binding: "sum" };

const square: Apply = ([a, more], t) =>
  a === undefined || more !== undefined
    ? null
    : { tex: `${base(a)}^{2}`, spoken: t("{0} squared", a.spoken), binding: "atom" };

const exponential = unary(
  (a) => `e^{${a}}`,
  (a, t) => t("e to the power of {0}", a),
);
const absolute = unary(
  (a) => `\\left|${a}\\right|`,
  (a, t) => t("the absolute value of {0}", a),
);
const root = unary(
  (a) => `\\sqrt{${a}}`,
  (a, t) => t("the square root of {0}", a),
);
const reciprocal = unary(
  (a) => `\\frac{1}{${a}}`,
  (a, t) => t("1 divided by {0}", a),
);

const functions: Readonly<Record<string, Apply>> = {
  add,
  iadd: add,
  sub: subtract,
  isub: subtract,
  subtract,
  mul: multiply,
  imul: multiply,
  multiply,
  truediv: divide,
  itruediv: divide,
  divide,
  true_divide: divide,
  floordiv: floorDivide,
  ifloordiv: floorDivide,
  floor_divide: floorDivide,
  mod: remainder,
  imod: remainder,
  remainder,
  pow: power,
  ipow: power,
  power,
  float_power: power,
  lt: less,
  less,
  le: lessEqual,
  less_equal: lessEqual,
  gt: greater,
  greater,
  ge: greaterEqual,
  greater_equal: greaterEqual,
  eq: equal,
  equal,
  ne: notEqual,
  not_equal: notEqual,
  maximum: extremum("\\max"),
  fmax: extremum("\\max"),
  minimum: extremum("\\min"),
  fmin: extremum("\\min"),
  neg: negate,
  negative: negate,
  square,
  exp: exponential,
  abs: absolute,
  absolute,
  fabs: absolute,
  sqrt: root,
  reciprocal,
  log: named("\\ln", "ln"),
  log2: named("\\log_{2}", "log2"),
  log10: named("\\log_{10}", "log10"),
  sin: named("\\sin", "sin"),
  cos: named("\\cos", "cos"),
  tan: named("\\tan", "tan"),
  sinh: named("\\sinh", "sinh"),
  cosh: named("\\cosh", "cosh"),
  tanh: named("\\tanh", "tanh"),
  arctan: named("\\arctan", "arctan"),
  sign: named("\\operatorname{sgn}", "sign"),
};
