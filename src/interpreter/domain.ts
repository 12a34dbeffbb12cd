import type {
  BinaryOperator,
  ComparisonOperator,
  Expression,
  FunctionDefinition,
  Lambda,
  Parameter,
} from "../syntax/tree";
import type { Machine } from "./machine";
import type { CallArguments, Datum, Frame, Items, Iteration, Site, Value } from "./value";
import type { Memory } from "./watch";

/**
 * What a value means. The interpreter walks the program; whenever numbers or arrays are concerned it asks the domain.
 * No method may throw on anything that a program does.
 */
export interface Domain<D extends Datum> {
  /** Every value is known exactly, so that loops are simply run. */
  readonly exact: boolean;
  /** A generator may be run to its end before its first item is used: nobody minds in which order random numbers are drawn. */
  readonly runsAhead?: boolean;
  /** Called before some passes of a loop stand for all: a domain that takes nothing but what is certain ends there. */
  supposing?(): void;
  /** Called once, before all else. */
  attach(machine: Machine<D>): void;

  int(value: number): D;
  float(value: number | null): D;
  complex(imaginary: number): D;
  /** An int that only the data decides. The same name and place give the same int. */
  someInt(name: string, site: Site<D> | null): D;
  /** Of the same kind, but another number, where the number is not known: two elements of one array. */
  another?(value: D, name: string, site: Site<D>): D;

  /** The number, where the datum is a Python int (or a NumPy integer scalar) that is known. */
  integer(datum: D): number | null;
  isInteger(datum: D): boolean;
  truth(datum: D): boolean | null;
  /** The names of the types it is an instance of, the most special first. */
  types(datum: D): readonly string[];
  /** A text that is equal exactly for equal dict keys; null when not known. */
  key(datum: D): string | null;
  /** What `str()` gives; null when not known. */
  text(datum: D): string | null;

  /** Sums and products of lengths. */
  add(a: D, b: D): D;
  multiply(a: D, b: D): D;

  unary(operator: "+" | "-" | "~", operand: Value<D>, site: Site<D>): Value<D>;
  binary(operator: BinaryOperator, left: Value<D>, right: Value<D>, site: Site<D>): Value<D>;
  /** `left op= right` for a `left` of the domain. */
  inPlace(operator: BinaryOperator, left: D, right: Value<D>, site: Site<D>): Value<D>;
  /** `left op= something` that is not known, for an array: it keeps its shape. null for numbers, which are replaced. */
  written?(left: D): D | null;
  compare(operator: ComparisonOperator, left: Value<D>, right: Value<D>, site: Site<D>): Value<D>;
  attribute(object: D, name: string, site: Site<D>): Value<D>;
  subscript(object: D, index: Value<D>, site: Site<D>): Value<D>;
  /** `object[index] = value`: what the object is afterwards. */
  store(object: D, index: Value<D>, value: Value<D>, site: Site<D>): D;
  /** null when it cannot be looped over. */
  iterate(object: D, site: Site<D> | null): Iteration<D> | null;

  /** One value for both; null to keep them apart. */
  join(a: D, b: D): D | null;
  /** As `join`, for a value that changes from pass to pass: must settle after few steps. */
  widen(a: D, b: D, name: string): D;
  /** One value for what a `return` gave in two passes of a loop; null to keep them apart. */
  ofPasses?(a: D, b: D): D | null;
  /** One value for two elements of a container of which the data choose one; null to keep them apart. */
  eitherElement?(a: D, b: D): D | null;
  /** One value for the arguments of all deeper calls of a recursion, after those of two; null where they have nothing in common. */
  generalise?(first: D, deeper: D, key: string): D | null;
  same(a: D, b: D): boolean;
  /** As `same`, and the one may also stand in the other's place for all that is to come. */
  interchangeable?(a: D, b: D): boolean;
  /** When two may stand for each other in calls; no call is remembered without. */
  readonly likeness?: Likeness<D>;
  /** `a is b`; null when not known. */
  identical?(a: D, b: D): boolean | null;
  /** What was added from one pass of a loop to the next, as a text that is the same for the same step; null if irregular. */
  step(before: D, after: D): string | null;
  /** Takes the step from `before` to `after` `times` more times. */
  extrapolate(before: D, after: D, times: D): D;

  /** `min` and `max` of numbers. */
  extremum(name: "min" | "max", values: readonly D[], site: Site<D>): Value<D>;

  /** An attribute of a value that is not known, where its name says enough; else the unknown value itself. */
  unknownAttribute?(object: Value<D>, name: string, site: Site<D>): Value<D>;
  /** `object[index]` of an object that is not known, where the index says enough. */
  unknownSubscript?(index: Value<D>, site: Site<D>): Value<D> | null;
  /** The array that `m, n = x.shape` says x to be. */
  arrayOfSizes?(sizes: readonly D[]): D;

  /** What `copy.copy` gives, where it is not the same again: a random generator goes on by itself. */
  copied?(value: D): D;
  /** Something is called of which nothing is known: what it does with what it is given, and with what all share, neither. */
  strangerCalled?(args: CallArguments<D>): void;

  /** A module that is not the program's own. null when there is none of that name. */
  module(name: string): Value<D> | null;
  /** A builtin of the domain: `int`, `float`, `sum` … */
  builtin(name: string): Value<D> | null;
  /** The program gives a value a name, that of a parameter of `handedTo` where it calls that. May keep the name with the value. */
  named(value: D, name: string, site: Site<D>, handedTo?: FunctionDefinition | Lambda): D;
  /** What a parameter is when nobody calls the function. */
  parameter(definition: FunctionDefinition | Lambda, parameter: Parameter, frame: Frame<D>): Value<D>;
}

/** Tells where a call was given the same as another. */
export interface Likeness<D extends Datum> {
  /**
   * As `interchangeable`, and the reader sees no difference: what has a name now had it when the other was given to
   * something that was made at `born`.
   */
  alike(then: D, now: D, born: number): boolean;
  /** It is known by more than it can be told by: what was written into its memory makes it another. */
  hasElements(value: D): boolean;
  /** It has a state of its own, as a random generator has. */
  isOwn(value: D): boolean;
  /** The memory that its elements are in, which other arrays may share; null for what has none. */
  memory(value: D): Memory | null;
  /** What an array of objects holds; null for any other. */
  held(value: D): Items<D> | null;
  /** Something was written into its memory since it was made, and it knew its elements. */
  isStale(value: D): boolean;
}

/** Hears what the interpreter finds out. */
export interface Observer<D extends Datum> {
  value(node: Expression, value: Value<D>, frame: Frame<D>): void;
  parameter(parameter: Parameter, value: Value<D>, frame: Frame<D>): void;
  /** An exception that NumPy or Python will certainly raise once this place is reached. */
  raised(site: Site<D>, raise: RaiseFact<D>): void;
  /** Whether, since the last question, a pass that stands for many found a shape that the exact passes had not. */
  takeNovelty(): boolean;
  /** The target of `x = …`, before the write, for those who watch what changes. */
  assigned(
    target: Expression,
    before: Value<D> | undefined,
    after: Value<D>,
    value: Expression | null,
    frame: Frame<D>,
  ): void;
}

export interface RaiseFact<D extends Datum> {
  readonly exception: string;
  readonly message: string;
  /** The operation's full name, where there is one. */
  readonly operation: string | null;
  readonly operands: readonly Value<D>[];
  /** Whether the place is certain to be reached. */
  readonly certain: boolean;
}

/** A file of the program that an import names. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}
