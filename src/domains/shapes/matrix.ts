import type { DtypeKind } from "../../algebra/abstract";
import { constant } from "../../algebra/size";
import { type CallArguments, none, type SliceValue, yes } from "../../interpreter/value";
import {
  arrayDatum,
  contentOf,
  datum,
  intDatum,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
} from "./datum";

/**
 * `np.matrix`: always two axes, `*` is the matrix product, an index keeps both axes. Old courses are full of it. A matrix
 * is an array here with a mark on it; each operation is the array's, with what differs put right before and after.
 */
export type ApplyNamed = (name: string, args: CallArguments<ShapeDatum>, site: ShapeSite) => ShapeValue;

export function isMatrix(value: ShapeValue): value is ShapeDatum {
  return value.kind === "datum" && value.matrix === true;
}

/** Marks an array of two axes as a matrix; what has fewer gets them in front. */
export function asMatrix(value: ShapeValue): ShapeValue {
  if (value.kind !== "datum") return value;
  const content = contentOf(value);
  if (content.kind !== "array" || content.shape === null) return value;
  const missing = Math.max(0, 2 - content.shape.length);
  const shape = [...Array.from({ length: missing }, () => constant(1)), ...content.shape];
  const { scalar: _scalar, ...array } = content;
  return { ...datum({ ...array, shape }, value.memory), matrix: true };
}

/** `np.mat(x)`: it has two axes, also where nothing is known of what it is made from. */
export function madeMatrix(machine: ShapeMachine, value: ShapeValue, site: ShapeSite): ShapeValue {
  return machine.each(value, site, (option) => {
    const content = option.kind === "datum" ? contentOf(option) : null;
    if (content?.kind === "array" && content.shape !== null) return asMatrix(option);
    return someMatrix(machine, content?.kind === "array" ? content.dtype : "unknown", site);
  });
}

function someMatrix(machine: ShapeMachine, dtype: DtypeKind, site: ShapeSite): ShapeDatum {
  const sizes = ["m", "n"].map((name) => sizeOf(machine.domain.someInt(name, site)));
  return {
    ...arrayDatum(
      sizes.filter((size) => size !== null),
      dtype,
    ),
    matrix: true,
  };
}

/** `np.mat("1 2; 3 4")` */
export function writtenMatrix(machine: ShapeMachine, text: string | null, site: ShapeSite): ShapeDatum {
  const rows = text?.split(";").map((row) => row.split(/[\s,]+/).filter((each) => each !== "")) ?? [];
  const [first] = rows;
  if (first === undefined) return someMatrix(machine, "unknown", site);
  const dtype = rows.flat().every((each) => /^[-+]?\d+$/.test(each)) ? "int" : "float";
  return { ...arrayDatum([constant(rows.length), constant(first.length)], dtype), matrix: true };
}

function marked(value: ShapeValue): ShapeValue {
  if (value.kind !== "datum") return value;
  const content = contentOf(value);
  return content.kind === "array" && content.shape?.length === 2 ? { ...value, matrix: true } : value;
}

function plain(value: ShapeValue): ShapeValue {
  return isMatrix(value) ? { ...value, matrix: false } : value;
}

const reductions = /\.(?:sum|mean|max|min|amax|amin|std|var|prod|any|all|argmax|argmin)$/;

/** `np.vstack((m, row))`: one matrix among them makes it a matrix. */
const joining = /^numpy\.(?:concatenate|[vh]stack|row_stack|column_stack|append|block|bmat)$/;

export function joinsMatrices(name: string, args: CallArguments<ShapeDatum>): boolean {
  if (!joining.test(name)) return false;
  return args.positional.some((each) => {
    if (each.kind !== "tuple" && each.kind !== "list") return false;
    const content = each.kind === "tuple" ? each.content : each.cell.value;
    if (content === undefined) return false;
    return content.kind === "items" ? content.items.some(isMatrix) : isMatrix(content.item);
  });
}

/** What gives a plain array of a matrix; all else gives a matrix, which has two axes. */
const toArray =
  /^numpy\.(?:array|asarray|copy|full|diag|triu|tril|pad|where|nonzero|argwhere|unique|outer|cov|corrcoef|einsum|tensordot|expand_dims|broadcast_to|histogram|bincount|interp|random\.\w+|linalg\.(?:solve|norm|eigvals|eigvalsh|det|matrix_rank))$/;

export function matrixCall(
  name: string,
  args: CallArguments<ShapeDatum>,
  site: ShapeSite,
  apply: ApplyNamed,
): ShapeValue {
  const positional = args.positional.map(plain);
  const own = { ...args, positional };
  if (name === "operator.mul" || name === "operator.imul") {
    const isProduct = positional.every((each) => rankOf(each) > 0);
    return marked(apply(isProduct ? "operator.matmul" : "operator.mul", own, site));
  }
  if (name === "operator.getitem") {
    const [matrix, index] = positional;
    if (matrix === undefined || index === undefined) return none;
    const part = apply(name, { ...own, positional: [matrix, widened(index)] }, site);
    // What a mask takes out is a row.
    return rankOf(part) === 1 ? asMatrix(part) : marked(part);
  }
  if (reductions.test(name)) {
    const axis = args.keywords.get("axis") ?? args.positional[1];
    if (axis === undefined || axis.kind === "none") return apply(name, own, site);
    return marked(apply(name, { ...own, keywords: new Map([...args.keywords, ["keepdims", yes]]) }, site));
  }
  const result = apply(name, own, site);
  return toArray.test(name) ? result : withMatrices(result);
}

/** Of several results (`eig`, `svd`) those of one axis are plain arrays. */
function withMatrices(result: ShapeValue): ShapeValue {
  if (result.kind === "tuple" && result.content.kind === "items")
    return { ...result, content: { kind: "items", items: result.content.items.map(marked) } };
  return rankOf(result) === 1 ? asMatrix(result) : marked(result);
}

function rankOf(value: ShapeValue): number {
  const content = value.kind === "datum" ? contentOf(value) : null;
  if (content?.kind === "array") return content.shape?.length ?? 0;
  return value.kind === "list" || value.kind === "tuple" ? 1 : 0;
}

/** An integer beside a slice keeps its axis: `m[2]` is a row of two axes. */
export function widened(index: ShapeValue): ShapeValue {
  const items = index.kind === "tuple" && index.content.kind === "items" ? index.content.items : [index];
  const integers = items.map((each) => (each.kind === "datum" ? sizeOf(each) : null));
  if (items.length >= 2 && !integers.includes(null)) return index;
  if (integers.every((each) => each === null)) return index;
  return {
    kind: "tuple",
    content: {
      kind: "items",
      items: items.map((each, axis) => (integers[axis] === null ? each : one(each))),
    },
  };
}

/** Only the length of the slice matters here. */
function one(_index: ShapeValue): SliceValue<ShapeDatum> {
  return { kind: "slice", start: intDatum(constant(0)), stop: intDatum(constant(1)), step: none };
}

/** `m.A`, `m.A1`, `m.I`, `m.H`: attributes that arrays do not have. null for others. */
export function matrixAttribute(matrix: ShapeDatum, name: string): ShapeValue | null {
  const content = contentOf(matrix);
  if (content.kind !== "array" || content.shape === null) return null;
  const [rows, columns] = content.shape;
  if (rows === undefined || columns === undefined) return null;
  switch (name) {
    case "A":
      return { ...matrix, matrix: false };
    case "A1": {
      const size = rows.value === 1 ? columns : columns.value === 1 ? rows : null;
      return size === null ? null : datum({ kind: "array", shape: [size], dtype: content.dtype });
    }
    case "I":
    case "H":
      return {
        ...datum({ kind: "array", shape: [columns, rows], dtype: name === "I" ? "float" : content.dtype }),
        matrix: true,
      };
    case "getA":
      return {
        kind: "builtin",
        name: "matrix.getA",
        bound: matrix,
        call: () => ({ ...matrix, matrix: false }),
      };
    default:
      return null;
  }
}
