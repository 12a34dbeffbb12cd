import type { Abstract, DtypeKind } from "../../algebra/abstract";
import { constant, type Size, symbol } from "../../algebra/size";
import type { Expression, FunctionDefinition, Lambda, Module, Parameter, Statement } from "../../syntax/tree";

/** What is known of the parameters of functions that nobody calls. */
export interface ParameterHints {
  /** null when nothing is. */
  parameter(definition: FunctionDefinition | Lambda, parameter: Parameter, file: string): Abstract | null;
}

/** Reads what a program says of its parameters: annotations, docstrings, comments, and `m, n = x.shape`. */
export class StatedHints implements ParameterHints {
  constructor(private readonly moduleOf: (file: string) => Module | null) {}

  parameter(definition: FunctionDefinition | Lambda, parameter: Parameter, file: string): Abstract | null {
    // Python 2's `def f((a, b)):` has a pattern where a name is.
    if (definition.kind === "lambda" || parameter.name.startsWith("(")) return null;
    const annotated =
      parameter.annotation === null ? null : fromAnnotation(parameter.annotation, parameter.name);
    if (annotated !== null) return annotated;
    const module = this.moduleOf(file);
    const stated =
      fromDocstring(docstringOf(definition), parameter.name) ??
      (module === null ? null : fromComments(module, definition, parameter.name));
    if (stated !== null) return array(stated, "unknown");
    const unpacked = fromUnpacking(definition.body, parameter.name);
    return unpacked === null ? null : array(unpacked, "unknown");
  }
}

function array(shape: readonly Size[], dtype: DtypeKind): Abstract {
  return { kind: "array", shape, dtype };
}

const arrayTypes: Readonly<Record<string, DtypeKind>> = {
  Float: "float",
  Float16: "float",
  Float32: "float",
  Float64: "float",
  Inexact: "float",
  Real: "float",
  Num: "unknown",
  Shaped: "unknown",
  Int: "int",
  Int8: "int",
  Int32: "int",
  Int64: "int",
  UInt8: "int",
  Integer: "int",
  Bool: "bool",
  Complex: "complex",
};

/** `Float[ndarray, "m n"]`, `NDArray[Shape["m, n"], Float]`, `ndarray[M, N]`, `int`, `float` … */
function fromAnnotation(annotation: Expression, name: string): Abstract | null {
  if (annotation.kind === "name") return plainType(annotation.id, name);
  if (annotation.kind !== "subscript") return null;
  const type = lastName(annotation.object);
  const items = annotation.index.kind === "sequence" ? annotation.index.items : [annotation.index];
  const dtype = arrayTypes[type];
  const text = items.map(stringOf).find((each) => each !== null);
  if (dtype !== undefined && text !== undefined && text !== null)
    return shaped(parseDimensions(text, /\s+/), dtype);
  const inner = items.find((each) => each.kind === "subscript" && lastName(each.object) === "Shape");
  if (inner?.kind === "subscript") {
    const stated = stringOf(inner.index);
    return stated === null ? null : shaped(parseDimensions(stated, /\s*,\s*/), "float");
  }
  if (/^(?:nd)?[aA]rray$|^Tensor$/.test(type)) return shaped(namedDimensions(items), "float");
  return null;
}

function shaped(shape: readonly Size[] | null, dtype: DtypeKind): Abstract | null {
  return shape === null ? null : array(shape, dtype);
}

function plainType(type: string, name: string): Abstract | null {
  switch (type) {
    case "int":
      return { kind: "int", size: symbol(name) };
    case "float":
      return { kind: "float", value: null };
    case "bool":
      return { kind: "bool", value: null };
    case "str":
      return { kind: "str", value: null };
    default:
      return null;
  }
}

/** PEP 646: `Array[float, Batch, Width]`, `np.ndarray[tuple[M, N], …]`. */
function namedDimensions(items: readonly Expression[]): readonly Size[] | null {
  const [first] = items;
  const names = first?.kind === "subscript" && first.index.kind === "sequence" ? first.index.items : items;
  const sizes: Size[] = [];
  for (const each of names) {
    if (each.kind === "number") sizes.push(constant(each.value));
    else if (each.kind === "name" && /^[A-Z]/.test(each.id) && each.id !== "Any") sizes.push(symbol(each.id));
    else if (each.kind !== "name" || !/^(?:float|int|bool|complex)\d*$/.test(each.id)) return null;
  }
  return sizes.length === 0 ? null : sizes;
}

function parseDimensions(text: string, separator: RegExp): readonly Size[] | null {
  const parts = text.trim() === "" ? [] : text.trim().split(separator);
  const sizes = parts.map(dimension);
  return sizes.every((each): each is Size => each !== null) ? sizes : null;
}

function dimension(text: string): Size | null {
  const name = text.replace(/^[#?_]*(?:\w+=)?/, "").trim();
  if (/^\d+$/.test(name)) return constant(Number(name));
  return /^[A-Za-z]\w*$/.test(name) ? symbol(name) : null;
}

function lastName(node: Expression): string {
  return node.kind === "name" ? node.id : node.kind === "attribute" ? node.name : "";
}

function stringOf(node: Expression): string | null {
  if (node.kind !== "string") return null;
  return node.parts.every((part) => typeof part === "string") ? node.parts.join("") : null;
}

function docstringOf(definition: FunctionDefinition): string {
  const [first] = definition.body;
  return first?.kind === "expression" ? (stringOf(first.value) ?? "") : "";
}

/** A shape in brackets: `(m, n)`, `[n_samples, n_features]`, `(n,)`. */
const bracketed = /[([]\s*([A-Za-z0-9_]+\s*(?:,\s*[A-Za-z0-9_]+\s*)*,?)\s*[)\]]/;

/** `x : ndarray of shape (m, n)`, `x -- data, of shape (nx, m)`, `- x: (N, D) array`, `:param x: shape (m, n)`. */
function fromDocstring(text: string, name: string): readonly Size[] | null {
  if (text === "") return null;
  const lines = text.split("\n");
  const start = new RegExp(`^\\s*(?:[-*]\\s*)?(?::?param(?:eter)?\\s+)?\`*${name}\`*\\s*(?::|--|-|=|\\()`);
  const at = lines.findIndex((line) => start.test(line));
  if (at < 0) return null;
  const indent = lines[at]?.search(/\S/) ?? 0;
  const own = lines.slice(at, at + 3).filter((line, index) => index === 0 || line.search(/\S/) > indent);
  const rest = own.join(" ").replace(start, "");
  const stated = /shape\s*(?:of|is|=|:)?\s*/i.exec(rest);
  const behind = stated === null ? rest : rest.slice(stated.index + stated[0].length);
  const found = bracketed.exec(behind);
  // Far from the word "shape" brackets may hold anything.
  if (found === null || found.index > (stated === null ? 1 : 4)) return null;
  return parseShape(found[1] ?? "");
}

/** `# x: (m, n)`, `# x.shape = (m, n)`, `# X -> (m, n)`, inside the function or right above it. */
function fromComments(module: Module, definition: FunctionDefinition, name: string): readonly Size[] | null {
  const pattern = new RegExp(
    `(?:^|[\\s,;#])${name}(?:\\.shape)?(?:\\s+(?:has\\s+)?shape)?\\s*(?::|=|->|is|,|has shape)?\\s*\\(([^()]*)\\)`,
  );
  const from = aboveDefinition(module.text, definition.span.start);
  for (const comment of module.comments) {
    if (comment.span.start < from) continue;
    if (comment.span.start > definition.span.end) break;
    const found = pattern.exec(comment.text);
    const shape = found === null ? null : parseShape(found[1] ?? "");
    if (shape !== null) return shape;
  }
  return null;
}

/** Where the comments, blank lines and decorators right above a definition begin. */
function aboveDefinition(text: string, start: number): number {
  let from = text.lastIndexOf("\n", start) + 1;
  while (from > 1) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    if (!/^\s*(?:[#@].*)?$/.test(text.slice(above, from - 1))) break;
    from = above;
  }
  return from;
}

function parseShape(text: string): readonly Size[] | null {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  const sizes = parts.map((part) => (/^(?:\d+|[A-Za-z]\w*)$/.test(part) ? dimension(part) : null));
  return sizes.length > 0 && sizes.every((each): each is Size => each !== null) ? sizes : null;
}

/** `m, n = x.shape` tells how many axes x has, and what they are called. */
function fromUnpacking(body: readonly Statement[], name: string): readonly Size[] | null {
  for (const statement of body) {
    if (statement.kind !== "assign" || statement.value === null) continue;
    const [target] = statement.targets;
    if (target?.kind === "name" && target.id === name) return null;
    const { value } = statement;
    const isShape =
      value.kind === "attribute" &&
      value.name === "shape" &&
      value.object.kind === "name" &&
      value.object.id === name;
    if (!isShape || target?.kind !== "sequence") continue;
    return target.items.map((item, axis) =>
      symbol(item.kind === "name" && item.id !== "_" ? item.id : `${name}${axis}`),
    );
  }
  return null;
}
