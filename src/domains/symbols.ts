import * as arrays from "../algebra/array";
import { ShapeError } from "../algebra/array";
import * as e from "../algebra/expression";
import type { Domain } from "../interpreter/domain";
import { Stopped } from "../interpreter/machine";
import { comparisonNames, operatorNames } from "../interpreter/operatorNames";
import {
  type BuiltinValue,
  bool,
  type CallArguments,
  type Frame,
  type Iteration,
  none,
  type Site,
  tuple,
  type UnknownValue,
  unknown,
  type Value,
} from "../interpreter/value";
import { applyValue, valueRows } from "../numpy/values";
import { getItem, setItem } from "../numpy/valuesIndexing";
import { numbersOf, type Operand, TracedArray } from "../numpy/valuesOperand";
import type { BinaryOperator, ComparisonOperator, Expression } from "../syntax/tree";
import { libraryModule } from "./symbolsLibraries";
import { convert, nodeFrom, operandFrom } from "./symbolsOperands";
import { wholeNumbers } from "./symbolsOperators";
import type { Trace, Traced, UpdateTrace } from "./symbolsTrace";
import { datum } from "./symbolsTrace";
import { isItem, penaltyName, placeOf, rateName, sameTarget, stepOf, targetOf } from "./symbolsUpdates";

export { datum } from "./symbolsTrace";
export { rateName } from "./symbolsUpdates";

/**
 * The domain of symbols: every number and array is a formula over the program's data and parameters, and has a value in
 * this run too, which decides branches. In-place writes and views act as NumPy's do. With no data and no parameters the
 * formulas are constants, and the domain is that of values.
 */
export class SymbolDomain implements Domain<Traced> {
  readonly exact = true;
  readonly trace: Trace;
  /** Results of `x - u`, until it turns out whether they are put back in x. */
  readonly #pending = new Map<TracedArray, Omit<UpdateTrace, "target">>();
  readonly #onUpdate: (update: UpdateTrace) => void;

  readonly #hyperparameters = new Map<string, e.VariableNode>();
  readonly #given: ReadonlyMap<string, Value<Traced>>;

  /** `given`: values under names that the program finds as it finds builtins. */
  constructor(
    trace: Trace,
    onUpdate: (update: UpdateTrace) => void,
    given: ReadonlyMap<string, Value<Traced>> = new Map(),
  ) {
    this.trace = trace;
    this.#onUpdate = onUpdate;
    this.#given = given;
  }

  attach(): void {}

  int(value: number): Traced {
    return datum({ kind: "int", value });
  }

  float(value: number | null): Traced {
    return datum(new TracedArray(e.number(value ?? Number.NaN), "float"));
  }

  complex(): Traced {
    return datum({ kind: "object", name: "complex" });
  }

  someInt(): Traced {
    return this.int(0);
  }

  integer({ value }: Traced): number | null {
    if (value.kind === "int") return value.value;
    if (value.kind !== "array" || value.dtype === "float" || !e.isSingle(value.node.shape)) return null;
    return arrays.item(this.trace.read(value.node));
  }

  isInteger(value: Traced): boolean {
    return this.integer(value) !== null;
  }

  truth({ value }: Traced): boolean | null {
    if (value.kind === "int") return value.value !== 0;
    if (value.kind !== "array" || !e.isSingle(value.node.shape)) return null;
    return arrays.item(this.trace.read(value.node)) !== 0;
  }

  types({ value }: Traced): readonly string[] {
    if (value.kind === "int") return ["int"];
    if (value.kind !== "array") return ["object"];
    return value.node.shape.length === 0 ? ["float", "np.float64"] : ["ndarray", "np.ndarray"];
  }

  key(of: Traced): string | null {
    const whole = this.integer(of);
    if (whole !== null) return `i:${whole}`;
    return of.value.kind === "array" && of.value.node.shape.length === 0
      ? `i:${arrays.item(this.trace.read(of.value.node))}`
      : null;
  }

  text(of: Traced): string | null {
    const whole = this.integer(of);
    return whole === null ? null : String(whole);
  }

  add(a: Traced, b: Traced): Traced {
    return this.int((this.integer(a) ?? 0) + (this.integer(b) ?? 0));
  }

  multiply(a: Traced, b: Traced): Traced {
    return this.int((this.integer(a) ?? 0) * (this.integer(b) ?? 0));
  }

  unary(operator: "+" | "-" | "~", operand: Value<Traced>, site: Site<Traced>): Value<Traced> {
    const of = this.operand(operand);
    if (of?.kind === "int" && operator !== "~") return this.int(operator === "-" ? -of.value : of.value);
    const name = operator === "-" ? "neg" : operator === "+" ? "pos" : "invert";
    return this.apply(`operator.${name}`, [operand], new Map(), site);
  }

  binary(
    operator: BinaryOperator,
    left: Value<Traced>,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> {
    const [a, b] = [this.operand(left), this.operand(right)];
    if (a?.kind === "int" && b?.kind === "int") return wholeNumbers(this, operator, a.value, b.value);
    const raised = this.trace.raises.length;
    const result = this.apply(`operator.${operatorNames[operator]}`, [left, right], new Map(), site);
    if (this.trace.raises.length > raised) return this.#recovered(operator, left, right, site) ?? result;
    return this.#watchStep(operator, a, b, result, site) ?? result;
  }

  /**
   * A step that has not the shape of its parameter, or what is added to zeros that have not its shape: NumPy raises here. It is
   * followed all the same, so that the mistake can be named.
   */
  #recovered(
    operator: BinaryOperator,
    left: Value<Traced>,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> | null {
    const [before, by] = [nodeFrom(this.operand(left)), nodeFrom(this.operand(right))];
    const step = stepOf(operator, by);
    if (before === null || by === null || step === null) return null;
    const isZero = (node: e.Expression) =>
      this.trace.isConstant(node) && arrays.norm(this.trace.read(node)) === 0;
    const sum = operator !== "+" ? null : isZero(before) ? right : isZero(by) ? left : null;
    const isStep = this.#mayBeStep(before, step);
    if (sum === null && !isStep) return null;
    this.trace.raises.pop();
    if (isStep)
      this.trace.refused.push({
        before,
        after: before,
        step,
        target: targetOf(site.node),
        ...this.#at(site),
      });
    return sum ?? left;
  }

  inPlace(operator: BinaryOperator, left: Traced, right: Value<Traced>, site: Site<Traced>): Value<Traced> {
    const { value } = left;
    if (value.kind !== "array" || value.node.shape.length === 0)
      return this.binary(operator, left, right, site);
    const before = value.node;
    const step = stepOf(operator, nodeFrom(this.operand(right)));
    const target = site.node.kind === "binary" ? site.node.left : site.node;
    const isStep = step !== null && this.#mayBeStep(before, step);
    const whole = value.lift(e.number(0)).base.node;
    const update = (after: e.Expression) => ({
      before,
      after,
      step: step ?? after,
      target,
      ...this.#at(site),
    });
    // A gradient that lies on its side raises here. It is followed all the same, so that its mistake can be named where the
    // parameter refuses it.
    const turned = isStep ? null : turnedTo(before, nodeFrom(this.operand(right)));
    const added = turned === null ? right : datum(new TracedArray(turned, "float"));
    const result = this.apply(`operator.${operatorNames[operator]}`, [left, added], new Map(), site);
    if (result.kind !== "datum" || result.value.kind !== "array") {
      if (result.kind === "unknown" && result.cause.code !== "raised") return result;
      return this.#recovered(operator, left, right, site) ?? result;
    }
    try {
      value.write(result.value.node);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      if (!isStep) return this.#raised(error.message, site);
      // The program ends here. The loss often stands below, and tells what the refused step should have been.
      this.trace.refused.push(update(before));
      return left;
    }
    if (isStep && value.isView) this.#pieceUpdate(value, whole, update(value.node));
    else if (isStep) this.#update(update(value.node));
    return left;
  }

  compare(
    operator: ComparisonOperator,
    left: Value<Traced>,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> {
    const name = comparisonNames[operator];
    if (name === undefined) return bool(null);
    const result = this.apply(`operator.${name}`, [left, right], new Map(), site);
    if (result.kind !== "datum") return result;
    const { value } = result;
    return value.kind === "array" && value.node.shape.length === 0 ? bool(this.truth(result)) : result;
  }

  attribute(object: Traced, name: string, site: Site<Traced>): Value<Traced> {
    const { value } = object;
    if (value.kind === "object") return this.#library(`${value.name}.${name}`, site);
    if (value.kind !== "array") return unknown("unknown-attribute", ["number", name]);
    const shape = numbersOf(value.node.shape);
    switch (name) {
      case "T":
        return this.apply("ndarray.T", [object], new Map(), site);
      case "shape":
        return tuple(shape.map((size) => this.int(size)));
      case "size":
        return this.int(arrays.count(shape));
      case "ndim":
        return this.int(shape.length);
      case "dtype":
        return datum({ kind: "dtype", dtype: value.dtype });
      default:
        return this.#builtin(`ndarray.${name}`, object);
    }
  }

  subscript(object: Traced, index: Value<Traced>, site: Site<Traced>): Value<Traced> {
    const { value } = object;
    if (value.kind === "object") return this.apply(`${value.name}.getitem`, [index], new Map(), site);
    const at = this.operand(index);
    if (value.kind !== "array" || at === null)
      return index.kind === "unknown" ? index : unknown("not-supported", ["[]"]);
    return this.#guarded(site, () => getItem(value, at, this.trace));
  }

  store(object: Traced, index: Value<Traced>, put: Value<Traced>, site: Site<Traced>): Traced {
    const { value } = object;
    const [at, part] = [this.operand(index), this.operand(put)];
    if (value.kind !== "array" || at === null || part === null) return object;
    const whole = value.lift(e.number(0)).base.node;
    this.#guarded(site, () => {
      // `w[1:] -= g` has written through the view already when Python stores it back.
      if (part instanceof TracedArray && isPieceOf(part, value, getItem(value, at, this.trace)))
        return { kind: "none" };
      setItem(value, at, part, this.trace);
      const pending = part instanceof TracedArray ? this.#pending.get(part) : undefined;
      const piece = pending === undefined ? null : getItem(value, at, this.trace);
      if (pending !== undefined && piece instanceof TracedArray && piece.isView)
        this.#pieceUpdate(piece, whole, { ...pending, target: site.node });
      return { kind: "none" };
    });
    return object;
  }

  iterate(object: Traced, site: Site<Traced> | null): Iteration<Traced> | null {
    const { value } = object;
    const first = value.kind === "array" ? value.node.shape[0] : undefined;
    if (value.kind !== "array" || first === undefined) return null;
    const count = first.value ?? 0;
    const at = (index: number): Value<Traced> =>
      this.#guarded(site, () => getItem(value, { kind: "int", value: index }, this.trace));
    return { length: this.int(count), count, at, any: () => at(0), distinct: true };
  }

  join(a: Traced, b: Traced): Traced | null {
    return this.same(a, b) ? a : null;
  }

  widen(_a: Traced, b: Traced): Traced {
    return b;
  }

  same(a: Traced, b: Traced): boolean {
    if (a.value === b.value) return true;
    return a.value.kind === "int" && b.value.kind === "int" && a.value.value === b.value.value;
  }

  step(): string | null {
    return null;
  }

  extrapolate(_before: Traced, after: Traced): Traced {
    return after;
  }

  extremum(name: "min" | "max", values: readonly Traced[], site: Site<Traced>): Value<Traced> {
    const [first, ...others] = values;
    const pair = name === "max" ? "numpy.maximum" : "numpy.minimum";
    const wholes = values.map((each) => (each.value.kind === "int" ? each.value.value : null));
    if (wholes.every((each) => each !== null))
      return this.int(Math[name](...wholes.map((each) => each ?? 0)));
    return others.reduce<Value<Traced>>(
      (best, each) => this.apply(pair, [best, each], new Map(), site),
      first ?? this.float(0),
    );
  }

  module(name: string): Value<Traced> | null {
    return libraryModule(name, this);
  }

  builtin(name: string): Value<Traced> | null {
    switch (name) {
      case "int":
      case "float":
      case "abs":
      case "round":
      case "pow":
        return { kind: "builtin", name, type: name, call: (args, site) => convert(this, name, args, site) };
      case "__zeros":
        return this.function("numpy.zeros");
      default:
        return this.#given.get(name) ?? null;
    }
  }

  named(value: Traced, name: string, site: Site<Traced>): Traced {
    const { value: of } = value;
    const key = site.node.kind === "attribute" ? `.${name}` : name;
    if (of.kind === "array") {
      const pending = this.#pending.get(of);
      if (pending !== undefined && site.node.kind !== "call" && sameTarget(pending.site, site.node)) {
        this.#pending.delete(of);
        this.#update({ ...pending, target: site.node });
      }
    }
    const number =
      of.kind === "int" ? of.value : of.kind === "array" && of.node.kind === "number" ? of.node.value : null;
    if (number === null) return value;
    if (this.trace.options.places.numbers.has(key))
      return datum(new TracedArray(this.trace.parameter([], key), "float"));
    if (this.trace.options.penalties && penaltyName.test(name))
      return this.#hyperparameter(name, number, () => 0.4 + this.trace.random());
    if (rateName.test(name) && number > 0) return this.#hyperparameter(name, number, () => number);
    return value;
  }

  /** The same number under the same name is the same thing, however often it is passed on. */
  #hyperparameter(name: string, number: number, value: () => number): Traced {
    const key = `${name} ${number}`;
    const known =
      this.#hyperparameters.get(key) ?? this.trace.leaf("h", arrays.scalar(value()), "hyperparameter", name);
    this.#hyperparameters.set(key, known);
    return datum(new TracedArray(known, "float"));
  }

  parameter(): Value<Traced> {
    return unknown("parameter", []);
  }

  /** `params[name] = params[name] - …`: told by who watches the program, since items have no names. */
  stored(target: Expression, value: Traced): void {
    if (value.value.kind !== "array") return;
    const pending = this.#pending.get(value.value);
    if (pending === undefined || !sameTarget(pending.site, target)) return;
    this.#pending.delete(value.value);
    this.#update({ ...pending, target });
  }

  operand(value: Value<Traced>): Operand | null {
    return operandFrom(value);
  }

  /** Applies a row of the operation table. */
  apply(
    name: string,
    positional: readonly Value<Traced>[],
    keywords: ReadonlyMap<string, Value<Traced>>,
    site: Site<Traced> | null,
  ): Value<Traced> {
    const lost = [...positional, ...keywords.values()].find((each) => each.kind === "unknown");
    if (lost !== undefined) return lost;
    const operands = positional.map((each) => this.operand(each));
    const named = [...keywords].map(([key, each]) => [key, this.operand(each)] as const);
    if (operands.includes(null) || named.some(([, each]) => each === null))
      return unknown("not-supported", [name]);
    const drawn = this.trace.drawn;
    const outcome = applyValue(
      name,
      operands.flatMap((each) => (each === null ? [] : [each])),
      new Map(named.flatMap(([key, each]) => (each === null ? [] : [[key, each] as const]))),
      this.trace,
    );
    if (outcome.kind === "raise") return this.#raised(outcome.message, site);
    if (outcome.kind !== "value") return unknown("unknown-function", [name]);
    const made = this.result(outcome.value, site);
    if (this.trace.drawn > drawn && made.kind === "datum" && made.value.kind === "array")
      this.trace.invent(made.value.node);
    return made;
  }

  /** A value rule's result as a value of the interpreter. */
  result(operand: Operand, site: Site<Traced> | null): Value<Traced> {
    switch (operand.kind) {
      case "array":
        return datum(this.#made(operand, site));
      case "float":
        return datum(new TracedArray(operand.node, "float"));
      case "int":
      case "dtype":
        return datum(operand);
      case "bool":
        return bool(operand.value);
      case "sequence":
        return tuple(operand.items.map((item) => this.result(item, site)));
      case "none":
        return none;
      default:
        return unknown("not-supported", [operand.kind]);
    }
  }

  /** An array that came from no data may be where a parameter starts: it is known by its place in the program. */
  #made(array: TracedArray, site: Site<Traced> | null): TracedArray {
    const { node } = array;
    if (node.shape.length === 0) return array.isView ? new TracedArray(node, array.dtype) : array;
    if (site === null || array.isView || array.dtype === "bool" || !this.trace.isConstant(node)) return array;
    const place = placeOf(site);
    if (this.trace.options.places.arrays.has(place))
      return new TracedArray(this.trace.parameter(numbersOf(node.shape), place), "float");
    if (node.kind === "variable") {
      if (!this.trace.origins.has(node.key)) this.trace.origins.set(node.key, place);
      return array;
    }
    // A name of its own, so that two arrays of the same numbers stay two.
    const own = this.trace.fresh(this.trace.read(node), array.dtype);
    this.trace.origins.set(own.node.key, place);
    if (!this.trace.isExact(node)) this.trace.invent(own.node);
    return own;
  }

  #builtin(name: string, receiver: Traced | null): Value<Traced> {
    if (!valueRows.has(name)) return unknown("unknown-function", [name]);
    const call = (args: CallArguments<Traced>, site: Site<Traced>) =>
      this.apply(
        name,
        receiver === null ? args.positional : [receiver, ...args.positional],
        args.keywords,
        site,
      );
    return { kind: "builtin", name, call };
  }

  /** A member of NumPy or of one of its objects. */
  function(name: string): Value<Traced> {
    const made = this.#builtin(name, null);
    if (name !== "numpy.add" || made.kind !== "builtin") return made;
    const at = this.#builtin("numpy.add.at", null);
    return { ...made, member: (member) => (member === "at" ? at : null) } satisfies BuiltinValue<Traced>;
  }

  #library(name: string, site: Site<Traced>): Value<Traced> {
    void site;
    return libraryModule(name, this) ?? this.function(name);
  }

  #guarded(site: Site<Traced> | null, run: () => Operand | null): Value<Traced> {
    try {
      const made = run();
      return made === null ? unknown("not-supported", ["[]"]) : this.result(made, site);
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      return this.#raised(error.message, site);
    }
  }

  #raised(message: string, site: Site<Traced> | null): UnknownValue {
    if (site !== null) this.trace.raises.push({ message, site: site.node, file: site.frame.module.file });
    return unknown("raised", ["ValueError", message]);
  }

  #watchStep(
    operator: BinaryOperator,
    left: Operand | null,
    right: Operand | null,
    result: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> | null {
    if (result.kind !== "datum" || result.value.kind !== "array") return null;
    const candidates = [[left, right]];
    if (operator === "+") candidates.push([right, left]);
    for (const [from, by] of candidates) {
      const before = nodeFrom(from);
      const step = stepOf(operator, nodeFrom(by));
      if (before === null || step === null) continue;
      if (!this.#mayBeStep(before, step) && !this.#mayBeNumberStep(before, site)) continue;
      const update = { before, after: result.value.node, step, ...this.#at(site) };
      // A row minus a column is a matrix: NumPy lets it pass, but it is no step any more. What follows is read without it.
      if (operator === "-" && grows(before, result.value.node) && from instanceof TracedArray) {
        this.trace.refused.push({ ...update, after: before, target: targetOf(site.node) });
        return datum(from);
      }
      if ((isItem(site.node) || site.frame.kind === "comprehension") && before.shape.length > 0)
        this.#update({ ...update, target: targetOf(site.node) });
      else this.#pending.set(result.value, update);
      return null;
    }
    return null;
  }

  /** A step takes from a parameter something that other things than the parameter decide as well. */
  #mayBeStep(before: e.Expression, step: e.Expression): boolean {
    // A piece of what has been changed in another piece already is still the parameter.
    if (this.#isUpdated(before.kind === "index" ? before.of : before)) return true;
    const own = this.trace.namesIn(before);
    const others = [...this.trace.namesIn(step)].filter((name) => !own.has(name) && !name.startsWith("h"));
    if (others.length === 0) return false;
    return (
      before.kind === "number" || [...own].every((name) => /^[kp]/.test(name)) || this.#isUpdated(before)
    );
  }

  /**
   * In a program whose data are Python's own numbers nothing has a name before the parameters have: while they are looked for,
   * whatever computes a change of a number may be a step.
   */
  #mayBeNumberStep(before: e.Expression, { node }: Site<Traced>): boolean {
    const { arrays: made, numbers } = this.trace.options.places;
    if (before.kind !== "number" || made.size + numbers.size > 0 || node.kind !== "binary") return false;
    return ![node.left, node.right].some((side) => side.kind === "number");
  }

  #isUpdated(node: e.Expression): boolean {
    return this.trace.updates.some((update) => update.after.key === node.key);
  }

  /** `w[1:] -= …` and `w[0] -= …` are one update of w, until a piece is changed again. */
  #pieceUpdate(piece: TracedArray, whole: e.Expression, update: UpdateTrace): void {
    const { base, node: step } = piece.lift(update.step);
    const region = piece.lift(e.number(1)).node.key;
    const last = this.#pieces.get(base);
    const now = { ...update, before: whole, after: base.node, step };
    if (last === undefined || last.update.after.key !== whole.key || last.regions.includes(region)) {
      this.#pieces.set(base, { update: now, regions: [region] });
      this.#update(now);
      return;
    }
    const merged = { ...last.update, after: base.node, step: e.add(last.update.step, step) };
    this.trace.updates[this.trace.updates.indexOf(last.update)] = merged;
    this.#pieces.set(base, { update: merged, regions: [...last.regions, region] });
    this.#onUpdate(now);
  }

  readonly #pieces = new Map<
    TracedArray,
    { readonly update: UpdateTrace; readonly regions: readonly string[] }
  >();

  #update(update: UpdateTrace): void {
    this.trace.updates.push(update);
    this.#onUpdate(update);
  }

  #at(site: Site<Traced>): { site: Expression; frame: Frame<Traced>; order: number } {
    return { site: site.node, frame: site.frame, order: this.trace.values.length };
  }
}

/** Ends a run that has shown all that is asked of it. */
export function stopTrace(): never {
  throw new Stopped("enough");
}

function isPieceOf(part: TracedArray, whole: TracedArray, piece: Operand | null): boolean {
  if (!part.isView || !(piece instanceof TracedArray) || !piece.isView) return false;
  const one = e.number(1);
  const [own, other] = [part.lift(one), piece.lift(one)];
  return own.base === whole.lift(one).base && own.node.key === other.node.key;
}

function grows(before: e.Expression, after: e.Expression): boolean {
  // Only what is known to be a parameter: labels minus predictions are no step.
  if (before.kind !== "variable" || !before.name.startsWith("p")) return false;
  const size = e.sizeOf(before.shape).value ?? 1;
  return size > 1 && (e.sizeOf(after.shape).value ?? 1) > size;
}

/** What is added, in the shape of what it is added to, where the two are a row and a column (or a vector) of each other. */
function turnedTo(target: e.Expression, added: e.Expression | null): e.Expression | null {
  if (added === null) return null;
  const [to, from] = [numbersOf(target.shape), numbersOf(added.shape)];
  const isLine = (shape: readonly number[]) => shape.filter((size) => size !== 1).length === 1;
  if (to.join() === from.join() || !isLine(to) || !isLine(from)) return null;
  // A vector spreads over the rows of a matrix with one row, which NumPy allows.
  if (arrays.count(to) !== arrays.count(from) || to.at(-1) === from.at(-1)) return null;
  return e.reshape(added, target.shape);
}
