import type { ClassDefinition, Expression, FunctionDefinition, Lambda } from "../syntax/tree";
import { attributeAfter } from "./classes";
import { attributeNamed, dataFields } from "./dataclasses";
import { makeMembers } from "./enumeration";
import type { Machine } from "./machine";
import { annotatedNames } from "./namedTuple";
import { cell } from "./state";
import type { ClassValue, Datum, Frame, FunctionValue, Value } from "./value";
import { Members } from "./watch";

/** The frame that a nested function looks its free names up in: class bodies are not seen from inside. */
export function closureOf<D extends Datum>(frame: Frame<D>): Frame<D> {
  return frame.kind === "class" && frame.parent !== null ? frame.parent : frame;
}

export function makeFunction<D extends Datum>(
  machine: Machine<D>,
  definition: FunctionDefinition | Lambda,
  frame: Frame<D>,
): FunctionValue<D> {
  const defaults = new Map<string, Value<D>>();
  for (const parameter of definition.parameters) {
    if (parameter.default !== null) defaults.set(parameter.name, machine.evaluate(parameter.default, frame));
  }
  const made: FunctionValue<D> = {
    kind: "function",
    definition,
    name: definition.kind === "function" ? definition.name : "<lambda>",
    closure: closureOf(frame),
    defaults,
    owner: frame.classBody,
    binding: definition.kind === "function" ? bindingOf(definition) : "instance",
    attributes: new Members(),
  };
  if (definition.kind === "function") machine.defined.push(made);
  return made;
}

function bindingOf(definition: FunctionDefinition): FunctionValue<never>["binding"] {
  for (const decorator of definition.decorators) {
    if (decorator.kind !== "name") continue;
    if (decorator.id === "staticmethod") return "static";
    if (decorator.id === "classmethod") return "class";
  }
  return definition.name === "__new__" ? "static" : "instance";
}

export function defineFunction<D extends Datum>(
  machine: Machine<D>,
  definition: FunctionDefinition,
  frame: Frame<D>,
): void {
  const made = makeFunction(machine, definition, frame);
  let value: Value<D> = made;
  for (const decorator of [...definition.decorators].reverse()) {
    value = decorate(machine, decorator, value, made, frame);
  }
  machine.setVariable(frame, definition.name, value);
}

/** Decorators that change nothing that matters here. */
const transparent = new Set([
  "staticmethod",
  "classmethod",
  "abstractmethod",
  "jit",
  "njit",
  "lru_cache",
  "cache",
  "wraps",
]);

function decorate<D extends Datum>(
  machine: Machine<D>,
  decorator: Expression,
  value: Value<D>,
  made: FunctionValue<D>,
  frame: Frame<D>,
): Value<D> {
  const name = decorator.kind === "call" ? lastName(decorator.callee) : lastName(decorator);
  if (name === "property" || name === "cached_property" || name === "abstractproperty") {
    return { kind: "property", getter: made, setter: null };
  }
  if (decorator.kind === "attribute" && decorator.name === "setter") {
    const before = frame.variables.get(made.name)?.value;
    return before?.kind === "property" ? { ...before, setter: made } : value;
  }
  if (name === null || transparent.has(name)) return value;
  const site = { node: decorator, frame };
  const applied = machine.apply(machine.evaluate(decorator, frame), [value], site);
  // A decorator that is not known hardly ever changes what the function computes.
  return applied.kind === "unknown" || applied.kind === "none" ? value : applied;
}

function lastName(node: Expression): string | null {
  if (node.kind === "name") return node.id;
  return node.kind === "attribute" ? node.name : null;
}

export function defineClass<D extends Datum>(
  machine: Machine<D>,
  definition: ClassDefinition,
  frame: Frame<D>,
): void {
  const bases = definition.bases.map((base) => machine.evaluate(base, frame));
  const variables: Frame<D>["variables"] = new Members();
  const made: ClassValue<D> = {
    kind: "class",
    name: definition.name,
    bases,
    attributes: variables,
    definition,
    ...(definition.bases.some((each) => lastName(each) === "NamedTuple")
      ? { fields: annotatedNames(definition) }
      : {}),
  };
  const body: Frame<D> = {
    kind: "class",
    variables,
    classBody: made,
    parent: closureOf(frame),
    module: frame.module,
    redirected: new Map(),
    function: frame.function,
    self: frame.self,
    site: frame.site,
    depth: frame.depth,
    mark: machine.state.mark,
    returns: [],
    yields: [],
    stars: [],
  };
  machine.execute(definition.body, body);
  dataclass(machine, definition, made, frame);
  makeMembers(machine, made, frame);
  machine.setVariable(frame, definition.name, made);
  // A base may want to hear of each class that derives from it, to keep a list of them.
  const hook = attributeAfter(made, made, "__init_subclass__");
  const [base] = definition.bases;
  if (hook?.kind === "function" && base !== undefined)
    machine.apply({ kind: "method", self: made, target: hook }, [], { node: base, frame });
}

/** `@dataclass`: annotated names, those of its bases first, are the parameters of the constructor. */
function dataclass<D extends Datum>(
  machine: Machine<D>,
  definition: ClassDefinition,
  made: ClassValue<D>,
  frame: Frame<D>,
): void {
  const isData = definition.decorators.some(
    (each) => lastName(each.kind === "call" ? each.callee : each) === "dataclass",
  );
  if (!isData || made.attributes.has("__init__")) return;
  const fields = dataFields(made);
  const init: Value<D> = {
    kind: "builtin",
    name: `${definition.name}.__init__`,
    call: (args, site) => {
      const [self, ...values] = args.positional;
      if (self?.kind !== "instance") return { kind: "none" };
      fields.forEach((field, index) => {
        const { id } = field.target;
        const given = values[index] ?? args.keywords.get(id);
        const value = given ?? (field.value === null ? undefined : defaultOf(machine, field.value, frame));
        if (value === undefined) return;
        machine.setAttribute(self, id, attributeNamed(machine, value, id, { node: field.target, frame }));
      });
      if (made.attributes.has("__post_init__"))
        machine.apply(machine.attribute(self, "__post_init__", site), [], site);
      return { kind: "none" };
    },
  };
  made.attributes.set("__init__", cell<D, Value<D>>(init));
}

/** `field(default_factory=list)` makes a value for each instance. */
function defaultOf<D extends Datum>(machine: Machine<D>, node: Expression, frame: Frame<D>): Value<D> {
  if (node.kind !== "call" || lastName(node.callee) !== "field") return machine.evaluate(node, frame);
  for (const argument of node.arguments) {
    if (argument.name === "default") return machine.evaluate(argument.value, frame);
    if (argument.name === "default_factory") {
      return machine.apply(machine.evaluate(argument.value, frame), [], { node, frame });
    }
  }
  return machine.unknown("not-supported", ["field"], { node, frame });
}
