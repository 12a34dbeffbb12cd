import { keyOf, lastName } from "../../syntax/names";
import type { Expression, FunctionDefinition, Return } from "../../syntax/tree";

type Node = { readonly kind: string };

function isNode(part: object): part is Node {
  return "kind" in part && typeof part.kind === "string";
}

/** All parts of a tree, nested functions too. */
function visitAll(part: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(part)) for (const each of part) visitAll(each, visit);
  else if (typeof part === "object" && part !== null) {
    if (isNode(part)) visit(part);
    for (const each of Object.values(part)) visitAll(each, visit);
  }
}

/** What a function calls, by its last name: `forward` of `self.forward(X)`. */
export function callsIn(definition: FunctionDefinition): ReadonlySet<string> {
  const found = new Set<string>();
  visitAll(definition.body, (node) => {
    if (node.kind === "call") found.add(lastName((node as Extract<Expression, { kind: "call" }>).callee));
  });
  return found;
}

/** What a function gives back, in order: from its last `return`. */
export function resultsOf(definition: FunctionDefinition): readonly Expression[] {
  let last: Expression | null = null;
  visitAll(definition.body, (node) => {
    if (node.kind === "return") last = (node as Return).value;
  });
  const value = last as Expression | null;
  if (value === null) return [];
  return value.kind === "sequence" && value.type === "tuple" ? value.items : [value];
}

interface Stored {
  /** What is assigned to: `self.W1`, `params["W1"]`, `grads`. */
  readonly target: Expression;
  readonly value: Expression | null;
}

/** The assignments of a function, those in nested blocks too. */
export function storedIn(definition: FunctionDefinition): readonly Stored[] {
  const found: Stored[] = [];
  visitAll(definition.body, (node) => {
    if (node.kind !== "assign") return;
    const { targets, value } = node as Extract<FunctionDefinition["body"][number], { kind: "assign" }>;
    for (const target of targets) {
      // `weights, biases = [], []`
      const own = target.kind === "sequence" ? target.items : [target];
      const values = target.kind !== "sequence" ? [value] : value?.kind === "sequence" ? value.items : [];
      for (const [at, each] of own.entries()) found.push({ target: each, value: values[at] ?? null });
    }
  });
  return found;
}

/** The keys that a dict is given under this name: in its literal, `grads["W1"] = …`, or where it is read. */
export function keysOf(name: string, definitions: readonly FunctionDefinition[]): readonly string[] {
  const found = new Set<string>();
  for (const definition of definitions) {
    for (const { target, value } of storedIn(definition))
      if (lastName(target) === name && value !== null) for (const key of literalKeys(value)) found.add(key);
    visitAll(definition.body, (node) => {
      if (node.kind !== "subscript") return;
      const { object, index } = node as Extract<Expression, { kind: "subscript" }>;
      const key = keyOf(index);
      if (key !== null && lastName(object) === name) found.add(key);
    });
  }
  return [...found];
}

/** `{"W1": W1, "b1": b1}`, `dict(W1=W1)` */
export function literalKeys(value: Expression): readonly string[] {
  if (value.kind === "dict") return value.entries.flatMap(({ key }) => (key && keyOf(key)) ?? []);
  if (value.kind === "call" && lastName(value.callee) === "dict")
    return value.arguments.flatMap(({ name }) => name ?? []);
  return [];
}
