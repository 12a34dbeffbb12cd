import type { Translate } from "../../base/translate";
import type { ArrayFact, OperandFact, OperationFact } from "../../insight/facts";
import { isTiedProduct } from "../operation";
import { shortName, signOf } from "../shapeText";
import { axisOf } from "./arrows";
import { stretchedSizes } from "./elementwise";

/** `a, 10 by 3`: an array in words. */
export function arrayWords(array: ArrayFact, t: Translate): string {
  if (array.shape === null) return t("an unknown shape");
  if (array.shape.length === 0) return t("a single number");
  const sizes = array.shape.map((size) => size.text);
  return sizes.length === 1 ? t("a vector of {0}", sizes[0] ?? "") : sizes.join(t(" by "));
}

function operandWords(operand: OperandFact, t: Translate): string {
  return `${operand.text} (${arrayWords(operand, t)})`;
}

/** The picture of an operation in words, for those who don't see it. */
export function operationAlt(operation: OperationFact, t: Translate): string {
  const [a] = operation.operands;
  const result = arrayWords(operation.result, t);
  const inputs = operation.operands.map((operand) => operandWords(operand, t));
  if (a === undefined) return t("{0}: {1}.", shortName(operation.name), result);
  switch (operation.kind) {
    case "product":
      if (!isTiedProduct(operation)) break;
      return t(
        "{0} times {1} gives {2}. The shared size is {3}.",
        inputs[0] ?? "",
        inputs[1] ?? "",
        result,
        a.shape?.at(-1)?.text ?? "?",
      );
    case "elementwise":
      return [
        t("Element by element, {0} gives {1}.", inputs.join(` ${signOf(operation) ?? t("and")} `), result),
        ...operation.operands.flatMap((operand) => stretchSentence(operand, operation.result, t) ?? []),
      ].join(" ");
    case "transpose":
      return t("{0} transposed gives {1}.", inputs[0] ?? "", result);
    case "reshape":
      return t("{0} in another form, with the same values: {1}.", inputs[0] ?? "", result);
    case "reduce": {
      const axis = axisOf(operation);
      return axis === null
        ? t("{0} of {1} gives {2}.", shortName(operation.name), inputs[0] ?? "", result)
        : t("{0} of {1} along axis {2} gives {3}.", shortName(operation.name), inputs[0] ?? "", axis, result);
    }
    case "create":
    case "other":
      break;
  }
  return t("{0} of {1} gives {2}.", shortName(operation.name), inputs.join(", "), result);
}

/** How broadcasting stretches an operand; null where it does not. */
export function stretchSentence(operand: OperandFact, result: ArrayFact, t: Translate): string | null {
  if (operand.shape === null || result.shape === null || operand.shape.length === 0) return null;
  const copies = stretchedSizes(operand, result);
  if (copies.length === 0) return null;
  return t("{0} is stretched: {1} copies.", operand.text, copies.map((size) => size.text).join(" × "));
}

/** The picture of operands that don't fit. */
export function mismatchAlt(operands: readonly OperandFact[], t: Translate): string {
  return t("These do not fit: {0}.", operands.map((operand) => operandWords(operand, t)).join(t(" and ")));
}
