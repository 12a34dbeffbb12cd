import fc, { type Arbitrary } from "fast-check";
import type { DtypeKind } from "../../src/algebra/abstract";
import type { Case, Concrete, ConcreteArray } from "./concrete";

// Building blocks for generated arguments.

export const int = (v: number): Concrete => ({ k: "int", v });
export const float = (v: number): Concrete => ({ k: "float", v });
export const bool = (v: boolean): Concrete => ({ k: "bool", v });
export const str = (v: string): Concrete => ({ k: "str", v });
export const none: Concrete = { k: "none" };
export const ellipsis: Concrete = { k: "ellipsis" };
export const tuple = (...items: Concrete[]): Concrete => ({ k: "tuple", items });
export const list = (...items: Concrete[]): Concrete => ({ k: "list", items });
export const ints = (sizes: readonly number[]): Concrete => tuple(...sizes.map(int));
export const dtype = (v: DtypeKind): Concrete => ({ k: "dtype", v });

export const size: Arbitrary<number> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 16, arbitrary: fc.integer({ min: 2, max: 5 }) },
);

export const shapeOf = (least: number, most: number, each = size): Arbitrary<number[]> =>
  fc.array(each, { minLength: least, maxLength: most });

export const realNumber = fc.constantFrom(-2.5, -1, -0.5, 0, 0.25, 0.5, 0.1, 1, 1.5, 2, 3, 7);
export const wholeNumber = fc.integer({ min: -3, max: 6 });

export function element(kind: DtypeKind): Arbitrary<number | boolean> {
  if (kind === "bool") return fc.boolean();
  return kind === "int" ? wholeNumber : realNumber;
}

export const numericKind: Arbitrary<DtypeKind> = fc.constantFrom("float", "float", "int", "bool");
export const floatOrInt: Arbitrary<DtypeKind> = fc.constantFrom("float", "float", "int");

const total = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

export function filled(
  shape: readonly number[],
  kind: DtypeKind,
  each: Arbitrary<number | boolean> = element(kind),
): Arbitrary<ConcreteArray> {
  const n = total(shape);
  return fc
    .array(each, { minLength: n, maxLength: n })
    .map((data) => ({ k: "array", shape, dtype: kind, data }));
}

export function arrayOf(
  shape: Arbitrary<readonly number[]> = shapeOf(0, 3),
  kind: Arbitrary<DtypeKind> = numericKind,
): Arbitrary<ConcreteArray> {
  return fc.tuple(shape, kind).chain(([sizes, dtype]) => filled(sizes, dtype));
}

export const ofSize = (...shape: readonly number[]): Arbitrary<ConcreteArray> => arrayOf(fc.constant(shape));

export const scalar: Arbitrary<Concrete> = fc.oneof(
  wholeNumber.map(int),
  realNumber.map(float),
  fc.boolean().map(bool),
  fc.tuple(floatOrInt).chain(([kind]) => filled([], kind).map((array) => ({ ...array, scalar: true }))),
);

/** Nested lists of numbers. */
export const nested: Arbitrary<Concrete> = fc
  .tuple(shapeOf(1, 2, fc.integer({ min: 1, max: 3 })), floatOrInt)
  .chain(([sizes, kind]) => filled(sizes, kind))
  .map(listOf);

export function listOf(array: ConcreteArray): Concrete {
  const item = (value: number | boolean | string | null): Concrete =>
    typeof value === "boolean"
      ? bool(value)
      : array.dtype === "int"
        ? int(Number(value))
        : float(Number(value));
  const build = (shape: readonly number[], start: number): Concrete => {
    const [first, ...rest] = shape;
    if (first === undefined) return item(array.data[start] ?? 0);
    const step = total(rest);
    return list(...Array.from({ length: first }, (_, index) => build(rest, start + index * step)));
  };
  return build(array.shape, 0);
}

/** Anything that converts to an array. */
export const anyArray: Arbitrary<Concrete> = fc.oneof(
  { weight: 8, arbitrary: arrayOf() },
  { weight: 2, arbitrary: scalar },
  { weight: 1, arbitrary: nested },
);

/** Shapes that broadcast, mostly. */
export const shapePair: Arbitrary<[number[], number[]]> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(shapeOf(0, 3), shapeOf(0, 3)) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(shapeOf(0, 3), fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), fc.nat(3), fc.boolean())
      .map(([shape, ones, cut, swap]): [number[], number[]] => {
        const left = shape.map((each, axis) => (ones[axis] && axis > 0 ? 1 : each));
        const right = shape
          .map((each, axis) => (ones[axis + 3] ? 1 : each))
          .slice(Math.min(cut, shape.length));
        return swap ? [right, left] : [left, right];
      }),
  },
);

export function pair(kind: Arbitrary<DtypeKind> = numericKind): Arbitrary<[ConcreteArray, ConcreteArray]> {
  return fc
    .tuple(shapePair, kind, kind)
    .chain(([[a, b], first, second]) => fc.tuple(filled(a, first), filled(b, second)));
}

export const axisOf = (ndim: number): Arbitrary<Concrete> =>
  fc.integer({ min: -ndim - 1, max: ndim }).map(int);

export const validAxis = (ndim: number): Arbitrary<Concrete> =>
  fc.integer({ min: -Math.max(ndim, 1), max: Math.max(ndim, 1) - 1 }).map(int);

/** An axis: none, one, several; now and then one that is not there. */
export function anyAxis(ndim: number): Arbitrary<Concrete> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(none) },
    { weight: 6, arbitrary: validAxis(ndim) },
    { weight: 1, arbitrary: axisOf(ndim) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(fc.integer({ min: 0, max: Math.max(0, ndim - 1) }), { maxLength: 2 })
        .map((axes) => ints(axes)),
    },
  );
}

export const plainCase = (...args: readonly Concrete[]): Case => ({ args, kwargs: {} });

/** Some of the keywords, drawn. */
export function keywords(
  options: Readonly<Record<string, Arbitrary<Concrete>>>,
): Arbitrary<Record<string, Concrete>> {
  const entries = Object.entries(options).map(([name, value]) =>
    fc
      .option(value, { nil: undefined, freq: 2 })
      .map((drawn): [string, Concrete | undefined] => [name, drawn]),
  );
  return fc.tuple(...entries).map((pairs) => {
    const chosen: Record<string, Concrete> = {};
    for (const [name, value] of pairs) if (value !== undefined) chosen[name] = value;
    return chosen;
  });
}

export function cases(
  args: Arbitrary<readonly Concrete[]>,
  options: Readonly<Record<string, Arbitrary<Concrete>>> = {},
): Arbitrary<Case> {
  return fc.tuple(args, keywords(options)).map(([positional, kwargs]) => ({ args: positional, kwargs }));
}

export const slices: Arbitrary<Concrete> = fc
  .tuple(
    fc.option(fc.integer({ min: -6, max: 6 }), { nil: null }),
    fc.option(fc.integer({ min: -6, max: 6 }), { nil: null }),
    fc.option(fc.constantFrom(1, 2, -1, -2, 3), { nil: null, freq: 1 }),
  )
  .map(([start, stop, step]) => ({ k: "slice", start: end(start), stop: end(stop), step: end(step) }));

const end = (value: number | null): Concrete => (value === null ? none : int(value));
