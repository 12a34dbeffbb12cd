import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, Traced, UpdateTrace, ValueTrace } from "../../domains/symbolsTrace";
import type { BiasLine } from "../../domains/traceOptions";
import type { Frame } from "../../interpreter/value";
import { keyOf, lastName } from "../../syntax/names";
import type { Assign, AugmentedAssign, Expression, Module } from "../../syntax/tree";
import { walk } from "../../syntax/walk";
import type { LossAnatomy } from "./anatomy";
import { withoutGuards } from "./guards";
import { beforeIdle } from "./idle";

export interface FrozenBias {
  readonly name: string;
  readonly syntax: Expression;
  readonly frame: Frame<Traced>;
  /** Something is taken from such a number, and nobody saw where the rest was put. */
  readonly isLoose: boolean;
}

const biasName = /^_*(b\d*|b_\w*|theta_?0)$|bias|intercept|절편|편향/i;

/** A bias in the forward pass that no update changes: a number or an array that the program made and left. */
export function findFrozen(
  trace: Trace,
  updates: readonly UpdateTrace[],
  loss: LossAnatomy,
  back: ReadonlyMap<string, e.Expression>,
): FrozenBias[] {
  const search = new FrozenSearch(trace, updates, loss, back);
  for (const value of trace.values) search.lookAtSum(value);
  for (const line of trace.biasLines) search.lookAtLine(line);
  return search.found;
}

/** Something that is added, and what it is added to. */
interface Addend {
  readonly side: Expression;
  readonly node: e.Expression | undefined;
  readonly beside: e.Expression | undefined;
  /** Added, and not taken away. */
  readonly isSum: boolean;
}

class FrozenSearch {
  readonly #trace: Trace;
  readonly #loss: LossAnatomy;
  readonly #steps: Steps;
  readonly #weights: ReadonlySet<string>;
  /** The names of what is stepped. */
  readonly #stepped: ReadonlySet<string>;
  readonly #inLoss: ReadonlySet<string>;
  /** What each expression came to when it was first seen. */
  readonly #observed = new Map<Expression, ValueTrace>();
  readonly #found = new Map<string, FrozenBias>();

  /** What each parameter has become, with the parameter. */
  readonly #back: ReadonlyMap<string, e.Expression>;

  constructor(
    trace: Trace,
    updates: readonly UpdateTrace[],
    loss: LossAnatomy,
    back: ReadonlyMap<string, e.Expression>,
  ) {
    this.#trace = trace;
    this.#loss = loss;
    this.#back = back;
    this.#steps = new Steps(trace, updates);
    this.#weights = new Set(
      updates.flatMap(({ before }) => (before.kind === "variable" ? [before.name] : [])),
    );
    this.#stepped = new Set(updates.map(({ target }) => lastName(target)));
    this.#inLoss = new Set(e.topological(loss.node).map(({ key }) => key));
    for (const value of trace.values)
      if (!this.#observed.has(value.syntax)) this.#observed.set(value.syntax, value);
  }

  get found(): FrozenBias[] {
    return [...this.#found.values()];
  }

  /** `X @ w + b`, `w · x - b`: a sum on the way to the loss. */
  lookAtSum({ syntax, node: present, frame }: ValueTrace): void {
    const sum = frame.module.file === "" ? null : sumOf(syntax);
    if (sum === null) return;
    const own = this.#observed.get(syntax)?.node;
    // `w · x - b` too, but `A @ x - b` takes labels away: there it has to be a number that started at 0.
    const isSum = sum.operator === "+";
    const pairs = [[sum.right, sum.left] as const, ...(isSum ? [[sum.left, sum.right] as const] : [])];
    for (const [side, other] of pairs) {
      const [now, beside] = [side, other].map((each) => this.#observed.get(each)?.node);
      const node = now && beforeIdle(this.#trace, now);
      // Python's whole numbers are no formulas: `c = 0`, but for what is in the sum.
      const added = node ?? (isSum ? zeroIn(this.#trace, own, beside) : undefined);
      const isBias =
        this.#isOpen(side, node) &&
        this.#isBias({ side, node: added, beside, isSum }) &&
        !this.#isSetAnew(side, node, frame);
      // The loss may be that of other samples than those that are first seen, behind the step.
      const isWay = node === now ? this.#isForward(own) : own !== undefined && this.#isForwardLater(own);
      if (isBias && (isWay || (this.#isKept(side, node, present) && this.#isForwardLater(present))))
        this.#note(side, frame);
    }
  }

  /** `total = b`, and then products are added; `z += b`. */
  lookAtLine({ bias, target, isStart }: BiasLine): void {
    const own = this.#observed.get(bias);
    if (!this.#isOpen(bias, own?.node) || !isLeft(this.#trace, own?.node)) return;
    // What a sum of arrays starts from may be the labels.
    if (isStart && own !== undefined && !e.isSingle(own.node.shape)) return;
    // `b = b_in`, and b is stepped.
    if (isStart && this.#stepped.has(lastName(target))) return;
    const sum = this.#trace.values.find(
      ({ syntax, node, frame }) =>
        frame.module.file !== "" &&
        lastName(syntax) === lastName(target) &&
        bias.span.start < syntax.span.start &&
        hasAny(this.#trace, node, this.#weights) &&
        this.#isForward(node),
    );
    if (sum !== undefined) this.#note(bias, own?.frame ?? sum.frame);
  }

  /** What comes back from a later step of time is added to a product with the weights too, but not on the way to the loss. */
  #isForward(node: e.Expression | undefined): boolean {
    return (
      this.#loss.share !== undefined ||
      node === undefined ||
      this.#inLoss.has(node.key) ||
      this.#inLoss.has(withoutGuards(node).key)
    );
  }

  #isForwardLater(node: e.Expression): boolean {
    return this.#isForward(e.substitute(node, this.#back));
  }

  /** It is still the same array that is added: a name of its own may stand for another one in each pass. */
  #isKept(side: Expression, bias: e.Expression | undefined, sum: e.Expression): boolean {
    if (bias?.kind !== "variable" || !e.variablesOf(sum).has(bias.name)) return false;
    return side.kind === "attribute" || (side.kind === "name" && this.#isOnly(side.id, bias));
  }

  /** Nothing else goes by the name. */
  #isOnly(name: string, bias: e.Expression): boolean {
    return this.#trace.values.every(
      ({ syntax, node }) => syntax.kind !== "name" || syntax.id !== name || node.key === bias.key,
    );
  }

  /** `b = np.mean(y - X @ w)`: the name stands for something else later on, and not for another bias. */
  #isSetAnew(side: Expression, node: e.Expression | undefined, frame: Frame<Traced>): boolean {
    if (side.kind !== "name" || node?.kind !== "variable" || this.#trace.idle.arrays.has(node.key))
      return false;
    const isBiasToo = (other: e.Expression) => isLeft(this.#trace, other) || this.#back.has(other.key);
    return this.#trace.values.some(
      (each) =>
        each.frame === frame &&
        each.syntax.kind === "name" &&
        each.syntax.id === side.id &&
        each.node.key !== node.key &&
        !isBiasToo(each.node),
    );
  }

  #isOpen(side: Expression, node: e.Expression | undefined): boolean {
    const name = lastName(side);
    return name !== "" && !this.#found.has(name) && !this.#steps.haveChanged(side, node);
  }

  /** By its name beside the weights, or by its place. */
  #isBias({ side, node, beside, isSum }: Addend): boolean {
    // Python's whole numbers are no formulas: `self.b = 0`.
    const isZero =
      node === undefined ? side.kind === "attribute" : node.kind === "number" && node.value === 0;
    if (!isLeft(this.#trace, node) || (!isSum && !isZero)) return false;
    // `1 - b1` of an optimizer has a bias's name, but stands beside no weights.
    const besideWeights = beside !== undefined && hasAny(this.#trace, beside, this.#weights);
    if (biasName.test(lastName(side)) && besideWeights) return true;
    if (isSum) return isAddedToProduct(this.#trace, node, beside, this.#weights);
    return node !== undefined && besideWeights && !e.isSingle(beside.shape);
  }

  #note(syntax: Expression, frame: Frame<Traced>): void {
    const { loose, updates, idle } = this.#trace;
    // Python's whole numbers are no formulas: `self.b = 0`.
    const { key } = this.#observed.get(syntax)?.node ?? e.number(0);
    // Where nothing but zeros were taken from it, that was seen.
    const unnamed = updates.flatMap((each) =>
      (isUnnamedStep(each) || isOfEach(each, updates)) && !idle.arrays.has(each.before.key)
        ? [each.before.key]
        : [],
    );
    const all = [...loose.values(), ...unnamed];
    const name = lastName(syntax);
    this.#found.set(name, { name, syntax, frame, isLoose: all.includes(key) });
  }
}

/**
 * Items of a list of parameters (`theta[0]`, `weights[-1]`) that stand in the loss as a bias does and that nothing steps, while
 * the others of the list are stepped.
 */
export function leftItems(trace: Trace, updates: readonly UpdateTrace[], loss: e.Expression): FrozenBias[] {
  const stepped = new Set([...updates, ...trace.refused].map(({ before }) => before.key));
  const names = trace.namesIn(loss);
  const left = trace.parameters.filter(
    ({ node }) => names.has(node.name) && !stepped.has(node.key) && !trace.lost.has(node.name),
  );
  if (left.length === 0) return [];
  const order = e.topological(loss);
  return left.flatMap(({ node }) => {
    const value = trace.values.find(
      (each) =>
        each.node.key === node.key && each.syntax.kind === "subscript" && each.frame.module.file !== "",
    );
    const users = order.filter((each) => e.operands(each).some(({ key }) => key === node.key));
    const isAdded = users.every((each) => each.kind === "binary" && each.operation === "add");
    if (value === undefined || users.length === 0 || !isAdded) return [];
    return [{ name: lastName(value.syntax), syntax: value.syntax, frame: value.frame, isLoose: false }];
  });
}

/** `for each, grad in zip(params, grads): new.append(each - …)`: the line steps arrays, too, and the number is one of its list. */
function isOfEach({ before, site }: UpdateTrace, updates: readonly UpdateTrace[]): boolean {
  return (
    before.kind === "number" && updates.some((each) => each.site === site && each.before.shape.length > 0)
  );
}

/** `theta[1] - …` of a tuple of numbers, or `value - …` of a dict's in a comprehension: which of them, nobody sees. */
export function isUnnamedStep({ target, frame }: UpdateTrace): boolean {
  if (frame.kind === "comprehension") return true;
  return target.kind === "subscript" && target.index.kind === "number";
}

const known = new WeakMap<Module, readonly BiasLine[]>();

/** `total = b`, before products are added to it, and `z += b`: lines that bring a bias into a sum without a `+` of their own. */
export function biasLinesOf(module: Module): readonly BiasLine[] {
  const before = known.get(module);
  if (before !== undefined) return before;
  const found: BiasLine[] = [];
  known.set(module, found);
  walk(module.body, (part) => {
    const line = "kind" in part ? biasLine(part) : null;
    if (line !== null) found.push(line);
  });
  return found;
}

function biasLine(part: object): BiasLine | null {
  if (isAugmented(part))
    return part.operator === "+" && biasName.test(lastName(part.value))
      ? { bias: part.value, target: part.target, isStart: false }
      : null;
  if (!isAssignment(part) || part.value === null || !biasName.test(lastName(part.value))) return null;
  const [target] = part.targets;
  return target?.kind === "name" ? { bias: part.value, target, isStart: true } : null;
}

function isAugmented(part: object): part is AugmentedAssign {
  return "kind" in part && part.kind === "augmented-assign";
}

function isAssignment(part: object): part is Assign {
  return "kind" in part && part.kind === "assign" && "targets" in part;
}

/** `a + b`, `a - b`, `np.add(a, b)`. */
function sumOf(syntax: Expression) {
  if (syntax.kind === "binary")
    return syntax.operator === "+" || syntax.operator === "-"
      ? { operator: syntax.operator, left: syntax.left, right: syntax.right }
      : null;
  if (syntax.kind !== "call" || lastName(syntax.callee) !== "add") return null;
  const [left, right] = syntax.arguments;
  return left === undefined || right === undefined
    ? null
    : { operator: "+" as const, left: left.value, right: right.value };
}

/** The 0 in a sum of it and something else; undefined for any other number. */
function zeroIn(
  trace: Trace,
  sum: e.Expression | undefined,
  beside: e.Expression | undefined,
): e.Expression | undefined {
  if (beside === undefined || sum?.kind !== "binary" || sum.operation !== "add") return undefined;
  const other = [sum.left, sum.right].filter(({ key }) => key !== beside.key);
  const [added] = other;
  if (other.length !== 1 || added === undefined || trace.namesIn(added).size > 0) return undefined;
  return arrays.norm(trace.read(added)) === 0 ? e.number(0) : undefined;
}

/** Nothing but what the program made without data, or what was stepped by zeros alone. */
function isLeft(trace: Trace, node: e.Expression | undefined): boolean {
  if (node === undefined || trace.idle.arrays.has(node.key)) return true;
  return [...trace.namesIn(node)].every((each) => each.startsWith("k")) && !isMeasured(trace, node);
}

/** `ratings[mask].mean()`: what is measured of an array of numbers. */
function isMeasured(trace: Trace, node: e.Expression): boolean {
  const parts = e.topological(trace.madeOf(node));
  return parts.some((each) => each.kind === "sum" && trace.namesIn(each).size > 0);
}

function hasAny(trace: Trace, node: e.Expression, names: ReadonlySet<string>): boolean {
  return [...trace.namesIn(node)].some((each) => names.has(each));
}

/** What the program steps, by name and by array. */
class Steps {
  readonly #trace: Trace;
  readonly #changed: ReadonlySet<string>;
  readonly #stepped: ReadonlySet<string>;
  /** Names under which one array was seen stepped, in whichever object. */
  readonly #seen: ReadonlySet<string>;
  /** `parameters["b" + str(i)]` has the name of what holds it, which says nothing of one item. */
  readonly #byKey: ReadonlySet<string>;

  constructor(trace: Trace, updates: readonly UpdateTrace[]) {
    this.#trace = trace;
    this.#seen = new Set([...updates, ...trace.updates].map(({ target }) => lastName(target)));
    this.#changed = new Set([...this.#seen, ...trace.stepNames]);
    this.#stepped = new Set(trace.updates.map(({ before }) => before.key));
    this.#byKey = new Set(
      trace.updates.flatMap(({ target }) =>
        target.kind === "subscript" && keyOf(target.index) === null ? [lastName(target.object)] : [],
      ),
    );
  }

  haveChanged(side: Expression, node: e.Expression | undefined): boolean {
    if (node !== undefined && this.#trace.idle.arrays.has(node.key)) return false;
    const name = lastName(side);
    // Something was stepped whose name is not known.
    if (node?.kind === "number" && this.#trace.lost.has("")) return true;
    if (node?.kind === "number" && isIdleNumber(this.#trace, name)) return false;
    if (side.kind === "subscript" && node?.kind !== "variable" && this.#byKey.has(lastName(side.object)))
      // `{key: params[key] - … for key in params}` steps whatever is in there.
      return true;
    if (node?.kind !== "variable") return this.#changed.has(name);
    // Another layer's array may be stepped under the same name.
    const isOther = side.kind === "attribute" && this.#seen.has(name);
    if ((side.kind === "subscript" && keyOf(side.index) === null) || isOther)
      return this.#stepped.has(node.key);
    return this.#changed.has(name);
  }
}

/** Nothing was taken from it twice: a velocity has grown by then. Where an `if` looks at the prediction, the next step may be more. */
function isIdleNumber({ idle, branched }: Trace, name: string): boolean {
  return (idle.numbers.get(name) ?? 0) > 1 && !branched;
}

/** A product with the weights, or (in a normalisation) one by one with a scale that is learned. */
function isProduct(node: e.Expression, weights: ReadonlySet<string>): boolean {
  const isWeight = (each: e.Expression): boolean =>
    each.kind === "variable"
      ? weights.has(each.name)
      : (each.kind === "broadcast" || each.kind === "reshape") && isWeight(each.of);
  if (node.kind === "matmul") return true;
  // A sum of squares is none.
  if (node.kind === "sum") return node.of.kind === "binary" && [node.of.left, node.of.right].some(isWeight);
  if (node.kind === "binary" && node.operation === "add")
    return isProduct(node.left, weights) || isProduct(node.right, weights);
  return node.kind === "binary" && node.operation === "multiply" && [node.left, node.right].some(isWeight);
}

/** Somewhere in the sum a matrix of data meets a vector of weights. */
function takesRows(trace: Trace, node: e.Expression, weights: ReadonlySet<string>): boolean {
  if (node.kind === "binary")
    return takesRows(trace, node.left, weights) || takesRows(trace, node.right, weights);
  return node.kind === "matmul" && node.left.shape.length === 2 && !hasAny(trace, node.left, weights);
}

/** A bias by its place: added to a product with the weights, one for each unit, and no guard like 1e-8. */
function isAddedToProduct(
  trace: Trace,
  added: e.Expression | undefined,
  product: e.Expression | undefined,
  weights: ReadonlySet<string>,
): boolean {
  if (added === undefined || product === undefined) return false;
  if (!isProduct(product, weights) || ![...trace.namesIn(product)].some((name) => weights.has(name)))
    return false;
  // Of `X @ w` the only axis is that of the samples.
  const isOfSamples = product.shape.length === 1 && takesRows(trace, product, weights);
  const last = isOfSamples ? 1 : (product.shape.at(-1)?.value ?? 1);
  const size = e.sizeOf(added.shape).value;
  // A column, where samples are columns.
  const isColumn = added.shape.length === 2 && added.shape[1]?.value === 1;
  if (size !== 1 && size !== last && !(isColumn && size === product.shape[0]?.value)) return false;
  return arrays.elements(trace.read(added)).every((each) => each === 0 || Math.abs(each) > 1e-3);
}
