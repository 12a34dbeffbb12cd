import type { Span } from "../../base/span";
import type { Expression, Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { ActivationName } from "../derivation/model";
import type { Mistake } from "./comparison";
import type { PieceEdit } from "./edits";

/** Of each kind at most so many are tried: each costs a check. */
const most = 24;

export interface Surroundings {
  /** How the program writes the number of samples. */
  readonly counts: readonly string[];
  /** Of the layers. */
  readonly activations: readonly ActivationName[];
}

/**
 * Rewritings of one expression near a gradient that would cure a mistake, the likely ones first. `near` are the places of the
 * wrong gradients; the functions around them, and those that are called there, are looked through.
 */
export function rewritesOf(
  mistake: Mistake,
  module: Module,
  near: readonly Span[],
  { counts, activations }: Surroundings,
): PieceEdit[] {
  const region = regionOf(module, near);
  const { text } = module;
  const source = ({ span }: { readonly span: Span }) => text.slice(span.start, span.end);
  const put = (node: { readonly span: Span }, written: string): PieceEdit => ({
    shown: written,
    span: node.span,
    text: written,
  });
  const differences = region.flatMap((node) =>
    node.kind === "binary" && node.operator === "-" ? [node] : [],
  );
  switch (mistake) {
    case "sign":
      return limited([
        ...differences.map((node) => put(node, `${source(node.right)} - ${grouped(node.left, source)}`)),
        ...region.flatMap((node) =>
          node.kind === "unary" && node.operator === "-" ? [put(node, source(node.operand))] : [],
        ),
      ]);
    case "penalty_sign":
      return limited(differences.map((node) => put(node, `${source(node.left)} + ${source(node.right)}`)));
    case "missing_mean":
    case "bias_not_averaged":
      return limited([
        ...means(region, source, put),
        ...differences.flatMap((node) =>
          counts.slice(0, 3).map((count) => put(node, `(${source(node)}) / ${count}`)),
        ),
      ]);
    case "factor_two":
      return limited([
        ...region.flatMap((node) => withoutTwo(node, source, put)),
        ...differences.map((node) => put(node, `2 * (${source(node)})`)),
      ]);
    case "penalty_not_averaged":
      return limited(
        region.flatMap((node) => {
          if (node.kind !== "binary") return [];
          if (node.operator === "/") return [put(node, source(node.left))];
          if (node.operator !== "+") return [];
          const sum = `${source(node.left)} + ${source(node.right)}`;
          return counts.slice(0, 3).map((count) => put(node, `${sum} / ${count}`));
        }),
      );
    case "missing_activation_derivative":
    case "wrong_activation_derivative":
      return limited(slopes(region, mistake === "wrong_activation_derivative", activations, source, put));
    case "label_missing":
      return limited(withLabels(region, source, put));
    case "uses_z_for_a":
    case "wrong_layer_input":
      return limited(otherNames(region, near, source, put));
    default:
      return [];
  }
}

type Source = (node: { readonly span: Span }) => string;
type Put = (node: { readonly span: Span }, written: string) => PieceEdit;

function limited(edits: readonly PieceEdit[]): PieceEdit[] {
  return edits.slice(0, most);
}

/** `np.sum(…)` as `np.mean(…)`. */
function means(region: readonly Expression[], source: Source, put: Put): PieceEdit[] {
  return region.flatMap((node) => {
    if (node.kind !== "call" || node.callee.kind !== "attribute" || node.callee.name !== "sum") return [];
    const { object, nameSpan } = node.callee;
    const call = source(node);
    const from = nameSpan.start - node.span.start;
    void object;
    return [put(node, `${call.slice(0, from)}mean${call.slice(from + 3)}`)];
  });
}

function withoutTwo(node: Expression, source: Source, put: Put): PieceEdit[] {
  if (node.kind !== "binary") return [];
  const isTwo = (side: Expression) => side.kind === "number" && side.value === 2;
  if (node.operator === "*" && isTwo(node.left)) return [put(node, source(node.right))];
  if ((node.operator === "*" || node.operator === "/") && isTwo(node.right))
    return [put(node, source(node.left))];
  return [];
}

/** Another array of the same function in place of one, those on the lines of the wrong gradients first. */
function otherNames(
  region: readonly Expression[],
  near: readonly Span[],
  source: Source,
  put: Put,
): PieceEdit[] {
  const places = region.filter(({ kind }) => kind === "name" || kind === "attribute" || kind === "subscript");
  const isNear = (node: Expression) =>
    near.some(({ start, end }) => node.span.start >= start && node.span.end <= end);
  const written = [...new Set(places.map(source))].filter((each) => /^[\w.]+(\[[^\]]*\])?$/.test(each));
  const ordered = [...places.filter(isNear), ...places.filter((node) => !isNear(node))];
  return ordered.flatMap((node) => {
    const own = source(node);
    return written.filter((other) => other !== own && isAlike(own, other)).map((other) => put(node, other));
  });
}

/** z1 and a1, zs and activations, cache["Z1"] and A1: names that differ in a letter, or are written in the same way. */
function isAlike(own: string, other: string): boolean {
  const number = (name: string) => /\d+/.exec(name)?.[0] ?? "";
  const owner = (name: string) => name.slice(0, name.lastIndexOf(".") + 1);
  return owner(own) === owner(other) && (number(own) === number(other) || own.length === other.length);
}

const labelName = /^(self\.)?(y|t|yb|tb|y_?true|y_?batch|targets?|labels?|one_?hot|y_?(one)?_?hot|d)$/i;

/** The derivative of an activation in its own value, or in what goes into it. */
function slopeOf(activation: ActivationName, of: string): string | null {
  switch (activation) {
    case "sigmoid":
      return `${of} * (1 - ${of})`;
    case "tanh":
      return `(1 - ${of} ** 2)`;
    case "relu":
      return `(${of} > 0)`;
    default:
      return null;
  }
}

/** The error that comes down through a product, times the derivative; in place of another factor where one is wrong. */
function slopes(
  region: readonly Expression[],
  inPlace: boolean,
  activations: readonly ActivationName[],
  source: Source,
  put: Put,
): PieceEdit[] {
  const names = [
    ...new Set(region.filter(({ kind }) => kind === "name" || kind === "attribute").map(source)),
  ];
  const likely = names.filter((name) =>
    /^(self\.)?(a|h|z|s|out|output|hidden|act|x|y)\w{0,6}\d*$/i.test(name),
  );
  const factors = [...new Set(activations)].flatMap((each) =>
    likely.flatMap((name) => slopeOf(each, name) ?? []),
  );
  const products = region.filter((node) => isMatrixProduct(node));
  const targets = inPlace
    ? region.flatMap((node) =>
        node.kind === "binary" && node.operator === "*" ? [{ node, kept: node.left }] : [],
      )
    : products.map((node) => ({ node, kept: node }));
  return factors.flatMap((factor) =>
    targets.slice(0, 3).map(({ node, kept }) => put(node, `${source(kept)} * ${factor}`)),
  );
}

function isMatrixProduct(node: Expression): boolean {
  if (node.kind === "binary") return node.operator === "@";
  return node.kind === "call" && node.callee.kind === "attribute" && /^(dot|matmul)$/.test(node.callee.name);
}

/** `a` as `a - y`. */
function withLabels(region: readonly Expression[], source: Source, put: Put): PieceEdit[] {
  const places = region.filter(({ kind }) => kind === "name" || kind === "attribute" || kind === "subscript");
  const labels = [...new Set(places.map(source))].filter((each) => labelName.test(each));
  return places.flatMap((node) =>
    labels.filter((each) => each !== source(node)).map((label) => put(node, `(${source(node)} - ${label})`)),
  );
}

function grouped(node: Expression, source: Source): string {
  const isSum = node.kind === "binary" && (node.operator === "+" || node.operator === "-");
  return isSum ? `(${source(node)})` : source(node);
}

/** The expressions of the functions around the places, and of those that are called there. */
function regionOf(module: Module, near: readonly Span[]): Expression[] {
  const functions = collect(module.body, isFunction);
  const around = functions.filter(({ span }) =>
    near.some(({ start, end }) => span.start <= start && end <= span.end),
  );
  const own = around.length > 0 ? around.flatMap(({ body }) => collect(body, isExpression)) : [];
  const top = own.length > 0 ? own : collect(module.body, isExpression);
  const called = new Set(
    top.flatMap((node) => {
      if (node.kind !== "call") return [];
      if (node.callee.kind === "name") return [node.callee.id];
      return node.callee.kind === "attribute" ? [node.callee.name] : [];
    }),
  );
  // A layer's backward is given what the loss's backward makes.
  const related = functions.filter(
    (each) =>
      !around.includes(each) && (called.has(each.name) || /grad|back|deriv|prime|delta/i.test(each.name)),
  );
  const further = related.flatMap(({ body }) => collect(body, isExpression));
  const all = [...new Set([...top, ...further])];
  const distance = ({ span }: Expression) =>
    Math.min(
      ...near.map(({ start }) => (span.start <= start ? start - span.start : 2 * (span.start - start))),
    );
  return all.sort((a, b) => distance(a) - distance(b));
}

function isFunction(part: {
  readonly kind?: unknown;
}): part is Extract<Module["body"][number], { kind: "function" }> {
  return part.kind === "function" && "body" in part;
}

const statements = new Set([
  "assign",
  "augmented-assign",
  "expression",
  "return",
  "if",
  "for",
  "while",
  "with",
  "try",
  "function",
  "class",
]);

function isExpression(part: { readonly kind?: unknown }): part is Expression {
  return typeof part.kind === "string" && "span" in part && !statements.has(part.kind);
}

function collect<T>(
  part: unknown,
  is: (part: { readonly kind?: unknown }) => part is T & { readonly kind?: unknown },
): T[] {
  const found: T[] = [];
  walk(part, (each) => {
    if (is(each)) found.push(each);
  });
  return found;
}
