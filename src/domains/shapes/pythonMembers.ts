import { fieldNamed, fieldsOf, hasNamedFields } from "../../algebra/record";
import { type CallArguments, maybe, none, str } from "../../interpreter/value";
import { plain } from "./arguments";
import {
  contentOf,
  datum,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
} from "./datum";
import { typesOf } from "./describe";
import { isScalar } from "./scalars";

interface Owner {
  readonly machine: ShapeMachine;
  someInt(name: string, site: ShapeSite | null): ShapeDatum;
  operate(name: string, args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue;
}

/** An attribute that is Python's own, no row of the table: of a number, a dtype, a seeded generator. */
export function pythonMember(domain: Owner, object: ShapeDatum, name: string, site: ShapeSite): ShapeValue {
  const content = contentOf(object);
  const missing = domain.machine.unknown(
    "unknown-attribute",
    [typesOf(object)[0] ?? content.kind, name],
    site,
  );
  if (isScalar(content)) {
    if (name === "real" || name === "imag") return object;
    if (name === "is_integer") return method(name, () => maybe);
    if (name === "bit_length") return method(name, () => domain.someInt("k", site));
    if (name === "conjugate") return method(name, () => object);
    return domain.machine.fail(site, "AttributeError", missing);
  }
  if (content.kind === "dtype" && (name === "name" || name === "kind" || name === "char")) return str(null);
  if (content.kind === "dtype" && name === "type") return object;
  if (content.kind === "dtype" && name === "names") {
    const items = fieldsOf(content.dtype)?.map((each) => str(each.name));
    return items === undefined ? missing : { kind: "tuple", content: { kind: "items", items } };
  }
  if (content.kind === "array" && hasNamedFields(content.dtype) && fieldNamed(content.dtype, name) != null)
    return domain.operate("operator.getitem", plain([object, str(name)]), site);
  if (content.kind === "object" && name === "seed") return method(name, () => none);
  return missing;
}

function method(name: string, call: ShapeBuiltin["call"]): ShapeBuiltin {
  return { kind: "builtin", name, call };
}

/** `dtype['pos']`; null where it is not known, or has a shape of its own. */
export function dtypeItem(dtype: ShapeDatum, index: ShapeValue): ShapeDatum | null {
  const content = contentOf(dtype);
  if (content.kind !== "dtype" || index.kind !== "str") return null;
  const field = fieldNamed(content.dtype, index.value);
  return field?.shape?.length === 0 ? datum({ kind: "dtype", dtype: field.dtype, narrow: true }) : null;
}
