import type { FunctionDefinition, Lambda, Parameter } from "../syntax/tree";
import { isImmutable } from "./callMemory";
import { classAttribute } from "./classes";
import { fillContainer, holdContainer } from "./containerBase";
import { memberOfValue, membersOf } from "./enumeration";
import { overItems } from "./iteration";
import { MAX_TEXTS } from "./join";
import { type Machine, PathEnd } from "./machine";
import { fieldsOf, namedTuple } from "./namedTuple";
import { baseCase, generalised, isTooDeep, loosenWritten, noteCut, noteResult } from "./recursion";
import { sameContent } from "./same";
import { variable } from "./state";
import {
  type ActiveCall,
  type CallArguments,
  type ChoiceValue,
  type ClassValue,
  type Datum,
  type Frame,
  type FunctionValue,
  none,
  type Site,
  str,
  tuple,
  type Value,
} from "./value";
import { Members } from "./watch";

export function call<D extends Datum>(
  machine: Machine<D>,
  callee: Value<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  switch (callee.kind) {
    case "function":
      return callFunction(machine, callee, args, site, null);
    case "method": {
      const { self, target } = callee;
      const withSelf: CallArguments<D> = { ...args, positional: [self, ...args.positional] };
      return target.kind === "function"
        ? callFunction(machine, target, withSelf, site, self)
        : target.call(withSelf, site);
    }
    case "builtin":
      machine.step(3);
      return callee.call(args, site);
    case "class":
      return instantiate(machine, callee, args, site);
    case "instance": {
      if (classAttribute(callee.type, "__call__") !== null) {
        return machine.call(machine.attribute(callee, "__call__", site), args, site);
      }
      machine.domain.strangerCalled?.(args);
      return machine.unknown("unknown-function", [callee.type.name], site);
    }
    case "choice":
      return machine.eachApart(callee, site, (option) => call(machine, option, args, site));
    case "unknown":
      machine.domain.strangerCalled?.(args);
      return callee;
    case "none":
      return machine.fail(site, "TypeError", machine.unknown("unknown-function", ["None"], site));
    default:
      machine.domain.strangerCalled?.(args);
      return machine.unknown("unknown-function", [calledName(site) ?? callee.kind], site);
  }
}

/** What the program calls it: `mean(err)` where mean is an array. */
function calledName<D extends Datum>({ node }: Site<D>): string | null {
  return node.kind === "call" && node.callee.kind === "name" ? node.callee.id : null;
}

function instantiate<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  const fields = fieldsOf(type);
  if (fields !== null) return namedTuple(machine, type, fields, args, site);
  const members = membersOf(type);
  if (members !== null) return memberOfValue(machine, type, members, args, site);
  const chosen = machine.approximate > 0 ? null : chosenText(args);
  // What an option by name decides (`kind='full'`) goes together in all that the object does.
  if (chosen !== null)
    return machine.eachApart(chosen, site, (option) =>
      instantiate(machine, type, withArgument(args, chosen, option), site),
    );
  const made = machine.instance(type);
  holdContainer(machine, made, type);
  const init = classAttribute(type, "__init__");
  if (init !== null) machine.call(machine.attribute(made, "__init__", site), args, site);
  else if (args.positional.length + args.keywords.size > 0) fillContainer(machine, made, args, site);
  return made;
}

/** The first argument that is one of a few known texts. */
function chosenText<D extends Datum>(args: CallArguments<D>): ChoiceValue<D> | null {
  for (const each of [...args.positional, ...args.keywords.values()]) {
    if (each.kind !== "choice" || each.options.length > MAX_TEXTS) continue;
    if (each.options.every((option) => option.kind === "str" && option.value !== null)) return each;
  }
  return null;
}

function withArgument<D extends Datum>(
  args: CallArguments<D>,
  old: Value<D>,
  now: Value<D>,
): CallArguments<D> {
  const replaced = (each: Value<D>) => (each === old ? now : each);
  return {
    ...args,
    positional: args.positional.map(replaced),
    keywords: new Map([...args.keywords].map(([name, each]) => [name, replaced(each)])),
  };
}

export function callFunction<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  args: CallArguments<D>,
  site: Site<D>,
  self: Value<D> | null,
): Value<D> {
  const { definition } = target;
  // Each call around has to keep account of what this one reads.
  machine.step(4 + Math.max(0, machine.active.length - USUAL_DEPTH) * 10);
  machine.called.add(definition);
  const general = generalised(machine, target, args);
  const { memory } = machine;
  const remembered = memory.find(machine, target, general, site);
  if (remembered !== null) return remembered;
  const start = memory.start(machine, general);
  let result: Value<D>;
  try {
    result = callAnew(machine, target, general, site, self);
  } finally {
    memory.end(start);
  }
  memory.keep(machine, target, general, site, start, result);
  return result;
}

function callAnew<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  args: CallArguments<D>,
  site: Site<D>,
  self: Value<D> | null,
): Value<D> {
  const { definition } = target;
  // How a recursion goes on depends on the calls around.
  if (machine.active.some((each) => each.definition === definition)) machine.memory.dependOnAll();
  if (isTooDeep(machine, target, site)) {
    machine.memory.dependOnAll();
    noteCut(machine, target, args);
    const base = baseCase(machine, definition);
    if (base !== null) return base;
    if (machine.uncertain > 0) throw new PathEnd<D>(site, null, "RecursionError");
    return machine.unknown("recursion", [target.name], site);
  }
  const frame: Frame<D> = {
    kind: "function",
    variables: new Members(),
    parent: target.closure,
    module: target.closure.module,
    redirected: new Map(),
    function: target,
    classBody: null,
    self: self ?? args.positional[0] ?? null,
    site,
    depth: site.frame.depth + 1,
    mark: machine.state.mark,
    returns: [],
    yields: [],
    stars: [],
  };
  bindParameters(machine, target, args, frame, site);
  const loops = machine.loops.length;
  const active: ActiveCall<D> = { definition, uncertain: machine.uncertain, frame, args };
  machine.active.push(active);
  try {
    const result = run(machine, definition, frame, site, machine.skipped);
    if (active.isCut === true) loosenWritten(machine, target.name, frame.mark, site);
    noteResult(machine, definition, result);
    return result;
  } finally {
    machine.active.pop();
    machine.loops.length = loops;
  }
}

function run<D extends Datum>(
  machine: Machine<D>,
  definition: FunctionDefinition | Lambda,
  frame: Frame<D>,
  site: Site<D>,
  skipped: number,
): Value<D> {
  if (definition.kind === "lambda") return machine.evaluate(definition.body, frame);
  const completion = machine.execute(definition.body, frame);
  const last: Value<D> | null =
    completion.kind === "return" ? completion.value : completion.kind === "dead" ? null : none;
  const pending = frame.returns;
  const [first] = pending;
  if (last === null && first !== undefined) {
    machine.state.undo(frame.mark);
    machine.state.apply(first.changes);
  }
  for (const each of last === null ? pending.slice(1) : pending) machine.state.join(frame.mark, each.changes);
  const result = returned(machine, [
    ...pending,
    ...(last === null ? [] : [{ value: last, from: completion.kind === "return" ? completion.from : {} }]),
  ]);
  if (definition.isGenerator)
    return generated(machine, frame, site, machine.skipped === skipped && pending.length === 0);
  if (result !== null) return result;
  return machine.fail(site, "raise", machine.unknown("raised", [definition.name, ""], site));
}

/** Calls within calls that cost no more than the first. */
const USUAL_DEPTH = 20;

/** All that a function may give back. What one `return` gave in passes of a loop is one value where they were widened. */
function returned<D extends Datum>(
  machine: Machine<D>,
  exits: readonly { readonly value: Value<D>; readonly from?: object }[],
): Value<D> | null {
  const byStatement = new Map<object | undefined, Value<D>[]>();
  for (const { value, from } of exits) byStatement.set(from, [...(byStatement.get(from) ?? []), value]);
  const values = [...byStatement.values()].flatMap((group) => {
    if (group.length === 1) return group;
    const kept: Value<D>[] = [];
    for (const value of group) {
      const isOfData = value.kind === "choice" && value.options.every((each) => each.kind === "datum");
      for (const each of isOfData ? value.options : [value]) include(machine, kept, each);
    }
    return kept;
  });
  return machine.joiner.all(values);
}

function include<D extends Datum>(machine: Machine<D>, values: Value<D>[], added: Value<D>): void {
  for (const [index, each] of values.entries()) {
    if (each.kind !== "datum" || added.kind !== "datum") continue;
    const one = machine.domain.ofPasses?.(each, added) ?? null;
    if (one === null) continue;
    values.splice(index, 1);
    // What now stands for more may stand for others as well.
    include(machine, values, one);
    return;
  }
  values.push(added);
}

/** So few are gone through one by one, where nothing was left out. */
const FEW_YIELDS = 24;

function generated<D extends Datum>(
  machine: Machine<D>,
  { yields, mayYield }: Frame<D>,
  site: Site<D>,
  isComplete: boolean,
): Value<D> {
  const isFew = isComplete && yields.length > 0 && yields.length < FEW_YIELDS;
  // A run that goes ahead takes the first of very many for all.
  const areAll = machine.domain.runsAhead === true || isFew;
  // Objects (parameters, layers) come once each: those that were yielded are all.
  if (areAll || (yields.length > 0 && yields.every((each) => each.kind === "instance")))
    return machine.iterator(overItems(machine, machine.limited({ kind: "items", items: yields })));
  const distinct: Value<D>[] = [];
  for (const each of yields) {
    // What looks the same need not be gone through twice.
    const isNew = !distinct.some(
      (other) => other === each || (isImmutable(each) && sameContent(machine.domain, other, each)),
    );
    if (isNew && distinct.length < 12) distinct.push(each);
  }
  const any = () => machine.joiner.all(distinct) ?? machine.unknown("not-supported", ["yield"], site);
  return machine.iterator({
    length: null,
    count: null,
    at: (index) => distinct[index] ?? any(),
    any,
    distinct: true,
    samples: distinct,
    ...(mayYield === true ? { isOpen: true } : {}),
  });
}

function bindParameters<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  args: CallArguments<D>,
  frame: Frame<D>,
  site: Site<D>,
): void {
  let position = 0;
  let keywordOnly = false;
  const used = new Set<string>();
  for (const parameter of target.definition.parameters) {
    switch (parameter.kind) {
      case "plain": {
        const positional = keywordOnly ? undefined : args.positional[position];
        if (!keywordOnly) position += 1;
        used.add(parameter.name);
        const given = positional ?? args.keywords.get(parameter.name);
        bind(machine, parameter, given ?? fallback(machine, target, parameter, args, site), frame, site);
        break;
      }
      case "star":
        bind(machine, parameter, rest(machine, args, position), frame, site);
        keywordOnly = true;
        break;
      case "double-star":
        bind(machine, parameter, restKeywords(machine, args, used), frame, site);
        break;
      case "bare-star":
        keywordOnly = true;
        break;
      case "slash":
        break;
    }
  }
}

function fallback<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  parameter: Parameter,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  const standard = target.defaults.get(parameter.name);
  // An unknown `*args` may have brought it.
  if (standard !== undefined && !args.spread) return standard;
  return machine.unknown("unknown-argument", [target.name, parameter.name], site);
}

function rest<D extends Datum>(machine: Machine<D>, args: CallArguments<D>, from: number): Value<D> {
  const items = args.positional.slice(from);
  if (!args.spread) return tuple(items);
  const item = machine.joiner.all(items) ?? {
    kind: "unknown",
    cause: { code: "unknown-argument", args: ["*", "args"] },
  };
  return { kind: "tuple", content: { kind: "repeated", length: machine.domain.someInt("k", null), item } };
}

function restKeywords<D extends Datum>(
  machine: Machine<D>,
  args: CallArguments<D>,
  used: ReadonlySet<string>,
): Value<D> {
  const entries = new Map<string, { key: Value<D>; value: Value<D> }>();
  for (const [name, value] of args.keywords) {
    if (!used.has(name)) entries.set(`s:${name}`, { key: str(name), value });
  }
  return machine.dict({ kind: "entries", entries, rest: null });
}

function bind<D extends Datum>(
  machine: Machine<D>,
  parameter: Parameter,
  value: Value<D>,
  frame: Frame<D>,
  site: Site<D>,
): void {
  const handedTo = frame.function?.definition;
  const named = value.kind === "datum" ? machine.domain.named(value, parameter.name, site, handedTo) : value;
  frame.variables.set(parameter.name, variable<D>(named));
  machine.observer.parameter(parameter, named, frame);
}
