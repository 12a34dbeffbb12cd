import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace } from "../../domains/symbolsTrace";
import type { NeuronAnatomy } from "./anatomy";

/** The loss as a sum: what no data enters is a penalty, one for each strength and each power of the parameters. */
export function splitLoss(
  trace: Trace,
  loss: e.Expression,
): { readonly data: e.Expression; readonly penalties: readonly e.Expression[] } {
  const penalties = new Map<string, e.Expression>();
  let data: e.Expression = e.number(0);
  // Where the data are numbers of the program's own, nothing tells them from other numbers; a strength does.
  const hasData = [...trace.namesIn(loss)].some(isData);
  const terms = summands(trace, loss);
  const owners = terms.filter((term) => ownArrays(trace, term, terms).size > 0);
  const isOfData = (term: e.Expression) => [...trace.namesIn(term)].some(isData);
  // An error without its label is made of squares, too: of the largest array, where all data are in such terms.
  const error = terms.filter(isOfData).length === owners.length ? largestOf(trace, owners) : undefined;
  for (const term of terms) {
    const owned = term === error ? none : ownArrays(trace, term, terms);
    const names = [...trace.namesIn(term)].filter((name) => !owned.has(name));
    const ofData = hasData ? names.some(isData) : !names.some((name) => name.startsWith("h"));
    if (ofData || !names.some((name) => name.startsWith("p"))) data = e.add(data, term);
    else {
      const strengths = names.filter((name) => name.startsWith("h")).sort();
      const key = `${strengths.join()} ${degree(trace, term)}`;
      const before = penalties.get(key);
      penalties.set(key, before === undefined ? term : e.add(before, term));
    }
  }
  return { data, penalties: [...penalties.values()] };
}

function largestOf(trace: Trace, terms: readonly e.Expression[]): e.Expression | undefined {
  const size = (term: e.Expression) =>
    [...trace.namesIn(term)]
      .filter(isData)
      .reduce((sum, name) => sum + arrays.count(trace.variables.get(name)?.shape ?? []), 0);
  return terms.toSorted((a, b) => size(b) - size(a))[0];
}

const none: ReadonlySet<string> = new Set();

/**
 * Arrays of the program's own that a penalty is made with: `lam * sum(mask * w ** 2)`, `theta @ units @ theta`, `sum((D @ w) ** 2)`.
 * Nothing else of the loss has them, and it is made of absolute values or of squares, which an error is not.
 */
function ownArrays(trace: Trace, term: e.Expression, all: readonly e.Expression[]): ReadonlySet<string> {
  const own = [...trace.namesIn(term)].filter(isData);
  if (own.length === 0 || all.length < 2 || own.some((name) => !name.startsWith("k"))) return none;
  const others = all.filter((each) => each !== term);
  if (others.some((each) => own.some((name) => trace.namesIn(each).has(name)))) return none;
  return [2e6, 4e6].includes(degree(trace, term)) ? new Set(own) : none;
}

/** By what a term grows when all parameters are doubled: 2 for absolute values, 4 for squares. */
function degree(trace: Trace, term: e.Expression): number {
  const doubled = new Map(trace.variables);
  for (const name of trace.namesIn(term)) {
    const value = trace.variables.get(name);
    if (name.startsWith("p") && value !== undefined)
      doubled.set(
        name,
        arrays.map(value, (each) => 2 * each),
      );
  }
  const size = arrays.norm(trace.read(term));
  const grown = arrays.norm(e.evaluate(term, { variables: doubled, sizes: new Map() }));
  return size === 0 ? 0 : Math.round((1e6 * grown) / size);
}

function isData(name: string): boolean {
  return /^[xyk]/.test(name);
}

/** What a loss is a sum of. */
export function summands(trace: Trace, node: e.Expression): readonly e.Expression[] {
  const isPlain = (each: e.Expression) => [...trace.namesIn(each)].every((name) => name.startsWith("h"));
  if (node.kind === "reshape" && e.isSingle(node.of.shape))
    return summands(trace, node.of).map((term) => e.reshape(term, node.shape));
  // The mean of a list of losses.
  if (node.kind === "sum" && e.isSingle(node.shape) && node.of.kind === "concatenate")
    return node.of.parts.flatMap((part) => summands(trace, e.reshape(e.sum(part), node.shape)));
  if (node.kind === "sum" && e.isSingle(node.of.shape))
    return summands(trace, e.reshape(node.of, node.shape));
  if (node.kind === "concatenate" && node.parts.length === 1 && e.isSingle(node.shape))
    return node.parts.flatMap((part) => summands(trace, e.reshape(part, node.shape)));
  if (node.kind === "unary" && node.operation === "negate") return summands(trace, node.of).map(e.negate);
  if (node.kind !== "binary") return [node];
  const { left, right } = node;
  switch (node.operation) {
    case "add":
      return [...summands(trace, left), ...summands(trace, right)];
    case "subtract":
      return [...summands(trace, left), ...summands(trace, right).map(e.negate)];
    case "multiply":
      if (isPlain(left)) return summands(trace, right).map((term) => e.times(left, term));
      return isPlain(right) ? summands(trace, left).map((term) => e.times(term, right)) : [node];
    case "divide":
      return isPlain(right) ? summands(trace, left).map((term) => e.divide(term, right)) : [node];
    default:
      return [node];
  }
}

/** The loss as if all labels, which are what it is made of besides what its last layer is made of, were 0. */
export function withoutLabels(
  trace: Trace,
  neurons: readonly NeuronAnatomy[],
  data: e.Expression,
): e.Expression {
  const inside = new Set(neurons.flatMap(({ linear }) => [...trace.namesIn(linear)]));
  const labels = [...e.variablesOf(data).values()].filter(
    ({ name }) => /^[yk]/.test(name) && !inside.has(name),
  );
  return e.substitute(
    data,
    new Map(labels.map(({ key, shape }) => [key, e.broadcastTo(e.number(0), shape)])),
  );
}
