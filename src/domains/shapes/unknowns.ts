import type { DtypeKind } from "../../algebra/abstract";
import { constant, type Size } from "../../algebra/size";
import type { CallArguments } from "../../interpreter/value";
import { dtypeNames } from "./convert";
import {
  arrayDatum,
  contentOf,
  datum,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
} from "./datum";

/** Gives a size a name: one for each place. */
type Fresh = (hint: string) => Size;

/** Reductions: over all axes they give a scalar, whatever the array. */
const toScalar =
  /^numpy\.(?:sum|mean|max|min|amax|amin|std|var|prod|median|any|all|nansum|nanmean|nanmax|nanmin|argmax|argmin|ptp|average|count_nonzero|linalg\.norm|linalg\.det|trace)$/;

const toInt = /arg(?:max|min)|count_nonzero/;

const toFloat = /\.(?:n?a?n?mean|std|var|median|average|norm|det)$/;

const toBool = /\.(?:any|all)$/;

/** Functions whose result has one axis, whatever they are given. */
const toVector =
  /^numpy\.(?:arange|linspace|logspace|unique|bincount|ravel|fromfile|frombuffer|fromstring|fromiter|hanning|hamming|flatnonzero)$/;

/** What an operation gives although an argument is not known; null when that cannot be told. */
export function despiteUnknown(
  operation: string,
  args: CallArguments<ShapeDatum>,
  fresh: Fresh,
): ShapeDatum | null {
  const axis = args.keywords.get("axis") ?? args.positional[1];
  if (
    toScalar.test(operation) &&
    (axis === undefined || axis.kind === "none") &&
    !args.keywords.has("keepdims")
  ) {
    const dtype = toInt.test(operation)
      ? "int"
      : toBool.test(operation)
        ? "bool"
        : toFloat.test(operation)
          ? "float"
          : "unknown";
    return datum({ kind: "array", shape: [], dtype, scalar: true });
  }
  if (toVector.test(operation) && !args.keywords.has("return_counts") && !args.keywords.has("return_index")) {
    if (operation === "numpy.unique" && (args.positional.length > 1 || args.keywords.size > 0)) return null;
    // What the elements are is not known: a wrong kind would make errors of what runs.
    return arrayDatum([fresh("n")], statedDtype(args) ?? "unknown");
  }
  if (operation === "numpy.random.randn" || operation === "numpy.random.rand") {
    return arrayDatum(
      args.positional.map((each, axis) => sizeFrom(each) ?? fresh(`k${axis}`)),
      "float",
    );
  }
  if (operation === "numpy.eye" || operation === "numpy.identity") {
    const [one, two = one] = args.positional;
    const size = one === undefined ? null : (sizeFrom(one) ?? fresh("k"));
    return size === null
      ? null
      : arrayDatum([size, two === one || two === undefined ? size : (sizeFrom(two) ?? fresh("k1"))], "float");
  }
  if (operation === "numpy.reshape") return reshaped(args.positional.slice(1), fresh);
  return null;
}

function statedDtype(args: CallArguments<ShapeDatum>): DtypeKind | null {
  const stated = args.keywords.get("dtype") ?? args.positional[1];
  if (stated?.kind === "datum") {
    const content = contentOf(stated);
    return content.kind === "dtype" ? content.dtype : null;
  }
  return stated?.kind === "builtin" && stated.type !== undefined ? (dtypeNames[stated.type] ?? null) : null;
}

function sizeFrom(value: ShapeValue): Size | null {
  return value.kind === "datum" ? sizeOf(value) : null;
}

/** The shape that `reshape` is given; -1 stands for a size that is not known. */
function reshaped(given: readonly ShapeValue[], fresh: Fresh): ShapeDatum | null {
  const [only] = given;
  const items =
    given.length === 1 && (only?.kind === "tuple" || only?.kind === "list")
      ? only.kind === "tuple"
        ? only.content
        : only.cell.value
      : { kind: "items" as const, items: given };
  if (items?.kind !== "items" || items.items.length === 0) return null;
  // A single argument that is not known may be a tuple.
  if (items.items === given && given.length === 1 && only?.kind === "unknown") return null;
  const sizes = items.items.map((each, axis) => {
    const size = sizeFrom(each);
    return size === null || size.value === -1 ? fresh(`k${axis}`) : size;
  });
  return arrayDatum(sizes, "unknown");
}

/** An attribute of a value that is not known, where the name says enough: only arrays have `reshape`. */
export function unknownAttribute(
  machine: ShapeMachine,
  object: ShapeValue,
  name: string,
  fresh: (site: ShapeSite) => Fresh,
  site: ShapeSite,
): ShapeValue {
  const method = (
    result: (args: CallArguments<ShapeDatum>, at: ShapeSite) => ShapeDatum | null,
  ): ShapeBuiltin => ({
    kind: "builtin",
    name: `ndarray.${name}`,
    bound: object,
    call: (args, at) => (args.spread ? object : (result(args, at) ?? object)),
  });
  switch (name) {
    case "reshape":
      return method((args, at) => reshaped(args.positional, fresh(at)));
    case "flatten":
    case "ravel":
      return method((_args, at) => arrayDatum([fresh(at)("n")], "unknown"));
    case "ndim":
    case "size":
      return machine.domain.someInt(name, site);
    default:
      return object;
  }
}

/** `m, n = x.shape` of an x that is not known: it has two axes. */
export function arrayOfSizes(sizes: readonly ShapeDatum[]): ShapeDatum {
  return arrayDatum(
    sizes.map((each) => {
      const content = contentOf(each);
      return content.kind === "int" ? content.size : constant(1);
    }),
    "unknown",
  );
}

/**
 * `x[:, 1:3]` of an x that is not known: an array of as many axes as there are slices, of which those with two numbers
 * have their length. Only where a slice is among several indices: whatever else takes such an index is an array too.
 */
export function unknownSubscript(index: ShapeValue, fresh: Fresh): ShapeDatum | null {
  if (index.kind !== "tuple" || index.content.kind !== "items") return null;
  const { items } = index.content;
  const isPlain = items.every(
    (each) => each.kind === "slice" || (each.kind === "datum" && sizeOf(each) !== null),
  );
  if (!isPlain || !items.some((each) => each.kind === "slice")) return null;
  const sizes = items.flatMap((each, axis): Size[] =>
    each.kind === "slice" ? [slicedSize(each, axis, fresh)] : [],
  );
  return arrayDatum(sizes, "unknown");
}

function slicedSize(slice: Extract<ShapeValue, { kind: "slice" }>, axis: number, fresh: Fresh): Size {
  const start = slice.start.kind === "none" ? 0 : (sizeFrom(slice.start)?.value ?? null);
  const stop = sizeFrom(slice.stop)?.value ?? null;
  const isCounted =
    start !== null && stop !== null && slice.step.kind === "none" && start >= 0 && stop > start;
  return isCounted ? constant(stop - start) : fresh(`k${axis}`);
}
