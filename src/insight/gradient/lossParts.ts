import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace } from "../../domains/symbolsTrace";
import { rateName } from "../../domains/symbolsUpdates";
import { lastName } from "../../syntax/names";
import type { LossAnatomy, LossPlace } from "./anatomy";

/** A sum that goes into another one is not the loss, but for one that has the name, in a total over steps that has none. */
export function withoutParts(trace: Trace, found: readonly Candidate[]): Candidate[] {
  const all = found.filter(
    (each) =>
      !found.some(
        (other) =>
          isCollectedFrom(trace, each, other) || isPercentage(each, other) || isRunning(trace, each, other),
      ),
  );
  return all.filter(
    (each) =>
      !all.some(
        (other) =>
          other !== each &&
          !(each.rank > other.rank && each.rank > 1 && goesOverSteps(trace, each, other)) &&
          isLinearPart(trace, each.node, other.node),
      ),
  );
}

/** `print("cost", cost * 100)`: the loss is what has the name. */
function isPercentage(shown: Candidate, loss: Candidate): boolean {
  if (loss.rank < Math.max(2, shown.rank) || shown.syntax.kind === "name") return false;
  const { node } = shown;
  if (node.kind !== "binary" || node.operation !== "multiply") return false;
  const [own, other] = node.left.kind === "number" ? [node.right, node.left] : [node.left, node.right];
  return other.kind === "number" && other.value === 100 && own.key === loss.node.key;
}

/** `smooth_loss = 0.999 * smooth_loss + 0.001 * loss`: some of what it has been so far, and some of the loss. */
function isRunning(trace: Trace, shown: Candidate, loss: Candidate): boolean {
  if (shown === loss || loss.rank < Math.max(2, shown.rank) || !isLinearPart(trace, loss.node, shown.node))
    return false;
  const inner = unshaped(loss.node);
  const at = (value: number) =>
    e.substitute(shown.node, new Map([[inner.key, e.broadcastTo(e.number(value), inner.shape)]]));
  const rest = at(0);
  if ([...trace.namesIn(rest)].some((name) => name.startsWith("p"))) return false;
  const before = arrays.item(trace.read(rest));
  const share = arrays.item(trace.read(at(1))) - before;
  return before !== 0 && share > 0 && share < 1;
}

/** `epoch_loss += loss * len(batch)`: as often as there are samples, and to be divided by them later. */
function isCollectedFrom(trace: Trace, total: Candidate, loss: Candidate): boolean {
  const isTotal = (each: Candidate) => trace.stepNames.has(lastName(each.syntax));
  if (total === loss || loss.rank < Math.max(2, total.rank) || !isTotal(total) || isTotal(loss)) return false;
  if (!isLinearPart(trace, loss.node, total.node)) return false;
  const inner = unshaped(loss.node);
  const none = e.substitute(total.node, new Map([[inner.key, e.broadcastTo(e.number(0), inner.shape)]]));
  return arrays.item(trace.read(none)) === 0;
}

/** The whole has a rate in it, and other data: it was collected while the parameters were stepped. */
function goesOverSteps(trace: Trace, part: Candidate, whole: Candidate): boolean {
  const own = trace.namesIn(part.node);
  const others = [...e.variablesOf(whole.node).values()].filter(({ name }) => !own.has(name));
  const hasRate = others.some(({ name, tex }) => name.startsWith("h") && rateName.test(tex));
  return hasRate && others.some(({ name }) => /^[xykp]/.test(name));
}

/** The whole is the part times a number, plus what has nothing to do with it: a sum and its average, not a mean and its root. */
function isLinearPart(trace: Trace, part: e.Expression, whole: e.Expression): boolean {
  const inner = unshaped(part);
  if (part.key === whole.key || !e.topological(whole).some(({ key }) => key === inner.key)) return false;
  const value = arrays.item(trace.read(inner));
  const [first, second, third] = [0, 1, 2].map((by) => {
    const put = e.broadcastTo(e.number(value + by), inner.shape);
    return arrays.item(trace.read(e.substitute(whole, new Map([[inner.key, put]]))));
  });
  if (first === undefined || second === undefined || third === undefined) return false;
  const bend = Math.abs(first - 2 * second + third);
  return bend <= 1e-9 * (Math.abs(first) + Math.abs(second) + Math.abs(third) + 1);
}

/** Computed with one number of a parameter moved, as a numeric gradient does: it shows no layer of that parameter. */
export function isMoved(node: e.Expression): boolean {
  const isWhole = (each: e.Expression) => each.kind === "variable" && each.name.startsWith("p");
  return e.topological(node).some((each) => each.kind === "where" && (isWhole(each.yes) || isWhole(each.no)));
}

export function unshaped(node: e.Expression): e.Expression {
  return node.kind === "reshape" ? node.of : node;
}

export interface Candidate extends LossAnatomy {
  readonly order: number;
  readonly elsewhere: readonly LossPlace[];
}
