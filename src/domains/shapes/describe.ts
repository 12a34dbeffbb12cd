import { contentOf, type ShapeDatum } from "./datum";
import { floatText } from "./scalars";

/** Python's truth of a value; null when not known. */
export function truthOf(value: ShapeDatum): boolean | null {
  const content = contentOf(value);
  switch (content.kind) {
    case "int":
      return content.size.value === null ? null : content.size.value !== 0;
    case "float":
      return content.value === null ? null : content.value !== 0;
    case "array": {
      const [only, ...more] = content.data ?? [];
      return only === undefined || more.length > 0 ? null : Boolean(only);
    }
    case "complex":
      return null;
    case "dtype":
    case "object":
      return true;
  }
}

/** The names of the types it is an instance of. */
export function typesOf(value: ShapeDatum): readonly string[] {
  const content = contentOf(value);
  switch (content.kind) {
    case "array":
      if (content.scalar !== true) return ["ndarray"];
      return scalarTypes[content.dtype] ?? ["generic"];
    case "dtype":
      return ["dtype", "type"];
    case "object":
      return [content.name];
    default:
      return [content.kind];
  }
}

/** A text that is equal exactly for equal dict keys. */
export function keyOf(value: ShapeDatum): string | null {
  const content = contentOf(value);
  if (content.kind === "int") return content.size.value === null ? null : `n:${content.size.value}`;
  if (content.kind === "float") return content.value === null ? null : `n:${content.value}`;
  if (content.kind === "dtype") return `d:${content.dtype}`;
  const [only, ...more] = content.kind === "array" ? (content.data ?? []) : [];
  return content.kind === "array" && content.shape?.length === 0 && only !== undefined && more.length === 0
    ? `n:${Number(only)}`
    : null;
}

/** What `str()` gives. */
export function textOf(value: ShapeDatum): string | null {
  const content = contentOf(value);
  if (content.kind === "int") return content.size.value === null ? null : String(content.size.value);
  if (content.kind === "float") return content.value === null ? null : floatText(content.value);
  const [only] =
    content.kind === "array" && content.shape?.length === 0 && content.dtype === "int"
      ? (content.data ?? [])
      : [];
  return only === undefined ? null : String(only);
}

const scalarTypes: Readonly<Record<string, readonly string[]>> = {
  float: ["float64", "floating", "number", "generic", "float"],
  int: ["int64", "signedinteger", "integer", "number", "generic"],
  bool: ["bool_", "generic"],
  complex: ["complex128", "number", "generic", "complex"],
  str: ["str_", "generic", "str"],
};
