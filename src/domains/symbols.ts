import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Domain } from "../interpreter/domain";
import type { Machine } from "../interpreter/machine";
import { comparisonNames, operatorNames } from "../interpreter/operatorNames";
import {
  type BuiltinValue,
  bool,
  type CallArguments,
  type Iteration,
  none,
  type Site,
  tuple,
  type UnknownValue,
  unknown,
  type Value,
} from "../interpreter/value";
import { valueRows } from "../numpy/values";
import { getItem, setItem } from "../numpy/valuesIndexing";
import { type Operand, TracedArray } from "../numpy/valuesOperand";
import type { BinaryOperator, ComparisonOperator, Expression } from "../syntax/tree";
import { mayDraw } from "./randomUse";
import { targetAt } from "./symbolsHandedIn";
import { libraryModule } from "./symbolsLibraries";
import { isTooLarge, largestArray } from "./symbolsLimits";
import { type HandedTo, madeAt, mayBeStart } from "./symbolsMade";
import { SymbolNumbers } from "./symbolsNumbers";
import {
  arrayAttribute,
  convert,
  isPieceOf,
  labelOf,
  namedOperands,
  nodeFrom,
  operandFrom,
  turnedTo,
} from "./symbolsOperands";
import { operatorCall, rowsCall, wholeNumbers } from "./symbolsOperators";
import { calledInto } from "./symbolsOut";
import { applyTurned } from "./symbolsProducts";
import { Settings } from "./symbolsSettings";
import { type OnUpdate, StepWatch } from "./symbolsSteps";
import { calledByStranger, drawing, fromStream, inventedBy } from "./symbolsStreams";
import { datum, type Trace, type Traced } from "./symbolsTrace";
import { batchName, isDecay, stepOf } from "./symbolsUpdates";

export { datum } from "./symbolsTrace";

/**
 * The domain of symbols: every number and array is a formula over the program's data and parameters, and has a value in
 * this run too, which decides branches. In-place writes and views act as NumPy's do. With no data and no parameters the
 * formulas are constants, and the domain is that of values.
 */
export class SymbolDomain extends SymbolNumbers implements Domain<Traced> {
  readonly exact = true;
  readonly runsAhead: boolean;
  readonly trace: Trace;
  readonly steps: StepWatch;
  readonly #settings: Settings;
  readonly #given: ReadonlyMap<string, Value<Traced>>;

  /** `given`: values under names that the program finds as it finds builtins. */
  constructor(trace: Trace, onUpdate: OnUpdate, given: ReadonlyMap<string, Value<Traced>> = new Map()) {
    super();
    this.trace = trace;
    this.runsAhead = trace.options.ownRandom !== true;
    this.steps = new StepWatch(trace, onUpdate);
    this.#settings = new Settings(trace);
    this.#given = given;
  }

  machine: Machine<Traced> | null = null;

  attach(machine: Machine<Traced>): void {
    this.machine = machine;
  }

  strangerCalled(args: CallArguments<Traced>): void {
    calledByStranger(this.trace, args);
  }

  libraryCalled(name: string, args: CallArguments<Traced>): void {
    if (this.machine === null || mayDraw(name, args, this.machine)) this.strangerCalled(args);
  }

  unary(operator: "+" | "-" | "~", operand: Value<Traced>, site: Site<Traced>): Value<Traced> {
    const number = this.signed(operator, this.operand(operand));
    if (number !== null) return number;
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
    if (this.trace.raises.length > raised)
      return this.steps.recovered(operator, [left, right], [a, b], site) ?? result;
    this.#settings.noteQuotient(operator, b, result, site);
    const grown = this.steps.grown(operator, a, b);
    if (grown !== null) return grown;
    return this.steps.watch(operator, a, b, result, site) ?? result;
  }

  inPlace(operator: BinaryOperator, left: Traced, right: Value<Traced>, site: Site<Traced>): Value<Traced> {
    const { value } = left;
    if (value.kind !== "array" || value.node.shape.length === 0)
      return this.binary(operator, left, right, site);
    const before = value.node;
    const taken = nodeFrom(this.operand(right));
    // `w *= 1 - rate * decay`
    const step =
      operator === "*" && taken !== null && isDecay(taken)
        ? e.subtract(before, e.times(taken, before))
        : stepOf(operator, taken);
    const target = site.node.kind === "binary" ? site.node.left : site.node;
    const isStep = step !== null && this.steps.mayBeStep(before, step);
    const whole = value.lift(e.number(0)).base.node;
    const update = (after: e.Expression) => ({
      before,
      after,
      step: step ?? after,
      target,
      ...this.steps.at(site),
    });
    // A gradient that lies on its side raises here. It is followed all the same, so that its mistake can be named where the
    // parameter refuses it.
    const turned = isStep ? null : turnedTo(before, nodeFrom(this.operand(right)));
    const added = turned === null ? right : datum(new TracedArray(turned, "float"));
    const result = this.apply(`operator.${operatorNames[operator]}`, [left, added], new Map(), site);
    if (result.kind !== "datum" || result.value.kind !== "array") {
      if (result.kind === "unknown" && result.cause.code !== "raised") return result;
      return this.steps.recovered(operator, [left, right], [value, this.operand(right)], site) ?? result;
    }
    try {
      value.write(result.value.node);
    } catch (error) {
      if (!(error instanceof arrays.ShapeError)) throw error;
      if (!isStep) return this.#raised(error.message, site);
      // The program ends here. The loss often stands below, and tells what the refused step should have been.
      this.trace.refused.push(update(before));
      return left;
    }
    if (step !== null) this.steps.inPlace(value, whole, update(value.node), isStep);
    return left;
  }

  written({ value }: Traced): Traced | null {
    if (value.kind === "array") this.trace.lose(value.node, "");
    return null;
  }

  compare(
    operator: ComparisonOperator,
    left: Value<Traced>,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> {
    const name = comparisonNames[operator];
    if (name === undefined) return bool(null);
    const result = this.apply(`operator.${name}`, [left, labelOf(this, left, right)], new Map(), site);
    if (result.kind !== "datum") return result;
    const { value } = result;
    return value.kind === "array" && value.node.shape.length === 0 ? bool(this.truth(result)) : result;
  }

  attribute(object: Traced, name: string, site: Site<Traced>): Value<Traced> {
    const { value } = object;
    if (value.kind === "object") {
      const member = this.#library(`${value.name}.${name}`);
      return value.stream === undefined ? member : fromStream(this.trace, value.stream, member);
    }
    if (value.kind !== "array") return unknown("unknown-attribute", ["number", name]);
    return arrayAttribute(this, object, name, site) ?? this.#builtin(`ndarray.${name}`, object);
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
    if (value.kind !== "array") return object;
    if (at === null || part === null) {
      this.trace.blur(value);
      return object;
    }
    const whole = value.lift(e.number(0)).base.node;
    const stored = this.#guarded(site, () => {
      // `w[1:] -= g` has written through the view already when Python stores it back.
      if (part instanceof TracedArray && isPieceOf(part, value, getItem(value, at, this.trace)))
        return { kind: "none" };
      const pending = part instanceof TracedArray ? this.steps.pending(part) : undefined;
      // A view of the place becomes what is put there.
      const old = pending === undefined ? null : nodeFrom(getItem(value, at, this.trace));
      setItem(value, at, part, this.trace);
      const piece = pending === undefined ? null : getItem(value, at, this.trace);
      if (pending !== undefined && old !== null && piece instanceof TracedArray)
        this.steps.putIn(value, old, piece, whole, { ...pending, target: site.node });
      return { kind: "none" };
    });
    if (stored.kind === "unknown") this.notStored(stored, site);
    return object;
  }

  /** Told of what is done without an operation of NumPy. */
  heard(_name: string, _site: Site<Traced> | null): void {}

  /** Told of a value that an array has no room for. */
  protected notStored(_why: Value<Traced>, _site: Site<Traced>): void {}

  iterate(object: Traced, site: Site<Traced> | null): Iteration<Traced> | null {
    const { value } = object;
    const first = value.kind === "array" ? value.node.shape[0] : undefined;
    if (value.kind !== "array" || first === undefined) return null;
    const count = first.value ?? 0;
    const at = (index: number): Value<Traced> =>
      this.#guarded(site, () => getItem(value, { kind: "int", value: index }, this.trace));
    return { length: this.int(count), count, at, any: () => at(0), distinct: true };
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

  named(value: Traced, name: string, site: Site<Traced>, handedTo?: HandedTo): Traced {
    const { value: of } = value;
    // `b = 0.0` in the body of a class is what `self.b -= …` begins with.
    const isOwned = site.node.kind === "attribute" || site.frame.kind === "class";
    const key = isOwned ? `.${name}` : name;
    if (of.kind === "array") this.steps.putBack(of, targetAt(site, name), site.frame);
    if (of.kind === "int" && batchName.test(name) && !this.trace.countedSizes.has(site.node))
      return this.int(this.trace.options.batch ?? of.value);
    if (this.trace.options.places.numbers.has(key) && mayBeStart(this.trace, of, name, site, handedTo))
      return datum(new TracedArray(this.trace.parameter([], key), "float"));
    return this.#settings.named(of, name) ?? value;
  }

  parameter(): Value<Traced> {
    return unknown("parameter", []);
  }

  /** `params[name] = params[name] - …`: told by who watches the program, since items have no names. */
  stored(target: Expression, value: Traced): void {
    if (value.value.kind === "array") this.steps.putBack(value.value, target);
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
    const operands = positional.flatMap((each) => this.operand(each) ?? []);
    const named = namedOperands(this, keywords);
    if (operands.length < positional.length || named.size < keywords.size)
      return unknown("not-supported", [name]);
    const { drawn, options } = this.trace;
    if (isTooLarge(name, operands, named, options.largestArray ?? largestArray))
      return unknown("budget", [name]);
    const outcome = applyTurned(name, operands, named, this.trace, site);
    if (outcome.kind === "raise") return this.#raised(outcome.message, site);
    if (outcome.kind !== "value") return unknown("unknown-function", [name]);
    const made = this.result(outcome.value, site);
    return this.trace.drawn > drawn ? inventedBy(this.trace, made, positional, site) : made;
  }

  /** A value rule's result as a value of the interpreter. */
  result(operand: Operand, site: Site<Traced> | null): Value<Traced> {
    switch (operand.kind) {
      case "array":
        this.trace.hold(operand.node);
        return datum(madeAt(this.trace, operand, site));
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

  #builtin(name: string, receiver: Traced | null): Value<Traced> {
    if (!valueRows.has(name)) return unknown("unknown-function", [name]);
    const call = (args: CallArguments<Traced>, site: Site<Traced>) =>
      drawing(this.trace, this.machine, name, site, () =>
        calledInto(
          this,
          name,
          receiver === null ? args.positional : [receiver, ...args.positional],
          args.keywords,
          site,
        ),
      );
    return { kind: "builtin", name, call };
  }

  /** A member of NumPy or of one of its objects. */
  function(name: string): Value<Traced> {
    const made = this.#builtin(name, null);
    if (made.kind !== "builtin") return made;
    // `np.add.reduce`
    const member = (of: string) =>
      valueRows.has(`${name}.${of}`) ? this.#builtin(`${name}.${of}`, null) : null;
    const operator = name === "numpy.add" ? "+" : name === "numpy.subtract" ? "-" : null;
    if (operator === null) return { ...made, member };
    const at = this.#builtin(`${name}.at`, null);
    const rows = at.kind === "builtin" ? rowsCall(this, at) : at;
    return {
      ...made,
      call: (args, site) => operatorCall(this, operator, args, site) ?? made.call(args, site),
      member: (of) => (of === "at" ? rows : member(of)),
    } satisfies BuiltinValue<Traced>;
  }

  #library(name: string): Value<Traced> {
    return libraryModule(name, this) ?? this.function(name);
  }

  #guarded(site: Site<Traced> | null, run: () => Operand | null): Value<Traced> {
    try {
      const made = run();
      return made === null ? unknown("not-supported", ["[]"]) : this.result(made, site);
    } catch (error) {
      if (!(error instanceof arrays.ShapeError)) throw error;
      return this.#raised(error.message, site);
    }
  }

  #raised(message: string, site: Site<Traced> | null): UnknownValue {
    if (site !== null) this.trace.raises.push({ message, site: site.node, file: site.frame.module.file });
    return unknown("raised", ["ValueError", message]);
  }
}
