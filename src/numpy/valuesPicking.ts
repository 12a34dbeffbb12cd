import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { constant } from "../algebra/size";
import { getItem } from "./valuesIndexing";
import {
  axesOf,
  constantOf,
  functionAndMethod,
  integerOf,
  type Lens,
  nodeOf,
  numbersOf,
  type Operand,
  operandOf,
  scalarOf,
  sizesOf,
  TracedArray,
  typeOf,
  type ValueArguments,
  type ValueContext,
  type ValueRow,
  valueRow,
} from "./valuesOperand";

/** Where each element of an array comes from, in the flat order of another. */
interface Picking {
  readonly shape: readonly number[];
  readonly places: readonly number[];
}

function flat(node: e.Expression): e.Expression {
  return e.reshape(node, [e.sizeOf(node.shape)]);
}

/** The same elements at other places, and what becomes of the array when they are written. */
function lensOf({ shape, places }: Picking): Lens {
  const at = [constantOf(places, shape)];
  return {
    read: (of) => e.gather(flat(of), at),
    write: (of, part) => {
      const size = [e.sizeOf(of.shape)];
      const inside = e.binary("greater", e.scatterAdd(e.ones(part.shape), at, size), e.number(0));
      return e.reshape(e.where(inside, e.scatterAdd(part, at, size), flat(of)), of.shape);
    },
  };
}

/** The flat place of each index of a shape, in order: `placed([2, 3], ([i, j]) => …)`. */
function placed(shape: readonly number[], place: (index: readonly number[]) => number): Picking {
  const index = shape.map(() => 0);
  const places: number[] = [];
  const count = arrays.count(shape);
  for (let each = 0; each < count; each++) {
    places.push(place(index));
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1;
      if ((index[axis] ?? 0) < (shape[axis] ?? 0)) break;
      index[axis] = 0;
    }
  }
  return { shape, places };
}

function flatPlace(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((place, size, axis) => place * size + (index[axis] ?? 0), 0);
}

/** A row that gives a view of the same elements in another order. */
function viewRow(
  names: readonly ValueRow[],
  pick: (shape: readonly number[], args: ValueArguments, context: ValueContext) => Picking | null,
  isView = true,
): readonly ValueRow[] {
  return names.map(({ name, parameters }) =>
    valueRow(name, parameters, (args, context) => {
      const of = args.get("a");
      const node = nodeOf(of);
      const found = node === null ? null : pick(numbersOf(node.shape), args, context);
      if (node === null || found === null) return null;
      const lens = lensOf(found);
      return isView && of instanceof TracedArray ? of.view(lens) : operandOf(lens.read(node), typeOf(of));
    }),
  );
}

const none = (): null => null;

/** The axes in another order. */
function turned(shape: readonly number[], order: readonly number[]): Picking {
  return placed(
    order.map((axis) => shape[axis] ?? 1),
    (index) =>
      flatPlace(
        shape,
        shape.map((_, axis) => index[order.indexOf(axis)] ?? 0),
      ),
  );
}

/** Axes gone through from their ends. */
function flipped(shape: readonly number[], axes: readonly number[]): Picking {
  return placed(shape, (index) =>
    flatPlace(
      shape,
      index.map((at, axis) => (axes.includes(axis) ? (shape[axis] ?? 1) - 1 - at : at)),
    ),
  );
}

const orders: readonly ValueRow[] = [
  ...viewRow([valueRow("numpy.flip", "a axis", none)], (shape, args, context) => {
    const axes = axesOf(args.get("axis"), shape.length, context);
    return axes === null ? null : flipped(shape, axes ?? shape.map((_, axis) => axis));
  }),
  ...viewRow([valueRow("numpy.fliplr", "a", none)], (shape) => flipped(shape, [1])),
  ...viewRow([valueRow("numpy.flipud", "a", none)], (shape) => flipped(shape, [0])),
  ...viewRow([valueRow("numpy.moveaxis", "a source destination", none)], (shape, args, context) => {
    const [from, to] = ["source", "destination"].map((name) => axesOf(args.get(name), shape.length, context));
    if (from?.length !== 1 || to?.length !== 1) return null;
    const order = shape.map((_, axis) => axis).filter((axis) => axis !== from[0]);
    order.splice(to[0] ?? 0, 0, from[0] ?? 0);
    return turned(shape, order);
  }),
  ...viewRow(functionAndMethod("diagonal", "a", none), (shape) => {
    const [rows = 0, columns = 0, ...more] = shape;
    if (shape.length !== 2 || more.length > 0) return null;
    return placed([Math.min(rows, columns)], ([at = 0]) => at * columns + at);
  }),
  ...viewRow(
    [valueRow("numpy.roll", "a shift axis", none)],
    (shape, args, context) => {
      const by = integerOf(args.get("shift"), context);
      const axes = axesOf(args.get("axis"), shape.length, context);
      if (by === null || axes === null || (axes !== undefined && axes.length > 1)) return null;
      const within = (at: number, size: number) => (((at - by) % size) + size) % size;
      if (axes === undefined) {
        const size = arrays.count(shape);
        return placed(shape, (index) => within(flatPlace(shape, index), size));
      }
      return placed(shape, (index) =>
        flatPlace(
          shape,
          index.map((at, axis) => (axis === axes[0] ? within(at, shape[axis] ?? 1) : at)),
        ),
      );
    },
    false,
  ),
  ...viewRow(
    [valueRow("numpy.delete", "a obj axis", none)],
    (shape, args, context) => {
      const gone = nodeOf(args.get("obj"));
      const axes = axesOf(args.get("axis"), shape.length, context);
      if (gone === null || axes === null) return null;
      const from = axes === undefined ? [arrays.count(shape)] : shape;
      const [axis = 0] = axes ?? [];
      const length = from[axis] ?? 0;
      const places = new Set(
        Array.from(arrays.elements(context.read(gone)), (at) => (at < 0 ? at + length : at)),
      );
      const left = Array.from({ length }, (_, at) => at).filter((at) => !places.has(at));
      return placed(
        from.map((size, each) => (each === axis ? left.length : size)),
        (index) =>
          flatPlace(
            from,
            index.map((at, each) => (each === axis ? (left[at] ?? 0) : at)),
          ),
      );
    },
    false,
  ),
];

/** `transpose(0, 2, 1)` and `transpose((0, 2, 1))`; null for all axes turned round, which is a formula of its own. */
export function transposedBy(of: Operand | undefined, axes: readonly Operand[], context: ValueContext) {
  const node = nodeOf(of);
  const [first] = axes;
  const list = axes.length === 1 && first?.kind === "sequence" ? first.items : axes;
  const given = list.map((each) => integerOf(each, context));
  if (node === null || given.some((axis) => axis === null)) return null;
  const shape = numbersOf(node.shape);
  const order = given.map((axis) => ((axis ?? 0) < 0 ? (axis ?? 0) + shape.length : (axis ?? 0)));
  if (order.length !== shape.length || new Set(order).size !== order.length) return null;
  const lens = lensOf(turned(shape, order));
  return of instanceof TracedArray ? of.view(lens) : operandOf(lens.read(node), typeOf(of));
}

/** What lies on one side of a diagonal, as a mask of ones. */
function triangle(rows: number, columns: number, isKept: (row: number, column: number) => boolean) {
  const { places } = placed([rows, columns], ([row = 0, column = 0]) => Number(isKept(row, column)));
  return constantOf(places, [rows, columns]);
}

const triangles: readonly ValueRow[] = [
  ...(["tril", "triu"] as const).map((name) =>
    valueRow(`numpy.${name}`, "m k", (args, context) => {
      const of = args.get("m");
      const node = nodeOf(of);
      const k = args.get("k") === undefined ? 0 : integerOf(args.get("k"), context);
      const [rows = 0, columns = 0] = node === null ? [] : numbersOf(node.shape).slice(-2);
      if (node === null || k === null || node.shape.length < 2) return null;
      const mask = triangle(rows, columns, (row, column) =>
        name === "tril" ? column - row <= k : column - row >= k,
      );
      return operandOf(e.where(mask, node, e.number(0)), typeOf(of));
    }),
  ),
  valueRow("numpy.tri", "N M k", (args, context) => {
    const rows = integerOf(args.get("N"), context);
    const columns = args.get("M") === undefined ? rows : integerOf(args.get("M"), context);
    const k = args.get("k") === undefined ? 0 : integerOf(args.get("k"), context);
    if (rows === null || columns === null || k === null) return null;
    return operandOf(
      triangle(rows, columns, (row, column) => column - row <= k),
      "float",
    );
  }),
  ...functionAndMethod("trace", "a", (args) => {
    const of = args.get("a");
    const node = nodeOf(of);
    const [rows = 0, columns = 0] = node === null ? [] : numbersOf(node.shape);
    if (node?.shape.length !== 2) return null;
    const at = constantOf([...Array(Math.min(rows, columns)).keys()]);
    return operandOf(e.sum(e.gather(node, [at, at])), typeOf(of));
  }),
];

/** The places that an index array picks along an axis, each in its own line. */
const along = valueRow("numpy.take_along_axis", "arr indices axis", (args, context) => {
  const of = args.get("arr");
  const [node, picks] = [nodeOf(of), nodeOf(args.get("indices"))];
  const axis = integerOf(args.get("axis"), context);
  if (node === null || picks === null || axis === null || node.shape.length !== picks.shape.length)
    return null;
  const at = axis < 0 ? axis + node.shape.length : axis;
  const shape = numbersOf(picks.shape);
  if (shape.some((size, each) => each !== at && size !== node.shape[each]?.value)) return null;
  if (Array.from(arrays.elements(context.read(picks))).some((place) => place < 0)) return null;
  const lines = shape.map((size, each) =>
    each === at
      ? picks
      : constantOf(
          [...Array(size).keys()],
          shape.map((_, other) => (other === each ? size : 1)),
        ),
  );
  return operandOf(e.gather(node, lines), typeOf(of));
});

const taken = functionAndMethod("take", "a indices axis", (args, context) => {
  const [of, index] = [args.get("a"), args.get("indices")];
  const node = nodeOf(of);
  const axes = node === null ? null : axesOf(args.get("axis"), node.shape.length, context);
  if (node === null || index === undefined || axes === null) return null;
  const from = operandOf(axes === undefined ? flat(node) : node, typeOf(of));
  const nothing: Operand = { kind: "none" };
  const every: Operand = { kind: "slice", start: nothing, stop: nothing, step: nothing };
  const before = Array.from({ length: axes?.[0] ?? 0 }, () => every);
  return getItem(from, { kind: "sequence", type: "tuple", items: [...before, index] }, context);
});

/** Each line along an axis (or all elements) in rising order, and between two of them what lies at a part of the way. */
function quantile(args: ValueArguments, context: ValueContext, part: number | null): Operand | null {
  const node = nodeOf(args.get("a"));
  const axes = node === null ? null : axesOf(args.get("axis"), node.shape.length, context);
  if (node === null || part === null || axes === null || (axes !== undefined && axes.length > 1)) return null;
  if (part < 0 || part > 1) return null;
  const shape = axes === undefined ? [arrays.count(numbersOf(node.shape))] : numbersOf(node.shape);
  const [axis = 0] = axes ?? [];
  const length = shape[axis] ?? 0;
  const values = arrays.elements(context.read(node));
  if (length === 0 || values.some(Number.isNaN)) return null;
  const place = part * (length - 1);
  const line = (index: readonly number[]) =>
    Array.from({ length }, (_, at) => flatPlace(shape, [...index.slice(0, axis), at, ...index.slice(axis)]));
  const left = shape.filter((_, each) => each !== axis);
  const at = (which: number) =>
    placed(left, (index) => {
      const sorted = line(index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
      return sorted[which] ?? 0;
    });
  const [below, above] = [Math.floor(place), Math.ceil(place)].map((which) =>
    e.gather(flat(node), [constantOf(at(which).places, left)]),
  );
  if (below === undefined || above === undefined) return null;
  const between = e.add(below, e.times(e.number(place - Math.floor(place)), e.subtract(above, below)));
  return operandOf(between, "float");
}

const quantiles: readonly ValueRow[] = [
  valueRow("numpy.median", "a axis", (args, context) => quantile(args, context, 0.5)),
  valueRow("numpy.quantile", "a q axis", (args, context) =>
    quantile(args, context, scalarOf(args.get("q"), context)),
  ),
  valueRow("numpy.percentile", "a q axis", (args, context) => {
    const part = scalarOf(args.get("q"), context);
    return quantile(args, context, part === null ? null : part / 100);
  }),
];

const powers = valueRow("numpy.vander", "x N increasing", (args, context) => {
  const node = nodeOf(args.get("x"));
  const length = node?.shape[0];
  if (node === null || length === undefined || node.shape.length !== 1) return null;
  const given = args.get("N");
  const count = given === undefined || given.kind === "none" ? length.value : integerOf(given, context);
  const increasing = args.get("increasing");
  if (count === null || count < 1 || (increasing !== undefined && increasing.kind !== "bool")) return null;
  const isRising = increasing?.kind === "bool" && increasing.value === true;
  const exponents = Array.from({ length: count }, (_, at) => (isRising ? at : count - 1 - at));
  const columns = exponents.map((exponent) =>
    exponent === 0
      ? e.ones([length, constant(1)])
      : e.binary("power", e.reshape(node, [length, constant(1)]), e.number(exponent)),
  );
  return operandOf(e.concatenate(columns, 1, sizesOf([length.value ?? 0, count])), typeOf(args.get("x")));
});

export const valuesPicking: readonly ValueRow[] = [
  ...orders,
  ...triangles,
  along,
  ...taken,
  ...quantiles,
  powers,
];
