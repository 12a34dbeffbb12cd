import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy, LossAnatomy } from "./anatomy";
import type { ProgramCheck } from "./check";
import { sampleCounts } from "./comparison";
import { targetName } from "./entry";
import { splitLoss } from "./lossTerms";
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

function isUnlabelled(anatomy: Anatomy, loss: LossAnatomy): boolean {
  const { trace, layers } = anatomy;
  // A penalty may have a mask of its own.
  const { data: node } = splitLoss(trace, loss.node);
  const last = layers.at(-1);
  if (arrays.item(trace.read(node)) <= 0) return false;
  if (leavesLabel(trace) && isOfParameters(anatomy, node)) return true;
  if (last === undefined) return false;
  // The model says 0 where the product is nothing, or, behind an activation, where that is.
  const ways = last.isIdentity ? (["product"] as const) : (["product", "activation"] as const);
  const isOf = (way: (typeof ways)[number]) =>
    isOfNothing(
      anatomy,
      node,
      last.neurons.map((neuron) => neuron[way]),
    );
  return ways.some(isOf) && !readsBeside(anatomy, node, last) && hasLabels(anatomy, node);
}

/** The loss has data besides those that its last layer is made of: labels in front of it, as a margin has them. */
function readsBeside({ trace }: Anatomy, loss: e.Expression, { neurons }: LayerAnatomy): boolean {
  const inside = new Set(neurons.flatMap(({ linear }) => [...trace.namesIn(linear)]));
  return [...trace.namesIn(loss)].some((name) => /^[xyk]/.test(name) && !inside.has(name));
}

/** Whatever the model is made of: without its parameters there is no loss at all. */
function isOfParameters({ trace, parameters }: Anatomy, loss: e.Expression): boolean {
  const without = parameters.map(({ leaf }) => [leaf.key, e.broadcastTo(e.number(0), leaf.shape)] as const);
  return arrays.item(trace.read(e.substitute(loss, new Map(without)))) === 0;
}

function leavesLabel({ unread }: Anatomy["trace"]): boolean {
  return [...unread].some((name) => targetName.test(name));
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
  const withSources = (node: e.Expression) =>
    [...trace.namesIn(node)].flatMap((name) => [name, ...trace.sourcesOf(name)]);
  const used = new Set(withSources(loss));
  // Labels that are Python's own numbers have no names in formulas, but in the program's text.
  const isNamed = [...used].some((name) => /^[xyk]/.test(name));
  if (isNamed ? leavesLabel(trace) : trace.unread.size > 0) return true;
  const counts = sampleCounts(anatomy);
  for (const { from } of trace.parameters)
    if (from !== undefined) for (const name of withSources(from)) used.add(name);
  return [...trace.variables].some(([name, { shape }]) => {
    if (!/^[yk]/.test(name) || used.has(name)) return false;
    const sizes = shape.filter((size) => size > 1);
    return sizes.length === 1 && counts.includes(sizes[0] ?? 1);
  });
}
