import * as e from "../../algebra/expression";
import type { Anatomy } from "../gradient/anatomy";
import { withoutGuards } from "../gradient/guards";
import { findLayers } from "../gradient/layers";

/**
 * The loss of an anatomy is told without the tiny numbers that guard it. Those under a root, √(variance + ε), are part of what
 * a normalised layer computes: they are put back as the program has them.
 */
export function withEpsilons(anatomy: Anatomy): Anatomy {
  const { trace, back, parameters } = anatomy;
  const [loss, ...others] = anatomy.losses;
  if (loss === undefined || anatomy.layers.length < 2) return anatomy;
  const epsilons = new Map<string, e.Expression>();
  for (const { node } of trace.values) {
    const epsilon = epsilonUnder(node);
    if (epsilon === null) continue;
    const own = e.substitute(node, back);
    const bare = withoutGuards(own);
    if (bare.key !== own.key) epsilons.set(bare.key, epsilon);
  }
  if (epsilons.size === 0) return anatomy;
  const node = e.rewrite(loss.node, (root, before) => {
    const epsilon = epsilons.get(before.key);
    if (epsilon === undefined || root.kind !== "binary") return null;
    return e.binary("power", e.add(root.left, epsilon), root.right);
  });
  if (node.key === loss.node.key) return anatomy;
  return { ...anatomy, losses: [{ ...loss, node }, ...others], layers: findLayers(trace, node, parameters) };
}

/** The number that is added under the root of a matrix or a row; null for any other formula. */
function epsilonUnder(node: e.Expression): e.Expression | null {
  if (node.kind !== "binary" || node.operation !== "power" || e.isSingle(node.shape)) return null;
  const { left: under, right: power } = node;
  if (power.kind !== "number" || power.value !== 0.5) return null;
  if (under.kind !== "binary" || under.operation !== "add") return null;
  return [under.left, under.right].find(({ kind }) => kind === "number") ?? null;
}
