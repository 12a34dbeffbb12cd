import { type CallArguments, noKeywords } from "../../interpreter/value";
import { contentOf, type ShapeDatum, type ShapeValue } from "./datum";
import { isScalar, type Scalar } from "./scalars";

export function plain(positional: readonly ShapeValue[]): CallArguments<ShapeDatum> {
  return { positional, keywords: noKeywords, spread: false };
}

/** The Python number that a value is; null where it is none. */
export function scalarOf(value: ShapeValue): Scalar | null {
  if (value.kind !== "datum") return null;
  const content = contentOf(value);
  return isScalar(content) ? content : null;
}
