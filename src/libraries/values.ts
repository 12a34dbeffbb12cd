import type { DtypeKind } from "../algebra/abstract";
import type { Size } from "../algebra/size";
import { fn, type LibraryCall, type LibraryFunction, type LibraryHost } from "../domains/library";
import { datum, type ShapeValue } from "../domains/shapes/datum";

// What the libraries' tables need again and again.

/** An object of which nothing matters: whatever is called or read on it is such an object again. */
export function opaque(name: string): ShapeValue {
  const value: ShapeValue = {
    kind: "builtin",
    name,
    call: () => value,
    member: () => value,
  };
  return value;
}

/** The sizes of an argument as NumPy sees it; null where they are not known. */
export function sizesOf(call: LibraryHost, value: ShapeValue | undefined): readonly Size[] | null {
  return value === undefined ? null : call.shapeOf(value).shape;
}

/** The number of rows of an argument, under a name where it is not known. */
export function rowsOf(call: LibraryCall, value: ShapeValue | undefined): Size {
  return sizesOf(call, value)?.[0] ?? call.fresh("rows");
}

/** A number that is known, as Python float or int. */
export function realOf(call: LibraryHost, value: ShapeValue | undefined): number | null {
  if (value === undefined) return null;
  const abstract = call.abstract(value);
  if (abstract.kind === "float") return abstract.value;
  if (abstract.kind === "int") return abstract.size.value;
  return abstract.kind === "array" && abstract.data?.length === 1 ? Number(abstract.data[0]) : null;
}

/** Whether an argument was passed and is not None. */
export function given(call: LibraryCall, parameter: string): ShapeValue | null {
  const value = call.get(parameter);
  return value === undefined || value.kind === "none" ? null : value;
}

/** The items of a list or tuple that is known item by item. */
export function itemsOf(value: ShapeValue | undefined): readonly ShapeValue[] | null {
  if (value === undefined) return null;
  if (value.kind === "tuple") return value.content.kind === "items" ? value.content.items : null;
  if (value.kind === "list") return value.cell.value?.kind === "items" ? value.cell.value.items : null;
  const iteration = value.kind === "iterator" ? value.iteration : null;
  if (iteration === null || iteration.count === null || iteration.count > 100) return null;
  return Array.from({ length: iteration.count }, (_, index) => iteration.at(index));
}

/** The texts of a list of texts that is known. */
export function textsOf(value: ShapeValue | undefined): string[] | null {
  const items = itemsOf(value);
  if (items === null) return null;
  const texts: string[] = [];
  for (const item of items) {
    if (item.kind !== "str" || item.value === null) return null;
    texts.push(item.value);
  }
  return texts;
}

/** Calls a method of an object. */
export function invoke(
  call: LibraryCall,
  object: ShapeValue,
  method: string,
  ...args: ShapeValue[]
): ShapeValue {
  const target = call.machine.attribute(object, method, call.site);
  return target.kind === "unknown" ? target : call.apply(target, ...args);
}

/** An integer attribute that `fit` kept, as a size. */
export function sizeAttribute(call: LibraryCall, name: string): Size | null {
  const value = call.attribute(name);
  if (value === undefined) return null;
  const abstract = call.abstract(value);
  return abstract.kind === "int" ? abstract.size : null;
}

/** A NumPy scalar. */
export function scalar(call: LibraryHost, dtype: DtypeKind): ShapeValue {
  return call.array([], dtype);
}

/** A text that is not known. */
export const someText: ShapeValue = { kind: "str", value: null };
export const none: ShapeValue = { kind: "none" };
export const maybe: ShapeValue = { kind: "bool", value: null };

export function text(value: string): ShapeValue {
  return { kind: "str", value };
}

/** Arguments of a constructor that are no attributes: names under which properties are read. */
export function dropArguments(call: LibraryCall, ...names: readonly string[]): void {
  if (call.self.kind !== "instance") return;
  for (const name of names) call.self.attributes.delete(name);
}

/** An array of which the file decides even how many axes it has. */
export function arrayFromFile(
  call: LibraryCall,
  reader: string,
  path: string | null,
  dtype: DtypeKind,
): ShapeValue {
  const reason = {
    code: "file-data",
    args: [reader, path ?? ""],
    at: call.machine.place(call.site),
  } as const;
  return datum({ kind: "array", shape: null, dtype, reason });
}

/** A function that gives floats in the shape of one of its arguments. */
export const like = (parameter: string): LibraryFunction =>
  fn(`${parameter}, *args, **kwargs`, (call) => call.like(call.arg(parameter), "float"));
