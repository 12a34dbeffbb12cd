import type { Abstract } from "../../algebra/abstract";
import { writeBack } from "../../interpreter/assign";
import type { CallArguments } from "../../interpreter/value";
import { overwrite } from "../../interpreter/watch";
import type { Context, Notice, Operation, Outcome } from "../../numpy/operation";
import { bindArguments } from "../../numpy/signature";
import type { Expression } from "../../syntax/tree";
import { fromAbstract, toAbstract } from "./convert";
import {
  contentOf,
  datum,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
} from "./datum";
import { asMatrix, isMatrix, joinsMatrices, matrixCall } from "./matrix";
import type { Meeting } from "./meet";
import { asObjects, chosen, holding } from "./objects";
import type { Streams } from "./streams";
import { despiteUnknown } from "./unknowns";

/** Hears of every operation of the table that was applied. */
export interface ShapesListener {
  applied(site: ShapeSite, application: Application): void;
}

export interface Application {
  readonly operation: string;
  /** The values as they were passed, the receiver of a method first. */
  readonly operands: readonly ShapeValue[];
  /** The same, by parameter. */
  readonly args: Readonly<Record<string, Abstract | readonly Abstract[] | undefined>>;
  readonly result: ShapeValue;
  readonly notice: Notice | null;
}

/** Applies operations of the table to the interpreter's values. */
export class Applier {
  constructor(
    private readonly machine: ShapeMachine,
    private readonly meeting: Meeting,
    private readonly listener: ShapesListener | null,
    private readonly table: ReadonlyMap<string, Operation>,
    readonly streams: Streams,
  ) {}

  /** Gives the sizes that only the data decides a name for each place in the program. */
  context(site: ShapeSite | null): Context {
    return { fresh: (hint) => this.meeting.name(hint, placeKey(site)) };
  }

  call(operation: Operation, args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue {
    const lost = args.positional.find((each) => each.kind === "unknown");
    if (args.spread) this.streams.lose(args.positional);
    if (args.spread) return lost ?? this.machine.unknown("unknown-argument", [operation.name, "*"], site);
    const choice = args.positional.findIndex((each) => each.kind === "choice" || innerChoice(each) !== null);
    const found = args.positional[choice];
    const options = found === undefined ? undefined : withoutNone(innerChoice(found) ?? found);
    if (options !== undefined) {
      return this.machine.each(options, site, (option) =>
        this.call(operation, { ...args, positional: args.positional.with(choice, option) }, site),
      );
    }
    for (const [name, value] of args.keywords) {
      if (value.kind !== "choice") continue;
      return this.machine.each(value, site, (option) =>
        this.call(operation, { ...args, keywords: new Map([...args.keywords, [name, option]]) }, site),
      );
    }
    if (args.positional.some(isMatrix)) {
      return matrixCall(operation.name, args, site, (name, plainArgs, at) => {
        const other = name === operation.name ? operation : this.table.get(name);
        return other === undefined
          ? this.machine.unknown("unknown-function", [name], at)
          : this.call(other, plainArgs, at);
      });
    }
    if (joinsMatrices(operation.name, args)) return asMatrix(this.#callPlain(operation, args, site));
    return this.#callPlain(operation, args, site);
  }

  #callPlain(operation: Operation, args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue {
    const { machine } = this;
    machine.step(5);
    const objects = operation.name.endsWith(".choice") ? asObjects(args) : null;
    if (objects !== null)
      return chosen(this.#callPlain(operation, objects.args, site), objects.held, machine);
    const positional = args.positional.map((each) =>
      toAbstract(takesSizes.has(operation.name) ? this.#sized(each, site) : each, machine),
    );
    const keywords: Record<string, Abstract> = {};
    for (const [name, value] of args.keywords) keywords[name] = toAbstract(value, machine);
    const binding = bindArguments(operation, positional, keywords);
    if (binding.kind === "raise") {
      return machine.raise(site, { ...binding.raise, operation: operation.name, operands: args.positional });
    }
    const ruled = outcomeOf(operation, binding.args, this.context(site));
    const outcome = this.streams.drawn(operation.name, binding.args, args, ruled, site);
    return this.#finish(operation, args, binding.args, outcome, site);
  }

  /** In a tuple of sizes whatever is not known is still an integer: the array has as many axes. */
  #sized(value: ShapeValue, site: ShapeSite): ShapeValue {
    if (value.kind !== "tuple" || value.content.kind !== "items") return value;
    const { items } = value.content;
    if (!items.some((each) => each.kind === "unknown")) return value;
    const known = items.map((each, axis): ShapeValue => {
      if (each.kind !== "unknown") return each;
      const [name] = each.cause.args;
      return this.machine.domain.someInt(each.cause.code === "parameter" ? String(name) : `k${axis}`, site);
    });
    return { ...value, content: { kind: "items", items: known } };
  }

  #finish(
    operation: Operation,
    args: CallArguments<ShapeDatum>,
    bound: Readonly<Record<string, Abstract | readonly Abstract[] | undefined>>,
    outcome: Outcome,
    site: ShapeSite,
  ): ShapeValue {
    const { machine } = this;
    if (outcome.kind === "raise") {
      return machine.raise(site, { ...outcome.raise, operation: operation.name, operands: args.positional });
    }
    const viewed = operation.view === undefined ? undefined : this.#argument(operation, operation.view, args);
    const memory = viewed?.kind === "datum" ? viewed.memory : null;
    for (const [parameter, after] of Object.entries(outcome.mutated ?? {}))
      this.#mutate(operation, parameter, after, args, site);
    const plain = located(fromAbstract(outcome.value, machine, memory), machine, site);
    const stream = plain.kind === "datum" ? this.streams.made(operation.name, bound, args, site) : null;
    const told = plain.kind === "datum" && stream !== null ? { ...plain, stream } : plain;
    const result =
      operation.name.endsWith(".permutation") && told.kind === "datum"
        ? shuffled(told, args.positional.at(-1))
        : isLost(told)
          ? (holding(operation.name, args, told) ??
            despiteUnknown(operation.name, args, this.context(site).fresh) ??
            told)
          : (holding(operation.name, args, told) ?? told);
    this.listener?.applied(site, {
      operation: operation.name,
      operands: args.positional,
      args: bound,
      result,
      notice: outcome.notice ?? null,
    });
    return result;
  }

  /** An argument that the operation wrote into: what it has become goes back to the variable it came from. */
  #mutate(
    operation: Operation,
    parameter: string,
    after: Abstract,
    args: CallArguments<ShapeDatum>,
    site: ShapeSite,
  ): void {
    const before = this.#argument(operation, parameter, args);
    if (before?.kind !== "datum") return;
    const elements = contentOf(before);
    const written = rewritten(before, after);
    const isShuffle =
      operation.name.endsWith(".shuffle") && elements.kind === "array" && elements.shape?.length === 1;
    const changed =
      isShuffle && elements.data !== undefined ? { ...written, unordered: elements.data } : written;
    const node = argumentNode(site.node, parameter, args.positional.indexOf(before));
    if (node !== null) writeBack(this.machine, node, changed, site.frame);
  }

  #argument(
    operation: Operation,
    parameter: string,
    args: CallArguments<ShapeDatum>,
  ): ShapeValue | undefined {
    const keyword = args.keywords.get(parameter);
    if (keyword !== undefined) return keyword;
    return args.positional[parameterNames(operation).indexOf(parameter)];
  }
}

/** A tuple with an item that is one of several is one of several tuples. */
function innerChoice(value: ShapeValue): ShapeValue | null {
  if (value.kind !== "tuple" || value.content.kind !== "items") return null;
  const { items } = value.content;
  const at = items.findIndex((each) => each.kind === "choice");
  const choice = items[at];
  if (choice?.kind !== "choice") return null;
  const options = choice.options
    .filter((each) => each.kind !== "none" || choice.options.length === 1)
    .map((option): ShapeValue => ({ ...value, content: { kind: "items", items: items.with(at, option) } }));
  return { kind: "choice", options };
}

/** None among others is what a variable was before it was set: an array function is not called with it. */
function withoutNone(value: ShapeValue): ShapeValue {
  if (value.kind !== "choice") return value;
  const options = value.options.filter((each) => each.kind !== "none");
  return options.length === 0 || options.length === value.options.length
    ? value
    : { kind: "choice", options };
}

/** Operations that make an array of a shape given as a tuple. */
const takesSizes: ReadonlySet<string> = new Set([
  "numpy.zeros",
  "numpy.ones",
  "numpy.empty",
  "numpy.full",
  "numpy.random.random",
  "numpy.random.random_sample",
  "ndarray.reshape",
  "numpy.reshape",
]);

/** The array after a write into its memory: all others that share the memory no longer know their elements. */
export function rewritten(before: ShapeDatum, after: Abstract): ShapeDatum {
  if (before.memory !== null) overwrite(before.memory);
  if (after.kind !== "array") return before;
  const written = datum(after, before.memory);
  return before.matrix === true ? { ...written, matrix: true } : written;
}

function placeKey(site: ShapeSite | null): string {
  if (site === null) return "";
  const { node, frame } = site;
  const caller = frame.site;
  return `${frame.module.file}:${node.span.start}:${node.span.end}:${caller === null ? "" : caller.node.span.start}`;
}

/** A reason without a place gets the place of the call. */
function located(value: ShapeValue, machine: ShapeMachine, site: ShapeSite): ShapeValue {
  if (value.kind === "unknown" && value.cause.at === undefined) {
    return { kind: "unknown", cause: { ...value.cause, at: machine.place(site) } };
  }
  if (value.kind !== "datum") return value;
  const content = contentOf(value);
  if (content.kind !== "array" || content.reason === undefined || content.reason.at !== undefined)
    return value;
  return datum({ ...content, reason: { ...content.reason, at: machine.place(site) } }, value.memory);
}

/** The expression that was passed: for a method's receiver, what stands before the dot. */
function argumentNode(node: Expression, parameter: string, position: number): Expression | null {
  if (node.kind === "subscript") return parameter === "a" ? node.object : null;
  if (node.kind === "binary") return parameter === "a" ? node.left : null;
  if (node.kind !== "call") return null;
  const keyword = node.arguments.find((each) => each.name === parameter);
  if (keyword !== undefined) return keyword.value;
  const isMethod = parameter === "self" && node.callee.kind === "attribute";
  if (isMethod && node.callee.kind === "attribute") return node.callee.object;
  return node.arguments[position]?.value ?? null;
}

const namesOf = new WeakMap<Operation, readonly string[]>();

function parameterNames(operation: Operation): readonly string[] {
  let names = namesOf.get(operation);
  if (names === undefined) {
    names = operation.signature
      .split(",")
      .map((part) => part.replace(/[*\s]|=.*$/g, ""))
      .filter((part) => part !== "/" && part !== "");
    namesOf.set(operation, names);
  }
  return names;
}

/** A rule that breaks must not take the analysis with it: the learner's program is not to blame. */
export function outcomeOf(
  operation: Operation,
  args: Parameters<Operation["shape"]>[0],
  context: Context | undefined,
): Outcome {
  try {
    return operation.shape(args, context);
  } catch {
    return {
      kind: "value",
      value: { kind: "unknown", reason: { code: "not-supported", args: [operation.name] } },
    };
  }
}

/** `np.random.permutation(x)`: the elements are known, though not their order. */
function shuffled(result: ShapeDatum, source: ShapeValue | undefined): ShapeDatum {
  if (source?.kind !== "datum") return result;
  const content = contentOf(source);
  if (content.kind === "array" && content.data !== undefined && content.shape?.length === 1) {
    return { ...result, unordered: content.data };
  }
  const count = content.kind === "int" ? content.size.value : null;
  return count === null || count > 256
    ? result
    : { ...result, unordered: Array.from({ length: count }, (_, index) => index) };
}

function isLost(value: ShapeValue): boolean {
  if (value.kind !== "datum") return value.kind === "unknown";
  const content = contentOf(value);
  return content.kind === "array" && content.shape === null;
}
