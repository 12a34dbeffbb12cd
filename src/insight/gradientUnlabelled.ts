import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Anatomy, LossAnatomy } from "./gradientAnatomy";
import type { ProgramCheck } from "./gradientCheck";
import { sampleCounts } from "./gradientComparison";
import { withMistake } from "./gradientReset";
import { attempt } from "./gradientTrace";

/**
 * `err = prediction` in place of `prediction - y`, which both the loss and its gradient are made of: the gradient is the loss's, and
 * what is learned is zeros. Beside the last layer's product nothing of the data is left in the loss, it is 0 where the model says 0,
 * and there is an array with one number a sample that nothing is made of.
 */
export function withLostLabel(check: ProgramCheck, anatomy: Anatomy, loss: LossAnatomy): ProgramCheck {
  if (check.verdict !== "right" || attempt(() => isUnlabelled(anatomy, loss)) !== true) return check;
  const all = check.parameters.map(() => true);
  return withMistake(check, "label_missing", all);
}

function isUnlabelled(anatomy: Anatomy, { node }: LossAnatomy): boolean {
  const { trace, layers } = anatomy;
  const products = layers.at(-1)?.neurons.map(({ product }) => product) ?? [];
  if (products.length === 0 || arrays.item(trace.read(node)) <= 0) return false;
  const nothing = (each: e.Expression) => e.broadcastTo(e.number(0), each.shape);
  const rest = e.substitute(node, new Map(products.map((each) => [each.key, nothing(each)])));
  const left = [...e.variablesOf(rest).values()];
  if (left.some(({ name }) => /^[xyk]/.test(name))) return false;
  const parameters = left.filter(({ name }) => name.startsWith("p"));
  const none = e.substitute(rest, new Map(parameters.map((each) => [each.key, nothing(each)])));
  return arrays.item(trace.read(none)) === 0 && hasLabels(anatomy, node);
}

function hasLabels(anatomy: Anatomy, loss: e.Expression): boolean {
  const { trace } = anatomy;
  const used = new Set([...trace.namesIn(loss)].flatMap((name) => [name, ...trace.sourcesOf(name)]));
  const counts = sampleCounts(anatomy);
  return [...trace.variables].some(([name, { shape }]) => {
    if (!/^[yk]/.test(name) || used.has(name)) return false;
    const sizes = shape.filter((size) => size > 1);
    return sizes.length === 1 && counts.includes(sizes[0] ?? 1);
  });
}
