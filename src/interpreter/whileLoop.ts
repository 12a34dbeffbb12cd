import type { Expression, While } from "../syntax/tree";
import type { Completion, Machine } from "./machine";
import { diligenceOf, finish, isSettled, normal, Passes, patienceOf, type Steps } from "./passes";
import { widenContent } from "./settle";
import type { Datum, Frame } from "./value";

/** Of a generator that would never end by itself. */
const mostEndlessYields = 64;

export function runWhile<D extends Datum>(machine: Machine<D>, node: While, frame: Frame<D>): Completion<D> {
  const passes = new Passes(machine, frame, node.body, null);
  machine.loops.push(passes.context);
  let outcome: { completion: Completion<D>; endless: boolean };
  try {
    outcome = runCondition(passes, node.test);
  } finally {
    machine.loops.pop();
  }
  return finish(passes, outcome.completion, node.orelse, outcome.endless);
}

function runCondition<D extends Datum>(
  passes: Passes<D>,
  test: Expression,
): { completion: Completion<D>; endless: boolean } {
  const { machine, frame } = passes;
  const diligence = diligenceOf(machine);
  const limit = machine.steps + diligence.steps;
  let previous: Steps<D> | null = null;
  let widened = 0;
  // `while True: yield …`: whoever takes from it takes no more than that.
  const runsAhead = machine.domain.runsAhead === true && test.kind === "constant";
  const most = runsAhead ? frame.yields.length + mostEndlessYields : Number.POSITIVE_INFINITY;
  for (let done = 0; ; done++) {
    if (frame.yields.length >= most) return { completion: normal, endless: true };
    const truth = machine.truth(machine.evaluate(test, frame));
    if (truth === false) return { completion: normal, endless: false };
    if (truth === null) machine.skipped += 1;
    if (truth === null && widened > 1) return { completion: normal, endless: false };
    const mark = machine.state.mark;
    const isOpen = truth === null || passes.context.breaks.length > 0;
    const completion = isOpen ? passes.runOpen(null) : passes.run(null);
    if (completion.kind !== "normal") return { completion, endless: false };
    if (machine.domain.exact) continue;
    const steps = passes.steps(mark);
    const settled = isSettled(previous, steps);
    previous = steps;
    const unchanged = settled && [...steps.values()].every((each) => each.text === "");
    if (unchanged && (truth === null || done > 0)) return { completion: normal, endless: truth === true };
    const patience =
      truth === null || passes.context.breaks.length > 0 ? patienceOf(machine) : diligence.short;
    if ((truth === null && settled) || done >= patience || machine.steps > limit) {
      machine.skipped += 1;
      if (widened > 2) return { completion: normal, endless: truth === true };
      widened += 1;
      for (const [target, step] of steps) {
        if (step.text !== "") machine.state.write(target, widenContent(machine, step.before, step.after));
      }
    }
  }
}
