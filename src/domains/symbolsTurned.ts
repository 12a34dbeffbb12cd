import * as e from "../algebra/expression";
import type { BinaryOperator } from "../syntax/tree";
import type { Trace } from "./symbolsTrace";

/** A gradient of another shape than the penalty's, which has the parameter's: followed as the sum that was meant. */
export function withTurnedPenalty(
  trace: Trace,
  operator: BinaryOperator,
  left: e.Expression,
  right: e.Expression,
): e.Expression | null {
  const [a, b] = [left, right].map(({ shape }) => shape.map((size) => size.value));
  if (a?.length !== 2 || b?.length !== 2) return null;
  // A penalty is made of the parameter alone, and the gradient of that and of the data. `sign(w)` is w's own.
  const names = (node: e.Expression) => [
    ...new Set(
      [...trace.namesIn(node)].flatMap((name) => (name.startsWith("h") ? [] : [...trace.sourcesOf(name)])),
    ),
  ];
  const isPenalty = (node: e.Expression, beside: e.Expression) => {
    const own = names(node);
    const all = new Set(names(beside));
    return (
      own.length > 0 && own.length < all.size && own.every((name) => /^[pk]/.test(name) && all.has(name))
    );
  };
  const [one, other] = [isPenalty(left, right), isPenalty(right, left)];
  if (one === other || (operator !== "+" && operator !== "-")) return null;
  // Of any other shape it is the gradient of something else, and its step is refused.
  if (a[0] !== b[1] || a[1] !== b[0]) return one ? right : left;
  return e.binary(
    operator === "+" ? "add" : "subtract",
    one ? e.transpose(left) : left,
    other ? e.transpose(right) : right,
  );
}

/** A row or a column of more than one. */
export function isLine({ shape }: e.Expression): boolean {
  const [rows, columns] = shape.map((size) => size.value);
  return shape.length === 2 && rows !== columns && (rows === 1 || columns === 1);
}
