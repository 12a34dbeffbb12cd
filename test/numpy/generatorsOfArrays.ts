import fc, { type Arbitrary } from "fast-check";
import {
  anyArray,
  anyAxis,
  arrayOf,
  axisOf,
  bool,
  cases,
  dtype,
  filled,
  float,
  floatOrInt,
  int,
  ints,
  list,
  listOf,
  none,
  numericKind,
  ofSize,
  pair,
  plainCase,
  scalar,
  shapeOf,
  size,
  slices,
  str,
  tuple,
  validAxis,
  wholeNumber,
} from "./arbitraries";
import type { Case, Concrete, ConcreteArray } from "./concrete";
import { generate, withMethod } from "./registry";

// Generated arguments for what moves, joins, selects and sorts arrays.

const withArray = (
  arbitrary: Arbitrary<ConcreteArray>,
  more: (array: ConcreteArray) => Arbitrary<Case>,
): Arbitrary<Case> => arbitrary.chain(more);

const oneAxis = (ndim: number): Arbitrary<Concrete> =>
  fc.oneof({ weight: 6, arbitrary: validAxis(ndim) }, { weight: 1, arbitrary: axisOf(ndim) });

const unaryWithAxis = (shape = shapeOf(1, 3), kind = numericKind): Arbitrary<Case> =>
  withArray(arrayOf(shape, kind), (array) =>
    cases(fc.constant([array]), { axis: oneAxis(array.shape.length) }),
  );

// ------------------------------------------------------------------------------------------------ moving axes

withMethod(
  "numpy.swapaxes",
  withArray(arrayOf(), (array) =>
    cases(fc.tuple(fc.constant(array), oneAxis(array.shape.length), oneAxis(array.shape.length))),
  ),
);
generate(
  "numpy.moveaxis",
  withArray(arrayOf(shapeOf(1, 3)), (array) =>
    fc.oneof(
      cases(fc.tuple(fc.constant(array), oneAxis(array.shape.length), oneAxis(array.shape.length))),
      cases(fc.constant([array, ints([0]), ints([-1])])),
      cases(fc.constant([array, ints([0, 1]), ints([-1, 0])])),
    ),
  ),
);
generate(
  "numpy.rollaxis",
  withArray(arrayOf(shapeOf(1, 3)), (array) =>
    cases(fc.tuple(fc.constant(array), oneAxis(array.shape.length)), {
      start: fc.integer({ min: 0, max: array.shape.length }).map(int),
    }),
  ),
);
generate(
  "numpy.expand_dims",
  withArray(arrayOf(), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        fc.oneof(
          { weight: 5, arbitrary: axisOf(array.shape.length) },
          { weight: 1, arbitrary: fc.constantFrom(ints([0, 1]), ints([0, -1]), ints([0, 0])) },
        ),
      ),
    ),
  ),
);
const withOnes = fc.array(fc.constantFrom(1, 1, 2, 3), { maxLength: 4 });
withMethod(
  "numpy.squeeze",
  withArray(arrayOf(withOnes), (array) => cases(fc.constant([array]), { axis: anyAxis(array.shape.length) })),
);
for (const ndim of [1, 2, 3])
  generate(
    `numpy.atleast_${ndim}d`,
    fc.oneof(cases(fc.tuple(anyArray)), cases(fc.tuple(anyArray, anyArray))),
  );
generate(
  "numpy.flip",
  withArray(arrayOf(), (array) => cases(fc.constant([array]), { axis: anyAxis(array.shape.length) })),
);
generate(["numpy.flipud", "numpy.fliplr"], cases(fc.tuple(arrayOf())));
generate(
  "numpy.roll",
  withArray(arrayOf(), (array) =>
    cases(fc.tuple(fc.constant(array), wholeNumber.map(int)), { axis: oneAxis(array.shape.length) }),
  ),
);
generate("numpy.rot90", cases(fc.tuple(arrayOf(shapeOf(1, 3))), { k: wholeNumber.map(int) }));
generate(
  "numpy.tile",
  cases(fc.tuple(anyArray, fc.oneof(fc.nat(3).map(int), shapeOf(0, 3, fc.nat(2)).map(ints)))),
);
withMethod(
  "numpy.repeat",
  withArray(arrayOf(shapeOf(0, 2)), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        fc.oneof(
          { weight: 4, arbitrary: fc.nat(3).map(int) },
          { weight: 1, arbitrary: filled([array.shape[0] ?? 1], "int", fc.nat(2)) },
        ),
      ),
      { axis: oneAxis(array.shape.length) },
    ),
  ),
);
const part = (start: Concrete, stop: Concrete, step: Concrete = none): Concrete => ({
  k: "slice",
  start,
  stop,
  step,
});
const fewSlices: Arbitrary<Concrete> = fc.constantFrom(
  part(none, int(1)),
  part(int(1), none),
  part(int(0), int(1)),
  part(int(-1), none),
  part(none, none, int(2)),
);
const padWidth: Arbitrary<Concrete> = fc.oneof(
  fc.nat(2).map(int),
  fc.tuple(fc.nat(2), fc.nat(2)).map((each) => ints(each)),
  fc
    .array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 3 })
    .map((each) => tuple(...each.map((widths) => ints(widths)))),
);
generate(
  "numpy.pad",
  cases(fc.tuple(arrayOf(shapeOf(1, 3, fc.integer({ min: 1, max: 4 }))), padWidth), {
    mode: fc.constantFrom("constant", "edge", "wrap").map(str),
  }),
);
generate(
  "numpy.broadcast_to",
  withArray(arrayOf(shapeOf(0, 2)), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        fc.oneof(
          shapeOf(0, 3).map(ints),
          fc.constantFrom(
            ints([2, ...array.shape]),
            ints(array.shape.map((each) => (each === 1 ? 3 : each))),
          ),
        ),
      ),
    ),
  ),
);
generate("numpy.resize", cases(fc.tuple(arrayOf(), shapeOf(1, 2).map(ints))));
generate(
  "ndarray.resize",
  cases(
    fc.oneof(fc.tuple(arrayOf(), shapeOf(1, 2).map(ints)), fc.tuple(arrayOf(), size.map(int), size.map(int))),
    {
      refcheck: fc.constant(bool(false)),
    },
  ).map(({ args, kwargs }) => ({ args, kwargs: { ...kwargs, refcheck: bool(false) } })),
);

// ------------------------------------------------------------------------------------------------ joining

/** Arrays that join along an axis, mostly. */
const joinable = (least = 1): Arbitrary<{ arrays: ConcreteArray[]; axis: number }> =>
  fc
    .tuple(
      shapeOf(least, 3),
      fc.integer({ min: 1, max: 3 }),
      fc.nat(2),
      fc.nat(9),
      fc.array(size, { minLength: 3, maxLength: 3 }),
    )
    .chain(([shape, many, along, luck, lengths]) => {
      const axis = shape.length === 0 ? 0 : along % shape.length;
      const shapes = Array.from({ length: many }, (_, index) => {
        const own = shape.map((each, at) => (at === axis ? (lengths[index] ?? each) : each));
        if (luck === 0 && index > 0) return own.slice(1);
        return luck === 1 && index > 0 ? own.map((each) => each + 1) : own;
      });
      return fc
        .tuple(...shapes.map((each) => arrayOf(fc.constant(each), floatOrInt)))
        .map((arrays) => ({ arrays, axis }));
    });

const wrapped = (arrays: readonly Concrete[]): Arbitrary<Concrete> =>
  fc.constantFrom(tuple(...arrays), list(...arrays));

generate(
  "numpy.concatenate",
  fc.oneof(
    {
      weight: 6,
      arbitrary: joinable(0).chain(({ arrays, axis }) =>
        wrapped(arrays).chain((each) =>
          fc.constantFrom<Case>(
            { args: [each], kwargs: { axis: int(axis) } },
            { args: [each], kwargs: axis === 0 ? {} : { axis: int(axis) } },
            { args: [each, int(axis)], kwargs: {} },
            { args: [each], kwargs: { axis: none } },
          ),
        ),
      ),
    },
    { weight: 1, arbitrary: cases(fc.tuple(arrayOf(shapeOf(1, 3)))) },
    { weight: 1, arbitrary: fc.constant(plainCase(list())) },
    { weight: 1, arbitrary: joinable().map(({ arrays }) => plainCase(tuple(...arrays), int(5))) },
  ),
);
const stackable = fc
  .tuple(shapeOf(0, 2), fc.integer({ min: 1, max: 3 }), fc.nat(6))
  .chain(([shape, many, luck]) =>
    fc.tuple(
      ...Array.from({ length: many }, (_, index) =>
        arrayOf(fc.constant(luck === 0 && index > 0 ? [...shape, 2] : shape), floatOrInt),
      ),
    ),
  );
generate(
  "numpy.stack",
  stackable.chain((arrays) =>
    wrapped(arrays).chain((each) =>
      cases(fc.constant([each]), { axis: oneAxis((arrays[0]?.shape.length ?? 0) + 1) }),
    ),
  ),
);
const along = (axis: number): Arbitrary<Case> =>
  joinable(0).chain(({ arrays }) => {
    const [first] = arrays;
    const shaped = arrays.map((array) => {
      const shape = (first?.shape ?? []).map((each, at) => (at === axis ? (array.shape[at] ?? each) : each));
      return arrayOf(fc.constant(shape), floatOrInt);
    });
    return fc.oneof(
      { weight: 4, arbitrary: fc.tuple(...shaped).map((each) => plainCase(tuple(...each))) },
      { weight: 1, arbitrary: fc.constant(plainCase(tuple(...arrays))) },
      { weight: 1, arbitrary: arrayOf(shapeOf(1, 3)).map((array) => plainCase(array)) },
    );
  });
generate(["numpy.vstack", "numpy.row_stack"], along(0));
generate("numpy.hstack", along(1));
generate("numpy.dstack", along(2));
generate("numpy.column_stack", along(1));

const sections = (n: number): Arbitrary<Concrete> =>
  fc.oneof(
    fc.integer({ min: 0, max: 4 }).map(int),
    fc.constantFrom(...[1, 2, 3, 4, 5].filter((each) => n % each === 0).map(int)),
    fc
      .array(fc.integer({ min: 0, max: n }), { maxLength: 3 })
      .map((cuts) => list(...cuts.sort((a, b) => a - b).map(int))),
  );
generate(
  ["numpy.split", "numpy.array_split"],
  withArray(arrayOf(shapeOf(1, 2)), (array) =>
    cases(fc.tuple(fc.constant(array), sections(Math.min(...array.shape))), {
      axis: oneAxis(array.shape.length),
    }),
  ),
);
generate(
  ["numpy.vsplit", "numpy.hsplit", "numpy.dsplit"],
  withArray(arrayOf(shapeOf(1, 3)), (array) =>
    cases(fc.tuple(fc.constant(array), sections(Math.min(...array.shape)))),
  ),
);
generate(
  "numpy.append",
  fc.oneof(
    joinable().map(
      ({ arrays, axis }): Case => ({
        args: [arrays[0] ?? int(0), arrays[1] ?? int(1)],
        kwargs: { axis: int(axis) },
      }),
    ),
    cases(fc.tuple(arrayOf(), fc.oneof(scalar, arrayOf()))),
  ),
);
generate(
  "numpy.insert",
  withArray(arrayOf(shapeOf(1, 2, fc.integer({ min: 1, max: 4 }))), (array) =>
    fc.oneof(
      cases(fc.tuple(fc.constant(array), fc.nat(1).map(int), wholeNumber.map(int)), {
        axis: validAxis(array.shape.length),
      }),
      cases(fc.constant([array, list(int(0), int(1)), int(7)])),
      cases(fc.tuple(fc.constant(array), fc.nat(1).map(int), arrayOf(fc.constant([3]))), {}),
    ),
  ),
);
generate(
  "numpy.delete",
  withArray(arrayOf(shapeOf(1, 2, fc.integer({ min: 1, max: 5 }))), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        fc.oneof(
          fc.integer({ min: -6, max: 6 }).map(int),
          fewSlices,
          fc.array(fc.integer({ min: -2, max: 3 }), { maxLength: 3 }).map((each) => list(...each.map(int))),
        ),
      ),
      { axis: validAxis(array.shape.length) },
    ),
  ),
);
const quick: Arbitrary<Concrete> = fc.oneof(arrayOf(fc.constantFrom([3], [2, 3], []), floatOrInt), scalar);
generate(
  ["numpy.r_.getitem", "numpy.c_.getitem"],
  fc.oneof(
    cases(fc.tuple(quick)),
    cases(fc.tuple(fc.tuple(quick, quick).map((each) => tuple(...each)))),
    cases(
      fc.tuple(fc.constant(tuple({ k: "slice", start: int(0), stop: int(4), step: none } as const, int(9)))),
    ),
  ),
);

// ------------------------------------------------------------------------------------------------ selecting

withMethod("numpy.nonzero", cases(fc.tuple(arrayOf(shapeOf(1, 3)))));
generate(["numpy.flatnonzero", "numpy.argwhere"], cases(fc.tuple(arrayOf())));
generate(
  "numpy.where",
  fc.oneof(
    { weight: 2, arbitrary: cases(fc.tuple(arrayOf(shapeOf(1, 3), fc.constant("bool")))) },
    {
      weight: 4,
      arbitrary: pair().chain(([a, b]) =>
        cases(
          fc.tuple(
            arrayOf(fc.constant(a.shape), fc.constant("bool")),
            fc.constant(a),
            fc.oneof(fc.constant(b), scalar),
          ),
        ),
      ),
    },
    { weight: 1, arbitrary: cases(fc.tuple(arrayOf(), arrayOf(), arrayOf())) },
    { weight: 1, arbitrary: cases(fc.tuple(arrayOf(), scalar)) },
  ),
);
withMethod(
  "numpy.take",
  withArray(arrayOf(shapeOf(1, 3, fc.integer({ min: 1, max: 5 }))), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        fc.oneof(
          fc.integer({ min: -5, max: 5 }).map(int),
          filled([2], "int", fc.integer({ min: -1, max: 1 })),
          filled([2, 2], "int", fc.nat(2)),
        ),
      ),
      { axis: oneAxis(array.shape.length) },
    ),
  ),
);
generate(
  "numpy.take_along_axis",
  withArray(arrayOf(shapeOf(1, 3, fc.integer({ min: 1, max: 4 }))), (array) =>
    cases(
      fc.tuple(fc.constant(array), filled(array.shape, "int", fc.constant(0)), validAxis(array.shape.length)),
    ),
  ),
);
generate(
  "numpy.put_along_axis",
  withArray(arrayOf(shapeOf(1, 3, fc.integer({ min: 1, max: 4 }))), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        filled(array.shape, "int", fc.constant(0)),
        scalar,
        validAxis(array.shape.length),
      ),
    ),
  ),
);
const compressed: Arbitrary<[Concrete, ConcreteArray]> = arrayOf(
  shapeOf(1, 2, fc.integer({ min: 1, max: 4 })),
).chain((array) => fc.tuple(filled([array.shape[0] ?? 1], "bool"), fc.constant(array)));
generate("numpy.compress", cases(compressed, { axis: fc.constant(int(0)) }));
generate(
  "ndarray.compress",
  cases(
    compressed.map(([mask, array]) => [array, mask]),
    { axis: fc.constant(int(0)) },
  ),
);
generate(
  "numpy.extract",
  withArray(arrayOf(shapeOf(1, 2)), (array) =>
    cases(fc.tuple(filled(array.shape, "bool"), fc.constant(array))),
  ),
);
generate(
  "numpy.select",
  withArray(arrayOf(shapeOf(1, 2), floatOrInt), (array) =>
    cases(
      fc.tuple(
        fc.tuple(filled(array.shape, "bool"), filled(array.shape, "bool")).map((each) => list(...each)),
        fc.constant(list(array, array)),
      ),
      { default: fc.constant(int(1)) },
    ),
  ),
);
generate(
  "numpy.piecewise",
  withArray(arrayOf(shapeOf(1, 1), fc.constant("float")), (array) =>
    cases(
      fc.tuple(
        fc.constant(array),
        filled(array.shape, "bool").map((mask) => list(mask)),
        fc.constant(list(float(1), float(2))),
      ),
    ),
  ),
);
generate(
  "numpy.choose",
  shapeOf(0, 2).chain((shape) =>
    cases(
      fc.tuple(
        filled(shape, "int", fc.nat(1)),
        fc.tuple(ofSize(...shape), scalar).map((each) => list(...each)),
      ),
    ),
  ),
);
generate(
  "numpy.ix_",
  cases(
    fc.array(arrayOf(shapeOf(1, 1, fc.integer({ min: 1, max: 4 })), fc.constantFrom("int", "bool")), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
);
generate(
  "numpy.meshgrid",
  cases(
    fc.array(fc.oneof({ weight: 6, arbitrary: arrayOf(shapeOf(1, 1)) }, { weight: 1, arbitrary: anyArray }), {
      minLength: 1,
      maxLength: 3,
    }),
    {
      indexing: fc.constantFrom("ij", "xy").map(str),
      sparse: fc.boolean().map(bool),
    },
  ),
);
const gridSlice: Arbitrary<Concrete> = fc
  .tuple(
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: 1, max: 5 }),
    fc.constantFrom(none, int(2), float(0.5)),
  )
  .map(([start, stop, step]) => ({ k: "slice", start: int(start), stop: int(stop), step }));
generate(
  ["numpy.mgrid.getitem", "numpy.ogrid.getitem"],
  fc.oneof(
    cases(fc.tuple(gridSlice)),
    cases(fc.tuple(fc.tuple(gridSlice, gridSlice).map((each) => tuple(...each)))),
  ),
);
generate(
  "numpy.s_.getitem",
  cases(
    fc.tuple(
      fc.oneof(
        slices,
        fc.tuple(slices, slices).map((each) => tuple(...each)),
      ),
    ),
  ),
);
generate(
  "numpy.index_exp.getitem",
  cases(
    fc.tuple(
      fc.oneof(
        slices,
        fc.tuple(slices, slices).map((each) => tuple(...each)),
      ),
    ),
  ),
);
generate("numpy.indices", cases(fc.tuple(shapeOf(1, 3).map(ints))));
generate(
  "numpy.unravel_index",
  cases(
    fc.tuple(
      fc.oneof(fc.nat(8).map(int), filled([2], "int", fc.nat(5))),
      fc.constantFrom(ints([2, 3]), ints([7]), ints([2, 2, 2])),
    ),
  ),
);
generate(
  "numpy.ravel_multi_index",
  cases(
    fc.constantFrom(
      [tuple(int(1), int(2)), ints([3, 4])],
      [tuple(list(int(1), int(0)), list(int(2), int(1))), ints([3, 4])],
    ),
  ),
);
const triangleOptions = { k: fc.integer({ min: -2, max: 2 }).map(int), m: size.map(int) };
generate(["numpy.triu_indices", "numpy.tril_indices"], cases(fc.tuple(size.map(int)), triangleOptions));
generate("numpy.diag_indices", cases(fc.tuple(size.map(int)), { ndim: fc.constant(int(3)) }));
const writable = arrayOf(shapeOf(1, 2, fc.integer({ min: 1, max: 4 })), fc.constant("float"));
generate("numpy.put", cases(fc.tuple(writable, fc.constant(list(int(0))), scalar)));
generate(
  "numpy.putmask",
  withArray(writable, (array) => cases(fc.tuple(fc.constant(array), filled(array.shape, "bool"), scalar))),
);
generate(
  "numpy.place",
  withArray(writable, (array) =>
    cases(fc.tuple(fc.constant(array), filled(array.shape, "bool"), fc.constant(list(int(1))))),
  ),
);
generate(
  "numpy.fill_diagonal",
  cases(fc.tuple(arrayOf(fc.constantFrom([3, 3], [2, 3], [3]), fc.constant("float")), scalar)),
);
generate(
  "numpy.copyto",
  cases(fc.tuple(writable, fc.oneof(scalar, arrayOf(shapeOf(0, 2), fc.constant("float"))))),
);
generate("ndarray.fill", cases(fc.tuple(arrayOf(), scalar)));

// ------------------------------------------------------------------------------------------------ sorting

const sortable = unaryWithAxis();
generate(["numpy.sort", "ndarray.sort"], sortable);
generate("numpy.sort_complex", cases(fc.tuple(arrayOf(shapeOf(0, 3)))));
withMethod(
  "numpy.argsort",
  fc.oneof(
    { weight: 6, arbitrary: sortable },
    { weight: 1, arbitrary: cases(fc.tuple(arrayOf(shapeOf(0, 0)))) },
  ),
);
generate("numpy.msort", cases(fc.tuple(arrayOf(shapeOf(1, 3)))));
generate(
  ["numpy.partition", "numpy.argpartition", "ndarray.partition"],
  withArray(arrayOf(shapeOf(1, 2, fc.integer({ min: 1, max: 5 })), floatOrInt), (array) =>
    cases(fc.constant([array, int(0)]), { axis: validAxis(array.shape.length) }),
  ),
);
generate(
  "numpy.lexsort",
  cases(fc.tuple(arrayOf(shapeOf(1, 2, fc.integer({ min: 1, max: 4 })), floatOrInt))),
);
generate(
  "numpy.unique",
  withArray(arrayOf(shapeOf(0, 2), numericKind), (array) =>
    cases(fc.constant([array]), {
      return_index: fc.boolean().map(bool),
      return_inverse: fc.boolean().map(bool),
      return_counts: fc.boolean().map(bool),
    }),
  ),
);
generate(
  ["numpy.intersect1d", "numpy.union1d", "numpy.setdiff1d", "numpy.setxor1d"],
  cases(fc.tuple(arrayOf(shapeOf(1, 1)), arrayOf(shapeOf(1, 1)))),
);
generate(["numpy.isin", "numpy.in1d"], cases(fc.tuple(arrayOf(), arrayOf(shapeOf(1, 1)))));
const increasing: Concrete = listOf({ k: "array", shape: [3], dtype: "float", data: [0, 1, 2] });
generate(
  "numpy.searchsorted",
  cases(fc.tuple(arrayOf(shapeOf(1, 1), floatOrInt), fc.oneof(scalar, arrayOf(shapeOf(0, 2))))),
);
generate(
  "ndarray.searchsorted",
  cases(fc.tuple(arrayOf(shapeOf(1, 1), floatOrInt), fc.oneof(scalar, arrayOf(shapeOf(0, 2))))),
);
generate(
  "numpy.digitize",
  cases(
    fc.tuple(fc.oneof(arrayOf(shapeOf(0, 2), floatOrInt), wholeNumber.map(int)), fc.constant(increasing)),
  ),
);
generate(
  "numpy.bincount",
  fc.oneof(
    {
      weight: 6,
      arbitrary: cases(fc.tuple(shapeOf(1, 1).chain((shape) => filled(shape, "int", fc.nat(4)))), {
        minlength: fc.nat(6).map(int),
      }),
    },
    { weight: 1, arbitrary: cases(fc.tuple(arrayOf(shapeOf(0, 2)))) },
    {
      weight: 1,
      arbitrary: cases(fc.tuple(shapeOf(1, 1).chain((shape) => filled(shape, "int", fc.nat(4)))), {
        weights: arrayOf(shapeOf(1, 1), fc.constant("float")),
      }),
    },
  ),
);

// ------------------------------------------------------------------------------------------------ attributes and methods

for (const name of ["real", "imag", "itemsize", "nbytes", "strides", "flags"])
  generate(`ndarray.${name}`, cases(fc.tuple(arrayOf())));
generate("ndarray.flat", cases(fc.tuple(arrayOf())));
const kinds: Arbitrary<Concrete> = fc.oneof(
  fc
    .constantFrom("int", "float", "bool")
    .map((each) => dtype(each === "int" ? "int" : each === "bool" ? "bool" : "float")),
  fc.constantFrom("int", "float64", "float32", "uint8", "int32", "bool").map(str),
);
generate("ndarray.astype", cases(fc.tuple(arrayOf(), kinds)));
generate(
  ["ndarray.__copy__", "ndarray.view", "ndarray.conj", "ndarray.conjugate", "ndarray.tobytes"],
  cases(fc.tuple(arrayOf())),
);
generate("ndarray.__deepcopy__", cases(fc.tuple(arrayOf(), fc.constant(none))));
generate(
  ["ndarray.tolist", "ndarray.__bool__", "ndarray.__len__", "ndarray.__iter__"],
  cases(fc.tuple(arrayOf())),
);
generate(
  ["ndarray.__int__", "ndarray.__float__"],
  cases(fc.tuple(arrayOf(fc.constantFrom([], [1], [1, 1], [2]), floatOrInt))),
);
generate("ndarray.__contains__", cases(fc.tuple(arrayOf(), wholeNumber.map(int))));
generate(
  "ndarray.item",
  fc.oneof(
    cases(fc.tuple(arrayOf(withOnes))),
    cases(fc.tuple(ofSize(2, 3), fc.constantFrom(int(0), int(5), ints([1, 2]), int(9)))),
    cases(fc.tuple(ofSize(2, 3), fc.constant(int(0)), fc.constant(int(1)))),
  ),
);
generate("ndarray.setflags", cases(fc.tuple(arrayOf()), { write: fc.constant(bool(true)) }));
