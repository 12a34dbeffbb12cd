import type { Abstract, DtypeKind } from "../../algebra/abstract";
import type { Items } from "../../interpreter/value";
import type { Memory } from "../../interpreter/watch";
import { contentOf, datum, type ShapeDatum, type ShapeMachine, type ShapeValue, sizeOf } from "./datum";

/** The dtypes that names stand for, of NumPy's own and Python's types. */
export const dtypeNames: Readonly<Record<string, DtypeKind>> = {
  bool: "bool",
  bool_: "bool",
  bool8: "bool",
  int: "int",
  int8: "int",
  int16: "int",
  int32: "int",
  int64: "int",
  int_: "int",
  intp: "int",
  intc: "int",
  integer: "int",
  signedinteger: "int",
  long: "int",
  uint: "int",
  uint8: "int",
  uint16: "int",
  uint32: "int",
  uint64: "int",
  float: "float",
  float16: "float",
  float32: "float",
  float64: "float",
  float128: "float",
  longdouble: "float",
  float_: "float",
  double: "float",
  single: "float",
  half: "float",
  floating: "float",
  number: "float",
  complex: "complex",
  complex64: "complex",
  complex128: "complex",
  complex_: "complex",
  str: "str",
  str_: "str",
  bytes_: "str",
  bytes: "str",
  object: "object",
  object_: "object",
};

/** The dtypes whose arithmetic is Python's own; the others wrap around or round, and their values are not followed. */
const plainDtypes = new Set([
  "bool",
  "bool_",
  "bool8",
  "int",
  "int64",
  "int_",
  "intp",
  "long",
  "float",
  "float64",
  "float_",
  "double",
  "complex",
  "complex128",
  "complex_",
  "str",
  "object",
]);

/** A dtype by its name, as the operation table reads it; null for any other name. */
/** What `np.uint16(2.5)` is as a number; null where it is not known, or does not fit into the type. */
export function wholeNumber(value: ShapeValue, type: string): number | null {
  const content = value.kind === "datum" ? contentOf(value) : null;
  const element = content?.kind === "array" && content.rounded !== true ? content.data?.[0] : undefined;
  const number = content?.kind === "float" ? content.value : element;
  if (typeof number !== "number") return null;
  const whole = Math.trunc(number);
  const bits = Number(/\d+$/.exec(type)?.[0] ?? 64) - (type.startsWith("u") ? 0 : 1);
  const isIn = type.startsWith("u") ? whole >= 0 : whole >= -(2 ** bits);
  return isIn && whole < 2 ** Math.min(bits, 52) ? whole + 0 : null;
}

export function namedDtype(name: string): Extract<Abstract, { kind: "dtype" }> | null {
  const dtype = dtypeNames[name];
  if (dtype === undefined) return null;
  return plainDtypes.has(name) ? { kind: "dtype", dtype } : { kind: "dtype", dtype, narrow: true };
}

const MAX_DEPTH = 12;

/** A value as the operation table reads it. */
export function toAbstract(value: ShapeValue, machine: ShapeMachine, depth = 0): Abstract {
  if (depth > MAX_DEPTH) return { kind: "unknown", reason: { code: "budget", args: ["depth"] } };
  switch (value.kind) {
    case "datum":
      return contentOf(value);
    case "none":
      return { kind: "none" };
    case "bool":
    case "str":
      return value;
    case "ellipsis":
      return { kind: "ellipsis" };
    case "tuple":
      return sequence(value.content, "tuple", machine, depth);
    case "list":
      return value.cell.value === undefined
        ? { kind: "object", name: "list" }
        : sequence(value.cell.value, "list", machine, depth);
    case "slice":
      return {
        kind: "slice",
        start: toAbstract(value.start, machine, depth + 1),
        stop: toAbstract(value.stop, machine, depth + 1),
        step: toAbstract(value.step, machine, depth + 1),
      };
    case "unknown":
      return { kind: "unknown", reason: value.cause };
    case "iterator": {
      // `np.array(range(5))` reads a range; of a generator NumPy makes an object, which nobody wants.
      const { iteration } = value;
      if (iteration.count !== null && iteration.count <= 300) {
        return {
          kind: "sequence",
          type: "list",
          items: Array.from({ length: iteration.count }, (_, index) =>
            toAbstract(iteration.at(index), machine, depth + 1),
          ),
        };
      }
      const length = iteration.length === null ? null : sizeOf(iteration.length);
      if (length === null) return { kind: "object", name: "generator" };
      return {
        kind: "repeated",
        type: "list",
        length,
        item: toAbstract(iteration.any(), machine, depth + 1),
      };
    }
    case "builtin": {
      const dtype = value.type === undefined ? null : namedDtype(value.type);
      return dtype ?? { kind: "object", name: value.type === undefined ? "function" : value.name };
    }
    case "choice":
      return oneOf(value.options, machine, depth);
    case "instance":
      return instance(value, machine, depth);
    case "dict":
      return fieldsIn(value, machine, depth) ?? { kind: "object", name: value.kind };
    default:
      return { kind: "object", name: value.kind };
  }
}

/** What can be said of a value that is one of several: used only where they cannot be tried one by one. */
function oneOf(options: readonly ShapeValue[], machine: ShapeMachine, depth: number): Abstract {
  const some = options.filter((each) => each.kind !== "none");
  const all = some.map((each) => toAbstract(each, machine, depth + 1));
  const [first] = all;
  if (first === undefined) return { kind: "none" };
  if (all.length === 1) return first;
  if (some.every((each) => each.kind === "str")) return { kind: "str", value: null };
  if (
    some.every((each) => each.kind === "bool" || (each.kind === "datum" && machine.domain.isInteger(each)))
  ) {
    return { kind: "array", shape: [], dtype: "int", scalar: true };
  }
  if (
    all.every(
      (each) =>
        each.kind === "float" || each.kind === "int" || (each.kind === "array" && each.shape?.length === 0),
    )
  ) {
    return { kind: "array", shape: [], dtype: "float", scalar: true };
  }
  return { kind: "unknown", reason: { code: "data-dependent", args: ["branches"] } };
}

/** An object that says how it becomes an array (a DataFrame, an autograd tensor). */
function instance(
  value: Extract<ShapeValue, { kind: "instance" }>,
  machine: ShapeMachine,
  depth: number,
): Abstract {
  const array = value.attributes.get("__array__")?.value;
  if (array !== undefined && array.kind !== "choice") return toAbstract(array, machine, depth + 1);
  return { kind: "object", name: value.type.name };
}

/** `{'names': ['x', 'y'], 'formats': ['f8', 'i4']}`: a dtype of fields, as the list of pairs that means the same. */
function fieldsIn(
  value: Extract<ShapeValue, { kind: "dict" }>,
  machine: ShapeMachine,
  depth: number,
): Abstract | null {
  const entries = [...(value.cell.value?.entries.values() ?? [])];
  const [names, formats] = ["names", "formats"].map((name) => {
    const found = entries.find(({ key }) => key.kind === "str" && key.value === name);
    const list = found === undefined ? null : toAbstract(found.value, machine, depth + 1);
    return list?.kind === "sequence" ? list.items : null;
  });
  if (names == null || formats?.length !== names.length) return null;
  const items = names.map(
    (name, at): Abstract => ({
      kind: "sequence",
      type: "tuple",
      items: [name, formats[at] ?? { kind: "none" }],
    }),
  );
  return { kind: "sequence", type: "list", items };
}

function sequence(
  content: Items<ShapeDatum>,
  type: "list" | "tuple",
  machine: ShapeMachine,
  depth: number,
): Abstract {
  if (content.kind === "items") {
    return {
      kind: "sequence",
      type,
      items: content.items.map((each) => toAbstract(each, machine, depth + 1)),
    };
  }
  const length = sizeOf(content.length);
  const item = toAbstract(content.item, machine, depth + 1);
  if (length === null) return { kind: "unknown", reason: { code: "data-dependent", args: ["len"] } };
  const open = content.mayBeEmpty === true ? { mayBeEmpty: true } : {};
  return { kind: "repeated", type, length, item, ...open };
}

/** The interpreter's value for what an operation gave. `memory` is that of the array whose view it is. */
export function fromAbstract(
  value: Abstract,
  machine: ShapeMachine,
  memory: Memory | null = null,
): ShapeValue {
  switch (value.kind) {
    case "array":
    case "int":
    case "float":
    case "complex":
    case "dtype":
    case "object":
      return datum(value, value.kind === "array" ? memory : null);
    case "none":
    case "bool":
    case "str":
    case "ellipsis":
      return value;
    case "sequence": {
      const items = value.items.map((each) => fromAbstract(each, machine));
      return value.type === "list"
        ? machine.list(items)
        : { kind: "tuple", content: { kind: "items", items } };
    }
    case "repeated": {
      const content: Items<ShapeDatum> = {
        kind: "repeated",
        length: datum({ kind: "int", size: value.length }),
        item: fromAbstract(value.item, machine),
      };
      return value.type === "list" ? machine.listOf(content) : { kind: "tuple", content };
    }
    case "slice":
      return {
        kind: "slice",
        start: fromAbstract(value.start, machine),
        stop: fromAbstract(value.stop, machine),
        step: fromAbstract(value.step, machine),
      };
    case "unknown":
      return { kind: "unknown", cause: value.reason };
  }
}
