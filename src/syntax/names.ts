import type { Expression } from "./tree";

/** The name that a reader would call it by: `w` of `w`, `self.w` and `params["w"]`; empty where there is none. */
export function lastName(node: Expression): string {
  switch (node.kind) {
    case "name":
      return node.id;
    case "attribute":
      return node.name;
    case "subscript":
      return node.index.kind === "string" && node.index.parts.every((part) => typeof part === "string")
        ? node.index.parts.join("")
        : lastName(node.object);
    default:
      return "";
  }
}
