import type { FunctionDefinition } from "../syntax/tree";
import { callFunction } from "./call";
import { classAttribute } from "./classes";
import { type Machine, PathEnd } from "./machine";
import type { CallArguments, ClassValue, Datum, FunctionValue, InstanceValue, Site, Value } from "./value";

/** Interprets every function that the program defines and never calls, with what can be told of its parameters. */
export function callUncalled<D extends Datum>(machine: Machine<D>, files: readonly string[]): void {
  machine.speculative = true;
  machine.supposing = true;
  const instances = new Map<ClassValue<D>, InstanceValue<D>>();
  // Functions may define functions: the list grows while it is gone through.
  for (let index = 0; index < machine.defined.length; index++) {
    const target = machine.defined[index];
    if (target === undefined || machine.called.has(target.definition)) continue;
    if (!files.includes(target.closure.module.file)) continue;
    machine.uncertain = 0;
    machine.catching = 0;
    machine.trials = 0;
    machine.approximate = 0;
    machine.loops.length = 0;
    machine.active.length = 0;
    try {
      callAlone(machine, target, instances);
    } catch (error) {
      if (!(error instanceof PathEnd)) throw error;
    }
  }
}

function callAlone<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  instances: Map<ClassValue<D>, InstanceValue<D>>,
): void {
  if (target.definition.kind !== "function") return;
  const site = siteOf(target, target.definition);
  const { owner } = target;
  const self =
    owner === null || target.binding === "static"
      ? null
      : target.binding === "class"
        ? owner
        : instanceOf(machine, owner, instances);
  if (machine.called.has(target.definition)) return;
  callFunction(machine, target, argumentsFor(machine, target, self), site, self);
}

function siteOf<D extends Datum>(target: FunctionValue<D>, definition: FunctionDefinition): Site<D> {
  return { node: { kind: "name", span: definition.nameSpan, id: definition.name }, frame: target.closure };
}

function argumentsFor<D extends Datum>(
  machine: Machine<D>,
  target: FunctionValue<D>,
  self: Value<D> | null,
): CallArguments<D> {
  const positional: Value<D>[] = self === null ? [] : [self];
  const keywords = new Map<string, Value<D>>();
  const plain = target.definition.parameters.filter((parameter) => parameter.kind === "plain");
  for (const parameter of self === null ? plain : plain.slice(1)) {
    const standard = target.defaults.get(parameter.name);
    // A default says what the parameter usually is; None says nothing.
    const value =
      standard !== undefined && standard.kind !== "none"
        ? standard
        : machine.domain.parameter(target.definition, parameter, target.closure);
    keywords.set(parameter.name, value);
  }
  return { positional, keywords, spread: false };
}

/** One instance for all methods of a class that nobody makes, constructed as its constructor would with parameters. */
function instanceOf<D extends Datum>(
  machine: Machine<D>,
  type: ClassValue<D>,
  instances: Map<ClassValue<D>, InstanceValue<D>>,
): InstanceValue<D> {
  const made = instances.get(type);
  if (made !== undefined) return made;
  const instance = machine.instance(type);
  instances.set(type, instance);
  const init = classAttribute(type, "__init__");
  if (init?.kind === "function" && init.definition.kind === "function") {
    try {
      callFunction(
        machine,
        init,
        argumentsFor(machine, init, instance),
        siteOf(init, init.definition),
        instance,
      );
    } catch (error) {
      if (!(error instanceof PathEnd)) throw error;
    }
  }
  return instance;
}
