import type { ExpressionConverter } from "./expressions";
import { child, namedChildren, type Raw } from "./raw";
import type { Parameter } from "./tree";

/** The parameters of a function or lambda. */
export function convertParameters(raw: Raw | null, converter: ExpressionConverter): Parameter[] {
  if (raw === null) return [];
  return namedChildren(raw).flatMap((each) => convertParameter(each, converter));
}

const identifier = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;

function convertParameter(raw: Raw, converter: ExpressionConverter): Parameter[] {
  const span = { start: raw.start, end: raw.end };
  const plain = (name: Raw, rest: Partial<Parameter>): Parameter[] => [
    {
      span,
      name: converter.source(name),
      nameSpan: { start: name.start, end: name.end },
      kind: "plain",
      annotation: null,
      default: null,
      ...rest,
    },
  ];
  const type = child(raw, "type");
  const value = child(raw, "value");
  const annotation = type === null ? null : converter.expression(type);
  switch (raw.type) {
    case "identifier":
    case "tuple_pattern":
      return plain(raw, {});
    case "default_parameter":
    case "typed_default_parameter": {
      const name = child(raw, "name");
      // While a list is being typed, its marks stand where a name is expected.
      if (name === null || value === null || !identifier.test(converter.source(name))) return [];
      return plain(name, { annotation, default: converter.expression(value) });
    }
    case "typed_parameter": {
      const inner = namedChildren(raw)[0];
      return inner === undefined
        ? []
        : convertParameter(inner, converter).map((each) => ({ ...each, span, annotation }));
    }
    case "list_splat_pattern":
    case "dictionary_splat_pattern": {
      const name = namedChildren(raw)[0];
      const kind = raw.type === "list_splat_pattern" ? "star" : "double-star";
      return name === undefined ? [] : plain(name, { kind });
    }
    case "keyword_separator":
      return plain(raw, { kind: "bare-star" });
    case "positional_separator":
      return plain(raw, { kind: "slash" });
    default:
      return [];
  }
}
