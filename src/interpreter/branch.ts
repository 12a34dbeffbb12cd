import { type Completion, type Machine, PathEnd } from "./machine";
import type { Datum, Frame, Value } from "./value";

/** Runs statements of which it is not certain that the program gets there, and tells how they end. */
export function attempt<D extends Datum>(machine: Machine<D>, run: () => Completion<D>): Completion<D> {
  machine.uncertain += 1;
  try {
    return run();
  } catch (error) {
    if (error instanceof PathEnd) return { kind: "dead" };
    throw error;
  } finally {
    machine.uncertain -= 1;
  }
}

/** Both ways of a condition that is not known, from the same state; the states are joined behind. */
export function fork<D extends Datum>(
  machine: Machine<D>,
  frame: Frame<D>,
  first: () => Completion<D>,
  second: () => Completion<D>,
): Completion<D> {
  const { state } = machine;
  const mark = state.mark;
  const one = attempt(machine, first);
  if (one.kind !== "normal") leave(machine, frame, one);
  const changes = state.undo(mark);
  const other = attempt(machine, second);
  if (one.kind !== "normal") return other;
  if (other.kind === "normal") {
    state.join(mark, changes, machine.joiner.ofPaths);
    return other;
  }
  leave(machine, frame, other);
  state.undo(mark);
  state.apply(changes);
  return one;
}

/** Keeps for later what a path that leaves here had led to: the end of the function or loop joins it in. */
export function leave<D extends Datum>(
  machine: Machine<D>,
  frame: Frame<D>,
  completion: Completion<D>,
): void {
  const loop = machine.loops.at(-1);
  const none: Value<D> = { kind: "none" };
  switch (completion.kind) {
    case "return":
      frame.returns.push({
        value: completion.value,
        changes: machine.state.changes(frame.mark),
        from: completion.from,
      });
      break;
    case "break":
      loop?.breaks.push({ value: none, changes: machine.state.changes(loop.mark) });
      break;
    case "continue":
      loop?.continues.push({ value: none, changes: machine.state.changes(loop.passMark) });
      break;
    case "normal":
    case "dead":
      break;
  }
}

/** Both values of an expression whose condition is not known. */
export function forkValues<D extends Datum>(
  machine: Machine<D>,
  first: () => Value<D>,
  second: () => Value<D>,
): Value<D> | null {
  const { state } = machine;
  const mark = state.mark;
  const one = attemptValue(machine, first);
  const changes = state.undo(mark);
  const other = attemptValue(machine, second);
  if (one === null) return other;
  if (other === null) {
    state.undo(mark);
    state.apply(changes);
    return one;
  }
  const isOld = (each: Value<D>) =>
    each.kind === "list" && !changes.has(each.cell) && !state.changes(mark).has(each.cell);
  // Lists that both were there before: what is written into the one that is chosen is written into one of them.
  const either = isOld(one) && isOld(other) ? machine.joiner.apart([one, other]) : null;
  state.join(mark, changes, machine.joiner.ofPaths);
  return either ?? machine.joiner.eitherPath(one, other);
}

export function attemptValue<D extends Datum>(machine: Machine<D>, run: () => Value<D>): Value<D> | null {
  machine.uncertain += 1;
  try {
    return run();
  } catch (error) {
    if (error instanceof PathEnd) return null;
    throw error;
  } finally {
    machine.uncertain -= 1;
  }
}
