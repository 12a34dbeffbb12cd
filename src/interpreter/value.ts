import type { ClassDefinition, Expression, FunctionDefinition, Lambda } from "../syntax/tree";
import type { Cell } from "./state";
import type { Members } from "./watch";

/**
 * What the domain owns: numbers and arrays. The interpreter never looks inside; it asks the domain. Everything else of
 * Python (strings, containers, functions, classes) is the interpreter's own and the same in every domain.
 */
export interface Datum {
  readonly kind: "datum";
}

export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Why something is not known; the same codes as the algebra's `Reason`, which this room may not import. */
export interface Cause {
  readonly code: CauseCode;
  readonly args: readonly (string | number)[];
  readonly at?: Place;
}

export type CauseCode =
  | "unknown-name"
  | "unknown-import"
  | "unknown-attribute"
  | "unknown-function"
  | "unknown-argument"
  | "data-dependent"
  | "file-data"
  | "parameter"
  | "not-supported"
  | "syntax"
  | "raised"
  | "recursion"
  | "budget";

export type Value<D extends Datum> =
  | D
  | NoneValue
  | BoolValue
  | StrValue
  | EllipsisValue
  | TupleValue<D>
  | ListValue<D>
  | SetValue<D>
  | DictValue<D>
  | SliceValue<D>
  | FunctionValue<D>
  | MethodValue<D>
  | BuiltinValue<D>
  | ClassValue<D>
  | InstanceValue<D>
  | ModuleValue<D>
  | IteratorValue<D>
  | SuperValue<D>
  | PropertyValue<D>
  | ChoiceValue<D>
  | UnknownValue;

export interface NoneValue {
  readonly kind: "none";
}

export interface BoolValue {
  readonly kind: "bool";
  readonly value: boolean | null;
}

export interface StrValue {
  readonly kind: "str";
  readonly value: string | null;
}

export interface EllipsisValue {
  readonly kind: "ellipsis";
}

/** The items of a list or tuple: each of them, or (many, or unknown in number) one that stands for all. */
export type Items<D extends Datum> =
  | { readonly kind: "items"; readonly items: readonly Value<D>[] }
  | {
      readonly kind: "repeated";
      readonly length: D;
      readonly item: Value<D>;
      /** A condition on data decides what is in it: it may be nothing. */
      readonly mayBeEmpty?: boolean;
    };

export interface TupleValue<D extends Datum> {
  readonly kind: "tuple";
  readonly content: Items<D>;
  /** The class of a named tuple. */
  readonly type?: ClassValue<D>;
}

export interface ListValue<D extends Datum> {
  readonly kind: "list";
  readonly cell: Cell<D, Items<D>>;
}

export interface SetValue<D extends Datum> {
  readonly kind: "set";
  readonly cell: Cell<D, Items<D>>;
}

export interface DictContent<D extends Datum> {
  readonly kind: "entries";
  readonly entries: ReadonlyMap<string, { readonly key: Value<D>; readonly value: Value<D> }>;
  /** What may be stored under keys that are not known; null when there are none. */
  readonly rest: { readonly key: Value<D>; readonly value: Value<D> } | null;
}

export interface DictValue<D extends Datum> {
  readonly kind: "dict";
  readonly cell: Cell<D, DictContent<D>>;
  /** `defaultdict`: what makes a missing value. */
  readonly factory?: Value<D>;
  /** `x.__dict__`: what is stored in it becomes an attribute of x. */
  readonly owner?: InstanceValue<D>;
}

export interface SliceValue<D extends Datum> {
  readonly kind: "slice";
  readonly start: Value<D>;
  readonly stop: Value<D>;
  readonly step: Value<D>;
}

export interface FunctionValue<D extends Datum> {
  readonly kind: "function";
  readonly definition: FunctionDefinition | Lambda;
  readonly name: string;
  /** Where it was defined: its free names are looked up there. */
  readonly closure: Frame<D>;
  readonly defaults: ReadonlyMap<string, Value<D>>;
  /** The class whose body it stands in, for `super()`. */
  readonly owner: ClassValue<D> | null;
  readonly binding: "instance" | "class" | "static";
  /** What the program keeps on the function itself: `step.calls = 0`. */
  readonly attributes: Members<Cell<D, Value<D>>>;
}

export interface MethodValue<D extends Datum> {
  readonly kind: "method";
  readonly self: Value<D>;
  readonly target: FunctionValue<D> | BuiltinValue<D>;
}

/** A call's arguments as evaluated. `spread` is set when a `*args` or `**kwargs` of unknown content took part. */
export interface CallArguments<D extends Datum> {
  readonly positional: readonly Value<D>[];
  readonly keywords: ReadonlyMap<string, Value<D>>;
  readonly spread: boolean;
}

/** Python's own names. */
export interface Builtins<D extends Datum> {
  get(name: string): Value<D> | undefined;
}

/** A function that is not written in the program: Python's own, NumPy's, a library's. */
export interface BuiltinValue<D extends Datum> {
  readonly kind: "builtin";
  readonly name: string;
  readonly call: (args: CallArguments<D>, site: Site<D>) => Value<D>;
  /** A type as well (`int`, `np.ndarray`): what `isinstance` compares with. */
  readonly type?: string;
  /** A function on a class that takes no `self`. */
  readonly isStatic?: boolean;
  /** The object whose method it is: two methods of the same name are the same only on the same object. */
  readonly bound?: object;
  /** `np.add.at`, `plt.style.use` */
  readonly member?: (name: string) => Value<D> | null;
}

export interface ClassValue<D extends Datum> {
  readonly kind: "class";
  readonly name: string;
  readonly bases: readonly Value<D>[];
  readonly attributes: Members<Cell<D, Value<D>>>;
  readonly definition: ClassDefinition | null;
  /** The fields of the named tuples that it makes. */
  readonly fields?: readonly string[];
  /** Kept once it was asked for, see `resolutionOrder`. */
  order?: readonly ClassValue<D>[];
}

export interface InstanceValue<D extends Datum> {
  readonly kind: "instance";
  readonly type: ClassValue<D>;
  readonly attributes: Members<Cell<D, Value<D>>>;
  /** It stands for several objects, which were too many to keep apart. */
  readonly isMany?: boolean;
}

export interface ModuleValue<D extends Datum> {
  readonly kind: "module";
  readonly name: string;
  /** A module of the program has a frame; another looks its names up. */
  readonly frame: Frame<D> | null;
  readonly member: (name: string) => Value<D> | null;
}

/** Something to loop over, made by a generator, `zip`, `enumerate` … */
export interface IteratorValue<D extends Datum> {
  readonly kind: "iterator";
  readonly iteration: Iteration<D>;
  /** How many `next` took. */
  readonly cell: Cell<D, TakenContent>;
}

export interface TakenContent {
  readonly kind: "taken";
  readonly count: number;
}

export interface SuperValue<D extends Datum> {
  readonly kind: "super";
  readonly self: Value<D>;
  readonly after: ClassValue<D>;
}

export interface PropertyValue<D extends Datum> {
  readonly kind: "property";
  readonly getter: FunctionValue<D> | BuiltinValue<D>;
  readonly setter: FunctionValue<D> | BuiltinValue<D> | null;
}

/** One of several: what a branch or a call site decides. Never nested, at most eight. */
export interface ChoiceValue<D extends Datum> {
  readonly kind: "choice";
  readonly options: readonly Value<D>[];
}

export interface UnknownValue {
  readonly kind: "unknown";
  readonly cause: Cause;
}

/** What a `for` goes through. */
export interface Iteration<D extends Datum> {
  /** As an int of the domain; null when nothing is known of it. */
  readonly length: D | null;
  /** `length` as a number where it is one. */
  readonly count: number | null;
  /** Item number `index`. */
  readonly at: (index: number) => Value<D>;
  /** One value that stands for any of the items. */
  readonly any: () => Value<D>;
  /** The items may differ in more than a number (a list of layers), so that each deserves its own pass. */
  readonly distinct: boolean;
  /** `at` gives the same for each index. */
  readonly uniform?: boolean;
  /** The next item, of an object that tells by an exception that there is none: then null. Changes the object. */
  readonly pull?: () => Value<D> | null;
  /** Where the number of items is not known: those that were seen (what a generator yielded). */
  readonly samples?: readonly Value<D>[];
  /** Of the samples some may not come. */
  readonly isOpen?: boolean;
}

/** The variables of a module, a function call, a class body or a comprehension. */
export interface Frame<D extends Datum> {
  readonly kind: "module" | "function" | "class" | "comprehension";
  readonly variables: Members<Cell<D, Value<D>>>;
  readonly parent: Frame<D> | null;
  readonly module: ModuleContext;
  /** Names that `global`/`nonlocal` send elsewhere. */
  readonly redirected: Map<string, Frame<D>>;
  readonly function: FunctionValue<D> | null;
  /** The class whose body it is. */
  readonly classBody: ClassValue<D> | null;
  readonly self: Value<D> | null;
  /** The call that made it. */
  readonly site: Site<D> | null;
  readonly depth: number;
  /** The journal's mark when it was entered. */
  readonly mark: number;
  /** Returns on paths that other paths go on beside. */
  readonly returns: PendingExit<D>[];
  readonly yields: Value<D>[];
  /** Something was yielded that may not come. */
  mayYield?: boolean;
  /** Libraries of which all names were imported. */
  readonly stars: ModuleValue<D>[];
}

/** The file that a frame's code stands in. */
export interface ModuleContext {
  readonly file: string;
  readonly name: string;
}

/** A path that left early, with all that it had changed. */
export interface PendingExit<D extends Datum> {
  readonly value: Value<D>;
  readonly changes: ReadonlyMap<AnyCell<D>, Content<D> | undefined>;
  /** The statement that left, where more than one could. */
  readonly from?: object;
}

/** Where an operation takes place. */
export interface Site<D extends Datum> {
  readonly node: Expression;
  readonly frame: Frame<D>;
}

export type Content<D extends Datum> = Value<D> | Items<D> | DictContent<D> | TakenContent;

export type AnyCell<D extends Datum> = Cell<D, Content<D>>;

/** Of a call without any, as most are. */
export const noKeywords: ReadonlyMap<string, never> = new Map<string, never>();

/** A call that is being run. */
export interface ActiveCall<D extends Datum> {
  readonly definition: object;
  readonly uncertain: number;
  readonly frame: Frame<D>;
  readonly args: CallArguments<D>;
  /** What a call that it made of the same function came to. */
  inner?: Value<D>;
  /** A call that it led to was left out, and with it what that would have written. */
  isCut?: boolean;
}

/** A generator is run to its end at once, and what it yields beyond this is not kept. */
export const mostYields = 400;

export const none: NoneValue = { kind: "none" };
export const ellipsis: EllipsisValue = { kind: "ellipsis" };
export const yes: BoolValue = { kind: "bool", value: true };
export const no: BoolValue = { kind: "bool", value: false };
export const maybe: BoolValue = { kind: "bool", value: null };
export const someText: StrValue = { kind: "str", value: null };

export function bool(value: boolean | null): BoolValue {
  return value === null ? maybe : value ? yes : no;
}

export function str(value: string | null): StrValue {
  return value === null ? someText : { kind: "str", value };
}

export function unknown(code: CauseCode, args: readonly (string | number)[], at?: Place): UnknownValue {
  return { kind: "unknown", cause: at === undefined ? { code, args } : { code, args, at } };
}

export function tuple<D extends Datum>(items: readonly Value<D>[]): TupleValue<D> {
  return { kind: "tuple", content: { kind: "items", items } };
}

/** The passes of the loop that is being run: paths that left one early. */
export interface LoopContext<D extends Datum> {
  readonly mark: number;
  readonly breaks: PendingExit<D>[];
  passMark: number;
  /** How many passes have begun. */
  passes: number;
  /** Whoever follows the run has seen what there is: the loop is left at the end of this pass. */
  isEnough: boolean;
  continues: PendingExit<D>[];
}
