import type { Expression } from "./tree";

/** The name that a reader would call it by: `w` of `w`, `self.w` and `params["w"]`; empty where there is none. */
export function lastName(node: Expression): string {
  switch (node.kind) {
    case "name":
      return node.id;
    case "attribute":
      return node.name;
    case "subscript":
      return keyOf(node.index) ?? lastName(node.object);
    default:
      return "";
  }
}

/** The key of `params["w"]`; null for one that is made first: `params["W" + str(l)]`, `params[f"W{l}"]`. */
export function keyOf(index: Expression): string | null {
  if (index.kind !== "string") return null;
  return index.parts.every((part) => typeof part === "string") ? index.parts.join("") : null;
}
