import type { Translate } from "../base/translate";
import type { ExpressionFact } from "../insight/facts";
import { namedSize } from "./origins";
import { dtypeText, shapeText } from "./shapeText";

/** Longer than this a hint would push the code aside. */
const longestHint = 32;

/**
 * `: (364, 30)` after an assigned name or a parameter; several calls give `: (364, 30) | (91, 30)`. Null where nothing is
 * known, or the value is a single number.
 */
export function inlayHintText(fact: ExpressionFact): string | null {
  const shapes = [
    ...new Set(fact.values.flatMap((value) => (value.shape === null ? [] : [shapeText(value.shape)]))),
  ];
  const [first] = shapes;
  if (first === undefined || (first === "()" && shapes.length === 1)) return null;
  const whole = `: ${shapes.join(" | ")}`;
  if (whole.length <= longestHint) return whole;
  return shapes.length > 1 ? `: ${first} | …` : `: ${first}`;
}

/** The kind of the elements and the names of the sizes: `float, m = 364, n = 30`. */
export function inlayHintTooltip(fact: ExpressionFact, t: Translate): string {
  return fact.values
    .flatMap((value) => {
      if (value.shape === null) return [];
      const names = value.shape
        .filter((size) => size.name !== undefined && size.name !== size.text)
        .map(namedSize);
      const parts = [shapeText(value.shape), dtypeText(value.dtype), ...new Set(names)].filter(
        (part) => part !== "",
      );
      const line = parts.join(", ");
      return [
        value.caller === undefined
          ? line
          : t("{0}, from the call {1} in line {2}", line, value.caller.text, value.caller.line),
      ];
    })
    .join("\n");
}
