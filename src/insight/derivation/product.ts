import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Size } from "../../algebra/size";
import { evaluateLines, toyData, toyParameters } from "./bindings";
import type { DerivationLine } from "./lines";
import { batchGraph, type NeuronModel, sizeNumbers } from "./model";
import { withIndex } from "./numbers";

/**
 * Why the gradient of a layer's weights is this product of these two factors: built up sample by sample on three toy
 * samples until it is the product, and held against every other arrangement of the two. Plain data.
 */
export interface ProductStory {
  /** Of the step: "batch/weights-2". */
  readonly id: string;
  readonly left: ProductFactor;
  readonly right: ProductFactor;
  /** "X^\top E". */
  readonly tex: string;
  /** The gradient that the product is for, apart from what stands before it. */
  readonly gradientTex: string;
  /** "e_i x_i". */
  readonly termTex: string;
  readonly terms: readonly ProductTerm[];
  readonly product: Matrix;
  readonly arrangements: readonly Arrangement[];
}

export type Matrix = readonly (readonly number[])[];

export interface ProductFactor {
  readonly tex: string;
  readonly matrix: Matrix;
  /** The axis along which the samples lie. */
  readonly samples: "rows" | "columns";
}

/** What one sample adds. */
export interface ProductTerm {
  /** "e_1 x_1". */
  readonly tex: string;
  /** The sample's part of each factor: one column or one row. */
  readonly left: Matrix;
  readonly right: Matrix;
  readonly term: Matrix;
  /** The sum so far. */
  readonly sum: Matrix;
}

/** One way to put the two factors side by side. Sizes have their names, and their numbers where they are known. */
export interface Arrangement {
  readonly tex: string;
  readonly left: Sides;
  readonly right: Sides;
  /** The result's; null where the product does not exist. */
  readonly result: Sides | null;
  readonly verdict: ArrangementVerdict;
}

export type Sides = readonly [SizeText, SizeText];

export interface SizeText {
  /** "m". */
  readonly name: string;
  /** "364", or the name again. */
  readonly text: string;
}

export type ArrangementVerdict =
  /** The gradient. */
  | "gradient"
  /** The inner sizes differ. */
  | "inner"
  /** It can be computed, and has another shape than the weights. */
  | "shape"
  /** The inner sizes are equal by chance: they count different things. */
  | "chance-inner"
  /** The result has the weights' numbers by chance: its axes are exchanged. */
  | "chance-shape";

/** One for each layer, the last one first; a layer whose gradient is no product of two such factors has none. */
export function productStories(model: NeuronModel): readonly ProductStory[] {
  const graph = batchGraph(model);
  const toy = evaluateLines(model, graph, toyData(model), toyParameters);
  return toy.lines.flatMap((line): ProductStory[] => {
    if (line.topic !== "weights") return [];
    const product = productOf(line);
    return product === null ? [] : [storyOf(line, product, toy.evaluator, model)];
  });
}

type Product = Extract<e.Expression, { kind: "matmul" }>;

/** The product that adds up the samples. */
function productOf({ chain }: DerivationLine): Product | null {
  const last = chain.at(-1);
  if (last === undefined || !("kind" in last)) return null;
  const found = e
    .topological(last)
    .find(
      (node): node is Product =>
        node.kind === "matmul" &&
        node.left.shape.length === 2 &&
        node.right.shape.length === 2 &&
        node.left.shape[1]?.text === "m",
    );
  return found ?? null;
}

function storyOf(
  line: DerivationLine,
  product: Product,
  evaluator: e.Evaluator,
  model: NeuronModel,
): ProductStory {
  const [left, right] = [evaluator.value(product.left), evaluator.value(product.right)];
  const samples = left.shape[1] ?? 0;
  let sum: arrays.NumberArray | null = null;
  const terms = Array.from({ length: samples }, (_, at): ProductTerm => {
    const slice = { start: at, length: 1, step: 1 };
    const column = arrays.index(left, [{ start: 0, length: left.shape[0] ?? 0, step: 1 }, slice]);
    const row = arrays.index(right, [slice]);
    const term = arrays.matmul(column, row);
    const before: arrays.NumberArray | null = sum;
    const now = before === null ? term : arrays.zip(before, term, (a, b) => a + b);
    sum = now;
    return {
      tex: termTex(product, String(at + 1)),
      left: matrixOf(column),
      right: matrixOf(row),
      term: matrixOf(term),
      sum: matrixOf(now),
    };
  });
  return {
    id: line.id,
    left: { tex: factorTex(product.left), matrix: matrixOf(left), samples: "columns" },
    right: { tex: factorTex(product.right), matrix: matrixOf(right), samples: "rows" },
    tex: e.tex(product),
    gradientTex: line.left.tex,
    termTex: termTex(product, "i"),
    terms,
    product: matrixOf(evaluator.value(product)),
    arrangements: arrangementsOf(product, line.left.shape, sizeNumbers(model)),
  };
}

function matrixOf(array: arrays.NumberArray): Matrix {
  const [rows = 1, columns = 1] = array.shape;
  const elements = arrays.elements(array);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(elements.subarray(row * columns, (row + 1) * columns)),
  );
}

/** One sample's share: e₁ x₁, or x₁ᵀ e₁ where the error has several outputs. */
function termTex(product: Product, index: string): string {
  const scalar = [product.left, product.right].find((side) =>
    bare(side).shape.some((size) => size.value === 1),
  );
  const sides = [product.left, product.right].map((side) => withIndex(side, index));
  const [left, right] = sides.map(factorTex);
  if (scalar === undefined) return `${left}${e.glue(left ?? "", right ?? "")}`;
  // With one output the error is a number, and its place does not matter: it comes first, untransposed.
  const error = factorTex(withIndex(bare(scalar), index));
  const other = scalar === product.left ? product.right : product.left;
  return `${error}${e.glue(error, factorTex(withIndex(bare(other), index)))}`;
}

function bare(node: e.Expression): e.Expression {
  return node.kind === "transpose" ? node.of : node;
}

function factorTex(node: e.Expression): string {
  const printed = e.pieces(node);
  const text = e.tex(node);
  return printed.length > 1 ? `(${text})` : text;
}

/** The two factors in both orders, each as it is and transposed: all that NumPy's `@` could be given. */
function arrangementsOf(
  product: Product,
  weights: e.Sizes,
  numbers: ReadonlyMap<string, number>,
): Arrangement[] {
  const [a, b] = [bare(product.left), bare(product.right)];
  const forms = (node: e.Expression) => [node, e.transpose(node)];
  const pairs = [
    ...forms(a).flatMap((left) => forms(b).map((right) => [left, right] as const)),
    ...forms(b).flatMap((left) => forms(a).map((right) => [left, right] as const)),
  ];
  const found = pairs.map(([left, right]) => arrangement(left, right, product, weights, numbers));
  return found.sort((x, y) => rank(x.verdict) - rank(y.verdict));
}

function rank(verdict: ArrangementVerdict): number {
  return ["gradient", "chance-shape", "shape", "chance-inner", "inner"].indexOf(verdict);
}

function arrangement(
  left: e.Expression,
  right: e.Expression,
  product: Product,
  weights: e.Sizes,
  numbers: ReadonlyMap<string, number>,
): Arrangement {
  const sides = (shape: e.Sizes): Sides => [sizeText(shape[0], numbers), sizeText(shape[1], numbers)];
  const [l, r, w] = [sides(left.shape), sides(right.shape), sides(weights)];
  const tex = `${factorTex(left)}${e.glue(factorTex(left), factorTex(right))}`;
  const base = { tex, left: l, right: r };
  if (l[1].text !== r[0].text) return { ...base, result: null, verdict: "inner" };
  const result: Sides = [l[0], r[1]];
  if (l[1].name !== "m" || r[0].name !== "m") return { ...base, result, verdict: "chance-inner" };
  const isIt = e.simplify(e.matmul(left, right)).key === e.simplify(product).key;
  if (isIt) return { ...base, result, verdict: "gradient" };
  const fits = result[0].text === w[0].text && result[1].text === w[1].text;
  return { ...base, result, verdict: fits ? "chance-shape" : "shape" };
}

function sizeText(size: Size | undefined, numbers: ReadonlyMap<string, number>): SizeText {
  const name = size?.text ?? "1";
  return { name, text: String(size?.value ?? numbers.get(name) ?? name) };
}
