import { assertNever } from "../base/never";
import type { Assert, AugmentedAssign, Expression, If, Statement, Try, With } from "../syntax/tree";
import { attempt, fork } from "./branch";
import { defineClass, defineFunction } from "./define";
import { importFrom, importModules } from "./imports";
import { runFor } from "./loops";
import { type Completion, type Machine, PathEnd } from "./machine";
import { runMatch } from "./match";
import { narrow } from "./narrow";
import { augmented } from "./operators";
import type { Datum, Frame, Value } from "./value";
import { runWhile } from "./whileLoop";

const normal = { kind: "normal" } as const;
const dead = { kind: "dead" } as const;

/** Runs statements one after the other until one of them leaves. */
export function executeBlock<D extends Datum>(
  machine: Machine<D>,
  body: readonly Statement[],
  frame: Frame<D>,
): Completion<D> {
  for (const statement of body) {
    const completion = executeStatement(machine, statement, frame);
    if (completion.kind !== "normal") return completion;
  }
  return normal;
}

function executeStatement<D extends Datum>(
  machine: Machine<D>,
  statement: Statement,
  frame: Frame<D>,
): Completion<D> {
  machine.step();
  switch (statement.kind) {
    case "expression":
      machine.evaluate(statement.value, frame);
      return normal;
    case "assign": {
      if (statement.value === null) return normal;
      const value = machine.evaluate(statement.value, frame);
      for (const target of statement.targets) machine.assign(target, value, statement.value, frame);
      return normal;
    }
    case "augmented-assign":
      executeAugmented(machine, statement, frame);
      return normal;
    case "if":
      return executeIf(machine, statement, frame);
    case "for":
      return runFor(machine, statement, frame);
    case "while":
      return runWhile(machine, statement, frame);
    case "return":
      return {
        kind: "return",
        value: statement.value === null ? { kind: "none" } : machine.evaluate(statement.value, frame),
        from: statement,
      };
    case "pass":
      return normal;
    case "break":
    case "continue":
      return machine.loops.length > 0 ? { kind: statement.kind } : normal;
    default:
      return executeRare(machine, statement, frame);
  }
}

type Rare = Exclude<
  Statement,
  {
    kind:
      | "expression"
      | "assign"
      | "augmented-assign"
      | "if"
      | "for"
      | "while"
      | "return"
      | "pass"
      | "break"
      | "continue";
  }
>;

function executeRare<D extends Datum>(machine: Machine<D>, statement: Rare, frame: Frame<D>): Completion<D> {
  switch (statement.kind) {
    case "function":
      defineFunction(machine, statement, frame);
      return normal;
    case "class":
      defineClass(machine, statement, frame);
      return normal;
    case "import":
      importModules(machine, statement, frame);
      return normal;
    case "import-from":
      importFrom(machine, statement, frame);
      return normal;
    case "with":
      return executeWith(machine, statement, frame);
    case "try":
      return executeTry(machine, statement, frame);
    case "raise":
      if (statement.value !== null) machine.evaluate(statement.value, frame);
      machine.memory.dependOnMode();
      if (machine.catching > 0 || machine.trials > 0) throw new PathEnd<D>(null, null, "raise");
      return dead;
    case "assert":
      return executeAssert(machine, statement, frame);
    case "delete":
      for (const target of statement.targets) remove(machine, target, frame);
      return normal;
    case "global":
    case "nonlocal":
      redirect(statement.names, statement.kind, frame);
      return normal;
    case "match":
      return runMatch(machine, statement, frame);
    default:
      return assertNever(statement);
  }
}

/** The operation of `x += y` as a whole, which stands where its statement stands: the same one in every pass. */
function operationOf(statement: AugmentedAssign): Expression {
  let node = operations.get(statement);
  if (node === undefined) {
    const { span, operator, target, value } = statement;
    node = { kind: "binary", span, operator, left: target, right: value };
    operations.set(statement, node);
  }
  return node;
}

const operations = new WeakMap<AugmentedAssign, Expression>();

function executeAugmented<D extends Datum>(
  machine: Machine<D>,
  statement: AugmentedAssign,
  frame: Frame<D>,
): void {
  const before = machine.evaluate(statement.target, frame);
  const operand = machine.evaluate(statement.value, frame);
  const node = operationOf(statement);
  const after = augmented(machine, statement.operator, before, operand, { node, frame });
  machine.assign(statement.target, after, statement.value, frame);
}

function executeIf<D extends Datum>(machine: Machine<D>, statement: If, frame: Frame<D>): Completion<D> {
  const truth = machine.truth(machine.evaluate(statement.test, frame));
  const branch = (holds: boolean) => {
    narrow(machine, statement.test, holds, frame);
    return executeBlock(machine, holds ? statement.body : statement.orelse, frame);
  };
  if (truth !== null) return branch(truth);
  return fork(
    machine,
    frame,
    () => branch(true),
    () => branch(false),
  );
}

function executeWith<D extends Datum>(machine: Machine<D>, statement: With, frame: Frame<D>): Completion<D> {
  for (const item of statement.items) {
    const context = machine.evaluate(item.context, frame);
    const site = { node: item.context, frame };
    let entered: Value<D> = context;
    if (context.kind === "instance") {
      const enter = machine.attribute(context, "__enter__", site);
      if (enter.kind !== "unknown") entered = machine.apply(enter, [], site);
    }
    if (item.target !== null) machine.assign(item.target, entered, null, frame);
  }
  return executeBlock(machine, statement.body, frame);
}

/** What runs in `run` may raise without that being a problem: somebody catches it. */
function caught<D extends Datum>(machine: Machine<D>, run: () => Completion<D>): Completion<D> | "raised" {
  machine.catching += 1;
  try {
    return run();
  } catch (error) {
    if (error instanceof PathEnd) return "raised";
    throw error;
  } finally {
    machine.catching -= 1;
  }
}

function executeTry<D extends Datum>(machine: Machine<D>, statement: Try, frame: Frame<D>): Completion<D> {
  const body = () => executeBlock(machine, statement.body, frame);
  let completion = statement.handlers.length > 0 ? caught(machine, body) : body();
  if (completion === "raised") {
    const [handler] = statement.handlers;
    if (handler?.name != null) {
      machine.assign(
        handler.name,
        machine.unknown("raised", ["", ""], { node: handler.name, frame }),
        null,
        frame,
      );
    }
    completion = executeBlock(machine, handler?.body ?? [], frame);
  } else {
    tryHandlers(machine, statement, frame);
    if (completion.kind === "normal") completion = executeBlock(machine, statement.orelse, frame);
  }
  const last = executeBlock(machine, statement.finalbody, frame);
  return last.kind === "normal" ? completion : last;
}

/** No exception is foreseen. The handlers are read for what they would find, but change nothing. */
function tryHandlers<D extends Datum>(machine: Machine<D>, statement: Try, frame: Frame<D>): void {
  for (const handler of statement.handlers) {
    const mark = machine.state.mark;
    machine.approximate += 1;
    try {
      attempt(machine, () => {
        if (handler.name !== null) {
          machine.assign(
            handler.name,
            machine.unknown("raised", ["", ""], { node: handler.name, frame }),
            null,
            frame,
          );
        }
        return executeBlock(machine, handler.body, frame);
      });
    } finally {
      machine.approximate -= 1;
      machine.state.undo(mark);
    }
  }
}

function executeAssert<D extends Datum>(
  machine: Machine<D>,
  statement: Assert,
  frame: Frame<D>,
): Completion<D> {
  const truth = machine.truth(machine.evaluate(statement.test, frame));
  if (truth === false) machine.memory.dependOnMode();
  if (truth === false && (machine.uncertain > 0 || machine.catching > 0))
    throw new PathEnd<D>(null, null, "AssertionError");
  if (truth === null) narrow(machine, statement.test, true, frame);
  return normal;
}

function remove<D extends Datum>(machine: Machine<D>, target: Expression, frame: Frame<D>): void {
  switch (target.kind) {
    case "name": {
      const owner = frame.redirected.get(target.id) ?? frame;
      const variable = owner.variables.get(target.id);
      machine.memory.dependOnMode();
      if (variable !== undefined && machine.uncertain === 0) machine.state.clear(variable);
      break;
    }
    case "attribute": {
      const object = machine.evaluate(target.object, frame);
      const own = object.kind === "instance" ? object.attributes.get(target.name) : undefined;
      machine.memory.dependOnMode();
      if (own !== undefined && machine.uncertain === 0) machine.state.clear(own);
      break;
    }
    case "sequence":
      for (const each of target.items) remove(machine, each, frame);
      break;
    case "subscript": {
      const object = machine.evaluate(target.object, frame);
      const index = machine.evaluate(target.index, frame);
      const site = { node: target, frame };
      const method = machine.attribute(
        object,
        object.kind === "dict" || object.kind === "list" ? "pop" : "__delitem__",
        site,
      );
      if (method.kind !== "unknown") machine.apply(method, [index], site);
      break;
    }
    default:
      break;
  }
}

function redirect<D extends Datum>(
  names: readonly string[],
  kind: "global" | "nonlocal",
  frame: Frame<D>,
): void {
  for (const name of names) {
    let owner: Frame<D> | null = frame.parent;
    if (kind === "global") while (owner !== null && owner.parent !== null) owner = owner.parent;
    else while (owner !== null && !owner.variables.has(name) && owner.parent !== null) owner = owner.parent;
    if (owner !== null) frame.redirected.set(name, owner);
  }
}
