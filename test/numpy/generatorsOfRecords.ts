import fc, { type Arbitrary } from "fast-check";
import { type Field, recordKind } from "../../src/algebra/record";
import { arrayOf, cases, dtype, element, filled, int, list, none, shapeOf, str, tuple } from "./arbitraries";
import type { Case, Concrete, ConcreteArray } from "./concrete";
import { generate, generators } from "./registry";

// Arrays of records, whose fields may have a shape of their own or be records themselves.

const names = ["x", "pos", "in", "z"];
const kind = fc.constantFrom("float" as const, "int" as const, "bool" as const);
const partShape = fc.constantFrom<readonly number[]>([], [], [3], [2, 2], [1]);

const plainField = (name: string): Arbitrary<Field> =>
  fc.tuple(kind, partShape).map(([dtype, shape]) => ({ name, dtype, shape }));

const fieldsOf = (each: (name: string) => Arbitrary<Field>): Arbitrary<Field[]> =>
  fc.integer({ min: 1, max: 4 }).chain((many) => fc.tuple(...names.slice(0, many).map(each)));

const flatFields = fieldsOf(plainField);
const someFields = fieldsOf((name) =>
  fc.oneof(
    { weight: 5, arbitrary: plainField(name) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(flatFields, partShape)
        .map(([inner, shape]) => ({ name, dtype: recordKind(inner), shape })),
    },
  ),
);

const record = (fields: readonly Field[], shape: readonly number[], scalar: boolean): ConcreteArray => ({
  k: "array",
  shape,
  dtype: recordKind(fields),
  data: [],
  ...(scalar && shape.length === 0 ? { scalar } : {}),
});

const recordsOf = (fields: Arbitrary<Field[]>, least = 0): Arbitrary<ConcreteArray> =>
  fc
    .tuple(fields, shapeOf(least, 2), fc.boolean())
    .map(([each, shape, scalar]) => record(each, shape, scalar));

const records = recordsOf(someFields);

/** Beside what else a row is tried with. */
function also(name: string, arbitrary: Arbitrary<Case>): void {
  const before = generators.get(name);
  generate(name, before === undefined ? arbitrary : fc.oneof({ weight: 4, arbitrary: before }, arbitrary));
}

const index = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names).map(str) },
  { weight: 2, arbitrary: fc.subarray(names, { minLength: 1 }).map((some) => list(...some.map(str))) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map(int) },
);

also("operator.getitem", cases(fc.tuple(records, index)));
also(
  "operator.setitem",
  cases(
    fc.tuple(
      records.filter((each) => each.scalar !== true && !each.dtype.includes('"in","record')),
      fc.constantFrom("x", "pos", "z").map(str),
      arrayOf(shapeOf(1, 3), fc.constant("float" as const)),
    ),
  ).filter(({ args: [array, name] }) => {
    const told = array?.k === "array" && name?.k === "str" ? array.dtype : "";
    return name?.k !== "str" || !told.includes(`"${name.v}"`) || !told.includes(`["${name.v}","record`);
  }),
);
also(
  "ndarray.view",
  cases(
    fc.tuple(
      recordsOf(flatFields, 1),
      fc.constantFrom("numpy.recarray", "numpy.ndarray").map((v): Concrete => ({ k: "object", v })),
    ),
  ),
);
for (const name of [
  "ndarray.copy",
  "numpy.copy",
  "numpy.zeros_like",
  "ndarray.ravel",
  "ndarray.T",
  "ndarray.tolist",
])
  also(name, cases(fc.tuple(recordsOf(flatFields, 1))));

const fieldKind = fc.constantFrom(str("f8"), str("<i4"), str("?"), dtype("float"), dtype("int"));
const fieldTuple = (name: string): Arbitrary<Concrete> =>
  fc.oneof(
    fieldKind.map((each) => tuple(str(name), each)),
    fc
      .tuple(fieldKind, fc.constantFrom(int(3), tuple(int(2)), tuple(int(2), int(3)), tuple()))
      .map(([each, shape]) => tuple(str(name), each, shape)),
    fc.constantFrom(tuple(str(name), str("3f8")), tuple(str(name), str("(2,2)i4"))),
    fc.constant(tuple(str(name), list(tuple(str("u"), str("f8"), int(2)), tuple(str("v"), dtype("bool"))))),
  );
const dtypeList: Arbitrary<Concrete> = fc
  .integer({ min: 1, max: 3 })
  .chain((many) => fc.tuple(...names.slice(0, many).map(fieldTuple)))
  .map((fields) => list(...fields));
const dtypes = fc.oneof(
  { weight: 5, arbitrary: dtypeList },
  { weight: 1, arbitrary: fc.constantFrom("f8,i4", "f8, i4, (2,3)f8", "3f8,2i4").map(str) },
);

also("numpy.dtype", cases(fc.tuple(dtypes)));
for (const name of ["numpy.zeros", "numpy.ones", "numpy.empty"])
  also(
    name,
    cases(
      fc.tuple(
        shapeOf(0, 2).map((sizes) => tuple(...sizes.map(int))),
        dtypes,
      ),
    ),
  );
const pairs = list(tuple(str("n"), dtype("int")), tuple(str("h"), str("f8")));
const people = fc
  .array(fc.tuple(element("int"), element("float")), { minLength: 1, maxLength: 4 })
  .map((all) => list(...all.map(([n, h]) => tuple(int(Number(n)), { k: "float" as const, v: Number(h) }))));
also(
  "numpy.array",
  cases(
    fc.tuple(
      fc.oneof(
        people,
        people.map((rows) => list(rows, rows)),
        people.map((rows) => (rows.k === "list" ? (rows.items[0] ?? none) : rows)),
      ),
      fc.constant(pairs),
    ),
  ),
);

// ------------------------------------------------------------------------------------------------ np.rec

generate(
  "numpy.recarray",
  cases(
    fc.tuple(
      shapeOf(0, 2).map((sizes) => tuple(...sizes.map(int))),
      dtypeList,
    ),
  ),
);
const called = fc.constantFrom(str("a,b"), str("a, b"), list(str("a"), str("b")));
generate(
  ["numpy.rec.fromrecords", "numpy.rec.array"],
  fc.oneof(
    cases(fc.tuple(people), { names: called }),
    people.map((rows): Case => ({ args: [rows], kwargs: { dtype: pairs } })),
    fc
      .tuple(people, called)
      .map(([rows, names]): Case => ({ args: [rows], kwargs: { formats: str("i4,f8"), names } })),
  ),
);
generate(
  "numpy.rec.fromarrays",
  cases(
    shapeOf(1, 2)
      .chain((shape) =>
        fc.tuple(
          kind.chain((each) => filled(shape, each)),
          kind.chain((each) => filled(shape, each)),
        ),
      )
      .map(([a, b]) => [list(a, b)]),
    { names: called },
  ),
);

// ------------------------------------------------------------------------------------------------ recfunctions

const functions = "numpy.lib.recfunctions";
const numbers = fieldsOf((name) =>
  fc
    .tuple(fc.constantFrom("float" as const, "int" as const), partShape)
    .map(([dtype, shape]) => ({ name, dtype, shape })),
);
generate(
  `${functions}.structured_to_unstructured`,
  cases(fc.tuple(fc.oneof({ weight: 8, arbitrary: recordsOf(numbers, 1) }, arrayOf(shapeOf(1, 2))))),
);
generate(
  `${functions}.unstructured_to_structured`,
  cases(fc.tuple(arrayOf(shapeOf(1, 3, fc.integer({ min: 1, max: 4 })), kind))),
);
const flatNumbers = fieldsOf((name) => kind.map((dtype) => ({ name, dtype, shape: [] })));
generate(
  `${functions}.append_fields`,
  fc
    .tuple(flatNumbers, fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.boolean())
    .chain(([fields, many, two, mask]) =>
      fc.tuple(filled([many], "float"), filled([many], "int")).map(
        ([a, b]): Case => ({
          args: two
            ? [record(fields, [many], false), list(str("p"), str("q")), list(a, b)]
            : [record(fields, [many], false), str("p"), a],
          kwargs: mask ? { usemask: { k: "bool", v: false } } : {},
        }),
      ),
    ),
);
generate(
  `${functions}.drop_fields`,
  cases(
    fc.tuple(
      recordsOf(
        flatNumbers.filter((fields) => fields.length > 1),
        1,
      ),
      fc.constantFrom(str("x"), list(str("x")), list(str("nothing"))),
    ),
  ),
);
