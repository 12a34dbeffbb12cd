import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { SymbolDomain, stopTrace } from "../domains/symbols";
import { type ParameterPlaces, Trace, type UpdateTrace } from "../domains/symbolsTrace";
import { interpret, type ProgramPart } from "../interpreter/interpret";
import type { Call, Expression, Module } from "../syntax/tree";
import { type DataForm, forms, givenValues } from "./gradientData";
import { definitionsOf, type Entry, entriesOf, gradientEntries } from "./gradientEntry";
import { budget, isSearched, memoryOf, noteSearched } from "./gradientSearch";
import { sinksOf, stepNamesOf } from "./gradientSinks";

/** A program to look into: its parts in order, and what turns text into a tree. */
export interface GradientProgram {
  readonly parts: readonly ProgramPart[];
  readonly parse: (text: string) => Module;
}

/** A program's training step, found by running it in the domain of symbols. */
export interface TracedProgram {
  readonly entry: Entry;
  readonly form: DataForm;
  readonly places: ParameterPlaces;
  readonly trace: Trace;
  /** Updates of parameters by something that depends on them, first ones only. */
  readonly updates: readonly UpdateTrace[];
  /** No form of the data went through without a complaint. */
  readonly strained: boolean;
  /** Runs the same again, on other numbers; `rounds`: until every line has taken as many steps more. */
  readonly again: (seed: number, rounds?: number) => Trace;
}

const nowhere: ParameterPlaces = { arrays: new Set(), numbers: new Set() };

/** Whether a run computes a loss of the samples that its updates are made of. */
export type HasLoss = (trace: Trace, updates: readonly UpdateTrace[]) => boolean;

/** All training steps of a program: what its own lines train, else what its classes and functions do when called. */
export function traceProgram(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] {
  const own = findUpdates(program, { kind: "module", name: "", code: "" }, formOf("vector"));
  if (own !== null) return [own];
  const found: TracedProgram[] = [];
  const done = new Set<string>();
  for (const entry of entriesOf(program.parts)) {
    if (done.has(entry.name) || isSearched(program)) continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced === null) continue;
    found.push(traced);
    done.add(entry.name);
  }
  return found.length > 0 ? found : gradientFunctions(program, hasLossOf);
}

/** Functions that give gradients and leave the step to others. */
function gradientFunctions(program: GradientProgram, hasLossOf: HasLoss): TracedProgram[] {
  const found = new Map<string, TracedProgram>();
  for (const entry of gradientEntries(program.parts)) {
    if (found.has(entry.name) || isSearched(program)) continue;
    const traced = bestForm(program, entry, hasLossOf);
    if (traced !== null && !traced.strained && hasGradientShapes(traced)) found.set(entry.name, traced);
  }
  return [...found.values()];
}

function formOf(targets: DataForm["targets"]): DataForm {
  return { inputs: "rows", targets, classes: 2 };
}

/** The first form of data that the code takes without complaint; else the first in which it updates anything. */
export function bestForm(program: GradientProgram, entry: Entry, hasLossOf: HasLoss): TracedProgram | null {
  let second: TracedProgram | null = null;
  // Only the step is refused: by a mistake, unless another form of the data has it accepted.
  let refused: TracedProgram | null = null;
  const features = fixedFeatures(program, entry);
  for (const form of forms) {
    if (isSearched(program)) break;
    const traced = findUpdates(program, entry, features === null ? form : { ...form, features });
    if (traced === null) continue;
    if (!traced.strained && hasLossOf(traced.trace, traced.updates)) {
      if (traced.trace.refused.length === 0) return traced;
      refused ??= traced;
    }
    second ??= traced;
  }
  return refused ?? second;
}

/** What was taken from the result for gradients has the parameters' shapes: a loss has not. */
function hasGradientShapes({ entry, updates }: TracedProgram): boolean {
  const shapes = updates.map(
    ({ before, step }) => e.sameShape(before.shape, step.shape) || e.isSingle(before.shape),
  );
  return shapes.every(Boolean) && updates.length === entry.steps;
}

/** A program with its own sizes (784 inputs) complains of ours: `shapes (7,5) and (784,64) not aligned`. */
function fixedFeatures(program: GradientProgram, entry: Entry): number | null {
  const [form] = forms;
  if (form === undefined) return null;
  const trace = runTrace(program, entry, form, nowhere, 1);
  const { samples, features } = trace.options;
  for (const { message } of trace.raises) {
    const match = /^shapes \((\d+),(\d+)\) and \((\d+),(\d*)\) not aligned/.exec(message);
    const [rows, columns, needed, last] = (match ?? []).slice(1).map(Number);
    if (rows === samples && columns === features && needed !== undefined && needed <= 1024) return needed;
    // W x of a program whose samples are columns: what it needs is what W has.
    if (needed === samples && last === features && columns !== undefined && columns <= 1024) return columns;
  }
  return null;
}

/** Complaints, or a vector and a column that grew into a matrix of all pairs: the data had not the form meant. */
function isStrained(trace: Trace): boolean {
  if (trace.raises.length > 0 || (trace.recovered > 0 && trace.refused.length === 0)) return true;
  const { samples } = trace.options;
  return trace.values.some(
    ({ node }) =>
      node.shape.filter((size) => size.value === samples).length > 1 ||
      isSingleClass(node) ||
      stretchesLabels(trace, node),
  );
}

/** Labels that had to be stretched to meet the predictions: they were not one for each. */
function stretchesLabels(trace: Trace, node: e.Expression): boolean {
  if (node.kind !== "binary") return false;
  return [
    [node.left, node.right],
    [node.right, node.left],
  ].some(([labels, other]) => {
    if (labels === undefined || other === undefined || e.isSingle(labels.shape)) return false;
    const names = [...trace.namesIn(labels)];
    const predicted = [...trace.namesIn(other)].some((name) => name.startsWith("p"));
    if (!predicted || names.length === 0 || !names.every((name) => name.startsWith("y"))) return false;
    return e.sizeOf(labels.shape).value !== e.sizeOf(node.shape).value;
  });
}

/** A softmax over one class: the program wants its labels one-hot. */
function isSingleClass(node: e.Expression): boolean {
  return (
    node.kind === "binary" &&
    node.operation === "divide" &&
    node.right.kind === "sum" &&
    node.right.of.key === node.left.key &&
    node.right.axes.every((axis) => node.left.shape[axis]?.value === 1)
  );
}

/**
 * Finds what a run updates. In a first run arrays and numbers that are changed by `-=` show where parameters are made; in
 * the next these places make names. A place whose update does not depend on what is there (a sum that is collected) is
 * no parameter.
 */
export function findUpdates(program: GradientProgram, entry: Entry, form: DataForm): TracedProgram | null {
  const { found, branched } = updatesOf(program, entry, form, 1);
  if (!branched) return found;
  // `if margin >= 1`: by chance a sample may be one that has nothing to teach.
  const others = [6, 7].map((seed) => updatesOf(program, entry, form, seed).found);
  return [found, ...others].reduce((best, each) =>
    (each?.updates.length ?? 0) > (best?.updates.length ?? 0) ? each : best,
  );
}

function updatesOf(
  program: GradientProgram,
  entry: Entry,
  form: DataForm,
  seed: number,
): { readonly found: TracedProgram | null; readonly branched: boolean } {
  const guess = runTrace(program, entry, form, nowhere, seed);
  const { branched } = guess;
  let places = candidatePlaces(guess);
  for (let round = 0; round < 4; round++) {
    if (places.arrays.size + places.numbers.size === 0) break;
    const trace = runTrace(program, entry, form, places, seed);
    const real = parameterUpdates(trace);
    const kept = keptPlaces(trace, real, places);
    if (kept.arrays.size + kept.numbers.size === places.arrays.size + places.numbers.size) {
      if (real.length === 0) break;
      const fixed = places;
      const again = (other: number, rounds = 0) => runTrace(program, entry, form, fixed, other, rounds);
      const strained = isStrained(trace);
      return { found: { entry, form, places, trace, updates: real, strained, again }, branched };
    }
    places = kept;
  }
  return { found: null, branched };
}

function candidatePlaces(trace: Trace): ParameterPlaces {
  const places = { arrays: new Set<string>(), numbers: new Set<string>() };
  for (const { before, target } of [...trace.updates, ...trace.refused]) {
    const origin = trace.origins.get(before.key);
    if (origin !== undefined) places.arrays.add(origin);
    else if (before.kind === "number" && target.kind === "name") places.numbers.add(target.id);
    else if (before.kind === "number" && target.kind === "attribute") places.numbers.add(`.${target.name}`);
  }
  return places;
}

/** First updates of parameters by what depends on the parameters themselves or on others that are updated. */
export function parameterUpdates(trace: Trace): UpdateTrace[] {
  const seen = new Set<string>();
  const names = new Set(trace.parameters.map(({ node }) => node.name));
  const all = [...trace.updates, ...trace.refused];
  return all.filter((update) => {
    const { before, step } = update;
    if (before.kind !== "variable" || !names.has(before.name) || seen.has(before.name)) return false;
    if (all.some((other) => isMadeFrom(other, update))) return false;
    seen.add(before.name);
    // A sum that is collected (loss += …) depends on parameters too, but what is added never on the sum.
    return trace.namesIn(step).has(before.name) || isDecidedStep(trace, update);
  });
}

/** `b -= rate * y` where an `if` has looked at the prediction: no formula tells that, but the loss is made of b. */
function isDecidedStep(trace: Trace, { before, step, target, site }: UpdateTrace): boolean {
  if (!trace.branched || before.kind !== "variable" || lossName.test(nameOf(target))) return false;
  if (site.kind !== "binary" || site.operator !== "-") return false;
  if (![...trace.namesIn(step)].some((name) => /^[xyk]/.test(name))) return false;
  return trace.values.some(
    ({ syntax, node }) =>
      e.isSingle(node.shape) && isLossLike(trace, syntax) && trace.namesIn(node).has(before.name),
  );
}

/** `dw = w - C * …` is no step but a gradient, where `w -= rate * dw` follows: a step is made from it. */
function isMadeFrom(step: UpdateTrace, part: UpdateTrace): boolean {
  if (step === part || step.before.key !== part.before.key || part.after.key === part.before.key)
    return false;
  return e.topological(step.step).some(({ key }) => key === part.after.key);
}

function keptPlaces(trace: Trace, updates: readonly UpdateTrace[], places: ParameterPlaces): ParameterPlaces {
  const real = new Set(updates.map(({ before }) => before.key));
  const kept = new Set(trace.parameters.filter(({ node }) => real.has(node.key)).map(({ place }) => place));
  return {
    arrays: new Set([...places.arrays].filter((place) => kept.has(place))),
    numbers: new Set([...places.numbers].filter((place) => kept.has(place))),
  };
}

function runTrace(
  program: GradientProgram,
  entry: Entry,
  form: DataForm,
  places: ParameterPlaces,
  seed: number,
  rounds = 0,
): Trace {
  const limits = { penalties: true, batch: form.batch, ...memoryOf(form) };
  const trace = new Trace({ seed, places, samples: 7, features: form.features ?? 5, ...limits });
  const sinks = program.parts.map(({ module }) => sinksOf(module));
  trace.stepNames = new Set(program.parts.flatMap(({ module }) => [...stepNamesOf(module)]));
  trace.isSink = (syntax) => sinks.some((each) => each.has(syntax));
  const steps = new Map<string, Chain>();
  const guessing = places.arrays.size + places.numbers.size === 0;
  const domain = new SymbolDomain(
    trace,
    (update) => {
      const { before, after, step, frame, site } = update;
      // While Python's own numbers have no names yet, only a step down tells a parameter from a sum that is collected.
      const isNumber =
        guessing && before.kind === "number" && site.kind === "binary" && site.operator === "-";
      const own = before.kind === "variable" ? before.name : isNumber ? numberRoot : null;
      const chain = steps.get(before.key) ?? { root: own, sites: [], repeated: 0 };
      // What is only collected (dw += …) may be changed by one line many times.
      if (chain.root === null) return;
      if (chain.root !== numberRoot && !trace.namesIn(step).has(chain.root)) return;
      // The same line changes the same parameter again: everything has been seen once.
      const line = `${frame.module.file}:${site.span.start}`;
      const repeated = chain.repeated + (chain.sites.includes(line) ? 1 : 0);
      steps.set(after.key, { root: chain.root, sites: [...chain.sites, line], repeated });
      if (repeated > rounds + (guessing || hasLoss(trace) ? 0 : 1)) stopTrace();
    },
    givenValues(trace, form),
  );
  const parts =
    entry.kind === "module"
      ? program.parts
      : [
          ...program.parts.map((part) => ({ ...part, module: definitions(part.module) })),
          { file: "", module: program.parse(entry.code) },
        ];
  // Shapes that do not fit end a run as a budget does; what was seen until then counts.
  const unknown = new Set<Expression>();
  const run = () =>
    interpret(parts, {
      domain,
      budget,
      observer: {
        value: (syntax, value, frame) => {
          if (syntax.kind === "call") noteLossList(trace, syntax);
          if (value.kind === "unknown") unknown.add(syntax);
          else unknown.delete(syntax);
          // What an unknown number is taken from is lost already.
          if (syntax.kind === "binary" && value.kind === "unknown" && !unknown.has(syntax.left))
            noteLost(trace, syntax);
          if (value.kind !== "datum" || value.value.kind !== "array" || trace.values.length > 40_000) return;
          trace.values.push({ syntax, node: value.value.node, frame });
          if (syntax.kind === "subscript") domain.stored(syntax, value);
        },
        parameter: () => {},
        raised: () => {},
        assigned: () => {},
        takeNovelty: () => false,
      },
    });
  try {
    noteSearched(program, run().machine.steps);
  } catch (error) {
    if (!(error instanceof arrays.ShapeError)) throw error;
    trace.raises.push({
      message: error.message,
      site: { kind: "hole", span: { start: 0, end: 0 }, parts: [] },
      file: "",
    });
  }
  return trace;
}

const numberRoot = "a number";

/** The updates of one parameter so far. */
interface Chain {
  readonly root: string | null;
  readonly sites: readonly string[];
  readonly repeated: number;
}

function definitions(module: Module): Module {
  return { ...module, body: definitionsOf(module.body) };
}

export const lossName =
  /loss|cost|error|objective|entropy|mse|sse|rss|mae|nll|^j$|^c$|^l$|risk|criterion|energy|손실|비용|오차|목적/i;

/** Names that are a loss's own; an "error" may be reported beside a loss that is never computed. */
export const strongLossName = /loss|cost|objective|entropy|nll|^j$|criterion|energy|손실|비용|목적/i;

/** `w - rate * unknown`: a step of which nothing can be said. */
function noteLost(trace: Trace, { left, operator }: Extract<Expression, { readonly kind: "binary" }>): void {
  if (operator !== "-") return;
  const before = trace.values.slice(-400).findLast(({ syntax }) => syntax === left)?.node;
  if (before !== undefined) trace.lose(before, nameOf(left));
}

/** `losses.append(loss / m)`: what is noted in a list of losses is a loss. */
function noteLossList(trace: Trace, call: Call): void {
  const { callee } = call;
  if (callee.kind !== "attribute" || callee.name !== "append" || !lossName.test(nameOf(callee.object)))
    return;
  for (const argument of call.arguments) trace.lossArguments.add(argument.value);
}

/** An expression that goes by the name of a loss. */
export function isLossLike(trace: Trace, syntax: Expression): boolean {
  if (trace.lossArguments.has(syntax)) return true;
  const name = nameOf(syntax);
  return lossName.test(name) && !/grad|deriv|^d[_a-zA-Z]|acc|기울기|미분/i.test(name);
}

/** A number has been computed under a name like "loss". */
function hasLoss(trace: Trace): boolean {
  return trace.values.some(
    ({ syntax, node }) =>
      e.isSingle(node.shape) &&
      isLossLike(trace, syntax) &&
      [...trace.namesIn(node)].some((name) => name.startsWith("p")),
  );
}

/** The name that an expression goes by: of a variable, an attribute, an item, or the function that is called. */
export function nameOf(syntax: Expression): string {
  switch (syntax.kind) {
    case "name":
      return syntax.id;
    case "attribute":
      return syntax.name;
    case "call":
      return nameOf(syntax.callee);
    case "subscript": {
      const { index } = syntax;
      return index.kind === "string" ? index.parts.filter((part) => typeof part === "string").join("") : "";
    }
    default:
      return "";
  }
}

/** Formulas of a program that nobody foresaw may not fit together: then nothing is said of it. */
export function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
