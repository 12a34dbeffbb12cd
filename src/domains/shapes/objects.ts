import { constant } from "../../algebra/size";
import type { CallArguments, Items } from "../../interpreter/value";
import {
  arrayDatum,
  contentOf,
  known,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeValue,
  sizeOf,
} from "./datum";

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
  const source = args.positional[0] ?? args.keywords.get("object");
  if (content.shape !== null && content.shape.length !== 1) {
    const rows = content.shape.length === 2 ? rowsOf(source) : null;
    return rows === null ? null : { ...result, held: rows };
  }
  if (source?.kind === "datum") return source.held === undefined ? null : { ...result, held: source.held };
  const held = heldBy(source);
  return held === null ? null : { ...result, held };
}

function heldBy(source: ShapeValue | undefined): Held | null {
  return (
    (source?.kind === "list" ? source.cell.value : source?.kind === "tuple" ? source.content : null) ?? null
  );
}

/** `np.random.choice(population, 2)` of dicts or the program's own objects: NumPy makes an array of objects of them first. */
export function asObjects(
  args: CallArguments<ShapeDatum>,
): { readonly args: CallArguments<ShapeDatum>; readonly held: Held } | null {
  const at = args.positional.findIndex((each) => heldBy(each) !== null);
  const held = heldBy(args.positional[at]);
  if (held === null) return null;
  const each = held.kind === "items" ? held.items : [held.item];
  if (each.length === 0 || !each.every((item) => item.kind === "dict" || item.kind === "instance"))
    return null;
  const length = held.kind === "items" ? constant(held.items.length) : sizeOf(held.length);
  if (length === null) return null;
  return { args: { ...args, positional: args.positional.with(at, arrayDatum([length], "object")) }, held };
}

/** One of the objects, or an array of some of them. */
export function chosen(result: ShapeValue, held: Held, machine: ShapeMachine): ShapeValue {
  const content = result.kind === "datum" ? contentOf(result) : null;
  const any = machine.joiner.repeated(held).item;
  if (result.kind !== "datum" || content?.kind !== "array" || any === null) return result;
  if (content.shape?.length === 0) return any;
  const length = lengthOf(result);
  return length === null ? result : { ...result, held: { kind: "repeated", length, item: any } };
}

/** Lists of as many objects each: every row is an array of objects itself. */
function rowsOf(source: ShapeValue | undefined): Held | null {
  const outer = heldBy(source);
  if (outer === null) return null;
  if (outer.kind === "repeated") {
    const row = rowOf(outer.item);
    return row === null ? null : { ...outer, item: row };
  }
  const rows = outer.items.map(rowOf);
  return rows.every((row) => row !== null) ? { kind: "items", items: rows } : null;
}

function rowOf(source: ShapeValue): ShapeDatum | null {
  const held = heldBy(source);
  const length =
    held === null ? null : held.kind === "items" ? constant(held.items.length) : sizeOf(held.length);
  if (held === null || length === null) return null;
  const each = held.kind === "items" ? held.items : [held.item];
  if (each.every((item) => item.kind === "str" || (item.kind === "datum" && isScalarLike(item)))) return null;
  return { ...arrayDatum([length], "object"), held };
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
  const any = anyOf(held, machine);
  if (index.kind === "datum" && sizeOf(index) !== null) {
    const at = machine.integer(index);
    if (held.kind === "items" && at !== null) return held.items[at < 0 ? held.items.length + at : at] ?? any;
    return any;
  }
  if (index.kind === "tuple") return any === null ? null : heldBelow(array, index, result, machine);
  if (any === null || result?.kind !== "datum" || contentOf(result).kind !== "array") return null;
  const length = lengthOf(result) ?? machine.domain.someInt("k", null);
  return { ...result, held: { kind: "repeated", length, item: any } };
}

/** What stands for any of them. Rows that hold objects hold any of those of the same column. */
function anyOf(held: Held, machine: ShapeMachine): ShapeValue | null {
  const [first, ...others] = held.kind === "items" ? held.items : [];
  if (first?.kind !== "datum" || first.held?.kind !== "items") return machine.joiner.repeated(held).item;
  let columns = first.held.items;
  for (const other of others) {
    if (other.kind !== "datum" || other.held?.kind !== "items") return machine.joiner.repeated(held).item;
    const its = other.held.items;
    if (its.length !== columns.length) return machine.joiner.repeated(held).item;
    columns = columns.map((each, at) => machine.joiner.values(each, its[at] ?? each));
  }
  return { ...first, held: { kind: "items", items: columns } };
}

/** `x[i, j]`, `x[:, j]` of an array whose rows hold objects. */
function heldBelow(
  array: ShapeDatum,
  index: Extract<ShapeValue, { kind: "tuple" }>,
  result: ShapeValue | null,
  machine: ShapeMachine,
): ShapeValue | null {
  const [first, second] = index.content.kind === "items" ? index.content.items : [];
  if (first === undefined || second === undefined) return null;
  const isOne = first.kind === "datum" && sizeOf(first) !== null;
  if (array.held === undefined) return null;
  const row = isOne ? heldItem(array, first, null, machine) : anyOf(array.held, machine);
  if (row?.kind !== "datum" || row.held === undefined) return null;
  if (isOne) return heldItem(row, second, result, machine);
  const item = heldItem(row, second, null, machine);
  if (item === null || result?.kind !== "datum") return null;
  const length = lengthOf(result) ?? machine.domain.someInt("k", null);
  return { ...result, held: { kind: "repeated", length, item } };
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
