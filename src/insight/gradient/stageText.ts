import { keyOf, lastName } from "../../syntax/names";
import type { Expression, FunctionDefinition, Statement } from "../../syntax/tree";
import { walk } from "../../syntax/walk";

type OfKind<Kind> = Extract<Expression | Statement, { readonly kind: Kind }>;

/** The parts of one kind in a function, those in nested blocks and functions too. */
function partsOf<Kind extends (Expression | Statement)["kind"]>(
  { body }: FunctionDefinition,
  kind: Kind,
): OfKind<Kind>[] {
  const found: OfKind<Kind>[] = [];
  const isOfKind = (part: object): part is OfKind<Kind> => "kind" in part && part.kind === kind;
  walk(body, (part) => {
    if (isOfKind(part)) found.push(part);
  });
  return found;
}

/** What a function calls, by its last name: `forward` of `self.forward(X)`. */
export function callsIn(definition: FunctionDefinition): ReadonlySet<string> {
  return new Set(partsOf(definition, "call").map(({ callee }) => lastName(callee)));
}

/** What a function gives back, in order: from its last `return`. */
export function resultsOf(definition: FunctionDefinition): readonly Expression[] {
  const value = partsOf(definition, "return").at(-1)?.value ?? null;
  if (value === null) return [];
  return value.kind === "sequence" && value.type === "tuple" ? value.items : [value];
}

/** What a result is made of where it has no name: the `db` of `db / m` and of `db.reshape(-1)`. */
export function dividedName(value: Expression): string {
  if (value.kind === "binary") return value.operator === "/" ? lastName(value.left) : "";
  if (value.kind !== "call" || value.callee.kind !== "attribute") return "";
  return value.callee.name === "reshape" ? lastName(value.callee.object) : "";
}

interface Stored {
  /** What is assigned to: `self.W1`, `params["W1"]`, `grads`. */
  readonly target: Expression;
  readonly value: Expression | null;
}

/** The assignments of a function, those in nested blocks too. */
export function storedIn(definition: FunctionDefinition): readonly Stored[] {
  return partsOf(definition, "assign").flatMap(({ targets, value }) =>
    targets.flatMap((target) => {
      // `weights, biases = [], []`
      const own = target.kind === "sequence" ? target.items : [target];
      const values = target.kind !== "sequence" ? [value] : value?.kind === "sequence" ? value.items : [];
      return own.map((each, at) => ({ target: each, value: values[at] ?? null }));
    }),
  );
}

/** The keys that a dict is given under this name: in its literal, `grads["W1"] = …`, or where it is read. */
export function keysOf(name: string, definitions: readonly FunctionDefinition[]): readonly string[] {
  const found = new Set<string>();
  for (const definition of definitions) {
    for (const { target, value } of storedIn(definition))
      if (lastName(target) === name && value !== null) for (const key of literalKeys(value)) found.add(key);
    for (const { object, index } of partsOf(definition, "subscript")) {
      const key = keyOf(index);
      if (key !== null && lastName(object) === name) found.add(key);
    }
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
