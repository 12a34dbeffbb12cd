import type { DtypeKind } from "../algebra/abstract";
import { add, constant } from "../algebra/size";
import { cls, fn, type LibraryCall, type LibraryClass } from "../domains/library";
import type { ShapeDatum, ShapeValue } from "../domains/shapes/datum";
import type { ClassValue } from "../interpreter/value";
import { Members } from "../interpreter/watch";
import { type Frame, frameAttributes, makeFrame, makeIndex, makeSeries } from "./frame";
import {
  applied,
  drawing,
  dropped,
  firstRows,
  renamed,
  resetIndex,
  sampled,
  silent,
  stored,
  table,
  without,
  withoutGaps,
} from "./frameChanges";
import { asKind, frameFrom, intOf, kindOf } from "./frameMaking";
import { frameProperty, onFrame, ownFrame, placed, withKind } from "./frameMembers";
import { operators } from "./frameOperators";
import { columnNamed, frameItem, indexers } from "./frameSelection";
import { dropArguments, given, maybe, none, opaque, someText, text, textsOf } from "./values";

/** So many cells are known one by one. */
const manyCells = 100;

// ------------------------------------------------------------------------------------------------ classes

const sameFrame = (signature = "*args, inplace=False, **kwargs") =>
  onFrame(signature, (call, frame) => placed(call, frame));

const fewerRows = (signature = "*args, inplace=False, **kwargs") =>
  onFrame(signature, (call, frame) => placed(call, { ...frame, rows: call.fresh("rows") }));

/** One number for each column. */
const perColumn = (dtype: DtypeKind | null) =>
  onFrame("axis=0, skipna=True, level=None, numeric_only=None, **kwargs", (call, frame) => {
    const axis = call.get("axis");
    const along = axis?.kind === "str" ? axis.value : axis === undefined ? 0 : call.machine.integer(axis);
    const size = along === 1 || along === "columns" ? frame.rows : frame.count;
    return makeSeries(call, size, dtype ?? frame.dtype);
  });

/** A number or a text of a frame, as Python knows it. */
function plainCell(call: LibraryCall, dtype: DtypeKind): ShapeValue {
  if (dtype === "int") return call.machine.domain.someInt("k", call.site);
  if (dtype === "float") return call.float();
  if (dtype === "bool") return maybe;
  return dtype === "str" ? someText : call.unknown("data-dependent", "itertuples");
}

/** A row as a named tuple: the row's label first, then one cell of each column. */
function rowTuple(call: LibraryCall, frame: Frame): ShapeValue {
  const label = call.flag("index", true) === true ? [call.machine.domain.someInt("i", call.site)] : [];
  const { columns } = frame;
  if (columns === null) {
    if (frame.count.value !== null && frame.count.value <= manyCells) {
      const cells = Array.from({ length: frame.count.value }, () => plainCell(call, frame.dtype));
      return call.tuple([...label, ...cells]);
    }
    const length = call.int(add(frame.count, constant(label.length)));
    if (length.kind !== "datum") return length;
    return { kind: "tuple", content: { kind: "repeated", length, item: plainCell(call, frame.dtype) } };
  }
  const type: ClassValue<ShapeDatum> = {
    kind: "class",
    name: "Pandas",
    bases: [],
    attributes: new Members(),
    definition: null,
    fields: [...label.map(() => "Index"), ...columns.map((each) => each.name)],
  };
  const items = [...label, ...columns.map((each) => plainCell(call, each.dtype))];
  return { kind: "tuple", content: { kind: "items", items }, type };
}

export const frameClass: LibraryClass = cls("data=None, index=None, columns=None, dtype=None, copy=None", {
  construct: (call) => {
    dropArguments(call, "data", "index", "columns", "dtype", "copy");
    for (const [name, value] of Object.entries(frameAttributes(call, frameFrom(call))))
      call.setAttribute(name, value);
  },
  methods: {
    ...operators(),
    __getitem__: onFrame("key", frameItem),
    __setitem__: onFrame("key, value", stored),
    __delitem__: onFrame("key", (call, frame) => {
      const key = call.arg("key");
      const next = without(frame, key.kind === "str" && key.value !== null ? [key.value] : []);
      for (const [name, value] of Object.entries(frameAttributes(call, next))) call.setAttribute(name, value);
      return none;
    }),
    __len__: onFrame("", (call, frame) => call.int(frame.rows)),
    __iter__: onFrame("", (call, frame) =>
      frame.columns === null
        ? call.repeated(frame.count, someText)
        : call.list(frame.columns.map((each) => text(each.name))),
    ),
    __contains__: fn("item", () => maybe),
    __getattr__: onFrame("name", (call, frame) => {
      const name = call.text("name");
      const column = frame.columns?.some((each) => each.name === name);
      return name !== null && column === true
        ? columnNamed(call, frame, name)
        : call.unknown("unknown-attribute", "pandas.DataFrame", name ?? "");
    }),
    to_numpy: onFrame("dtype=None, copy=False, na_value=None", (call, frame) =>
      asKind(call, call.array([frame.rows, frame.count], frame.dtype)),
    ),
    as_matrix: onFrame("columns=None", (call, frame) => call.array([frame.rows, frame.count], frame.dtype)),
    head: firstRows,
    tail: firstRows,
    sample: sampled,
    drop: onFrame(
      "labels=None, axis=0, index=None, columns=None, level=None, inplace=False, errors='raise'",
      dropped,
    ),
    pop: onFrame("item", (call, frame) => {
      const name = call.text("item") ?? "";
      for (const [key, value] of Object.entries(frameAttributes(call, without(frame, [name]))))
        call.setAttribute(key, value);
      return columnNamed(call, frame, name);
    }),
    insert: fn("loc, column, value, allow_duplicates=False", (call) => {
      const frame = ownFrame(call);
      if (frame === null) return none;
      const next = {
        ...frame,
        count: add(frame.count, constant(1)),
        columns: null,
        dtype: "unknown" as const,
      };
      for (const [key, value] of Object.entries(frameAttributes(call, next))) call.setAttribute(key, value);
      return none;
    }),
    dropna: onFrame("axis=0, how='any', inplace=False, **kwargs", withoutGaps),
    drop_duplicates: fewerRows(),
    query: fewerRows("expr, inplace=False, **kwargs"),
    fillna: sameFrame("value=None, method=None, axis=None, inplace=False, **kwargs"),
    replace: sameFrame("to_replace=None, value=None, inplace=False, **kwargs"),
    copy: sameFrame("deep=True"),
    sort_values: sameFrame("by, axis=0, ascending=True, inplace=False, **kwargs"),
    sort_index: sameFrame(),
    interpolate: sameFrame(),
    ffill: sameFrame(),
    bfill: sameFrame(),
    round: sameFrame("decimals=0, **kwargs"),
    abs: sameFrame(""),
    clip: sameFrame(),
    cumsum: sameFrame(),
    shift: sameFrame("periods=1, **kwargs"),
    diff: sameFrame("periods=1, axis=0"),
    apply: onFrame("func, axis=0, raw=False, result_type=None, args=(), **kwargs", applied),
    applymap: onFrame("func, **kwargs", (call, frame) => makeFrame(call, withKind(frame, "unknown"))),
    rename: onFrame(
      "mapper=None, index=None, columns=None, axis=None, inplace=False, **kwargs",
      (call, frame) => placed(call, given(call, "columns") === null ? frame : { ...frame, columns: null }),
    ),
    astype: onFrame("dtype, copy=True, errors='raise'", (call, frame) => {
      const dtype = call.abstract(call.arg("dtype"));
      const kind = kindOf(call);
      return makeFrame(
        call,
        dtype.kind === "object" ? { ...frame, dtype: "unknown" } : withKind(frame, kind),
      );
    }),
    isnull: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    isna: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    notnull: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    notna: onFrame("", (call, frame) => makeFrame(call, withKind(frame, "bool"))),
    duplicated: onFrame("*args, **kwargs", (call, frame) => makeSeries(call, frame.rows, "bool")),
    reset_index: onFrame("level=None, drop=False, inplace=False, **kwargs", resetIndex),
    set_index: onFrame(
      "keys, drop=True, append=False, inplace=False, verify_integrity=False",
      (call, frame) => {
        const key = call.arg("keys");
        const gone = key.kind === "str" && key.value !== null ? [key.value] : textsOf(key);
        return placed(
          call,
          gone === null ? { ...frame, count: call.fresh("columns"), columns: null } : without(frame, gone),
        );
      },
    ),
    transpose: onFrame("*args", (call, frame) =>
      makeFrame(call, { ...frame, rows: frame.count, count: frame.rows, columns: null }),
    ),
    describe: onFrame("percentiles=None, include=None, exclude=None", (call, frame) =>
      table(call, frame, constant(8)),
    ),
    corr: onFrame("method='pearson', min_periods=1, numeric_only=None", (call, frame) =>
      table(call, frame, null),
    ),
    cov: onFrame("min_periods=None, ddof=1, numeric_only=None", (call, frame) => table(call, frame, null)),
    mean: perColumn("float"),
    std: perColumn("float"),
    var: perColumn("float"),
    median: perColumn("float"),
    quantile: perColumn("float"),
    sum: perColumn(null),
    min: perColumn(null),
    max: perColumn(null),
    count: perColumn("int"),
    nunique: perColumn("int"),
    any: perColumn("bool"),
    all: perColumn("bool"),
    iterrows: onFrame("", (call, frame) =>
      call.repeated(
        frame.rows,
        call.tuple([call.int(call.fresh("i")), makeSeries(call, frame.count, frame.dtype)]),
      ),
    ),
    itertuples: onFrame("index=True, name='Pandas'", (call, frame) =>
      call.repeated(frame.rows, rowTuple(call, frame)),
    ),
    keys: onFrame("", (call, frame) =>
      makeIndex(call, frame.count, frame.columns?.map((each) => each.name) ?? null),
    ),
    get: onFrame("key, default=None", frameItem),
    info: silent,
    to_csv: silent,
    to_excel: silent,
    to_pickle: silent,
    hist: drawing,
    boxplot: drawing,
    groupby: drawing,
    rolling: drawing,
  },
  setters: { columns: onFrame("value", renamed) },
  properties: {
    ...indexers,
    values: frameProperty((call, frame) => call.array([frame.rows, frame.count], frame.dtype)),
    T: frameProperty((call, frame) =>
      makeFrame(call, { ...frame, rows: frame.count, count: frame.rows, columns: null }),
    ),
    shape: frameProperty((call, frame) => call.tuple([call.int(frame.rows), call.int(frame.count)])),
    ndim: (call) => call.int(2),
    size: frameProperty((call, frame) =>
      call.machine.domain.multiply(intOf(call, frame.rows), intOf(call, frame.count)),
    ),
    columns: frameProperty((call, frame) =>
      makeIndex(call, frame.count, frame.columns?.map((each) => each.name) ?? null),
    ),
    index: frameProperty((call, frame) => makeIndex(call, frame.rows, null)),
    dtypes: frameProperty((call, frame) => makeSeries(call, frame.count, "object")),
    plot: () => opaque("pandas.plot"),
    style: () => opaque("pandas.style"),
    empty: () => maybe,
  },
});
