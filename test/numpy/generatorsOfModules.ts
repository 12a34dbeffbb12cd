import fc, { type Arbitrary } from "fast-check";
import {
  arrayOf,
  bool,
  cases,
  filled,
  float,
  floatOrInt,
  int,
  list,
  plainCase,
  scalar,
  shapeOf,
  str,
  tuple,
} from "./arbitraries";
import type { Case, Concrete, ConcreteArray } from "./concrete";
import { generate } from "./registry";

// ------------------------------------------------------------------------------------------------ np.char

// An array without elements becomes one of floats here.
const some = fc.integer({ min: 1, max: 4 });
const words = ["a", "b c", "Abc", "12", "", "x\ty", "Zed zed"];
const textArray = (shape: readonly number[]): Arbitrary<ConcreteArray> => {
  const n = shape.reduce((a, b) => a * b, 1);
  return fc
    .array(fc.constantFrom(...words), { minLength: n, maxLength: n })
    .map((data) => ({ k: "array", shape, dtype: "str", data }));
};
const someTexts: Arbitrary<Concrete> = fc.oneof(
  { weight: 5, arbitrary: shapeOf(0, 2, some).chain(textArray) },
  { weight: 1, arbitrary: fc.constantFrom(...words).map(str) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
      .map((all) => list(...all.map(str))),
  },
);
const ch = (...names: readonly string[]) => names.map((name) => `numpy.char.${name}`);
const twoTexts = fc.oneof(
  {
    weight: 4,
    arbitrary: shapeOf(1, 2, some).chain((shape) => fc.tuple(textArray(shape), textArray(shape))),
  },
  { weight: 2, arbitrary: fc.tuple(someTexts, fc.constantFrom("a", "b").map(str)) },
  { weight: 1, arbitrary: fc.tuple(textArray([2]), textArray([3])) },
);

generate(
  ch(
    "capitalize",
    "lower",
    "upper",
    "title",
    "swapcase",
    "strip",
    "lstrip",
    "rstrip",
    "expandtabs",
    "str_len",
    "split",
    "rsplit",
    "splitlines",
  ),
  cases(fc.tuple(someTexts)),
);
generate(
  ch("isalnum", "isalpha", "isdigit", "islower", "isspace", "istitle", "isupper", "isnumeric", "isdecimal"),
  cases(fc.tuple(someTexts)),
);
generate(
  ch("center", "ljust", "rjust", "zfill"),
  cases(fc.tuple(someTexts, fc.integer({ min: 0, max: 6 }).map(int))),
);
generate(ch("multiply"), cases(fc.tuple(someTexts, fc.integer({ min: 0, max: 3 }).map(int))));
generate(ch("replace"), cases(fc.tuple(someTexts, fc.constant(str("a")), fc.constant(str("bb")))));
generate(ch("add", "join", "count", "find", "rfind", "startswith", "endswith"), cases(twoTexts));
generate(ch("equal", "not_equal", "greater", "greater_equal", "less", "less_equal"), cases(twoTexts));
generate(ch("partition", "rpartition"), cases(fc.tuple(someTexts, fc.constant(str("b")))));

// ------------------------------------------------------------------------------------------------ np.ma

const ma = (...names: readonly string[]) => names.map((name) => `numpy.ma.${name}`);
const numbers = arrayOf(shapeOf(1, 3), floatOrInt);
generate(
  ma("array", "masked_array", "MaskedArray"),
  cases(fc.tuple(numbers), { mask: fc.boolean().map(bool) }),
);
generate(
  ma(
    "asarray",
    "asanyarray",
    "masked_invalid",
    "fix_invalid",
    "filled",
    "getdata",
    "getmaskarray",
    "compressed",
  ),
  cases(fc.tuple(numbers)),
);
generate(
  ma(
    "masked_equal",
    "masked_not_equal",
    "masked_greater",
    "masked_greater_equal",
    "masked_less",
    "masked_less_equal",
    "masked_values",
  ),
  cases(
    fc.tuple(
      numbers,
      scalar.filter((each) => each.k === "int" || each.k === "float"),
    ),
  ),
);
generate(
  ma("masked_inside", "masked_outside"),
  cases(fc.tuple(numbers, fc.constant(float(-1)), fc.constant(float(1)))),
);
generate(ma("masked_where"), cases(numbers.chain((a) => fc.tuple(filled(a.shape, "bool"), fc.constant(a)))));
const alongAxis: Arbitrary<Case> = numbers.chain((a) =>
  fc.oneof(
    fc.constant(plainCase(a)),
    fc
      .integer({ min: -a.shape.length, max: a.shape.length - 1 })
      .map((axis): Case => ({ args: [a], kwargs: { axis: int(axis) } })),
  ),
);
generate([...ma("count"), "ndarray.count"], alongAxis);
generate(["ndarray.filled", "ndarray.compressed", "ndarray.mask"], cases(fc.tuple(numbers)));

generate(ma("sum", "mean", "std", "var", "min", "max", "prod", "cumsum", "cumprod", "any", "all"), alongAxis);
generate(
  ma("exp", "sin", "cos", "tanh", "absolute", "abs", "negative", "ravel", "transpose"),
  cases(fc.tuple(numbers)),
);
generate(ma("reshape"), cases(fc.tuple(numbers, fc.constantFrom(int(-1), tuple(int(-1), int(1))))));
generate(ma("concatenate"), cases(fc.tuple(numbers.map((a) => list(a, a)))));
generate(
  ma("zeros", "ones", "empty"),
  cases(fc.tuple(shapeOf(0, 3).map((sizes) => tuple(...sizes.map(int))))),
);

// ------------------------------------------------------------------------------------------------ np.polynomial

const coefficients = arrayOf(
  fc.integer({ min: 1, max: 4 }).map((n) => [n]),
  floatOrInt,
);
const places = fc.oneof(
  { weight: 1, arbitrary: scalar.filter((each) => each.k === "float") },
  { weight: 4, arbitrary: arrayOf(shapeOf(0, 2), floatOrInt) },
);
const degree = fc.integer({ min: 0, max: 3 }).map(int);
const series: Readonly<Record<string, string>> = {
  poly: "polynomial",
  cheb: "chebyshev",
  leg: "legendre",
  lag: "laguerre",
  herm: "hermite",
  herme: "hermite_e",
};
for (const [short, module] of Object.entries(series)) {
  const all = (...names: readonly string[]) =>
    names.map((name) => `numpy.polynomial.${module}.${short}${name}`);
  generate(
    all("val"),
    cases(fc.tuple(places, fc.oneof(coefficients, arrayOf(fc.constant([3, 2]), floatOrInt)))),
  );
  generate(
    all("fit"),
    fc
      .integer({ min: 4, max: 6 })
      .chain((n) =>
        cases(
          fc.tuple(filled([n], "float"), fc.oneof(filled([n], "float"), filled([n, 2], "float")), degree),
        ),
      ),
  );
  generate(all("vander"), cases(fc.tuple(places, degree)));
  generate(all("add", "sub", "mul"), cases(fc.tuple(coefficients, coefficients)));
  generate(all("der", "int"), cases(fc.tuple(coefficients), { m: fc.integer({ min: 0, max: 3 }).map(int) }));
  generate(all("roots"), cases(fc.tuple(filled([3], "float", fc.constantFrom(1, 2, -3)))));
  generate(all("fromroots"), cases(fc.tuple(coefficients)));
  generate(
    all("val2d"),
    cases(
      shapeOf(0, 2).chain((shape) =>
        fc.tuple(filled(shape, "float"), filled(shape, "float"), filled([2, 3], "float")),
      ),
    ),
  );
  generate(
    all("vander2d"),
    cases(
      shapeOf(1, 2).chain((shape) =>
        fc.tuple(
          filled(shape, "float"),
          filled(shape, "float"),
          fc.constantFrom(tuple(int(1), int(2)), list(int(2), int(2))),
        ),
      ),
    ),
  );
}
for (const [name, module] of [
  ["leggauss", "legendre"],
  ["chebgauss", "chebyshev"],
  ["laggauss", "laguerre"],
  ["hermgauss", "hermite"],
  ["hermegauss", "hermite_e"],
])
  generate(`numpy.polynomial.${module}.${name}`, cases(fc.tuple(fc.integer({ min: 1, max: 4 }).map(int))));

// ------------------------------------------------------------------------------------------------ np.linalg

const turned = (sizes: readonly number[]): Concrete => {
  const n = sizes.slice(0, 2).reduce((a, b) => a * b, 1);
  const data = Array.from({ length: n * n }, (_, at) => (Math.floor(at / n) === at % n ? 2 : 0));
  return { k: "array", shape: sizes, dtype: "float", data };
};
generate(
  "numpy.linalg.tensorinv",
  fc.constantFrom(plainCase(turned([2, 3, 6])), plainCase(turned([4, 1, 2, 2]))),
);
generate(
  "numpy.linalg.tensorsolve",
  fc
    .constantFrom([2, 3, 6], [4, 1, 2, 2])
    .chain((sizes) => cases(fc.tuple(fc.constant(turned(sizes)), filled(sizes.slice(0, 2), "float")))),
);
