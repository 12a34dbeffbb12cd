import * as e from "../../algebra/expression";

/**
 * log(a + 1e-8) is meant as log(a), and log(1.0000001 - a) as log(1 - a): tiny summands are left out before anything is
 * compared, and so is the little by which a number that something is added to misses a whole one. What is made of data alone,
 * (x - mean) / (std + 1e-7), stays as it is: an optimizer's gradient is taken from among values that have it.
 */
export function withoutGuards(node: e.Expression): e.Expression {
  const tiny = (each: e.Expression) =>
    each.kind === "number" && each.value !== 0 && Math.abs(each.value) <= 1e-4;
  const learned = new Set<string>();
  return e.rewrite(node, (each, before) => {
    if (isParameter(before) || e.operands(before).some(({ key }) => learned.has(key)))
      learned.add(before.key);
    else return null;
    if (each.kind !== "binary" || (each.operation !== "add" && each.operation !== "subtract")) return null;
    const { left, right, operation } = each;
    if (left.kind === "number" && right.kind === "number") return null;
    const whole = wholeNear(left);
    if (whole !== null) return e.binary(operation, whole, right);
    if (tiny(each.right) && e.sameShape(each.left.shape, each.shape)) return each.left;
    return each.operation === "add" && tiny(each.left) && e.sameShape(each.right.shape, each.shape)
      ? each.right
      : null;
  });
}

function isParameter(node: e.Expression): boolean {
  return node.kind === "variable" && node.name.startsWith("p");
}

/** The whole number that a number like 1.0000001 or 1 + 1e-7 is meant to be; null for anything else. */
function wholeNear(node: e.Expression): e.Expression | null {
  if (node.kind === "binary" && node.left.kind === "number" && node.right.kind === "number") {
    const sign = node.operation === "add" ? 1 : node.operation === "subtract" ? -1 : 0;
    return sign === 0 ? null : wholeNear(e.number(node.left.value + sign * node.right.value));
  }
  if (node.kind !== "number") return null;
  const { value } = node;
  const whole = Math.round(value);
  const off = Math.abs(value - whole);
  return whole !== 0 && off > 0 && off <= 1e-4 ? e.number(whole) : null;
}
