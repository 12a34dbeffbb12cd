import * as arrays from "../../src/algebra/array";
import * as e from "../../src/algebra/expression";
import { constant, symbol } from "../../src/algebra/size";

/** The five models of the course's derivations, as formulas, with the names under which they are printed. */
export interface ModelCase {
  readonly name: string;
  readonly loss: e.Expression;
  readonly printed: readonly { readonly of: e.Expression; readonly tex: string }[];
  readonly parameters: readonly e.Expression[];
}

const m = symbol("m");
const n = symbol("n");
const h = symbol("h");
const classes = symbol("K");
const one = constant(1);
export const sizes = new Map([
  ["m", 5],
  ["n", 3],
  ["h", 4],
  ["h_1", 4],
  ["h_2", 3],
  ["K", 2],
]);

const X = e.variable("X", [m, n]);
const Y = e.variable("Y", [m, one]);
const number = e.number;
const log = (of: e.Expression) => e.unary("log", of);
const overM = (of: e.Expression) => e.divide(of, e.sizeNumber(m));
const lambda = e.variable("lambda", [], "\\lambda", "hyperparameter");

/** A name for a node once it is computed, as a textbook writes A and no longer σ(Z). */
function named(list: readonly (readonly [e.Expression, string])[]) {
  const by = new Map(list.map(([node, name]) => [node.key, e.variable(name, node.shape, name, "computed")]));
  return (node: e.Expression) => e.substitute(node, by);
}

function crossEntropy(a: e.Expression, y: e.Expression): e.Expression {
  const terms = e.add(e.times(y, log(a)), e.times(e.subtract(number(1), y), log(e.subtract(number(1), a))));
  return e.negate(overM(e.sum(terms)));
}

const penalty = (w: e.Expression) =>
  e.times(e.divide(lambda, e.times(number(2), e.sizeNumber(m))), e.sum(e.times(w, w)));

function gradients(loss: e.Expression, of: readonly e.Expression[]): e.Expression[] {
  return e.derivative(loss, of);
}

function logistic(): ModelCase {
  const w = e.variable("w", [n, one], "w", "parameter");
  const b = e.variable("b", [], "b", "parameter");
  const Z = e.add(e.matmul(X, w), b);
  // Written the long way, as a learner writes it: printing must not depend on it.
  const A = e.unary("sigmoid", Z);
  const loss = e.add(crossEntropy(A, Y), penalty(w));
  const short = named([[A, "A"]]);
  const [dA, dZ, dw, db] = gradients(loss, [A, Z, w, b]).map(short);
  if (!dA || !dZ || !dw || !db) throw new Error("a gradient is missing");
  const withE = named([[e.subtract(e.variable("A", A.shape, "A", "computed"), Y), "E"]]);
  return {
    name: "logistic neuron",
    loss,
    parameters: [w, b],
    printed: [
      { of: Z, tex: "X w + b \\mathbf 1" },
      {
        of: short(loss),
        tex: "-\\frac1m\\bigl[Y^\\top \\ln A + (1 - Y)^\\top \\ln(1 - A)\\bigr] + \\frac{\\lambda}{2 m} w^\\top w",
      },
      { of: dA, tex: "\\frac1m \\frac{A - Y}{A \\odot (1 - A)}" },
      { of: dZ, tex: "\\frac1m(A - Y)" },
      { of: dw, tex: "\\frac1m X^\\top(A - Y) + \\frac{\\lambda}{m} w" },
      { of: db, tex: "\\frac1m \\mathbf 1^\\top(A - Y)" },
      { of: withE(e.simplify(dw)), tex: "\\frac1m X^\\top E + \\frac{\\lambda}{m} w" },
      { of: withE(e.simplify(db)), tex: "\\frac1m \\mathbf 1^\\top E" },
    ],
  };
}

function sample(): ModelCase {
  const x = e.variable("x", [n, one]);
  const w = e.variable("w", [n, one], "w", "parameter");
  const b = e.variable("b", [], "b", "parameter");
  const y = e.variable("y", []);
  const z = e.add(e.matmul(e.transpose(w), x), b);
  const a = e.unary("sigmoid", z);
  const terms = e.add(e.times(y, log(a)), e.times(e.subtract(number(1), y), log(e.subtract(number(1), a))));
  const loss = e.negate(e.reshape(terms, []));
  const short = named([[a, "a"]]);
  const [da, dz, dw, db] = gradients(loss, [a, z, w, b]).map(short);
  if (!da || !dz || !dw || !db) throw new Error("a gradient is missing");
  return {
    name: "one sample",
    loss,
    parameters: [w, b],
    printed: [
      { of: z, tex: "w^\\top x + b" },
      { of: short(loss), tex: "-\\bigl[y \\ln a + (1 - y) \\ln(1 - a)\\bigr]" },
      { of: da, tex: "\\frac{a - y}{a(1 - a)}" },
      { of: dz, tex: "a - y" },
      { of: dw, tex: "(a - y) x" },
      { of: db, tex: "a - y" },
    ],
  };
}

function linear(): ModelCase {
  const w = e.variable("w", [n, one], "w", "parameter");
  const b = e.variable("b", [], "b", "parameter");
  const T = e.variable("T", [m, one]);
  const R = e.subtract(e.add(e.matmul(X, w), b), T);
  const loss = overM(e.sum(e.times(R, R)));
  const short = named([[R, "R"]]);
  const [dw, db] = gradients(loss, [w, b]).map(short);
  if (!dw || !db) throw new Error("a gradient is missing");
  return {
    name: "linear neuron",
    loss,
    parameters: [w, b],
    printed: [
      { of: R, tex: "X w + b \\mathbf 1 - T" },
      { of: short(loss), tex: "\\frac1m R^\\top R" },
      { of: dw, tex: "\\frac2m X^\\top R" },
      { of: db, tex: "\\frac2m \\mathbf 1^\\top R" },
    ],
  };
}

function softmaxLayer(): ModelCase {
  const W = e.variable("W", [n, classes], "W", "parameter");
  const c = e.variable("c", [one, classes], "c", "parameter");
  const hot = e.variable("Yk", [m, classes], "Y", "one-hot");
  const S = e.add(e.matmul(X, W), c);
  const P = e.softmax(S, 1);
  const loss = e.negate(overM(e.sum(e.times(hot, log(P)))));
  const short = named([[P, "P"]]);
  const [dS, dW, dc] = gradients(loss, [S, W, c]).map(short);
  if (!dS || !dW || !dc) throw new Error("a gradient is missing");
  return {
    name: "softmax layer",
    loss,
    parameters: [W, c],
    printed: [
      { of: S, tex: "X W + \\mathbf 1 c" },
      { of: short(loss), tex: "-\\frac1m \\sum Y \\odot \\ln P" },
      { of: dS, tex: "\\frac1m(P - Y)" },
      { of: dW, tex: "\\frac1m X^\\top(P - Y)" },
      { of: dc, tex: "\\frac1m \\mathbf 1^\\top(P - Y)" },
    ],
  };
}

function twoLayers(activation: "sigmoid" | "relu", local: string): ModelCase {
  const W1 = e.variable("W1", [n, h], "W_1", "parameter");
  const b1 = e.variable("b1", [one, h], "b_1", "parameter");
  const W2 = e.variable("W2", [h, one], "W_2", "parameter");
  const b2 = e.variable("b2", [], "b_2", "parameter");
  const Z1 = e.add(e.matmul(X, W1), b1);
  const A1 = e.unary(activation, Z1);
  const Z2 = e.add(e.matmul(A1, W2), b2);
  const A2 = e.unary("sigmoid", Z2);
  const loss = e.add(crossEntropy(A2, Y), e.add(penalty(W1), penalty(W2)));
  const A1v = e.variable("A_1", A1.shape, "A_1", "computed");
  const Z1v = e.variable("Z_1", Z1.shape, "Z_1", "computed");
  const A2v = e.variable("A_2", A2.shape, "A_2", "computed");
  const D2v = e.variable("D_2", A2.shape, "D_2", "computed");
  const by = new Map([
    [A2.key, A2v],
    [A1.key, A1v],
    [Z1.key, Z1v],
  ]);
  const short = (node: e.Expression) => {
    const first = e.simplify(e.substitute(node, by));
    return e.substitute(first, new Map([[e.subtract(A2v, Y).key, D2v]]));
  };
  const [dW2, db2, dZ1, dW1] = gradients(loss, [W2, b2, Z1, W1]).map(short);
  if (!dW2 || !db2 || !dZ1 || !dW1) throw new Error("a gradient is missing");
  return {
    name: `two layers, ${activation}`,
    loss,
    parameters: [W1, b1, W2, b2],
    printed: [
      { of: Z1, tex: "X W_1 + \\mathbf 1 b_1" },
      { of: e.substitute(Z2, new Map([[A1.key, A1v]])), tex: "A_1 W_2 + b_2 \\mathbf 1" },
      { of: dW2, tex: "\\frac1m A_1^\\top D_2 + \\frac{\\lambda}{m} W_2" },
      { of: db2, tex: "\\frac1m \\mathbf 1^\\top D_2" },
      { of: dZ1, tex: `\\frac1m(D_2 W_2^\\top) \\odot ${local}` },
    ],
  };
}

export const models: readonly ModelCase[] = [
  sample(),
  logistic(),
  linear(),
  softmaxLayer(),
  twoLayers("sigmoid", "A_1 \\odot (1 - A_1)"),
  twoLayers("relu", "[Z_1 > 0]"),
];

/** Random values for all names of a formula: labels 0 or 1, one-hot rows, activations and λ between 0 and 1. */
export function randomBindings(nodes: readonly e.Expression[], random: () => number): e.Bindings {
  const variables = new Map<string, arrays.NumberArray>();
  for (const node of nodes)
    for (const each of e.variablesOf(node).values()) {
      const shape = each.shape.map((size) => e.evaluateSize(size, sizes));
      const fill = (f: (at: number) => number) =>
        arrays.arrayOf(
          Float64Array.from({ length: arrays.count(shape) }, (_, at) => f(at)),
          shape,
        );
      const [rows = 1, columns = 1] = shape;
      const labels = Array.from({ length: rows }, () => Math.floor(random() * columns));
      if (variables.has(each.name)) continue;
      if (each.role === "one-hot")
        variables.set(
          each.name,
          fill((at) => (at % columns === labels[Math.floor(at / columns)] ? 1 : 0)),
        );
      else if (each.role === "one-hot-columns") {
        const classes = Array.from({ length: columns }, () => Math.floor(random() * rows));
        variables.set(
          each.name,
          fill((at) => (Math.floor(at / columns) === classes[at % columns] ? 1 : 0)),
        );
      } else if (/^[yY]$/.test(each.name))
        variables.set(
          each.name,
          fill(() => Math.round(random())),
        );
      else if (each.role === "hyperparameter" || /^[aAP]/.test(each.name))
        variables.set(
          each.name,
          fill(() => 0.1 + 0.8 * random()),
        );
      else
        variables.set(
          each.name,
          fill(() => 2 * random() - 1),
        );
    }
  return { variables, sizes };
}

/** Central differences with h = 1e-5. */
export function numericGradient(
  loss: e.Expression,
  parameter: e.VariableNode,
  at: e.Bindings,
): arrays.NumberArray {
  const value = at.variables.get(parameter.name);
  if (value === undefined) throw new Error(`no value for ${parameter.name}`);
  const flat = arrays.elements(value);
  const step = 1e-5;
  const lossAt = (place: number, by: number) => {
    const moved = flat.map((each, index) => (index === place ? each + by : each));
    const variables = new Map(at.variables).set(parameter.name, arrays.arrayOf(moved, value.shape));
    return arrays.item(e.evaluate(loss, { ...at, variables }));
  };
  const gradient = Float64Array.from(
    flat,
    (_, place) => (lossAt(place, step) - lossAt(place, -step)) / (2 * step),
  );
  return arrays.arrayOf(gradient, value.shape);
}

export function relativeError(a: arrays.NumberArray, b: arrays.NumberArray): number {
  const difference = arrays.norm(arrays.zip(a, b, (left, right) => left - right));
  const scale = arrays.norm(a) + arrays.norm(b);
  return scale === 0 ? 0 : difference / scale;
}

export function randomFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}
