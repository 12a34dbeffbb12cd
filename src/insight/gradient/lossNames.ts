import * as e from "../../algebra/expression";
import type { Trace, ValueTrace } from "../../domains/symbolsTrace";
import type { Call, Expression } from "../../syntax/tree";

/** Names that are a loss's own. */
const proper =
  "loss|cost|objective|entropy|xent|[bc]ce(?![a-z])|(^|_)(ce|kl)(?![a-z])|hinge|huber|divergence|nll|^j$|criterion|energy|p[eé]rdida|perda(?![a-z])|perte|verlust|custo|co[uû]t(?![a-z])|sunshi|daijia|손실|비용|목적|损失|代价|損失";

export const lossName = new RegExp(`${proper}|error|mse|sse|rss|mae|^c$|^l$|risk|오차`, "i");

/** Those that can hardly be anything else's; an "error" may be reported beside a loss that is never computed. */
export const strongLossName = new RegExp(`${proper}|(?<!r)mse|sse|rss`, "i");

/** Of these a program may report one that it does not train by. */
const metricName = /mse|sse|rss|mae/i;

/** Names that are a loss's own and no metric's. */
export const properLossName = new RegExp(proper, "i");

/** The name of a metric, and nothing in it that says that it is the loss. */
export function isMetricName(name: string): boolean {
  return metricName.test(name) && !properLossName.test(name);
}

/** What is climbed and not descended: its negative is the loss. */
export const likelihoodName = /^(?!.*(neg|nll|loss|cost)).*(log_?lik|likelihood|^ll$)/i;

/** `losses.append(loss / m)`: what is noted in a list of losses is a loss. */
export function noteLossList(trace: Trace, call: Call): void {
  const { callee } = call;
  if (callee.kind !== "attribute" || callee.name !== "append" || !lossName.test(nameOf(callee.object)))
    return;
  const list = nameOf(callee.object);
  const isStrong = strongLossName.test(list);
  for (const argument of call.arguments) trace.lossArguments.set(argument.value, { isStrong, list });
}

/** `print("loss:", value)`, `print(f"cost {value}")`: what is shown under a loss's name. */
export function noteLossReport(trace: Trace, call: Call): void {
  if (call.callee.kind !== "name" || call.callee.id !== "print") return;
  let said = "";
  const look = (part: Expression) => {
    if (part.kind !== "string") {
      // It may be another one than the step goes down, only to be looked at.
      if (shownName.test(said)) trace.lossArguments.set(part, { isStrong: false, list: "loss" });
      said = "";
      return;
    }
    for (const each of part.parts) {
      if (typeof each === "string") said = each;
      else look(each.value);
    }
  };
  for (const { value } of call.arguments) look(value);
}

const shownName = /(loss|cost|objective|손실|비용)[^\w%]*$/i;

/** An expression that goes by the name of a loss. */
export function isLossLike(trace: Trace, syntax: Expression): boolean {
  if (trace.lossArguments.has(syntax)) return true;
  const name = nameOf(syntax);
  return lossName.test(name) && !/grad|deriv|prime|backward|^d[_a-zA-Z]|acc|기울기|미분/i.test(name);
}

/** A number that has been computed under a name like "loss". */
export function isLossValue(trace: Trace, { syntax, node }: ValueTrace): boolean {
  return (
    e.isSingle(node.shape) &&
    isLossLike(trace, syntax) &&
    [...trace.namesIn(node)].some((name) => name.startsWith("p"))
  );
}

/** The name that an expression goes by: of a variable, an attribute, an item, or the function that is called. */
export function nameOf(syntax: Expression): string {
  switch (syntax.kind) {
    case "name":
      return syntax.id;
    case "attribute":
      return syntax.name;
    case "call":
      return nameOf(syntax.callee);
    case "subscript": {
      const { index } = syntax;
      return index.kind === "string" ? index.parts.filter((part) => typeof part === "string").join("") : "";
    }
    default:
      return "";
  }
}
