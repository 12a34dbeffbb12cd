import type { Expression } from "./tree";

/** The same variable, or the same attribute of the same variable. */
export function sameReference(a: Expression, b: Expression): boolean {
  if (a.kind === "name" && b.kind === "name") return a.id === b.id;
  if (a.kind === "attribute" && b.kind === "attribute")
    return a.name === b.name && sameReference(a.object, b.object);
  if (a.kind === "subscript" && b.kind === "subscript")
    return sameReference(a.object, b.object) && sameLiteral(a.index, b.index);
  return false;
}

function sameLiteral(a: Expression, b: Expression): boolean {
  if (a.kind === "string" && b.kind === "string")
    return (
      a.parts.join("\u0000") === b.parts.join("\u0000") && a.parts.every((part) => typeof part === "string")
    );
  if (a.kind === "number" && b.kind === "number") return a.value === b.value;
  if (a.kind === "binary" && b.kind === "binary")
    return a.operator === b.operator && sameLiteral(a.left, b.left) && sameLiteral(a.right, b.right);
  if (a.kind === "call" && b.kind === "call")
    return (
      sameReference(a.callee, b.callee) &&
      a.arguments.length === b.arguments.length &&
      a.arguments.every((each, index) => sameLiteral(each.value, b.arguments[index]?.value ?? each.value))
    );
  return sameReference(a, b);
}
