import type { NumberArray } from "../algebra/array";
import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import type { Span } from "../base/span";
import { Stopped } from "../interpreter/budget";
import type { Datum, Frame } from "../interpreter/value";
import { RandomStream } from "../numpy/draws";
import { type NumberType, numbersOf, sizesOf, TracedArray, type ValueContext } from "../numpy/valuesOperand";
import type { Expression } from "../syntax/tree";
import { Idle } from "./symbolsIdle";
import type { BiasLine, Labels, TableSizes, TraceOptions } from "./traceOptions";

/** A number, an array, or an object of a library, in the domain of symbols. */
export interface Traced extends Datum {
  readonly kind: "datum";
  readonly value: TracedValue;
}

export type TracedValue =
  | TracedArray
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "dtype"; readonly dtype: NumberType }
  | { readonly kind: "object"; readonly name: string; readonly stream?: RandomStream };

/** `x -= u` (or `x = x - u`): what may be a step of gradient descent. */
export interface UpdateTrace {
  /** The formula of the parameter before. */
  readonly before: e.Expression;
  readonly after: e.Expression;
  /** What is taken away. */
  readonly step: e.Expression;
  /** The same without the share of the parameter that a line of its own takes away. */
  readonly apart?: e.Expression;
  readonly target: Expression;
  readonly site: Expression;
  readonly frame: Frame<Traced>;
  /** How many values had been observed by then. */
  readonly order: number;
}

/** An expression of the program that came to an array or a number. */
export interface ValueTrace {
  readonly syntax: Expression;
  readonly node: e.Expression;
  readonly frame: Frame<Traced>;
}

export interface ParameterLeaf {
  readonly node: e.VariableNode;
  /** The place that made it, as `ParameterPlaces` names it. */
  readonly place: string;
  /** What the program starts it from, where that is an array. */
  readonly from?: e.Expression | undefined;
}

/** A product of two matrices may be small and still much work: so many of its products count as one element. */
const productsAsElement = 16;

/** 256 MB. */
export const mostElementsKept = 32_000_000;

/** What one run of a program in the domain of symbols leaves behind. */
export class Trace implements ValueContext {
  readonly options: TraceOptions;
  readonly variables = new Map<string, NumberArray>();
  readonly updates: UpdateTrace[] = [];
  /** What arrays that are stepped in pieces have become between two of those, by key, and what they were before the first. */
  readonly stages = new Map<string, e.Expression>();
  /** Updates that NumPy refuses, because the step has not the shape of the parameter. */
  readonly refused: UpdateTrace[] = [];
  readonly idle = new Idle();
  /** What is left of numbers without names of their own, until it is put back where they were, with the numbers' keys. */
  readonly loose = new Map<TracedArray, string>();
  readonly values: ValueTrace[] = [];
  /** Numbers under a loss's name, each time that they get another value. A sum may be read again by nobody. */
  readonly totals: (ValueTrace & { readonly order: number })[] = [];
  readonly parameters: ParameterLeaf[] = [];
  /** Places of the arrays that the program made without any data, by the key of the array. */
  readonly origins = new Map<string, string>();
  /** Places of the lists whose items are stepped, by the item as it is written. */
  readonly listPlaces = new Map<Expression, string>();
  /** And of those that are put together anew of their stepped items. */
  readonly steppedLists = new Set<string>();
  readonly raises: { readonly message: string; readonly site: Expression; readonly file: string }[] = [];
  /** Products that NumPy refuses, as they are with one of their arrays transposed. */
  readonly turned: (Omit<ValueTrace, "syntax"> & { readonly site: Expression; readonly message: string })[] =
    [];
  /** Numbers that come from the data have decided a branch before anything was learned. */
  branched = false;
  readonly askedOf = new Set<string>(); // Labels and other data that alone have decided a branch: `if y[i] == 1`.
  /** The run, or a loop of it, was left because everything had been seen: there may be more behind. */
  isCut = false;
  /** What something that is not known was taken from: names in formulas, "" for a number without one. */
  readonly lost = new Set<string>();
  /** How often NumPy would have raised, and the run went on as if not. */
  recovered = 0;
  /** Expressions that are noted in a list of losses, the list's name, and whether it can hardly be that of anything else. */
  readonly lossArguments = new Map<Expression, { readonly isStrong: boolean; readonly list: string }>();
  /** Whether the program does something with what an expression comes to besides computing on. */
  isSink: (syntax: Expression) => boolean = () => false;
  /** Whether a sum is collected in a loop in which one of these steps is taken. */
  collectsOverSteps: (sum: Expression, file: string, steps: readonly Span[]) => boolean = () => false;
  /** What the program's text steps anywhere, reached in this run or not: `b -= …`, `b = b - …`. */
  stepNames: ReadonlySet<string> = new Set();
  /** What the text takes out of its own samples and never reads. */
  unread: ReadonlySet<string> = new Set();
  /** Differences that have a name of their own, and are no steps of the number that they are taken from. */
  gaps: ReadonlySet<Expression> = new Set();
  /** Names of a batch's size that are given what is counted in an array. */
  countedSizes: ReadonlySet<Expression> = new Set();
  /** Gradients that it collects: they go down like parameters, and are what those are stepped by. */
  collected: ReadonlySet<string> = new Set();
  /** Sums that the program's text collects, and divides somewhere. */
  averagedSums: ReadonlySet<string> = new Set();
  /** And what is added to those. */
  addedToMeans: ReadonlySet<Expression> = new Set();
  /** What the text's loops give an item in each pass, and what `b = v[i]` gives one. */
  itemTargets: ReadonlySet<Expression> = new Set();
  /** Lines that bring a bias into a sum without a `+` of their own. */
  biasLines: readonly BiasLine[] = [];
  /** Those of two classes, and what text stands for that they were compared with. */
  readonly labels: Labels = { pair: [0, 1], texts: new Map() };
  /** What a file of numbers has at least. */
  tableSizes: TableSizes = { rows: 0, columns: 0 };
  readonly #evaluator: e.Evaluator;
  readonly #names = new Map<string, ReadonlySet<string>>();
  #state: number;
  #count = 0;
  #elements = 0;

  constructor(options: TraceOptions) {
    this.options = options;
    this.#evaluator = new e.Evaluator({ variables: this.variables, sizes: new Map() });
    this.#state = Math.imul(options.seed + 1, 2654435761) >>> 0;
  }

  get bindings(): e.Bindings {
    return { variables: this.variables, sizes: new Map() };
  }

  /** Ends the run where its arrays need too much memory, or too much work. */
  hold(node: e.Expression): void {
    const count = arrays.count(numbersOf(node.shape));
    const inner = node.kind === "matmul" ? (node.left.shape.at(-1)?.value ?? 1) : 1;
    this.#elements += Math.max(count, (count * inner) / productsAsElement);
    if (this.#elements > (this.options.mostElements ?? Number.POSITIVE_INFINITY)) throw new Stopped("memory");
  }

  readonly read = (node: e.Expression): NumberArray => this.#evaluator.value(node);

  /** NumPy's global random stream. */
  readonly globalStream = new RandomStream();
  /** The one that is drawn from now. */
  stream = this.globalStream;

  /** How many random numbers of ours were drawn. */
  drawn = 0;
  /** Names of arrays whose numbers are ours and not the program's: random ones, and data that it reads. */
  readonly #invented = new Set<string>();

  invent(node: e.Expression): void {
    for (const name of this.namesIn(node)) this.#invented.add(name);
    if (this.namesIn(node).size === 0) this.#inventedKeys.add(node.key);
  }

  readonly #inventedKeys = new Set<string>();

  /** The numbers are those that the program has when it is run. */
  isExact(node: e.Expression): boolean {
    for (const name of this.namesIn(node)) if (this.#invented.has(name) || /^[xyp]/.test(name)) return false;
    return (
      this.#inventedKeys.size === 0 || !e.topological(node).some((each) => this.#inventedKeys.has(each.key))
    );
  }

  readonly random = (): number => {
    this.drawn++;
    // xorshift: any stream will do, only that a run can be repeated.
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 4294967296;
  };

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.random() * 0.999)) * Math.cos(2 * Math.PI * this.random());
  }

  readonly fresh = (array: NumberArray, dtype: NumberType): TracedArray => {
    return new TracedArray(this.leaf("k", array, "data"), dtype);
  };

  readonly opaque = (array: NumberArray, from: e.Expression): e.Expression => {
    const leaf = this.leaf("k", array, "data");
    this.blurred.add(leaf.name);
    if ([...this.namesIn(from)].some((name) => name.startsWith("p"))) this.lost.add(leaf.name);
    return leaf;
  };

  readonly chosen = (mask: e.Expression, axis: number, places: NumberArray): e.Expression => {
    if (this.namesIn(mask).size === 0) return e.constantArray(places);
    const place = `${axis} ${mask.key}`;
    const leaf = this.#chosen.get(place) ?? this.leaf("k", places, "data");
    this.#chosen.set(place, leaf);
    this.#decidedBy.set(leaf.key, this.namesIn(mask));
    return leaf;
  };

  readonly #chosen = new Map<string, e.VariableNode>();
  /** The arrays that an array with a name of its own was computed from, row by row: `-X`, `1 - y`, `np.c_[ones, X]`. */
  readonly #sources = new Map<string, ReadonlySet<string> | e.Expression>();

  derived(own: e.Expression, from: e.Expression): void {
    if (own.kind !== "variable" || this.namesIn(from).size === 0) return;
    this.#sources.set(own.name, from);
    this.#definitions.set(own.key, from);
  }

  readonly #definitions = new Map<string, e.Expression>();

  /** The formula that an array with a name of its own was computed by, and any other as it is. */
  madeOf(node: e.Expression): e.Expression {
    return this.#definitions.get(node.key) ?? node;
  }

  /** The formula with each array that was computed from others written out, or only those that `isOpened` wants to be. */
  writtenOut(node: e.Expression, isOpened = (_key: string, _made: e.Expression) => true): e.Expression {
    const definitions = new Map([...this.#definitions].filter(([key, made]) => isOpened(key, made)));
    const isOpen = (each: e.Expression) =>
      [...e.variablesOf(each).values()].some(({ key }) => definitions.has(key));
    let out = node;
    for (let depth = 0; depth < 20 && isOpen(out); depth++) out = e.substitute(out, definitions);
    return out;
  }

  readonly strengths = new Set<string>(); // The names of the penalties' strengths.
  readonly byCount = new Map<string, number>(); // `eta / len(x)`, by key, and len(x).
  hasCountedRate = false; // One of them is called a rate.
  isEpoch = false; // The run was to go on to the end of an epoch.

  /** Rows are picked: not all of them in another order. */
  leavesOut(node: e.Expression): boolean {
    // `np.eye(k)[labels]`: what is made of the labels is made of all of them.
    if (node.kind !== "gather" || isUnit(this.read(node.of))) return false;
    const rows = node.of.shape[0]?.value ?? 0;
    const [at, ...more] = node.at.map((each) => arrays.elements(this.read(each)));
    return more.length > 0 || at?.length !== rows || new Set(at).size !== rows;
  }

  /** What an array was computed from, and itself where it was not. */
  sourcesOf(name: string): ReadonlySet<string> {
    const from = this.#sources.get(name) ?? new Set([name]);
    if (!("kind" in from)) return from;
    const isWhole = !e.topological(from).some((each) => this.leavesOut(each));
    // What stands for the labels is made of them alone.
    const units = e.topological(from).filter((each) => each.kind === "gather" && isUnit(this.read(each.of)));
    const isUnitLeaf = (leaf: e.Expression) =>
      units.some((each) => each.kind === "gather" && each.of.key === leaf.key);
    const labels = units.flatMap((each) => (each.kind === "gather" ? each.at : []));
    const unnamed = labels.filter((each) => this.namesIn(each).size === 0).map(({ key }) => `= ${key}`);
    const names = [...e.variablesOf(from).values()].flatMap((each) =>
      isUnitLeaf(each) ? [] : [...this.sourcesOf(each.name)],
    );
    names.push(...unnamed);
    // The same rows of the same data are the same, however often they are picked.
    const sources = new Set(isWhole ? names : [`= ${from.key}`]);
    this.#sources.set(name, sources);
    return sources;
  }

  /** What decides the numbers of an array that no formula leads to. */
  readonly #decidedBy = new Map<string, ReadonlySet<string>>();

  leaf(
    kind: "k" | "p" | "x" | "y" | "h",
    array: NumberArray,
    role: e.VariableRole,
    tex?: string,
  ): e.VariableNode {
    const name = `${kind}${this.#count++}`;
    this.variables.set(name, array);
    return e.variable(name, sizesOf(array.shape), tex ?? name, role);
  }

  /** A parameter: random numbers in the shape of what the program starts from, so that nothing is zero by chance. */
  parameter(shape: readonly number[], place: string, from?: e.Expression): e.VariableNode {
    const size = this.options.areFar === true ? 5000 : 0.5;
    const data = Float64Array.from({ length: arrays.count(shape) }, () => size * this.normal());
    const node = this.leaf("p", arrays.arrayOf(data, shape), "parameter");
    this.parameters.push({ node, place, from });
    return node;
  }

  inputs(shape: readonly number[]): TracedArray {
    const one = () => (this.options.arePositive === true ? Math.abs(this.normal()) : this.normal());
    const data = Float64Array.from({ length: arrays.count(shape) }, one);
    return new TracedArray(this.leaf("x", arrays.arrayOf(data, shape), "data"), "float");
  }

  /** Classes 0 … count − 1, each at least once, or numbers for a regression. */
  targets(shape: readonly number[], classes: number | null, areSigns = false): TracedArray {
    const size = arrays.count(shape);
    // The last class is among them, since a program may take the number of classes from it.
    const turn = Math.max(Math.floor(this.random() * 7), (classes ?? 0) - size);
    const data = Float64Array.from({ length: size }, (_, at) =>
      classes === null
        ? this.normal()
        : at < classes
          ? (at + turn) % classes
          : Math.floor(this.random() * classes),
    );
    const type = classes === null ? "float" : "int";
    const [no, yes] = areSigns ? [-1, 1] : this.labels.pair;
    const labels = classes === 2 ? data.map((each) => (each === 0 ? no : yes)) : data;
    return new TracedArray(this.leaf("y", arrays.arrayOf(labels, shape), "data"), type);
  }

  /** One-hot rows. */
  oneHot(rows: number, classes: number): TracedArray {
    const data = new Float64Array(rows * classes);
    for (let row = 0; row < rows; row++)
      data[row * classes + (row < classes ? row : Math.floor(this.random() * classes))] = 1;
    return new TracedArray(this.leaf("y", arrays.arrayOf(data, [rows, classes]), "one-hot"), "float");
  }

  /** Something that is not known is taken from an array, or from a number by a name that the program steps. */
  lose(from: e.Expression, name: string): void {
    const names = this.namesIn(from);
    for (const each of names) if (/^[kp]/.test(each)) this.lost.add(each);
    if (names.size === 0 && this.stepNames.has(name)) this.lost.add("");
  }

  /** Arrays whose formula is not known: numbers alone, or something was written into them that is not known. */
  readonly blurred = new Set<string>();

  /** What is made from the array from now on has a name in it by which this is seen. */
  blur(array: TracedArray): void {
    for (const each of this.namesIn(array.node)) this.blurred.add(each);
    const now = this.leaf("k", this.read(array.node), "data");
    this.blurred.add(now.name);
    array.write(now);
  }

  /** The names that a formula is made of. */
  namesIn(node: e.Expression): ReadonlySet<string> {
    const known = this.#names.get(node.key);
    if (known !== undefined) return known;
    // Only down to what is known: a program makes its formulas one operation at a time.
    const stack = [node];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const missing = e.operands(top).filter((each) => !this.#names.has(each.key));
      if (missing.length > 0) stack.push(...missing);
      else {
        this.#names.set(top.key, this.#namesFrom(top));
        stack.pop();
      }
    }
    return this.#names.get(node.key) ?? new Set();
  }

  #namesFrom(node: e.Expression): ReadonlySet<string> {
    if (node.kind === "variable") return new Set([node.name, ...(this.#decidedBy.get(node.key) ?? [])]);
    let all: ReadonlySet<string> = noNames;
    for (const part of e.operands(node)) {
      const names = this.#names.get(part.key) ?? noNames;
      const [larger, other] = names.size > all.size ? [names, all] : [all, names];
      all = holds(larger, other) ? larger : new Set([...larger, ...other]);
    }
    return all;
  }

  /** Made by the program from nothing but numbers: neither data nor parameters take part. */
  isConstant(node: e.Expression): boolean {
    for (const name of this.namesIn(node)) if (!name.startsWith("k")) return false;
    return true;
  }
}

function isUnit(array: NumberArray): boolean {
  const [rows = 0, columns] = array.shape;
  if (array.shape.length !== 2 || rows !== columns) return false;
  return arrays.elements(array).every((each, at) => each === (at % (rows + 1) === 0 ? 1 : 0));
}

const noNames: ReadonlySet<string> = new Set();

function holds(all: ReadonlySet<string>, some: ReadonlySet<string>): boolean {
  if (all === some) return true;
  for (const each of some) if (!all.has(each)) return false;
  return true;
}

export function datum(value: TracedValue): Traced {
  return { kind: "datum", value };
}

/** Ends a run that has shown all that is asked of it. */
export function stopTrace(): never {
  throw new Stopped("enough");
}
