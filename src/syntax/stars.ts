import type { Expression } from "./tree";

/**
 * An item of a list, tuple or set. Where it opens with a star and nothing else stands beside it, the grammar may bind the
 * star to the first name alone, as in a target: of `[*zip(a, b)]` it makes the call of a starred `zip`. The star belongs to
 * all of it.
 */
export function withStarInFront(item: Expression): Expression {
  const bare = item.kind === "starred" ? null : withoutStar(item);
  return bare === null ? item : { kind: "starred", span: item.span, value: bare };
}

/** The expression without the star at its very left; null where there is none. */
function withoutStar(node: Expression): Expression | null {
  switch (node.kind) {
    case "starred":
      return node.value;
    case "attribute":
    case "subscript": {
      const object = withoutStar(node.object);
      return object === null ? null : { ...node, object, span: from(object, node) };
    }
    case "call": {
      const callee = withoutStar(node.callee);
      return callee === null ? null : { ...node, callee, span: from(callee, node) };
    }
    case "binary":
    case "logical": {
      const left = withoutStar(node.left);
      return left === null ? null : { ...node, left, span: from(left, node) };
    }
    case "conditional": {
      const whenTrue = withoutStar(node.whenTrue);
      return whenTrue === null ? null : { ...node, whenTrue, span: from(whenTrue, node) };
    }
    default:
      return null;
  }
}

function from(first: Expression, whole: Expression): Expression["span"] {
  return { start: first.span.start, end: whole.span.end };
}
