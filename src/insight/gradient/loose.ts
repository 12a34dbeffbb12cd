import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy } from "./anatomy";
import { type Comparison, gradientOf, type Suspicion } from "./comparison";

/** Mistakes that are looked for in the loss's formula itself, where its layers do not show them. */
export function* looseSuspicions(anatomy: Anatomy, comparison: Comparison): Generator<Suspicion> {
  yield* withoutLabels(anatomy, comparison);
  yield* withoutSlopes(anatomy, comparison);
}

/**
 * The labels forgotten wherever they stand: of a Huber loss it is not the prediction alone that remains. Where weights are put
 * together first there is no layer, and only what we hand in is known for labels.
 */
function* withoutLabels(anatomy: Anatomy, { data, parameter }: Comparison): Generator<Suspicion> {
  const output = anatomy.layers.at(-1);
  const [neuron] = output?.neurons ?? [];
  if (output !== undefined && (!output.isIdentity || neuron === undefined)) return;
  const inside = neuron === undefined ? null : e.variablesOf(neuron.linear);
  for (const leaf of e.variablesOf(data).values()) {
    const mayBe = inside === null ? /^y/ : /^[yk]/;
    if (inside?.has(leaf.name) || !mayBe.test(leaf.name) || leaf.shape.length === 0) continue;
    const zeros = e.broadcastTo(e.number(0), leaf.shape);
    yield {
      mistake: "label_missing",
      gradient: () => gradientOf(anatomy, e.substitute(data, new Map([[leaf.key, zeros]])), parameter.leaf),
    };
  }
}

/** More activations than this are not tried one by one. */
const mostActivations = 6;

/** Activations that no layer has, as something (a normalisation) stands between them and the product. */
function* withoutSlopes(anatomy: Anatomy, { data, parameter }: Comparison): Generator<Suspicion> {
  const { trace, layers } = anatomy;
  const seen = new Set(layers.flatMap(({ neurons }) => neurons.map(({ activation }) => activation.key)));
  const loose = e.topological(data).flatMap((node) => {
    const inner = activated(node);
    if (inner === null || seen.has(node.key) || e.isSingle(node.shape)) return [];
    const isLearned = [...trace.namesIn(inner)].some((name) => name.startsWith("p"));
    return isLearned && e.sameShape(inner.shape, node.shape) ? [{ node, inner }] : [];
  });
  for (const { node, inner } of loose.slice(0, mostActivations)) {
    const rest = arrays.zip(trace.read(node), trace.read(inner), (a, z) => a - z);
    const line = e.add(inner, e.constantArray(rest, node.shape));
    yield {
      mistake: "missing_activation_derivative",
      gradient: () => gradientOf(anatomy, e.substitute(data, new Map([[node.key, line]])), parameter.leaf),
    };
  }
}

/** What goes into an activation; null for anything else. */
function activated(node: e.Expression): e.Expression | null {
  if (node.kind === "unary") return ["tanh", "sigmoid"].includes(node.operation) ? node.of : null;
  if (node.kind !== "binary" || node.operation !== "maximum") return null;
  const [left, right] = [node.left, node.right].map(isZero);
  return left === right ? null : left === true ? node.right : node.left;
}

function isZero(node: e.Expression): boolean {
  if (node.kind === "broadcast" || node.kind === "reshape") return isZero(node.of);
  return node.kind === "number" && node.value === 0;
}
