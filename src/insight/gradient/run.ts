import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { SymbolDomain } from "../../domains/symbols";
import { stopTrace, Trace, type Traced, type UpdateTrace } from "../../domains/symbolsTrace";
import type { ParameterPlaces } from "../../domains/traceOptions";
import { interpret, type ProgramPart } from "../../interpreter/interpret";
import type { LoopContext } from "../../interpreter/value";
import type { Expression, Module } from "../../syntax/tree";
import { collectedGradients } from "./collected";
import { countedSizes } from "./counted";
import { type DataForm, givenValues, hasSignedLabels } from "./data";
import { definitionsOf, type Entry } from "./entry";
import { tableSizesOf } from "./files";
import { biasLinesOf } from "./frozen";
import { gapsOf } from "./gaps";
import { comparedLabels } from "./labels";
import { steppedListsOf, WeightLists } from "./lists";
import { loadsTable, withLoadedData } from "./loaded";
import { picksRows } from "./loss";
import { isLossValue, lossName, nameOf, noteLossList, noteLossReport } from "./lossNames";
import { overwrittenIn } from "./overwritten";
import { firstOtherLabel } from "./ownLabels";
import { cutParameters } from "./pieces";
import { budget, memoryOf, noteSearched } from "./search";
import { addedToMeans, averagedSumsOf, sinksOf, stepNamesOf, stepsOf } from "./sinks";
import { samplesFor } from "./sizes";
import { collectsOverSteps } from "./sums";
import type { GradientProgram } from "./trace";
import { itemTargetsOf, leftUnread } from "./unread";

/** Runs a program in the domain of symbols until it has shown each of its steps once, `rounds`: and so many times more. */
export function runTrace(
  program: GradientProgram,
  entry: Entry,
  form: DataForm,
  places: ParameterPlaces,
  seed: number,
  rounds = 0,
  sums: readonly string[] = [],
): Trace {
  const { batch, heldBack, arePositive, areFar } = form;
  const limits = { penalties: true, batch, heldBack, arePositive, areFar, ...memoryOf(form) };
  const trace = new Trace({
    seed,
    places,
    samples: form.samples ?? samplesFor(program, entry),
    features: form.features ?? 5,
    classes: form.classes,
    ...limits,
    turns: entry.turns === true,
    overwritten: new Set(program.parts.flatMap(({ module }) => [...overwrittenIn(module)])),
    otherLabel: program.parts.map(({ module }) => firstOtherLabel(module)).find((at) => at !== null),
  });
  trace.isEpoch = rounds >= epochRounds;
  const sinks = program.parts.map(({ module }) => sinksOf(module));
  trace.unread = new Set(program.parts.flatMap(({ module }) => [...leftUnread(module)]));
  trace.itemTargets = new Set(program.parts.flatMap(({ module }) => [...itemTargetsOf(module)]));
  trace.gaps = new Set(program.parts.flatMap(({ module }) => [...gapsOf(module)]));
  trace.stepNames = new Set(program.parts.flatMap(({ module }) => [...stepNamesOf(module)]));
  trace.averagedSums = new Set(program.parts.flatMap(({ module }) => [...averagedSumsOf(module)]));
  trace.addedToMeans = new Set(program.parts.flatMap(({ module }) => [...addedToMeans(module)]));
  trace.biasLines = program.parts.flatMap(({ module }) => biasLinesOf(module));
  for (const { module } of program.parts) trace.labels.pair = comparedLabels(module) ?? trace.labels.pair;
  const tables = program.parts.map(({ module }) => tableSizesOf(module));
  trace.tableSizes = {
    rows: Math.max(0, ...tables.map(({ rows }) => rows)),
    columns: Math.max(0, ...tables.map(({ columns }) => columns)),
    labelsFirst: tables.some(({ labelsFirst }) => labelsFirst === true),
    features: tables.find(({ features }) => features !== undefined)?.features,
    outputs: tables.find(({ outputs }) => outputs !== undefined)?.outputs,
  };
  trace.collectsOverSteps = (sum, file, steps) =>
    program.parts.some((part) => part.file === file && collectsOverSteps(sum, part.module, steps));
  trace.isSink = (syntax) => sinks.some((each) => each.has(syntax));
  trace.countedSizes = new Set(program.parts.flatMap(({ module }) => [...countedSizes(module)]));
  trace.collected = new Set(program.parts.flatMap(({ module }) => [...collectedGradients(module)]));
  const chains = new StepChains(trace, rounds, entry.goesOn === true ? program.parts : null, [
    ...sums,
    ...trace.collected,
  ]);
  const domain = new SymbolDomain(
    trace,
    (update, isFurther) => chains.follow(update, lists, domain.machine?.loops ?? [], isFurther),
    givenValues(
      trace,
      form,
      program.parts.some(({ module }) => hasSignedLabels(module)),
      entry.loaded === true && loadsTable(program.parts),
    ),
  );
  const anew = program.parts.map(({ module }) => steppedListsOf(module));
  const lists = new WeightLists(domain, (syntax) => anew.some((each) => each.has(syntax)));
  const parts =
    entry.kind === "module"
      ? entry.loaded === true
        ? withLoadedData(program.parts)
        : program.parts
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
          if (syntax.kind === "call") {
            noteLossList(trace, syntax);
            noteLossReport(trace, syntax);
          }
          if (value.kind === "list" || value.kind === "dict") lists.seen(syntax, value, frame);
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
        assigned: (syntax, _, value, __, frame) => {
          const name = nameOf(syntax);
          const isTotal = lossName.test(name) || trace.averagedSums.has(name);
          if (value.kind !== "datum" || value.value.kind !== "array" || !isTotal) return;
          const { node } = value.value;
          if (e.isSingle(node.shape)) trace.totals.push({ syntax, node, frame, order: trace.values.length });
        },
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
  cutParameters(trace);
  return trace;
}

const numberRoot = "a number";

/** So many rounds stand for an epoch. */
export const epochRounds = 200;

/** As long as numbers in lists have no names, one line may change as many of them. */
const mostInLists = 300;

/** The updates of one parameter so far. */
interface Chain {
  readonly root: string | null;
  readonly sites: readonly string[];
  readonly repeated: number;
  /** The loops that were under way when it began, and in which pass they were. */
  readonly loops: ReadonlyMap<Loop, number>;
  /** The data that its first step was made of. */
  readonly data: string;
}

type Loop = LoopContext<Traced>;

/**
 * Ends a run once each line that steps a parameter has stepped it again: then everything has been seen once. Or leaves the loops
 * that have done so, as long as `onward`'s text has lines that may be the steps of something else.
 */
class StepChains {
  readonly #trace: Trace;
  readonly #rounds: number;
  readonly #guessing: boolean;
  readonly #steps = new Map<string, Chain>();
  readonly #losses = new Set<Expression>();
  /** The names that they are made of. */
  readonly #inLosses = new Set<string>();
  #scanned = 0;
  #epochs = 0;
  #inLists = 0;
  /** Lines that may be steps and were not taken twice, where the run goes on to them. */
  readonly #open: Set<string> | null;

  readonly #sums: readonly string[];

  constructor(trace: Trace, rounds: number, onward: readonly ProgramPart[] | null, sums: readonly string[]) {
    this.#sums = sums;
    const { arrays: made, numbers } = trace.options.places;
    this.#trace = trace;
    this.#rounds = rounds;
    this.#guessing = made.size + numbers.size === 0;
    this.#open =
      onward &&
      new Set(
        onward.flatMap(({ file, module }) => stepsOf(module).map(({ span }) => `${file}:${span.start}`)),
      );
  }

  follow(
    { before, after, step, frame, site, target }: UpdateTrace,
    lists: WeightLists,
    loops: readonly Loop[],
    isFurther = false,
  ): void {
    const trace = this.#trace;
    const isUnnamed = this.#guessing && before.kind === "number";
    const list = isUnnamed && !trace.origins.has(before.key) ? lists.placeOf(target) : undefined;
    if (list !== undefined) {
      trace.listPlaces.set(target, list);
      if (++this.#inLists > mostInLists) this.#stop();
      return;
    }
    // While Python's own numbers have no names yet, only a step down tells a parameter from a sum that is collected.
    const isDown = site.kind === "binary" && site.operator === "-";
    const isItem = target.kind === "subscript" && trace.origins.has(before.key);
    // `loss -= log(…)` in a loop is a sum too, whatever its sign.
    const isSum = lossName.test(nameOf(target)) || this.#sums.includes(nameOf(target));
    const isNumber = isUnnamed && (isDown || isItem) && !isSum;
    const own = before.kind === "variable" ? before.name : isNumber ? numberRoot : null;
    const chain = this.#steps.get(before.key) ?? {
      root: own,
      sites: [],
      repeated: 0,
      loops: new Map(loops.map((loop) => [loop, loop.passes])),
      data: own === null ? "" : dataIn(trace, step),
    };
    // What is only collected (dw += …) may be changed by one line many times.
    if (chain.root === null || this.#sums.includes(nameOf(target))) return;
    if (chain.root !== numberRoot && !trace.namesIn(step).has(chain.root)) {
      // Where an `if` looks at the prediction, no formula leads from the parameter to its step.
      if (!trace.branched || !isDown || lossName.test(nameOf(target))) return;
    }
    const line = `${frame.module.file}:${site.span.start}`;
    const repeated = chain.repeated + (!isFurther && chain.sites.includes(line) ? 1 : 0);
    this.#steps.set(after.key, { ...chain, sites: [...chain.sites, line], repeated });
    if (isFurther || repeated === 0 || !this.#isEnough(repeated)) return;
    for (const each of this.#steps.get(after.key)?.sites ?? []) this.#open?.delete(each);
    // What has gone round since the first step, and what is inside it.
    const first = loops.findIndex((loop) => chain.loops.get(loop) !== loop.passes);
    // Where each pass takes all samples, the loss may be computed once, behind the loop.
    // Python's own numbers do not say which sample they are of.
    const isWhole = first <= 0 || (first > 0 && chain.data !== "" && !picksRows(trace, step));
    const isWaiting = !this.#guessing && isWhole && chain.data === dataIn(trace, step);
    const isSeen = this.#inLosses.has(chain.root);
    if (this.#open === null ? isSeen || !isWaiting : this.#open.size === 0 && isSeen) this.#stop();
    if (first < 0) return;
    trace.isCut = true;
    for (const loop of loops.slice(first)) loop.isEnough = true;
  }

  #stop(): never {
    this.#trace.isCut = true;
    stopTrace();
  }

  /** An epoch ends with a loss that its steps had not; else one more step than asked is waited for one. */
  #isEnough(repeated: number): boolean {
    const before = this.#losses.size;
    this.#findLosses();
    if (this.#rounds >= epochRounds) {
      const isNew = this.#epochs++ > 0 && this.#losses.size > before;
      return isNew || repeated > this.#rounds;
    }
    // What was stepped by nothing has to be seen again: a velocity grows.
    const isIdle = !this.#guessing && [...this.#trace.idle.numbers.values()].includes(1);
    return repeated > this.#rounds + (this.#guessing || (this.#losses.size > 0 && !isIdle) ? 0 : 1);
  }

  #findLosses(): void {
    const { values } = this.#trace;
    for (; this.#scanned < values.length; this.#scanned++) {
      const value = values[this.#scanned];
      if (value !== undefined && isLossValue(this.#trace, value)) {
        this.#losses.add(value.syntax);
        for (const name of this.#trace.namesIn(value.node)) this.#inLosses.add(name);
      }
    }
  }
}

/** `-X` is X, and has a name of its own in each pass. */
function dataIn(trace: Trace, step: e.Expression): string {
  const names = [...trace.namesIn(step)].filter((name) => /^[xyk]/.test(name));
  return [...new Set(names.flatMap((name) => [...trace.sourcesOf(name)]))].sort().join();
}

function definitions(module: Module): Module {
  return { ...module, body: definitionsOf(module.body) };
}

/** `w - rate * unknown`: a step of which nothing can be said. */
function noteLost(trace: Trace, { left, operator }: Extract<Expression, { readonly kind: "binary" }>): void {
  if (operator !== "-") return;
  const before = trace.values.slice(-400).findLast(({ syntax }) => syntax === left)?.node;
  if (before !== undefined && mayBeStepped(trace, before)) trace.lose(before, nameOf(left));
}

/** An array or a number itself, or what a step has made of it: not what is put together of several. */
function mayBeStepped(trace: Trace, node: e.Expression): boolean {
  if (node.kind === "index" || node.kind === "gather" || node.kind === "reshape")
    return mayBeStepped(trace, node.of);
  if (node.kind === "variable" || node.kind === "number") return true;
  return trace.updates.some(({ after }) => after.key === node.key);
}
