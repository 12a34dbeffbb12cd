import type { Expression } from "../syntax/tree";

/** The expressions that an operation's operands stand for, the receiver of a method first. */
export function operandNodes(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "binary":
      return [node.left, node.right];
    case "unary":
      return [node.operand];
    case "comparison":
      return node.operands;
    case "attribute":
      return [node.object];
    case "subscript":
      return [node.object, node.index];
    case "call":
      return node.arguments.flatMap((each) => (each.kind === "positional" ? [each.value] : []));
    default:
      return [];
  }
}
