import type { Expression, For } from "../syntax/tree";
import { attempt, leave } from "./branch";
import type { Completion, Machine } from "./machine";
import {
  diligenceOf,
  FEW,
  finish,
  isSettled,
  MAX_DISTINCT,
  normal,
  PATIENCE,
  Passes,
  patienceOf,
  type Steps,
} from "./passes";
import { readsTarget } from "./reads";
import { extrapolateContent, widenContent } from "./settle";
import type { AnyCell, Content, Datum, Frame, Iteration, Value } from "./value";

export function runFor<D extends Datum>(machine: Machine<D>, node: For, frame: Frame<D>): Completion<D> {
  const iterable = machine.evaluate(node.iterable, frame);
  const site = { node: node.iterable, frame };
  const known = machine.iterate(iterable, site);
  const iteration = known ?? unknownIteration(machine, iterable, site);
  const { speculative } = machine;
  // Which passes there are is not known: what fails in them is no certain failure.
  if (known === null) machine.speculative = true;
  const passes = new Passes(machine, frame, node.body, node.target);
  machine.loops.push(passes.context);
  let completion: Completion<D>;
  // Passes that do not look at the loop's variable differ in nothing but the state.
  const isBlind =
    iteration.uniform !== true &&
    iteration.samples === undefined &&
    iteration.pull === undefined &&
    !readsTarget(node.body, node.target);
  try {
    completion = runIteration(passes, isBlind ? { ...iteration, uniform: true, distinct: false } : iteration);
  } finally {
    machine.loops.pop();
    machine.speculative = speculative;
  }
  return finish(passes, completion, node.orelse, false);
}

/** So many kinds of batches: full ones, and those that are left over. */
const MOST_IN_TURN = 4;

/** Nothing but arrays, of which only the shapes are known: those that were seen stand for all, and need not be mixed. */
function isOfArrays<D extends Datum>(machine: Machine<D>, value: Value<D>): boolean {
  if (value.kind === "tuple")
    return value.content.kind === "items" && value.content.items.every((each) => isOfArrays(machine, each));
  return (
    value.kind === "datum" &&
    machine.domain.types(value).includes("ndarray") &&
    machine.domain.interchangeable?.(value, value) === true
  );
}

function unknownIteration<D extends Datum>(
  machine: Machine<D>,
  iterable: Value<D>,
  site: { readonly node: Expression; readonly frame: Frame<D> },
): Iteration<D> {
  const item: Value<D> =
    iterable.kind === "unknown" ? iterable : machine.unknown("not-supported", ["for"], site);
  return { length: null, count: null, at: () => item, any: () => item, distinct: false, uniform: true };
}

function runIteration<D extends Datum>(passes: Passes<D>, iteration: Iteration<D>): Completion<D> {
  const { count, samples } = iteration;
  const exact = passes.machine.domain.exact;
  const differs = iteration.uniform !== true || count === 1;
  if (
    count !== null &&
    (exact || (differs && count <= FEW) || (iteration.distinct && count <= MAX_DISTINCT))
  ) {
    return runEach(
      passes,
      Array.from({ length: count }, (_, index) => () => iteration.at(index)),
    );
  }
  if (count !== null) return runCounted(passes, iteration, count);
  if (iteration.pull !== undefined) return runPulled(passes, iteration.pull);
  if (samples !== undefined && samples.length > 0) {
    const completion =
      iteration.isOpen === true
        ? runDoubtful(passes, samples)
        : runEach(
            passes,
            samples.map((each) => () => each),
          );
    // Objects come once each; of what else was seen there may be more.
    const isComplete = samples.every((each) => each.kind === "instance");
    const inTurn =
      samples.length <= MOST_IN_TURN && samples.every((each) => isOfArrays(passes.machine, each));
    return completion.kind === "normal" && !isComplete
      ? runOpen(passes, iteration, inTurn ? samples : null)
      : completion;
  }
  return runOpen(passes, iteration);
}

/** One item after the other until there is none, or until passes no longer change anything. */
function runPulled<D extends Datum>(passes: Passes<D>, pull: () => Value<D> | null): Completion<D> {
  const { machine } = passes;
  const diligence = diligenceOf(machine);
  const limit = machine.steps + diligence.steps;
  let previous: Steps<D> | null = null;
  for (let done = 1; ; done++) {
    const mark = machine.state.mark;
    const item = pull();
    if (item === null) return normal;
    const completion = passes.run(item);
    if (completion.kind !== "normal") return completion;
    if (machine.domain.supposing !== undefined) continue;
    const steps = passes.steps(mark);
    const isStill = isSettled(previous, steps) && [...steps.values()].every((each) => each.text === "");
    if (isStill || done > 4 * diligence.short || machine.steps > limit) {
      machine.skipped += 1;
      for (const [target, step] of steps) {
        if (step.text !== "") machine.state.write(target, widenContent(machine, step.before, step.after));
      }
      return normal;
    }
    previous = steps;
  }
}

function runEach<D extends Datum>(passes: Passes<D>, items: readonly (() => Value<D>)[]): Completion<D> {
  for (const item of items) {
    const completion = passes.run(item());
    if (completion.kind !== "normal") return completion;
  }
  return normal;
}

/** Items of which some may not come: where the loop is left for one of them, the others may come all the same. */
function runDoubtful<D extends Datum>(passes: Passes<D>, items: readonly Value<D>[]): Completion<D> {
  const { machine, frame, context } = passes;
  let completion: Completion<D> = normal;
  for (const [index, item] of items.entries()) {
    completion = passes.run(item);
    if (completion.kind === "normal" || index === items.length - 1) continue;
    leave(machine, frame, completion);
    machine.state.undo(context.passMark);
  }
  return completion;
}

/** A known number of passes: run until they all do the same, then the rest at one stroke. */
function runCounted<D extends Datum>(
  passes: Passes<D>,
  iteration: Iteration<D>,
  count: number,
): Completion<D> {
  const { machine } = passes;
  const diligence = diligenceOf(machine);
  const start = machine.steps;
  const limit = start + diligence.steps;
  let previous: Steps<D> | null = null;
  for (let index = 0; index < count; index++) {
    const mark = machine.state.mark;
    const completion = passes.run(iteration.at(index));
    if (completion.kind !== "normal") return completion;
    const steps = passes.steps(mark);
    const done = index + 1;
    const spent = machine.steps > limit || (count > diligence.short && done >= PATIENCE);
    if (isSettled(previous, steps) || spent) {
      const isStill = [...steps.values()].every((each) => each.text === "");
      if (isStill && iteration.uniform === true) return normal;
      const cost = ((machine.steps - start) / done) * (count - done);
      const cheap = cost < diligence.cheap && !spent;
      if (!(cheap && count <= FEW)) return runRest(passes, iteration, steps, { done, count, cheap });
    }
    previous = steps;
  }
  return normal;
}

/** How far a loop has come. */
interface Progress {
  readonly done: number;
  readonly count: number;
  /** The rest could simply be run. */
  readonly cheap: boolean;
}

function runRest<D extends Datum>(
  passes: Passes<D>,
  iteration: Iteration<D>,
  steps: Steps<D>,
  { done, count, cheap }: Progress,
): Completion<D> {
  const { machine, context } = passes;
  const remaining = count - done;
  if (remaining <= 0) return normal;
  machine.skipped += 1;
  const breaks = context.breaks.length;
  const approximation =
    iteration.uniform === true && [...steps.values()].every((each) => each.text === "")
      ? null
      : approximate(passes, iteration, steps);
  const isOdd =
    approximation !== null &&
    (approximation.irregular.size > 0 || approximation.novel || context.breaks.length > breaks);
  if (isOdd && cheap) {
    // The rest is not all alike, as the passes so far were: nothing tells better than running it.
    context.breaks.length = breaks;
    return runEach(
      passes,
      Array.from({ length: remaining }, (_, index) => () => iteration.at(done + index)),
    );
  }
  const runLast = approximation?.novel === true;
  const times = machine.domain.int(runLast ? remaining - 1 : remaining);
  for (const [target, step] of steps) {
    if (step.text === "") continue;
    const value =
      step.text === null || approximation?.irregular.has(target) === true
        ? widenContent(machine, step.before, approximation?.irregular.get(target) ?? step.after)
        : extrapolateContent(machine, step.before, step.after, times);
    machine.state.write(target, value);
  }
  joinIrregular(machine, approximation, steps);
  if (!runLast) return normal;
  const completion = passes.run(iteration.at(count - 1));
  return completion;
}

function joinIrregular<D extends Datum>(
  machine: Machine<D>,
  approximation: Approximation<D> | null,
  steps: Steps<D>,
): void {
  for (const [target, value] of approximation?.irregular ?? []) {
    const step = steps.get(target);
    if (step !== undefined && step.text !== "") continue;
    const before = target.value;
    machine.state.write(target, before === undefined ? value : widenContent(machine, before, value));
  }
}

interface Approximation<D extends Datum> {
  /** Cells that did something else than in the passes before, with what they came to. */
  readonly irregular: ReadonlyMap<AnyCell<D>, Content<D>>;
  /** Shapes turned up that the passes before did not have. */
  readonly novel: boolean;
}

/** One pass that stands for all the rest: the loop's variable is any of its values. Its writes are taken back. */
function approximate<D extends Datum>(
  passes: Passes<D>,
  iteration: Iteration<D>,
  expected: Steps<D>,
): Approximation<D> {
  const { machine } = passes;
  const mark = machine.state.mark;
  for (const [target, step] of expected) {
    if (step.text !== "" && (step.after.kind === "datum" || step.after.kind === "items"))
      machine.state.write(target, widenContent(machine, step.before, step.after));
  }
  machine.observer.takeNovelty();
  machine.approximate += 1;
  const start = machine.state.mark;
  const yielded = passes.frame.yields.length;
  let completion: Completion<D>;
  try {
    completion = attempt(machine, () => passes.run(iteration.any()));
  } finally {
    machine.approximate -= 1;
  }
  // What the exact passes yielded says more.
  if (yielded > 0) passes.frame.yields.length = yielded;
  const irregular = new Map<AnyCell<D>, Content<D>>();
  if (completion.kind === "normal") {
    for (const [target, step] of passes.steps(start)) {
      const usual = expected.get(target)?.text ?? "";
      // What the exact passes have settled is trusted; how often something is counted or appended is not.
      const counts =
        step.after.kind === "items" || step.after.kind === "repeated" || isCounter(machine, step.after);
      if (
        step.text !== usual &&
        (counts ? usual === "" || step.after.kind !== "datum" : !expected.has(target))
      ) {
        irregular.set(target, step.after);
      }
    }
    for (const [target, value] of newCells(passes, start)) irregular.set(target, value);
  } else leave(machine, passes.frame, completion);
  const novel = machine.observer.takeNovelty();
  machine.state.undo(mark);
  return { irregular, novel };
}

function isCounter<D extends Datum>(machine: Machine<D>, content: Content<D>): boolean {
  return content.kind === "datum" && machine.domain.types(content)[0] === "int";
}

/** Variables that only this pass has set. */
function newCells<D extends Datum>(passes: Passes<D>, mark: number): Map<AnyCell<D>, Content<D>> {
  const { machine, frame } = passes;
  const own = new Set<AnyCell<D>>(frame.variables.values());
  const found = new Map<AnyCell<D>, Content<D>>();
  for (const [target, before] of machine.state.before(mark)) {
    if (before === undefined && target.value !== undefined && own.has(target))
      found.set(target, target.value);
  }
  return found;
}

/** A number of passes that is not known as a number: one at least, until nothing new comes. */
function runOpen<D extends Datum>(
  passes: Passes<D>,
  iteration: Iteration<D>,
  inTurn: readonly Value<D>[] | null = null,
): Completion<D> {
  const { machine } = passes;
  machine.domain.supposing?.();
  machine.skipped += 1;
  let previous: Steps<D> | null = null;
  const patience = patienceOf(machine);
  for (let done = 1; done <= patience; done++) {
    const mark = machine.state.mark;
    for (const item of inTurn ?? [iteration.any()]) {
      const completion = passes.runOpen(item);
      if (completion.kind !== "normal") return completion;
    }
    const steps = passes.steps(mark);
    const settled = isSettled(previous, steps);
    if (settled || done === patience) {
      const times =
        iteration.length === null ? null : machine.domain.add(iteration.length, machine.domain.int(-done));
      for (const [target, step] of steps) {
        if (step.text === "") continue;
        const value =
          step.text === null || times === null
            ? widenContent(machine, step.before, step.after)
            : extrapolateContent(machine, step.before, step.after, times);
        machine.state.write(target, value);
      }
      return normal;
    }
    previous = steps;
  }
  return normal;
}
