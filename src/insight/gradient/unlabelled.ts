import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LossAnatomy } from "./anatomy";
import type { ProgramCheck } from "./check";
import { sampleCounts } from "./comparison";
import { withMistake } from "./reset";
import { attempt } from "./trace";

/**
 * `err = prediction` in place of `prediction - y`, which both the loss and its gradient are made of: the gradient is the loss's, and
 * what is learned is zeros. Beside what the last layer says nothing of the data is left in the loss, it is 0 where the model says 0,
 * and there is an array with one number a sample that nothing is made of.
 */
export function withLostLabel(check: ProgramCheck, anatomy: Anatomy, loss: LossAnatomy): ProgramCheck {
  if (check.verdict !== "right" || attempt(() => isUnlabelled(anatomy, loss)) !== true) return check;
  const all = check.parameters.map(() => true);
  return withMistake(check, "label_missing", all);
}

function isUnlabelled(anatomy: Anatomy, { node }: LossAnatomy): boolean {
  const { trace, layers } = anatomy;
  const last = layers.at(-1);
  if (last === undefined || arrays.item(trace.read(node)) <= 0) return false;
  // The model says 0 where the product is nothing, or, behind an activation, where that is.
  const ways = last.isIdentity ? (["product"] as const) : (["product", "activation"] as const);
  const isOf = (way: (typeof ways)[number]) =>
    isOfNothing(
      anatomy,
      node,
      last.neurons.map((neuron) => neuron[way]),
    );
  return ways.some(isOf) && hasLabels(anatomy, node);
}

/** Without these nothing of the data is left in the loss, and without the parameters it is 0. */
function isOfNothing({ trace }: Anatomy, loss: e.Expression, outputs: readonly e.Expression[]): boolean {
  const nothing = (each: e.Expression) => e.broadcastTo(e.number(0), each.shape);
  const rest = e.substitute(loss, new Map(outputs.map((each) => [each.key, nothing(each)])));
  const left = [...e.variablesOf(rest).values()];
  if (left.some(({ name }) => /^[xyk]/.test(name))) return false;
  const parameters = left.filter(({ name }) => name.startsWith("p"));
  const none = e.substitute(rest, new Map(parameters.map((each) => [each.key, nothing(each)])));
  return arrays.item(trace.read(none)) === 0;
}

function hasLabels(anatomy: Anatomy, loss: e.Expression): boolean {
  const { trace } = anatomy;
  const used = new Set([...trace.namesIn(loss)].flatMap((name) => [name, ...trace.sourcesOf(name)]));
  // Labels that are Python's own numbers have no names in formulas, but in the program's text.
  if (trace.leavesUnread && ![...used].some((name) => /^[xyk]/.test(name))) return true;
  const counts = sampleCounts(anatomy);
  return [...trace.variables].some(([name, { shape }]) => {
    if (!/^[yk]/.test(name) || used.has(name)) return false;
    const sizes = shape.filter((size) => size > 1);
    return sizes.length === 1 && counts.includes(sizes[0] ?? 1);
  });
}
