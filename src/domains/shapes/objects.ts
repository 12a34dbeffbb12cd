import type { CallArguments, Items } from "../../interpreter/value";
import { contentOf, known, type ShapeDatum, type ShapeMachine, type ShapeValue, sizeOf } from "./datum";

// What an array of objects holds: lists or arrays of different lengths, which `np.array(…, dtype=object)` keeps as they are.

type Held = Items<ShapeDatum>;

const makers = /^numpy\.(?:array|asarray|asanyarray)$/;

/** The array that the operation made, with the objects that it holds; null where it holds none. */
export function holding(
  operation: string,
  args: CallArguments<ShapeDatum>,
  result: ShapeValue,
): ShapeDatum | null {
  if (!makers.test(operation) || result.kind !== "datum") return null;
  const content = contentOf(result);
  if (content.kind !== "array" || content.dtype !== "object") return null;
  if (content.shape !== null && content.shape.length !== 1) return null;
  const source = args.positional[0] ?? args.keywords.get("object");
  if (source?.kind === "datum") return source.held === undefined ? null : { ...result, held: source.held };
  const held =
    source?.kind === "list" ? source.cell.value : source?.kind === "tuple" ? source.content : undefined;
  return held === undefined ? null : { ...result, held };
}

/** `x[i]`, `x[a:b]`, `x[order]` of an array of objects; null where its shape tells all. */
export function heldItem(
  array: ShapeDatum,
  index: ShapeValue,
  result: ShapeValue | null,
  machine: ShapeMachine,
): ShapeValue | null {
  const { held } = array;
  if (held === undefined) return null;
  const any = machine.joiner.repeated(held).item;
  if (index.kind === "datum" && sizeOf(index) !== null) {
    const at = machine.integer(index);
    if (held.kind === "items" && at !== null) return held.items[at < 0 ? held.items.length + at : at] ?? any;
    return any;
  }
  if (any === null || result?.kind !== "datum" || contentOf(result).kind !== "array") return null;
  const length = lengthOf(result) ?? machine.domain.someInt("k", null);
  return { ...result, held: { kind: "repeated", length, item: any } };
}

function lengthOf(array: ShapeDatum): ShapeDatum | null {
  const content = contentOf(array);
  const size = content.kind === "array" ? content.shape?.[0] : undefined;
  return size === undefined ? null : { ...known(0), content: { kind: "int", size } };
}

/** `x[i] = value` of an array of objects that the program fills itself. */
export function heldAfter(
  array: ShapeDatum,
  index: ShapeValue,
  value: ShapeValue,
  machine: ShapeMachine,
): Held | null {
  const content = contentOf(array);
  if (content.kind !== "array" || content.dtype !== "object") return null;
  if (content.shape !== null && content.shape.length !== 1) return null;
  if (index.kind !== "datum" || sizeOf(index) === null) return null;
  const isObject = array.held !== undefined || value.kind !== "datum" || !isScalarLike(value);
  if (!isObject) return null;
  const before = array.held === undefined ? null : machine.joiner.repeated(array.held).item;
  const item = before === null ? value : machine.joiner.values(before, value);
  return { kind: "repeated", length: lengthOf(array) ?? machine.domain.someInt("k", null), item };
}

function isScalarLike(value: ShapeDatum): boolean {
  const content = contentOf(value);
  return content.kind !== "array" || content.shape?.length === 0;
}
