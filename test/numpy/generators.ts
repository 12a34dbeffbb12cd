import fc, { type Arbitrary } from "fast-check";
import { binaryUfuncs, namesOf, unaryUfuncs } from "../../src/numpy/elementwise";
import {
  anyArray,
  anyAxis,
  arrayOf,
  axisOf,
  bool,
  cases,
  dtype,
  ellipsis,
  filled,
  float,
  floatOrInt,
  int,
  ints,
  list,
  none,
  numericKind,
  pair,
  plainCase,
  realNumber,
  scalar,
  shapeOf,
  size,
  slices,
  str,
  tuple,
  validAxis,
} from "./arbitraries";
import type { Case, Concrete, ConcreteArray } from "./concrete";
import { generate, withMethod } from "./registry";

// ------------------------------------------------------------------------------------------------ elementwise

const whole: Arbitrary<"int" | "bool"> = fc.constantFrom("int", "bool");
const wholeOnly = /bitwise|invert|shift|gcd|lcm/;

for (const ufunc of unaryUfuncs) {
  const operands = wholeOnly.test(ufunc.name)
    ? arrayOf(
        shapeOf(0, 3),
        fc.oneof({ weight: 6, arbitrary: whole }, { weight: 1, arbitrary: fc.constant("float" as const) }),
      )
    : anyArray;
  generate(namesOf(ufunc), cases(operands.map((each) => [each])));
}

const operands = fc.oneof(
  { weight: 6, arbitrary: pair() },
  { weight: 1, arbitrary: fc.tuple(arrayOf(), scalar) },
  { weight: 1, arbitrary: fc.tuple(scalar, arrayOf()) },
);

for (const ufunc of binaryUfuncs) {
  const both: Arbitrary<readonly Concrete[]> = wholeOnly.test(ufunc.name)
    ? fc.oneof({ weight: 8, arbitrary: pair(whole) }, { weight: 1, arbitrary: pair() })
    : operands;
  const withOut: Arbitrary<Case> = fc.tuple(pair(), shapeOf(0, 3)).chain(([[a, b], other]) => {
    const broadcast = broadcastSizes(a.shape, b.shape);
    return fc
      .constantFrom(broadcast, other)
      .chain((shape) => filled(shape, "float"))
      .map((out) => ({ args: [a, b], kwargs: { out } }));
  });
  const floats = !wholeOnly.test(ufunc.name) && !/logical|equal|less|greater/.test(ufunc.name);
  generate(
    namesOf(ufunc),
    floats ? fc.oneof({ weight: 5, arbitrary: cases(both) }, { weight: 1, arbitrary: withOut }) : cases(both),
  );
}

function broadcastSizes(a: readonly number[], b: readonly number[]): number[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, axis) => {
    const left = a[a.length - length + axis] ?? 1;
    const right = b[b.length - length + axis] ?? 1;
    return left === 1 ? right : left;
  });
}

for (const name of [
  "add",
  "sub",
  "mul",
  "truediv",
  "floordiv",
  "mod",
  "pow",
  "lt",
  "le",
  "gt",
  "ge",
  "eq",
  "ne",
])
  generate(`operator.${name}`, cases(operands));
for (const name of ["and", "or", "xor", "lshift", "rshift"])
  generate(
    `operator.${name}`,
    cases(fc.oneof({ weight: 8, arbitrary: pair(whole) }, { weight: 1, arbitrary: pair() })),
  );
for (const name of ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow"])
  generate(`operator.i${name}`, cases(fc.oneof(pair(), fc.tuple(arrayOf(), scalar))));
for (const name of ["and", "or", "xor", "lshift", "rshift"])
  generate(`operator.i${name}`, cases(pair(whole)));
for (const name of ["neg", "pos", "abs"])
  generate(`operator.${name}`, cases(arrayOf().map((each) => [each])));
// A power of a 0-d array takes short cuts of its own.
const powers = fc.oneof(pair(floatOrInt), fc.tuple(arrayOf(shapeOf(1, 3), floatOrInt), scalar));
for (const name of ["operator.pow", "operator.ipow"])
  generate(name, cases(powers.filter(([a]) => a.k === "array" && a.shape.length > 0)));
generate("operator.invert", cases(arrayOf(shapeOf(0, 3), whole).map((each) => [each])));

// ------------------------------------------------------------------------------------------------ creation

const shapeArgument: Arbitrary<Concrete> = fc.oneof(
  size.map(int),
  shapeOf(0, 3).map(ints),
  shapeOf(0, 3).map((sizes) => list(...sizes.map(int))),
  fc.constant(int(-1)),
);
const dtypeArgument: Arbitrary<Concrete> = fc.oneof(
  numericKind.map(dtype),
  fc.constantFrom("int", "float", "bool", "float64", "int32", "float32", "uint8").map(str),
);

for (const name of ["zeros", "ones", "empty"])
  generate(
    `numpy.${name}`,
    fc.oneof(
      { weight: 8, arbitrary: cases(fc.tuple(shapeArgument), { dtype: dtypeArgument }) },
      { weight: 1, arbitrary: cases(fc.tuple(size.map(int), size.map(int))) },
    ),
  );
for (const name of ["zeros_like", "ones_like", "empty_like"])
  generate(`numpy.${name}`, cases(fc.tuple(anyArray), { dtype: dtypeArgument, shape: shapeArgument }));
generate("numpy.full", cases(fc.tuple(shapeArgument, scalar), { dtype: dtypeArgument }));
generate("numpy.full_like", cases(fc.tuple(anyArray, scalar), { dtype: dtypeArgument }));

const ragged: Arbitrary<Concrete> = fc
  .array(
    fc.array(realNumber.map(float), { maxLength: 3 }).map((items) => list(...items)),
    { minLength: 1, maxLength: 3 },
  )
  .map((items) => list(...items));
const listOfArrays: Arbitrary<Concrete> = fc
  .tuple(shapeOf(0, 2), fc.integer({ min: 1, max: 3 }))
  .chain(([shape, many]) =>
    fc.array(
      numericKind.chain((kind) => filled(shape, kind)),
      { minLength: many, maxLength: many },
    ),
  )
  .map((items) => list(...items));
const source = fc.oneof(anyArray, ragged, listOfArrays);
generate("numpy.array", cases(fc.tuple(source), { dtype: dtypeArgument, ndmin: fc.nat(3).map(int) }));
generate(
  ["numpy.asarray", "numpy.ascontiguousarray", "numpy.asfortranarray", "numpy.asanyarray"],
  cases(fc.tuple(source), { dtype: dtypeArgument }),
);
withMethod("numpy.copy", cases(fc.tuple(anyArray)));

const rangeNumber: Arbitrary<Concrete> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -4, max: 9 }).map(int) },
  { weight: 2, arbitrary: realNumber.map(float) },
);
generate(
  "numpy.arange",
  cases(
    fc.oneof(
      fc.tuple(rangeNumber),
      fc.tuple(rangeNumber, rangeNumber),
      fc.tuple(rangeNumber, rangeNumber, rangeNumber),
    ),
    { dtype: numericKind.filter((kind) => kind !== "bool").map(dtype) },
  ),
);
const spacedOptions = {
  num: fc.integer({ min: -1, max: 12 }).map(int),
  endpoint: fc.boolean().map(bool),
};
generate(
  "numpy.linspace",
  cases(fc.tuple(fc.oneof(rangeNumber, arrayOf(shapeOf(1, 2))), rangeNumber), {
    ...spacedOptions,
    retstep: fc.boolean().map(bool),
  }),
);
generate("numpy.logspace", cases(fc.tuple(rangeNumber, rangeNumber), spacedOptions));
generate(
  "numpy.geomspace",
  cases(
    fc.tuple(fc.integer({ min: 1, max: 4 }).map(int), fc.integer({ min: 1, max: 9 }).map(int)),
    spacedOptions,
  ),
);
const square = { M: size.map(int), k: fc.integer({ min: -3, max: 3 }).map(int) };
generate("numpy.eye", cases(fc.tuple(size.map(int)), { ...square, dtype: dtypeArgument }));
generate("numpy.tri", cases(fc.tuple(size.map(int)), square));
generate("numpy.identity", cases(fc.tuple(size.map(int)), { dtype: dtypeArgument }));

// ------------------------------------------------------------------------------------------------ indexing

function indexFor(shape: readonly number[]): Arbitrary<Concrete> {
  const item = (axis: number): Arbitrary<Concrete> => {
    const n = shape[axis] ?? 2;
    const near = fc.integer({ min: -n - (axis === 0 ? 1 : 0), max: Math.max(n - 1, 0) });
    return fc.oneof(
      { weight: 4, arbitrary: near.map(int) },
      { weight: 4, arbitrary: slices },
      { weight: 1, arbitrary: fc.constant(none) },
      { weight: 1, arbitrary: fc.constant(ellipsis) },
      {
        weight: 2,
        arbitrary: fc.array(near, { maxLength: 3 }).map((each) => list(...each.map(int))),
      },
      {
        weight: 2,
        arbitrary: shapeOf(0, 2, fc.integer({ min: 1, max: 3 })).chain((own) =>
          filled(own, "int", fc.integer({ min: 0, max: Math.max(n - 1, 0) })),
        ),
      },
      { weight: 2, arbitrary: filled([n], "bool") },
      { weight: 1, arbitrary: filled(shape.slice(axis, axis + 2), "bool") },
      { weight: 1, arbitrary: filled([n + 1], "bool") },
    );
  };
  const many = fc.integer({ min: 1, max: shape.length + 1 });
  return fc.oneof(
    { weight: 3, arbitrary: item(0) },
    {
      weight: 5,
      arbitrary: many
        .chain((length) => fc.tuple(...Array.from({ length }, (_, axis) => item(axis))))
        .map((items) => tuple(...items)),
    },
    { weight: 1, arbitrary: fc.constantFrom(float(1), str("a"), tuple()) },
  );
}

const indexed: Arbitrary<[ConcreteArray, Concrete]> = arrayOf(shapeOf(1, 3)).chain((array) =>
  fc.tuple(fc.constant(array), indexFor(array.shape)),
);
generate("operator.getitem", cases(indexed));
generate(
  "operator.setitem",
  cases(
    indexed.chain(([array, index]) =>
      fc.tuple(
        fc.constant(array),
        fc.constant(index),
        fc.oneof(scalar, arrayOf(shapeOf(0, 2)), arrayOf(fc.constant(array.shape.slice(1)))),
      ),
    ),
  ),
);
generate(
  "operator.delitem",
  fc.constant(plainCase({ k: "array", shape: [2], dtype: "float", data: [1, 2] }, int(0))),
);

// ------------------------------------------------------------------------------------------------ reductions

const reducible = (kind = numericKind): Arbitrary<[ConcreteArray, Concrete, boolean, boolean]> =>
  arrayOf(shapeOf(0, 3), kind).chain((array) =>
    fc.tuple(fc.constant(array), anyAxis(array.shape.length), fc.boolean(), fc.boolean()),
  );

const reduced = (kind = numericKind): Arbitrary<Case> =>
  reducible(kind).map(([array, axis, withAxis, keepdims]) => ({
    args: [array],
    kwargs: { ...(withAxis ? { axis } : {}), ...(keepdims ? { keepdims: bool(true) } : {}) },
  }));

withMethod("numpy.sum", reduced());
withMethod(["numpy.prod", "numpy.product"], reduced());
withMethod("numpy.mean", reduced());
withMethod("numpy.var", reduced());
withMethod("numpy.std", reduced());
withMethod(["numpy.any", "numpy.sometrue"], reduced());
withMethod(["numpy.all", "numpy.alltrue"], reduced());
withMethod(["numpy.max", "numpy.amax"], reduced());
withMethod(["numpy.min", "numpy.amin"], reduced());
withMethod("numpy.ptp", reduced(floatOrInt));
generate(
  [
    "numpy.median",
    "numpy.count_nonzero",
    "numpy.nansum",
    "numpy.nanprod",
    "numpy.nanmean",
    "numpy.nanmax",
    "numpy.nanmin",
    "numpy.nanmedian",
  ],
  reduced(floatOrInt),
);
// Along no axis at all, the median of nothing cannot be reshaped: an accident of its code.
const withAxes = reduced(floatOrInt).filter(
  ({ kwargs: { axis } }) => axis?.k !== "tuple" || axis.items.length > 0,
);
generate(["numpy.median", "numpy.nanmedian"], withAxes);
const extremes: Arbitrary<Case> = arrayOf(shapeOf(0, 3)).chain((array) =>
  cases(fc.tuple(fc.constant(array)), {
    axis: fc.oneof(
      { weight: 4, arbitrary: validAxis(array.shape.length) },
      { weight: 1, arbitrary: axisOf(array.shape.length) },
    ),
    keepdims: fc.boolean().map(bool),
  }),
);
withMethod("numpy.argmax", extremes);
withMethod("numpy.argmin", extremes);

// ------------------------------------------------------------------------------------------------ products

const productPair: Arbitrary<[Concrete, Concrete]> = fc
  .tuple(shapeOf(0, 3), shapeOf(0, 3), floatOrInt, floatOrInt, fc.integer({ min: 0, max: 9 }))
  .chain(([a, b, first, second, luck]) => {
    const inner = a[a.length - 1] ?? 1;
    const fitting = [...b];
    if (luck < 8 && b.length > 0) fitting[Math.max(0, b.length - 2)] = inner;
    if (luck < 6 && a.length === 3 && b.length === 3) fitting[0] = a[0] ?? 1;
    return fc.tuple(filled(a, first), filled(fitting, second));
  });
withMethod("numpy.dot", cases(productPair));
generate(["numpy.matmul", "operator.matmul"], cases(productPair));

// ------------------------------------------------------------------------------------------------ shaping

const total = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

const newShape: Arbitrary<[ConcreteArray, number[]]> = arrayOf().chain((array) => {
  const n = total(array.shape);
  const fitting = [
    [n],
    [-1],
    [1, n],
    [n, 1],
    [-1, 1],
    [1, -1],
    [...array.shape].reverse(),
    array.shape.slice(0, -1).concat(-1),
  ];
  const divisors = [2, 3, 4, 5]
    .filter((each) => n % each === 0)
    .flatMap((each) => [
      [each, -1],
      [-1, each],
      [each, n / each],
    ]);
  return fc.tuple(
    fc.constant(array),
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...fitting, ...divisors) },
      { weight: 2, arbitrary: fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 1, maxLength: 3 }) },
    ),
  );
});
const order = { order: fc.constantFrom("C", "F").map(str) };
generate(
  "numpy.reshape",
  newShape.chain(([array, shape]) => cases(fc.constant([array, ints(shape)]), order)),
);
generate(
  "ndarray.reshape",
  newShape.chain(([array, shape]) =>
    cases(fc.constantFrom<readonly Concrete[]>([array, ints(shape)], [array, ...shape.map(int)]), order),
  ),
);
const permutation: Arbitrary<[ConcreteArray, number[]]> = arrayOf().chain((array) =>
  fc.tuple(
    fc.constant(array),
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.shuffledSubarray(
          array.shape.map((_, axis) => axis),
          { minLength: array.shape.length },
        ),
      },
      { weight: 1, arbitrary: fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 3 }) },
    ),
  ),
);
generate(
  "numpy.transpose",
  fc.oneof(
    cases(permutation.map(([array, axes]) => [array, ints(axes)])),
    cases(anyArray.map((array) => [array])),
  ),
);
generate(
  "ndarray.transpose",
  cases(
    fc.oneof(
      permutation.map(([array, axes]) => [array, ints(axes)]),
      permutation.map(([array, axes]) => [array, ...axes.map(int)]),
      arrayOf().map((array) => [array]),
    ),
  ),
);
withMethod("numpy.ravel", cases(fc.tuple(anyArray), order));
generate("ndarray.flatten", cases(fc.tuple(arrayOf()), order));
for (const name of ["T", "shape", "size", "ndim", "dtype"])
  generate(`ndarray.${name}`, cases(fc.tuple(arrayOf())));
