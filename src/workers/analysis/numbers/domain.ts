import * as arrays from "../../../algebra/array";
import { datum } from "../../../domains/symbols";
import type { Traced } from "../../../domains/symbolsTrace";
import { Stopped } from "../../../interpreter/budget";
import type { BuiltinValue, Iteration, Site, Value } from "../../../interpreter/value";
import { none } from "../../../interpreter/value";
import type { BinaryOperator } from "../../../syntax/tree";
import { LessonDomain } from "../../lessons/lessonDomain";
import type { GivenData } from "./data";
import { scikitLearn } from "./libraries";
import { readText } from "./readText";

/** The elements that all arrays of a run may have together: 64 MB. */
const mostElements = 8_000_000;

/**
 * The program's own numbers, and nothing else: where the next step is not the program's for certain, the run ends and what
 * was found until then stands. So a number that is shown is the number that NumPy would have there.
 */
export class TrueDomain extends LessonDomain {
  readonly data: GivenData;
  /** What the program reads and nobody has given yet. */
  readonly wanted = new Set<string>();

  constructor(data: GivenData) {
    super(new Map(), { operation: () => {}, mark: () => {}, refused: () => {} }, { mostElements });
    this.data = data;
  }

  /** Ends the run where the program may not get to, or may get to in another state. */
  certain(): void {
    const { machine } = this;
    if (machine !== null && (machine.uncertain > 0 || machine.approximate > 0))
      throw new Stopped("uncertain");
    if (this.trace.raises.length > 0) throw new Stopped("raised");
  }

  supposing(): void {
    throw new Stopped("uncertain");
  }

  override someInt(): Traced {
    throw new Stopped("uncertain");
  }

  isExact(value: Value<Traced>): boolean {
    if (value.kind === "tuple" || value.kind === "list") {
      const content = value.kind === "list" ? value.cell.value : value.content;
      return content?.kind !== "items" || content.items.every((item) => this.isExact(item));
    }
    return value.kind !== "datum" || value.value.kind !== "array" || this.trace.isExact(value.value.node);
  }

  #needExact(...values: readonly Value<Traced>[]): void {
    if (!values.every((value) => this.isExact(value))) throw new Stopped("random");
  }

  /** An array of the program's, with these numbers. */
  array(array: arrays.NumberArray, dtype: "bool" | "int" | "float"): Value<Traced> {
    const made = this.trace.fresh(array, dtype);
    return made.kind === "array" ? datum(made) : none;
  }

  /** The numbers of an array whose every one is the program's own; null else. */
  numbers(value: Value<Traced> | undefined): arrays.NumberArray | null {
    if (value?.kind !== "datum" || value.value.kind !== "array" || !this.isExact(value)) return null;
    return this.trace.read(value.value.node);
  }

  /** A number that decides how things go. */
  number(value: Value<Traced> | undefined): number | null {
    if (value?.kind === "datum" && value.value.kind === "int") return value.value.value;
    const array = this.numbers(value);
    return array?.shape.length === 0 ? arrays.item(array) : null;
  }

  override truth(of: Traced): boolean | null {
    this.#needExact(of);
    return super.truth(of);
  }

  override integer(of: Traced): number | null {
    if (of.value.kind === "array" && of.value.dtype !== "float") this.#needExact(of);
    return super.integer(of);
  }

  override builtin(name: string): Value<Traced> | null {
    const found = super.builtin(name);
    if (found?.kind !== "builtin") return found;
    const call: BuiltinValue<Traced>["call"] = (args, site) => {
      this.#needExact(...args.positional, ...args.keywords.values());
      return found.call(args, site);
    };
    return { ...found, call };
  }

  override apply(
    name: string,
    positional: readonly Value<Traced>[],
    keywords: ReadonlyMap<string, Value<Traced>>,
    site: Site<Traced> | null,
  ): Value<Traced> {
    this.certain();
    const before = this.trace.drawn;
    const made = super.apply(name, positional, keywords, site);
    this.certain();
    if (this.trace.drawn > before) {
      // Numbers of ours. They may have gone into what was handed over, too.
      for (const each of [...positional, made]) this.#invent(each);
    }
    const given = [...positional, ...keywords.values()];
    if (!given.every((each) => this.isExact(each))) {
      if (made.kind !== "datum" || made.value.kind !== "array") throw new Stopped("random");
      this.#invent(made);
    }
    return made;
  }

  #invent(value: Value<Traced>): void {
    if (value.kind === "datum" && value.value.kind === "array") this.trace.invent(value.value.node);
  }

  override inPlace(
    operator: BinaryOperator,
    left: Traced,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> {
    this.certain();
    const made = super.inPlace(operator, left, right, site);
    this.certain();
    if (made.kind === "unknown") throw new Stopped("unknown");
    return made;
  }

  override subscript(object: Traced, index: Value<Traced>, site: Site<Traced>): Value<Traced> {
    this.#needExact(index);
    const found = super.subscript(object, index, site);
    this.certain();
    return found;
  }

  /** What is written where nobody knows is the end of knowing. */
  override store(object: Traced, index: Value<Traced>, put: Value<Traced>, site: Site<Traced>): Traced {
    this.certain();
    this.#needExact(index);
    if (this.operand(index) === null || this.operand(put) === null) throw new Stopped("unknown");
    const stored = super.store(object, index, put, site);
    this.certain();
    return stored;
  }

  override iterate(object: Traced, site: Site<Traced> | null): Iteration<Traced> | null {
    this.certain();
    return super.iterate(object, site);
  }

  override module(name: string): Value<Traced> | null {
    if (name === "random") return null;
    if (inert.test(name)) return nothing;
    const own = scikitLearn(this, name) ?? (name === "numpy" ? this.#numpy() : null);
    return own ?? super.module(name);
  }

  #numpy(): Value<Traced> | null {
    const found = super.module("numpy");
    if (found?.kind !== "module") return found;
    const read = (member: string): Value<Traced> => ({
      kind: "builtin",
      name: `numpy.${member}`,
      call: (args) => readText(this, member, args),
    });
    return {
      ...found,
      member: (member) => (/^(?:loadtxt|genfromtxt)$/.test(member) ? read(member) : found.member(member)),
    };
  }
}

/** Libraries that draw and tell, and change no array. */
const inert = /^(?:matplotlib|seaborn|tqdm|warnings|logging)(?:\.|$)/;

/** Whatever is asked of it, nothing comes of it. */
const nothing: Value<Traced> = {
  kind: "builtin",
  name: "nothing",
  call: () => nothing,
  member: () => nothing,
};
