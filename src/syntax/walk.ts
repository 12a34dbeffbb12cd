import type { Expression } from "./tree";

/** Goes through a tree from the outside in: its expressions and statements, and what they are put together of. */
export function walk(tree: unknown, visit: (part: object) => void): void {
  if (Array.isArray(tree)) for (const each of tree) walk(each, visit);
  else if (typeof tree === "object" && tree !== null) {
    visit(tree);
    for (const each of Object.values(tree)) walk(each, visit);
  }
}

/** Whether a part of a tree is an expression or a statement, with a place of its own. */
export function hasPlace(part: unknown): part is Expression {
  return typeof part === "object" && part !== null && "kind" in part && "span" in part;
}
