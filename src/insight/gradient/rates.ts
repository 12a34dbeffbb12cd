import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { rateName } from "../../domains/symbolsUpdates";
import { lastName } from "../../syntax/names";

/** What stands in front of a step, by key, and what there is in its place in a gradient. */
export type Rate = ReadonlyMap<string, e.Expression>;

/**
 * The rate of each step, replaced by 1: named ones, or a literal that all steps share. It may be hidden in an array that was
 * computed from the program's own data alone: `0.1 * X.T @ error`.
 */
export function ratesOf(trace: Trace, updates: readonly UpdateTrace[]) {
  const named = updates.map(({ step }) => namedRate(trace, step));
  const own = (update: UpdateTrace) => literalRate(trace, [update], true);
  if (named.some((rate) => rate.size > 0)) {
    // `w -= rate * dw` and `b -= 0.01 * db`
    const rates = updates.map((each, at) => (named[at]?.size === 0 ? own(each) : (named[at] ?? new Map())));
    return { rates, steps: updates };
  }
  const cut = cutRate(trace, updates);
  if (cut.size > 0) return { rates: updates.map(() => cut), steps: updates };
  const literal = literalRate(trace, updates);
  if (literal.size > 0) return { rates: updates.map(() => literal), steps: updates };
  // `w -= 0.01 * dw` and `b -= 0.1 * db`
  const apart = updates.map(own);
  if (apart.every((rate) => rate.size > 0)) return { rates: apart, steps: updates };
  const steps = updates.map((each) => ({ ...each, step: trace.writtenOut(each.step) }));
  const hidden = literalRate(trace, steps);
  return { rates: updates.map(() => hidden), steps: hidden.size > 0 ? steps : updates };
}

/** The names of rates by which the whole step is multiplied. */
export function namedRate(trace: Trace, step: e.Expression): Rate {
  const names = [...e.variablesOf(step).values()].filter(
    (each) => rateName.test(each.tex) && scales(trace, each, step),
  );
  if (names.length === 0) return new Map();
  return new Map([...names, ...shortened(trace, step)].map(({ key }) => [key, e.number(1)]));
}

/** What a line search has made of a rate, `step *= 0.5`: not what the number of the samples has a part in. */
function shortened(trace: Trace, step: e.Expression): readonly e.Expression[] {
  const found = e.topological(step).filter((node) => {
    if (node.kind !== "binary" || node.operation !== "multiply" || !e.isSingle(node.shape)) return false;
    return isShortened(trace, node);
  });
  const keys = new Set(found.map(({ key }) => key));
  const named = trace.values.filter(
    ({ syntax, node }) => keys.has(node.key) && rateName.test(lastName(syntax)),
  );
  return found.filter(({ key }) => named.some(({ node }) => node.key === key));
}

function isShortened(trace: Trace, node: e.Expression): boolean {
  if (node.kind === "variable") return rateName.test(node.tex);
  if (node.kind === "binary" && node.operation === "multiply")
    return isShortened(trace, node.left) && isShortened(trace, node.right);
  if (node.kind !== "number" || node.value <= 0 || node.value > 1) return false;
  if (node.value === 1) return true;
  const count = Math.round(1 / node.value);
  const isShare = Math.abs(node.value * count - 1) < 1e-9;
  const isCount = [...trace.variables].some(([name, { shape }]) => /^[xyk]/.test(name) && shape[0] === count);
  return !isShare || !isCount;
}

/** `w - t * g`, where a line search has made t, whatever it is called, another number than it was. */
function cutRate(trace: Trace, updates: readonly UpdateTrace[]): Rate {
  const inLine = ({ site, frame }: UpdateTrace) =>
    trace.values.flatMap(({ syntax, node, frame: where }) => {
      const isHere = syntax.span.start >= site.span.start && syntax.span.end <= site.span.end;
      const isCut = trace.stepNames.has(lastName(syntax)) && isShortened(trace, node);
      return isHere && where.module.file === frame.module.file && isCut ? [node.key] : [];
    });
  const [first = [], ...others] = updates.map((update) => new Set(inLine(update)));
  const shared = [...first].find((key) => others.every((each) => each.has(key)));
  return shared === undefined ? new Map() : new Map([[shared, e.number(1)]]);
}

/** The number that all steps are multiplied by; `here`: written in the line of the step itself. */
function literalRate(trace: Trace, updates: readonly UpdateTrace[], here = false): Rate {
  const shared = (nodes: readonly (readonly e.Expression[])[]): e.Expression | undefined =>
    nodes[0]?.find((node) => nodes.every((list) => list.some((each) => each.key === node.key)));
  // The step that a call of ours takes has no rate: a number in there belongs to the gradient. And `b -= 0 * e` has lost it.
  const own = updates.filter(
    ({ frame, step }) => frame.module.file !== "" && arrays.norm(trace.read(step)) > 0,
  );
  if (own.length === 0) return new Map();
  const literal =
    shared(
      own.map((update) => literalFactors(trace, update.step).filter((each) => isIn(trace, each, update))),
    ) ?? (here ? undefined : shared(own.map(({ step }) => literalFactors(trace, step))));
  if (literal?.kind !== "number") return new Map();
  return new Map([
    [literal.key, e.number(literal.value / (writtenRate(trace, literal.value) ?? literal.value))],
  ]);
}

/** Whether the rate stands in one place alone: a number like 0.1 may be among the data too. */
export function isOnce(step: e.Expression, rate: Rate): boolean {
  const uses = e.topological(step).flatMap((node) => e.operands(node).filter(({ key }) => rate.has(key)));
  return uses.length < 2 || uses.some(({ kind }) => kind !== "number");
}

export function withoutFactors(step: e.Expression, rate: Rate): e.Expression {
  const factors = [...rate.entries()].flatMap(([key, instead]) => {
    const own = e.topological(step).find((node) => node.key === key);
    return own === undefined ? [] : [e.divide(instead, own)];
  });
  return factors.reduce((node, factor) => e.times(node, factor), step);
}

/** Without it there is no step. The `alpha` of a penalty has a rate's name too, but is not in front of all. */
function scales(trace: Trace, rate: e.VariableNode, step: e.Expression): boolean {
  const without = e.substitute(step, new Map([[rate.key, e.number(0)]]));
  return arrays.norm(trace.read(without)) === 0;
}

/** The number is written in the update itself: `w -= 0.5 * g`, whatever g is made of. */
function isIn(trace: Trace, number: e.Expression, { site, frame }: UpdateTrace): boolean {
  return trace.values.some(
    ({ syntax, node, frame: where }) =>
      node.key === number.key &&
      (syntax.kind === "number" || syntax.kind === "unary" || syntax.kind === "binary") &&
      where.module.file === frame.module.file &&
      syntax.span.start >= site.span.start &&
      syntax.span.end <= site.span.end,
  );
}

/** Numbers that multiply the whole, and that the program writes as numbers: 1/len(x) is none. */
function literalFactors(
  trace: Trace,
  node: e.Expression,
  known = new Map<string, readonly e.Expression[]>(),
): readonly e.Expression[] {
  // A formula holds many parts more than once.
  const before = known.get(node.key);
  if (before !== undefined) return before;
  const found = factorsIn(trace, node, known);
  known.set(node.key, found);
  return found;
}

function factorsIn(
  trace: Trace,
  node: e.Expression,
  known: Map<string, readonly e.Expression[]>,
): readonly e.Expression[] {
  const inside = (...parts: readonly e.Expression[]) => [
    ...new Set(parts.flatMap((part) => literalFactors(trace, part, known))),
  ];
  const ofBoth = (left: e.Expression, right: e.Expression) => {
    if (isZero(left) || isZero(right)) return inside(isZero(left) ? right : left);
    const others = new Set(inside(right).map(({ key }) => key));
    return inside(left).filter(({ key }) => others.has(key));
  };
  switch (node.kind) {
    case "number":
      return isWritten(trace, node) ? [node] : [];
    case "matmul":
      return inside(node.left, node.right);
    case "transpose":
    case "reshape":
    case "broadcast":
    case "sum":
    case "index":
    case "scatter":
      return inside(node.of);
    // A piece among zeros: `theta[1:] -= 0.1 * grad[1:]`.
    case "where":
      return ofBoth(node.yes, node.no);
    case "unary":
      return node.operation === "negate" ? inside(node.of) : [];
    case "binary":
      if (node.operation === "multiply") return inside(node.left, node.right);
      if (node.operation === "add") return ofBoth(node.left, node.right);
      return node.operation === "divide" ? inside(node.left) : [];
    default:
      return [];
  }
}

function isZero(node: e.Expression): boolean {
  if (node.kind === "broadcast" || node.kind === "reshape") return isZero(node.of);
  return node.kind === "number" && node.value === 0;
}

function isWritten(trace: Trace, node: e.Expression): boolean {
  return node.kind === "number" && writtenRate(trace, node.value) !== null;
}

/** The number itself as it is written, or in `0.01 * 2` the one that is no whole number. */
function writtenRate(trace: Trace, number: number): number | null {
  const { key } = e.number(number);
  for (const { syntax, node } of trace.values) {
    if (node.key !== key) continue;
    if (syntax.kind === "number" && !Number.isInteger(number)) return number;
    // `w += -0.1 * g`, `w += -rate * g`
    const isNegated = syntax.kind === "unary" && syntax.operator === "-" && number < 0;
    const negated = isNegated ? writtenRate(trace, -number) : null;
    if (negated !== null) return negated;
    if (syntax.kind !== "binary" || syntax.operator !== "*") continue;
    const rates = [syntax.left, syntax.right].flatMap((side) =>
      side.kind === "number" && !Number.isInteger(side.value) ? [side.value] : [],
    );
    if (rates.length === 1 && [syntax.left, syntax.right].every((side) => side.kind === "number"))
      return rates[0] ?? null;
  }
  return null;
}
