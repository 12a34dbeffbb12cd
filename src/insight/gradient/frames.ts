import type { Expression } from "../../syntax/tree";

/** `df` of `df.values` and `df.to_numpy()`. */
export function numbersOf(value: Expression): Expression | null {
  if (value.kind === "attribute") return value.name === "values" ? value.object : null;
  if (value.kind !== "call" || value.callee.kind !== "attribute") return null;
  const { name, object } = value.callee;
  if (name === "to_numpy") return object;
  return name === "astype" ? numbersOf(object) : null;
}

export type RoleOf = (value: Expression) => "__X" | "__y" | null;

/**
 * Samples or labels, as a frame is parted, whatever they are called: `prices = df.pop("price").values`, what is left of it behind
 * that, and `df.drop(columns="price").values`. `read`: the frames of a file.
 */
export function rolesIn(text: string, read: ReadonlySet<string>): RoleOf {
  const popped = new Set([...text.matchAll(/\b(\w+)\.pop\( *["']/g)].map(([, name = ""]) => name));
  return (value) => {
    const part = numbersOf(unshaped(value));
    if (part?.kind === "name") return read.has(part.id) && popped.has(part.id) ? "__X" : null;
    if (part?.kind !== "call" || part.callee.kind !== "attribute") return null;
    const { name, object } = part.callee;
    if (object.kind !== "name" || !read.has(object.id)) return null;
    return name === "pop" ? "__y" : name === "drop" ? "__X" : null;
  };
}

function unshaped(value: Expression): Expression {
  const isShaped = value.kind === "call" && value.callee.kind === "attribute";
  return isShaped && /^(reshape|ravel|flatten)$/.test(value.callee.name) ? value.callee.object : value;
}

/** What `df.values.astype(np.float64)` is made of: what numbers become is no part of it. */
export function changedBy(part: object): unknown {
  if (!("kind" in part) || part.kind !== "call" || !("callee" in part)) return null;
  const callee = part.callee as Expression;
  return callee.kind === "attribute" && /^(astype|to_numpy)$/.test(callee.name) ? callee : null;
}
