import { topological } from "./derivative";
import * as build from "./node";
import { type Expression, operands } from "./node";

/** The same operation on other operands (in the order of `operands`). */
export function withOperands(node: Expression, parts: readonly Expression[]): Expression {
  const [first, second, third] = parts;
  if (first === undefined) return node;
  switch (node.kind) {
    case "number":
    case "size":
    case "variable":
    case "constant":
      return node;
    case "unary":
      return build.unary(node.operation, first);
    case "binary":
      return build.binary(node.operation, first, second ?? first);
    case "matmul":
      return build.matmul(first, second ?? first);
    case "where":
      return build.where(first, second ?? first, third ?? first);
    case "transpose":
      return build.transpose(first);
    case "sum":
      return build.sum(first, node.axes, node.keepdims);
    case "max":
      return build.max(first, node.axes, node.keepdims);
    case "softmax":
      return build.softmax(first, node.axis);
    case "broadcast":
      return build.broadcastTo(first, node.shape);
    case "reshape":
      return build.reshape(first, node.shape);
    case "index":
      return build.index(first, node.indices);
    case "scatter":
      return build.scatter(first, node.indices, node.shape);
    case "gather":
      return build.gather(first, parts.slice(1));
    case "scatter-add":
      return build.scatterAdd(first, parts.slice(1), node.shape);
    case "concatenate":
      return build.concatenate(parts, node.axis, node.shape);
  }
}

/**
 * Rewrites a graph from the leaves upwards. `change` sees each node with its operands already rewritten, beside the node
 * as it was, and gives another node or null to leave it.
 */
export function rewrite(
  root: Expression,
  change: (node: Expression, before: Expression) => Expression | null,
): Expression {
  const done = new Map<string, Expression>();
  for (const before of topological(root)) {
    const parts = operands(before);
    const changed = parts.map((part) => done.get(part.key) ?? part);
    const node = changed.every((part, at) => part === parts[at]) ? before : withOperands(before, changed);
    done.set(before.key, change(node, before) ?? node);
  }
  return done.get(root.key) ?? root;
}

/** Puts other expressions in the place of nodes, found by their keys before the rewriting. */
export function substitute(root: Expression, by: ReadonlyMap<string, Expression>): Expression {
  return substitution(by)(root);
}

/** The same for many roots: what they share is rewritten once. */
export function substitution(by: ReadonlyMap<string, Expression>): (root: Expression) => Expression {
  const done = new Map<string, Expression>();
  // What lies below a replaced node is not looked at: it may not even fit any more.
  return (root) => rewriteAbove(root, by, done);
}

function rewriteAbove(
  node: Expression,
  by: ReadonlyMap<string, Expression>,
  done: Map<string, Expression>,
): Expression {
  const known = by.get(node.key) ?? done.get(node.key);
  if (known !== undefined) return known;
  const parts = operands(node);
  const changed = parts.map((part) => rewriteAbove(part, by, done));
  const result = changed.every((part, at) => part === parts[at]) ? node : withOperands(node, changed);
  done.set(node.key, result);
  return result;
}

/** The names that occur. */
export function variablesOf(root: Expression): Map<string, build.VariableNode> {
  const found = new Map<string, build.VariableNode>();
  for (const node of topological(root)) if (node.kind === "variable") found.set(node.name, node);
  return found;
}
