import type { Expression, Statement } from "../syntax/tree";
import { leave } from "./branch";
import type { Completion, Machine } from "./machine";
import { sameContent } from "./same";
import { contentStep } from "./settle";
import {
  type AnyCell,
  type Content,
  type Datum,
  type Frame,
  type LoopContext,
  mostYields,
  type Value,
} from "./value";

/** Nothing left early. */
export const normal = { kind: "normal" } as const;

/** A loop over things of different kinds (a list of layers) is run for each of them, up to this many. */
export const MAX_DISTINCT = 120;

/** So many passes a loop gets to settle when its number of passes is large or not known. */
export const PATIENCE = 6;

/** On a path that other paths branched off, and within loops that are not known to end, loops must settle sooner. */
export function patienceOf<D extends Datum>(machine: Machine<D>): number {
  machine.memory.dependOnMode();
  const { uncertain, open, options } = machine;
  if (uncertain > 1 || (options.budget.hurried && open > 0)) return 2;
  return uncertain > 0 || open > 0 ? 3 : PATIENCE;
}

/** So few passes are always run one by one: layers, folds, classes. */
export const FEW = 8;

/** How much of a loop is simply run. */
export interface Diligence {
  /** A loop of no more passes than this is simply run, as long as that is cheap. */
  readonly short: number;
  /** A loop whose passes are not all alike is run to its end if that takes no more steps than this. */
  readonly cheap: number;
  /** What one loop may spend on being simply run. */
  readonly steps: number;
}

const calm: Diligence = { short: 64, cheap: 12_000, steps: 25_000 };

const hurried: Diligence = { short: 12, cheap: 1_200, steps: 2_500 };

export function diligenceOf<D extends Datum>(machine: Machine<D>): Diligence {
  return machine.options.budget.hurried ? hurried : calm;
}

/** The passes of one loop, whatever it goes through. */
export class Passes<D extends Datum> {
  readonly context: LoopContext<D>;
  /** How many ways out of the function there were before. */
  readonly #returns: number;

  constructor(
    readonly machine: Machine<D>,
    readonly frame: Frame<D>,
    readonly body: readonly Statement[],
    readonly target: Expression | null,
  ) {
    this.#returns = frame.returns.length;
    this.context = {
      mark: machine.state.mark,
      breaks: [],
      passMark: machine.state.mark,
      passes: 0,
      isEnough: false,
      continues: [],
    };
  }

  /** Some pass may leave the function. */
  get returns(): boolean {
    return this.frame.returns.length > this.#returns;
  }

  /** One pass, for one item. */
  run(item: Value<D> | null): Completion<D> {
    const { machine, context, frame } = this;
    context.passMark = machine.state.mark;
    context.passes += 1;
    context.continues = [];
    if (item !== null && this.target !== null) machine.assign(this.target, item, null, frame);
    let completion = machine.execute(this.body, frame);
    if (completion.kind === "continue") completion = normal;
    const pending = context.continues;
    const first = pending[0];
    if (completion.kind !== "normal" && first !== undefined) {
      // Some path went on to the next pass, though this one left.
      leave(machine, frame, completion);
      machine.state.undo(context.passMark);
      machine.state.apply(first.changes);
      pending.shift();
      completion = normal;
    }
    for (const each of pending) machine.state.join(context.passMark, each.changes);
    // A generator that is run ahead has yielded all that is kept.
    const isFull = machine.domain.runsAhead === true && frame.yields.length >= mostYields;
    if ((context.isEnough || isFull) && completion.kind === "normal") return { kind: "break" };
    return completion;
  }

  /** One pass of those of which nobody knows how many there are. */
  runOpen(item: Value<D> | null): Completion<D> {
    const { machine } = this;
    machine.open += 1;
    try {
      return this.run(item);
    } finally {
      machine.open -= 1;
    }
  }

  /** What each cell that lives longer than a pass did in the passes since the mark; null for what fits no pattern. */
  steps(mark: number): Map<AnyCell<D>, Step<D>> {
    const { machine } = this;
    const own = this.targetCells();
    const steps = new Map<AnyCell<D>, Step<D>>();
    for (const [target, before] of machine.state.before(mark)) {
      const after = target.value;
      if (before === undefined || after === undefined || own.has(target)) continue;
      const text = sameContent(machine.domain, before, after)
        ? ""
        : contentStep(machine.domain, before, after);
      steps.set(target, { before, after, text });
    }
    return steps;
  }

  targetCells(): Set<AnyCell<D>> {
    const cells = new Set<AnyCell<D>>();
    const collect = (node: Expression | null) => {
      if (node?.kind === "name") {
        const variable = this.frame.variables.get(node.id);
        if (variable !== undefined) cells.add(variable);
      } else if (node?.kind === "sequence") for (const each of node.items) collect(each);
    };
    collect(this.target);
    return cells;
  }
}

export interface Step<D extends Datum> {
  readonly before: Content<D>;
  readonly after: Content<D>;
  /** "" when it did not change. */
  readonly text: string | null;
}

export type Steps<D extends Datum> = ReadonlyMap<AnyCell<D>, Step<D>>;

/** Every cell does in this pass what it did in the last. */
export function isSettled<D extends Datum>(previous: Steps<D> | null, current: Steps<D>): boolean {
  if (previous === null) return false;
  for (const [target, step] of current) {
    if (step.text === "") {
      const earlier = previous.get(target)?.text;
      if (earlier !== undefined && earlier !== "" && earlier !== null && !step.text) return false;
      continue;
    }
    const earlier = previous.get(target);
    if (step.text === null || (earlier !== undefined && earlier.text !== step.text)) return false;
  }
  for (const [target, step] of previous)
    if (step.text !== "" && step.text !== null && !current.has(target)) return false;
  return true;
}

/** After the last pass: paths that left by `break` come in again. */
export function finish<D extends Datum>(
  passes: Passes<D>,
  completion: Completion<D>,
  orelse: readonly Statement[],
  endless: boolean,
): Completion<D> {
  const { machine, frame, context } = passes;
  const pending = context.breaks;
  let result = completion;
  // `while True:` that only a `return` ends: nothing comes after it.
  if (result.kind === "normal" && endless && pending.length === 0 && passes.returns) return { kind: "dead" };
  if (result.kind === "break") result = normal;
  else if (result.kind === "normal" && !(endless && pending.length > 0))
    result = machine.execute(orelse, frame);
  const first = pending[0];
  if (first !== undefined && (result.kind !== "normal" || (endless && completion.kind !== "break"))) {
    leave(machine, frame, result);
    machine.state.undo(context.mark);
    machine.state.apply(first.changes);
    pending.shift();
    result = normal;
  }
  for (const each of pending.slice(-4)) machine.state.join(context.mark, each.changes);
  return result;
}
