import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Site } from "../interpreter/value";
import { lastName } from "../syntax/names";
import type { BinaryOperator, Expression } from "../syntax/tree";
import type { Trace, Traced } from "./symbolsTrace";

/** Names under which programs keep the strength of a penalty, and the learning rate. */
export const penaltyName =
  /^(l1|l2|lam\w*|lmbda|reg(ulari[sz]ation)?(_?(strength|lambda|rate|param|coef\w*))?|weight_decay|l[12]_\w+|beta_?reg)$/i;
export const rateName =
  /^((current|cur|initial|init|base|new)_?)?(lr\d?|learning_?rate(_?decay)?|lr_?decay|eta\d?|alpha|rate|step(_?size)?|l_?rate|(tasa|taxa|ritmo|taux)(_?(de_?|d_?)?(aprendizaje|aprendizado|apprentissage))?|alfa|paso|lernrate|schrittweite|xuexi_?lv|buchang|학습[률율]|学习率|学習率|步长)(_(t|k|i|n|now|epoch|current|init))?$/i;
/** And how many samples a step is made of. */
export const batchName = /^(mini_?)?batch_?(size|sz|len|length)$|^(bs|size_batch|minibatchsize)$/i;

/** `len(x)`, `x.shape[0]` */
export function isCount(value: Expression): boolean {
  if (value.kind === "call") return value.callee.kind === "name" && value.callee.id === "len";
  return value.kind === "subscript" && value.object.kind === "attribute" && value.object.name === "shape";
}

/** Whether a learning rate stands in front of all of it. */
export function hasRate(trace: Trace, step: e.Expression): boolean {
  if (![...trace.namesIn(step)].some((name) => name.startsWith("h"))) return false;
  return [...e.variablesOf(step).values()].some((each) => {
    if (!rateName.test(each.tex)) return false;
    const without = e.substitute(step, new Map([[each.key, e.number(0)]]));
    return arrays.norm(trace.read(without)) === 0;
  });
}

/** The same, as the formula shows it: `rate * (…)`. That is seen without going through all of it. */
export function showsRate(step: e.Expression): boolean {
  switch (step.kind) {
    case "variable":
      return step.name.startsWith("h") && rateName.test(step.tex);
    case "unary":
      return step.operation === "negate" && showsRate(step.of);
    case "broadcast":
    case "reshape":
      return showsRate(step.of);
    case "binary":
      if (step.operation === "divide") return showsRate(step.left);
      return step.operation === "multiply" && (showsRate(step.left) || showsRate(step.right));
    default:
      return false;
  }
}

/** A place in the program, as `ParameterPlaces` names it. */
export function placeOf(site: Site<Traced>): string {
  return `${site.frame.module.file}:${site.node.span.start}:${site.node.span.end}`;
}

/** What `x - u` or `x + u` takes away from x. */
export function stepOf(operator: BinaryOperator, step: e.Expression | null): e.Expression | null {
  if (step === null) return null;
  return operator === "-" ? step : operator === "+" ? e.negate(step) : null;
}

/** `self.w = self.w - …`, `W1 = params["W1"] - …`, `new_w = w - …`: the value goes back to where it was taken from. */
export function sameTarget(site: Expression, target: Expression): boolean {
  if (site.kind !== "binary") return false;
  const name = lastName(target).toLowerCase();
  // `w = (1 - decay) * w - …`: by its own name alone.
  const shrunk = [site.left].flatMap((side) =>
    side.kind === "binary" && side.operator === "*" ? [side.left, side.right] : [],
  );
  if (name !== "" && shrunk.some((side) => lastName(side).toLowerCase() === name)) return true;
  // `delta_output = y - output` steps y, if anything.
  const sides = site.operator === "-" ? [site.left] : [site.left, site.right];
  return sides.some((side) => {
    const other = lastName(side).toLowerCase();
    if (other === "" || name === "") return false;
    if (name === other) return true;
    // `f_wb = x * w + b` is no step of b: what is added to has to have the same name, or be called the new one.
    if (site.operator === "+") return /new|next|updated/.test(name) && isPart(other, name);
    return isPart(other, name) || isPart(name, other);
  });
}

/** A name inside another: `w` of `new_w` and `w1`, `weight` of `weights`, but not the `b` of `f_wb`. */
function isPart(part: string, whole: string): boolean {
  if (part.length > 2) return whole.includes(part);
  return whole.split(/[_\d]+/).includes(part) || whole.split("_").includes(part);
}

/** What the step is taken from, also where it is made smaller first: `(1 - decay) * w - …`. */
export function targetOf(site: Expression): Expression {
  if (site.kind !== "binary") return site;
  const { left } = site;
  return left.kind === "binary" && left.operator === "*" && lastName(left.right) !== "" ? left.right : left;
}

/** `params[key] - …` in a comprehension, which gives it no name; `getattr(self, name) - …`, which gives it none that is seen. */
export function isItem(site: Expression): boolean {
  if (site.kind !== "binary") return false;
  const { left } = site;
  return isRead(site) || (left.kind === "subscript" && left.index.kind === "name");
}

/** `getattr(self, name) - …` */
export function isRead(site: Expression): boolean {
  if (site.kind !== "binary" || site.left.kind !== "call") return false;
  const { callee } = site.left;
  return callee.kind === "name" && callee.id === "getattr";
}

/** The array in `(1 - rate * decay) * array`; null for anything else (`0.9 * velocity` is none that is stepped). */
export function shrunk(node: e.Expression): e.Expression | null {
  if (node.kind !== "binary" || node.operation !== "multiply" || node.shape.length === 0) return null;
  if (isDecay(node.left)) return node.right;
  return isDecay(node.right) ? node.left : null;
}

/** `1 - rate * decay` */
export function isDecay(node: e.Expression): boolean {
  if (node.kind === "broadcast" || node.kind === "reshape") return isDecay(node.of);
  if (node.kind !== "binary" || node.right.kind !== "binary") return false;
  if (node.operation !== "subtract" && node.operation !== "add") return false;
  if (node.left.kind !== "number" || node.left.value !== 1) return false;
  return [...e.variablesOf(node).keys()].every((name) => name.startsWith("h"));
}

/** `b -= g` where g is larger than b: the parameter would become as large. */
export function grows(before: e.Expression, after: e.Expression): boolean {
  // Only what is known to be a parameter: labels minus predictions are no step.
  if (before.kind !== "variable" || !before.name.startsWith("p")) return false;
  const size = e.sizeOf(before.shape).value ?? 1;
  return size > 1 && (e.sizeOf(after.shape).value ?? 1) > size;
}
