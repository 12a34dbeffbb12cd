import type { ExpressionConverter } from "./expressions";
import { child, childrenOf, namedChildren, type Raw } from "./raw";
import type { Expression, Name, Pattern } from "./tree";

/** A pattern of a `case`. */
export function convertPattern(raw: Raw, converter: ExpressionConverter): Pattern {
  const inner = namedChildren(raw);
  const [first] = inner;
  switch (raw.type) {
    case "case_pattern":
      if (first !== undefined) return convertPattern(first, converter);
      return converter.source(raw) === "_" ? { kind: "capture", name: null } : { kind: "other" };
    case "dotted_name":
      return dottedPattern(raw, converter);
    case "list_pattern":
    case "tuple_pattern":
      return { kind: "sequence", items: inner.map((each) => convertPattern(each, converter)) };
    case "splat_pattern":
      return { kind: "star", name: first === undefined ? null : converter.name(first) };
    case "union_pattern":
      return { kind: "or", options: inner.map((each) => convertPattern(each, converter)) };
    case "as_pattern": {
      const [pattern, name] = inner;
      if (pattern === undefined || name === undefined) return { kind: "other" };
      return { kind: "as", pattern: convertPattern(pattern, converter), name: converter.name(name) };
    }
    case "class_pattern":
      return classPattern(raw, converter);
    case "dict_pattern":
      return mappingPattern(raw, converter);
    default:
      return { kind: "value", value: converter.expression(raw) };
  }
}

function dottedPattern(raw: Raw, converter: ExpressionConverter): Pattern {
  const names = namedChildren(raw);
  const [first] = names;
  if (first === undefined) return { kind: "other" };
  if (names.length > 1) return { kind: "value", value: dotted(raw, converter) };
  const name = converter.name(first);
  return { kind: "capture", name: name.id === "_" ? null : name };
}

function dotted(raw: Raw, converter: ExpressionConverter): Expression {
  const [first, ...more] = namedChildren(raw);
  if (first === undefined) return converter.hole(raw);
  let value: Expression = converter.name(first);
  for (const each of more) {
    value = {
      kind: "attribute",
      span: { start: raw.start, end: each.end },
      object: value,
      name: converter.source(each),
      nameSpan: { start: each.start, end: each.end },
    };
  }
  return value;
}

function classPattern(raw: Raw, converter: ExpressionConverter): Pattern {
  const [type, ...fields] = namedChildren(raw);
  if (type === undefined) return { kind: "other" };
  const positional: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  for (const field of fields) {
    const inner = namedChildren(field)[0];
    if (inner?.type === "keyword_pattern") {
      const [name, value] = namedChildren(inner);
      if (name === undefined || value === undefined) continue;
      keywords.push({ name: converter.source(name), pattern: convertPattern(value, converter) });
    } else positional.push(convertPattern(field, converter));
  }
  return { kind: "class", type: dotted(type, converter), positional, keywords };
}

function mappingPattern(raw: Raw, converter: ExpressionConverter): Pattern {
  const keys = childrenOf(raw, "key").map((each) => converter.expression(each));
  const values = childrenOf(raw, "value").map((each) => convertPattern(each, converter));
  const splat = raw.children.find((each) => each.type === "splat_pattern");
  const captured = splat === undefined ? undefined : namedChildren(splat)[0];
  const rest: Name | null = captured === undefined ? null : converter.name(captured);
  return child(raw, "key") === null && rest === null
    ? { kind: "other" }
    : { kind: "mapping", keys, values, rest };
}
