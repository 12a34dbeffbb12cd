import type { Expression, Module, Statement } from "../syntax/tree";
import { type Budget, Stopped } from "./budget";
import { CallMemory } from "./callMemory";
import { isTrue } from "./containerBase";
import type { Domain, Observer, RaiseFact, SourceFile } from "./domain";
import { Joiner } from "./join";
import { Keys } from "./keys";
import { cell, State, variable } from "./state";
import {
  type ActiveCall,
  type AnyCell,
  type Builtins,
  type CallArguments,
  type Cause,
  type Content,
  type Datum,
  type DictContent,
  type DictValue,
  type Frame,
  type FunctionValue,
  type InstanceValue,
  type Items,
  type Iteration,
  type IteratorValue,
  type ListValue,
  type LoopContext,
  type ModuleValue,
  noKeywords,
  type Place,
  type SetValue,
  type Site,
  type UnknownValue,
  type Value,
} from "./value";
import { Members } from "./watch";

/** How a stretch of statements ended. `dead`: no path comes out of it (it raised, or never returned). */
export type Completion<D extends Datum> =
  | { readonly kind: "normal" | "break" | "continue" | "dead" }
  | { readonly kind: "return"; readonly value: Value<D>; readonly from: object };

/** Ends the path that is being followed; caught where paths fork, in `try`, and at the outermost statement. */
export class PathEnd<D extends Datum> {
  constructor(
    readonly site: Site<D> | null,
    readonly fact: Omit<RaiseFact<D>, "certain"> | null,
    readonly exception: string,
  ) {}
}

/** The rooms of the interpreter know each other through this, not through imports, which would go round in circles. */
export interface Parts<D extends Datum> {
  evaluate(machine: Machine<D>, node: Expression, frame: Frame<D>): Value<D>;
  execute(machine: Machine<D>, body: readonly Statement[], frame: Frame<D>): Completion<D>;
  call(machine: Machine<D>, callee: Value<D>, args: CallArguments<D>, site: Site<D>): Value<D>;
  attribute(machine: Machine<D>, object: Value<D>, name: string, site: Site<D>): Value<D>;
  iterate(machine: Machine<D>, value: Value<D>, site: Site<D> | null): Iteration<D> | null;
  assign(
    machine: Machine<D>,
    target: Expression,
    value: Value<D>,
    source: Expression | null,
    frame: Frame<D>,
  ): void;
  builtins(machine: Machine<D>): Builtins<D>;
}

export interface MachineOptions<D extends Datum> {
  readonly domain: Domain<D>;
  readonly observer: Observer<D>;
  readonly parts: Parts<D>;
  readonly budget: Budget;
  /** The program's own files, for imports. `from` is the importing file. */
  readonly resolve: (module: string, level: number, from: string) => SourceFile | null;
  readonly parse: (file: SourceFile) => Module;
}

const stepsAPulse = 1024;

export class Machine<D extends Datum> {
  readonly domain: Domain<D>;
  readonly observer: Observer<D>;
  readonly parts: Parts<D>;
  readonly joiner: Joiner<D>;
  readonly state: State<D>;
  readonly options: MachineOptions<D>;
  readonly builtins: Builtins<D>;
  readonly modules = new Map<string, { readonly module: ModuleValue<D>; readonly mark: number }>();
  /** Every function that was defined, in order, and those that were called. */
  readonly defined: FunctionValue<D>[] = [];
  readonly called = new Set<object>();
  /** The functions being run, the outermost first. */
  readonly active: ActiveCall<D>[] = [];
  readonly loops: LoopContext<D>[] = [];
  /** Mutable objects made since somebody began to watch: in a pass that stands for many they become many. */
  watched: AnyCell<D>[] | null = null;
  readonly memory: CallMemory<D>;
  /** How many raises were reported. */
  raised = 0;
  steps = 0;
  #pulseAt = 0;
  /** Above 0: on a path that the program may not take. */
  uncertain = 0;
  /** Above 0: inside a `try`, or where a failing alternative is simply dropped. */
  catching = 0;
  /** Above 0: raises are not reported, the alternative is dropped. */
  trials = 0;
  /** Above 0: this pass of a loop stands for many; what it finds counts only where nothing better is known. */
  approximate = 0;
  /** Loops under way whose number of passes is not known. */
  open = 0;
  /** How often passes of a loop were left out, or something was yielded that may not be. */
  skipped = 0;
  /** Set while functions are interpreted that nobody calls: what they are given is guessed. */
  speculative = false;
  /** Functions that nobody calls are being followed, with parameters that are only supposed. */
  supposing = false;

  constructor(options: MachineOptions<D>) {
    this.options = options;
    this.domain = options.domain;
    this.observer = options.observer;
    this.parts = options.parts;
    this.memory = new CallMemory<D>(options.domain.likeness ?? null);
    this.joiner = new Joiner(options.domain);
    this.state = new State<D>(
      (a, b) => this.joiner.content(a, b),
      (a, b) => this.joiner.apart([a, b]) ?? a,
      (a, b) => a.kind === "datum" && b.kind === "datum" && options.domain.interchangeable?.(a, b) === true,
    );
    this.builtins = options.parts.builtins(this);
    options.domain.attach(this);
  }

  step(cost = 1): void {
    this.steps += cost;
    if (this.steps > this.options.budget.steps) throw new Stopped("steps", this.#underWay());
    if (this.steps < this.#pulseAt) return;
    this.#pulseAt = this.steps + stepsAPulse;
    this.options.budget.pulse?.();
  }

  #underWay = () => new Set<object>(this.active.map(({ definition }) => definition));

  evaluate(node: Expression, frame: Frame<D>): Value<D> {
    return this.parts.evaluate(this, node, frame);
  }

  execute(body: readonly Statement[], frame: Frame<D>): Completion<D> {
    return this.parts.execute(this, body, frame);
  }

  call(callee: Value<D>, args: CallArguments<D>, site: Site<D>): Value<D> {
    return this.parts.call(this, callee, args, site);
  }

  /** Calls with positional arguments alone. */
  apply(callee: Value<D>, positional: readonly Value<D>[], site: Site<D>): Value<D> {
    return this.parts.call(this, callee, { positional, keywords: noKeywords, spread: false }, site);
  }

  attribute(object: Value<D>, name: string, site: Site<D>): Value<D> {
    return this.parts.attribute(this, object, name, site);
  }

  iterate(value: Value<D>, site: Site<D> | null): Iteration<D> | null {
    return this.parts.iterate(this, value, site);
  }

  assign(target: Expression, value: Value<D>, source: Expression | null, frame: Frame<D>): void {
    this.parts.assign(this, target, value, source, frame);
  }

  place(site: Site<D>): Place {
    return { file: site.frame.module.file, start: site.node.span.start, end: site.node.span.end };
  }

  unknown(code: Cause["code"], args: readonly (string | number)[], site: Site<D>): UnknownValue {
    return { kind: "unknown", cause: { code, args, at: this.place(site) } };
  }

  /** NumPy raises here. Reports it, and ends the path or goes on with an unknown value. */
  raise(site: Site<D>, fact: Omit<RaiseFact<D>, "certain">): Value<D> {
    this.memory.dependOnMode();
    if (this.trials > 0) throw new PathEnd(site, fact, fact.exception);
    this.raised += 1;
    if (this.catching === 0 && this.approximate === 0) {
      this.observer.raised(site, { ...fact, certain: this.uncertain === 0 && !this.speculative });
    }
    if (this.catching > 0 || this.uncertain > 0) throw new PathEnd(site, fact, fact.exception);
    return this.unknown("raised", [fact.exception, fact.message], site);
  }

  /** Python raises here (an attribute of None). Not a shape problem: ends an uncertain path, else the value is unknown. */
  fail(site: Site<D>, exception: string, value: UnknownValue): Value<D> {
    this.memory.dependOnMode();
    if (this.trials > 0 || this.catching > 0 || this.uncertain > 0)
      throw new PathEnd<D>(site, null, exception);
    return value;
  }

  truth(value: Value<D>): boolean | null {
    switch (value.kind) {
      case "datum":
        return this.domain.truth(value);
      case "none":
        return false;
      case "bool":
        return value.value;
      case "str":
        return value.value === null ? null : value.value !== "";
      case "tuple":
        return this.#nonEmpty(value.content);
      case "list":
      case "set":
        return value.cell.value === undefined ? null : this.#nonEmpty(value.cell.value);
      case "dict": {
        const content = value.cell.value;
        if (content === undefined) return null;
        return content.entries.size > 0 ? true : content.rest === null ? false : null;
      }
      case "choice": {
        const truths = value.options.map((each) => this.truth(each));
        const [first = null] = truths;
        return truths.every((each) => each === first) ? first : null;
      }
      case "instance":
        return isTrue(value) ? true : null;
      case "unknown":
        return null;
      default:
        return true;
    }
  }

  #nonEmpty(content: Items<D>): boolean | null {
    return content.kind === "items" ? content.items.length > 0 : this.domain.truth(content.length);
  }

  // Making mutable objects.

  list(items: readonly Value<D>[]): ListValue<D> {
    return this.listOf({ kind: "items", items });
  }

  listOf(content: Items<D>): ListValue<D> {
    return { kind: "list", cell: this.watch(cell<D, Items<D>>(this.limited(content))) };
  }

  setOf(content: Items<D>): SetValue<D> {
    return { kind: "set", cell: this.watch(cell<D, Items<D>>(this.limited(content))) };
  }

  dict(content: DictContent<D>, factory?: Value<D>): DictValue<D> {
    const made: DictValue<D> = { kind: "dict", cell: this.watch(cell<D, DictContent<D>>(content)) };
    return factory === undefined ? made : { ...made, factory };
  }

  instance(type: InstanceValue<D>["type"]): InstanceValue<D> {
    return { kind: "instance", type, attributes: new Members() };
  }

  iterator(iteration: Iteration<D>): IteratorValue<D> {
    return {
      kind: "iterator",
      iteration,
      cell: cell<D, { kind: "taken"; count: number }>({ kind: "taken", count: 0 }),
    };
  }

  watch<C extends AnyCell<D>>(made: C): C {
    this.watched?.push(made);
    if (made.value !== undefined) this.state.born(made);
    return made;
  }

  /** A long list becomes a length and one item for all; where every number is known, a list of losses stays one. */
  limited(content: Items<D>): Items<D> {
    const longest = this.domain.exact ? 5000 : 300;
    if (content.kind === "repeated" || content.items.length <= longest) return content;
    // Each of its items is looked at: a loop that slices such a list in every pass must not be cheap.
    this.step(content.items.length >> 5);
    this.domain.supposing?.();
    const { length, item } = this.joiner.repeated(content);
    return item === null ? content : { kind: "repeated", length, item };
  }

  setAttribute(
    object: { readonly attributes: Map<string, AnyCell<D>> },
    name: string,
    value: Value<D>,
  ): void {
    let target = object.attributes.get(name);
    if (target === undefined) {
      target = this.watch(cell<D, Content<D>>(undefined));
      object.attributes.set(name, target);
    }
    this.state.write(target, value);
  }

  setVariable(frame: Frame<D>, name: string, value: Value<D>): void {
    const owner = frame.redirected.get(name) ?? frame;
    let target = owner.variables.get(name);
    if (target === undefined) {
      target = variable<D>(undefined);
      owner.variables.set(name, target);
    }
    this.state.write(target, value);
  }

  // Alternatives.

  /**
   * Applies a pure operation to every alternative of a value and joins the outcomes. Alternatives that fail are dropped
   * as long as one does not.
   */
  each(value: Value<D>, site: Site<D>, operation: (option: Value<D>) => Value<D>): Value<D> {
    if (value.kind !== "choice") return operation(value);
    const results: Value<D>[] = [];
    let failure: PathEnd<D> | null = null;
    for (const option of value.options) {
      this.trials += 1;
      try {
        results.push(operation(option));
      } catch (error) {
        if (!(error instanceof PathEnd)) throw error;
        failure ??= error;
      } finally {
        this.trials -= 1;
      }
    }
    // Lists are there to be filled, whichever of them it is; what stands in dicts of different objects is not mixed.
    const areLists = results.every((each) => each.kind === "list" || each.kind === "set");
    // Which of several objects is meant the data choose, and with it the sizes of what it holds.
    const areOfObjects = value.options.every(({ kind }) => ["instance", "dict", "none"].includes(kind));
    const joined = areLists
      ? this.joiner.apart(results)
      : areOfObjects
        ? this.joiner.element(results)
        : this.joiner.all(results);
    return joined ?? this.#refail(failure, site);
  }

  /** As `each`, for what may write: every alternative starts from the same state, and the states are joined. */
  eachApart(value: Value<D>, site: Site<D>, operation: (option: Value<D>) => Value<D>): Value<D> {
    if (value.kind !== "choice") return operation(value);
    const results: Value<D>[] = [];
    const mark = this.state.mark;
    let joined: ReturnType<State<D>["undo"]> | null = null;
    let failure: PathEnd<D> | null = null;
    for (const option of value.options) {
      this.trials += 1;
      try {
        results.push(operation(option));
        if (joined !== null) this.state.join(mark, joined);
        joined = this.state.undo(mark);
      } catch (error) {
        this.state.undo(mark);
        if (!(error instanceof PathEnd)) throw error;
        failure ??= error;
      } finally {
        this.trials -= 1;
      }
    }
    if (joined !== null) this.state.apply(joined);
    return this.joiner.all(results) ?? this.#refail(failure, site);
  }

  #refail(failure: PathEnd<D> | null, site: Site<D>): Value<D> {
    if (failure?.fact != null) return this.raise(failure.site ?? site, failure.fact);
    return this.fail(site, failure?.exception ?? "TypeError", this.unknown("not-supported", ["None"], site));
  }

  /** The int that a value is, where it is one: bools count. */
  asInt(value: Value<D>): D | null {
    if (value.kind === "bool")
      return value.value === null ? this.domain.someInt("b", null) : this.domain.int(value.value ? 1 : 0);
    return value.kind === "datum" && this.domain.isInteger(value) ? value : null;
  }

  integer(value: Value<D>): number | null {
    if (value.kind === "bool") return value.value === null ? null : value.value ? 1 : 0;
    return value.kind === "datum" ? this.domain.integer(value) : null;
  }

  readonly #keys = new Keys<D>();

  /** A text that is equal exactly for equal dict keys; null when not known. */
  key(value: Value<D>): string | null {
    return this.#keys.key(this.domain, value);
  }
}
