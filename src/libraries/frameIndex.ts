import type { DtypeKind } from "../algebra/abstract";
import { constant, type Size, subtract } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { bool } from "../interpreter/value";
import { frameOf, makeIndex } from "./frame";
import { axisLeft, indexNames, pickedColumns } from "./frameSelection";
import { maybe, someText, text, textsOf } from "./values";

const ofIndex =
  (body: (call: LibraryCall, size: Size, names: string[] | null, dtype: DtypeKind) => ShapeValue) =>
  (call: LibraryCall) => {
    const { shape, dtype } = call.shapeOf(call.self);
    return body(call, shape?.[0] ?? call.fresh("k"), indexNames(call.self), dtype);
  };

const indexList = ofIndex((call, size, names) =>
  names === null ? call.repeated(size, someText) : call.list(names.map(text)),
);

/** `df.columns != "label"`: a mask of the columns, known where their names are. */
const compared = (equal: boolean) =>
  fn(
    "other",
    ofIndex((call, size, names) => {
      const other = call.arg("other");
      if (names === null || other.kind !== "str" || other.value === null) return call.array([size], "bool");
      return call.numpy(
        "numpy.array",
        call.list(names.map((name) => bool((name === other.value) === equal))),
      );
    }),
  );

export const indexClass: LibraryClass = cls("data=None", {
  methods: {
    tolist: fn("", indexList),
    to_list: fn("", indexList),
    __iter__: fn("", indexList),
    __len__: fn(
      "",
      ofIndex((call, size) => call.int(size)),
    ),
    __contains__: fn("item", () => maybe),
    __getitem__: fn(
      "key",
      ofIndex((call, size, names) => {
        const index = call.arg("key");
        const at = call.machine.integer(index);
        if (at !== null && names !== null) return text(names[at < 0 ? at + names.length : at] ?? "");
        if (at !== null) return someText;
        const left = axisLeft(call, size, index);
        const [rest] = left ?? [];
        if (rest === undefined) return someText;
        const picked =
          names === null
            ? null
            : pickedColumns(
                call,
                frameOf(
                  size,
                  names.map((name) => ({ name, dtype: "unknown" })),
                ),
                index,
              );
        return makeIndex(call, rest, picked?.map((each) => each.name) ?? null);
      }),
    ),
    to_numpy: fn(
      "dtype=None",
      ofIndex((call, size, _names, dtype) => call.array([size], dtype)),
    ),
    drop: fn(
      "labels",
      ofIndex((call, size, names) => {
        const labels = call.arg("labels");
        const gone = labels.kind === "str" && labels.value !== null ? [labels.value] : textsOf(labels);
        if (gone === null) return makeIndex(call, call.fresh("k"), null);
        const left = names?.filter((name) => !gone.includes(name)) ?? null;
        return makeIndex(
          call,
          left === null ? subtract(size, constant(gone.length)) : constant(left.length),
          left,
        );
      }),
    ),
    isin: fn(
      "values",
      ofIndex((call, size) => call.array([size], "bool")),
    ),
    __eq__: compared(true),
    __ne__: compared(false),
    get_loc: fn("key", (call) => call.int(call.fresh("k"))),
  },
  properties: {
    values: ofIndex((call, size, _names, dtype) => call.array([size], dtype)),
    shape: ofIndex((call, size) => call.tuple([call.int(size)])),
    size: ofIndex((call, size) => call.int(size)),
  },
});
