import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { datum, SymbolDomain } from "../../domains/symbols";
import { Trace, type Traced } from "../../domains/symbolsTrace";
import type { TraceOptions } from "../../domains/traceOptions";
import { operatorNames } from "../../interpreter/operatorNames";
import { type CallArguments, type Site, unknown, type Value } from "../../interpreter/value";
import { type Operand, TracedArray } from "../../numpy/valuesOperand";
import type { BinaryOperator } from "../../syntax/tree";

/** Hears what operations a program applies, and where. */
export interface LessonWatch {
  readonly operation: (name: string, site: Site<Traced>) => void;
  /** A value that is no value of an expression: what an assignment into an array raised. */
  readonly refused: (why: Value<Traced>, site: Site<Traced>) => void;
  /** A question of ours begins. */
  readonly mark: (index: number) => void;
}

/** The numbers of a lesson's data files, by their names. */
export type DataTables = ReadonlyMap<string, arrays.NumberArray>;

/** The numbers that one array of a lesson may hold: ten times the largest of our lessons. */
const largestOfLesson = 2_000_000;

/** The function by which a question says that it begins. */
export const markName = "__neuron_lens_mark";

/**
 * The domain of values, for whole trainings: each number is computed at once, so that a hundred epochs leave no formula
 * behind, and the lesson's data files have their true numbers.
 */
export class LessonDomain extends SymbolDomain {
  readonly #watch: LessonWatch;
  readonly #tables: DataTables;

  /** `limits` for who keeps what a run comes to. */
  constructor(tables: DataTables, watch: LessonWatch, limits: Pick<TraceOptions, "mostElements"> = {}) {
    const trace = new Trace({
      seed: 1,
      places: { arrays: new Set(), numbers: new Set() },
      samples: 7,
      features: 5,
      penalties: false,
      ownRandom: true,
      largestArray: largestOfLesson,
      ...limits,
    });
    const mark: Value<Traced> = {
      kind: "builtin",
      name: markName,
      call: ({ positional: [first] }) => {
        if (first?.kind === "datum" && first.value.kind === "int") watch.mark(first.value.value);
        return { kind: "none" };
      },
    };
    super(trace, () => {}, new Map([[markName, mark]]));
    this.#watch = watch;
    this.#tables = tables;
  }

  /** A learning rate is a number here, and no name in a formula. */
  override named(value: Traced): Traced {
    return value;
  }

  override apply(
    name: string,
    positional: readonly Value<Traced>[],
    keywords: ReadonlyMap<string, Value<Traced>>,
    site: Site<Traced> | null,
  ): Value<Traced> {
    if (site !== null) this.#watch.operation(name, site);
    // Nothing is computed with the dots that are still to be replaced.
    if (positional.some(({ kind }) => kind === "ellipsis") && !name.endsWith("getitem"))
      return unknown("not-supported", ["ellipsis"]);
    const [, second] = [...positional, ...keywords.values()].map((each) => this.operand(each));
    if (/^numpy\.(?:zeros|ones|empty)$/.test(name) && second?.kind === "int")
      return unknown("raised", ["TypeError", `Cannot interpret '${second.value}' as a data type`]);
    return super.apply(name, positional, keywords, site);
  }

  /** What NumPy refuses is refused here: no wrong step is followed on to name its mistake. */
  override binary(
    operator: BinaryOperator,
    left: Value<Traced>,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> {
    if (isInt(left) && isInt(right)) return super.binary(operator, left, right, site);
    return this.apply(`operator.${operatorNames[operator]}`, [left, right], new Map(), site);
  }

  override inPlace(
    operator: BinaryOperator,
    left: Traced,
    right: Value<Traced>,
    site: Site<Traced>,
  ): Value<Traced> {
    const { value } = left;
    const made = this.binary(operator, left, right, site);
    if (value.kind !== "array" || value.node.shape.length === 0) return made;
    if (made.kind !== "datum" || made.value.kind !== "array") return made;
    const [to, from] = [value.node, made.value.node].map(({ shape }) => e.text(shape));
    if (made.value.node.shape.length !== value.node.shape.length || to !== from)
      return unknown("raised", [
        "ValueError",
        `non-broadcastable output operand with shape ${to} doesn't match the broadcast shape ${from}`,
      ]);
    value.write(made.value.node);
    return left;
  }

  override heard(name: string, site: Site<Traced> | null): void {
    if (site !== null) this.#watch.operation(name, site);
  }

  protected override notStored(why: Value<Traced>, site: Site<Traced>): void {
    this.#watch.refused(why, site);
  }

  override result(operand: Operand, site: Site<Traced> | null): Value<Traced> {
    const made = super.result(operand, site);
    if (made.kind !== "datum" || made.value.kind !== "array") return made;
    const { node, isView, dtype } = made.value;
    if (isView || node.shape.length > 0 || node.kind === "number" || !this.trace.isExact(node)) return made;
    return datum(new TracedArray(e.number(arrays.item(this.trace.read(node))), dtype));
  }

  override module(name: string): Value<Traced> | null {
    const found = super.module(name);
    if (name !== "numpy" || found?.kind !== "module") return found;
    const loadtxt: Value<Traced> = {
      kind: "builtin",
      name: "numpy.loadtxt",
      call: (args) => this.#load(args),
    };
    return {
      ...found,
      member: (member) => (/^(?:loadtxt|genfromtxt)$/.test(member) ? loadtxt : found.member(member)),
    };
  }

  #load({ positional: [path] }: CallArguments<Traced>): Value<Traced> {
    const name = path?.kind === "str" ? path.value : null;
    const table = this.#tables.get(name?.replace(/^.*[\\/]/, "") ?? "");
    if (table === undefined) return unknown("file-data", [name ?? "np.loadtxt"]);
    const own = arrays.arrayOf(Float64Array.from(arrays.elements(table)), table.shape);
    const made = this.trace.fresh(own, "float");
    return made.kind === "array" ? datum(made) : unknown("file-data", [name ?? ""]);
  }
}

function isInt(value: Value<Traced>): boolean {
  return value.kind === "datum" && value.value.kind === "int";
}

/** A table of numbers as `np.loadtxt(…, delimiter=",", skiprows=1)` reads it; null for what is none. */
export function tableOf(text: string): arrays.NumberArray | null {
  const [, ...lines] = text.trim().split(/\r?\n/);
  const rows = lines.map((line) => line.split(",").map(Number));
  const width = rows[0]?.length ?? 0;
  if (width === 0 || rows.some((row) => row.length !== width || row.some(Number.isNaN))) return null;
  return arrays.arrayOf(Float64Array.from(rows.flat()), [rows.length, width]);
}
