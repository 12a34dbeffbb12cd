import type { ArrayValue, DtypeKind, Shape } from "../algebra/abstract";
import { broadcastAll } from "../algebra/shape";
import { constant } from "../algebra/size";
import type { Call } from "./call";
import { asArray } from "./conversion";
import { makeArray } from "./elements";
import type { Operation } from "./operation";
import { row } from "./row";
import { clash, mismatch } from "./ufunc";

// `np.char`: functions of texts, element by element.

/** A result of one kind in the shape that the arguments broadcast to. */
function each(kind: DtypeKind, parameters: readonly string[], last: readonly number[] = []) {
  return (call: Call): ArrayValue => {
    const given = parameters.filter((parameter) => call.given(parameter));
    const shapes = given.map((parameter) => call.withShape(asArray(call.need(parameter))).shape);
    const common = broadcastAll(shapes) ?? refused(call, shapes);
    const integer = kind === "int" && common.length === 0 ? call.fresh("k") : undefined;
    return makeArray([...common, ...last.map((size) => constant(size))], kind, null, { integer });
  };
}

/** Comparisons are ufuncs, the others broadcast by themselves. */
function refused(call: Call, shapes: readonly Shape[]): never {
  return /equal|greater|less/.test(call.shortName) ? clash(shapes) : mismatch(shapes);
}

const names = (signature: string) => signature.split(/,\s*/).map((part) => part.replace(/=.*/, ""));

const textRows = (kind: DtypeKind, signatures: Readonly<Record<string, string>>): Operation[] =>
  Object.entries(signatures).map(([name, signature]) =>
    row(`numpy.char.${name}`, signature, each(kind, names(signature))),
  );

const same = (parameters: string, ...list: readonly string[]): Record<string, string> =>
  Object.fromEntries(list.map((name) => [name, parameters]));

export const texts: readonly Operation[] = [
  ...textRows("str", {
    ...same("a", "capitalize", "lower", "upper", "title", "swapcase"),
    ...same("a, chars=None", "strip", "lstrip", "rstrip"),
    ...same("a, width, fillchar=' '", "center", "ljust", "rjust"),
    add: "x1, x2",
    multiply: "a, i",
    join: "sep, seq",
    zfill: "a, width",
    expandtabs: "a, tabsize=8",
    replace: "a, old, new, count=None",
  }),
  ...textRows("int", {
    ...same("a, sub, start=0, end=None", "count", "find", "rfind"),
    str_len: "a",
  }),
  ...textRows("bool", {
    ...same(
      "a",
      "isalnum",
      "isalpha",
      "isdigit",
      "islower",
      "isspace",
      "istitle",
      "isupper",
      "isnumeric",
      "isdecimal",
    ),
    startswith: "a, prefix, start=0, end=None",
    endswith: "a, suffix, start=0, end=None",
    ...same("x1, x2", "equal", "not_equal", "greater", "greater_equal", "less", "less_equal"),
  }),
  ...["split", "rsplit"].map((name) =>
    row(`numpy.char.${name}`, "a, sep=None, maxsplit=None", each("object", ["a"])),
  ),
  row("numpy.char.splitlines", "a, keepends=None", each("object", ["a"])),
  ...["partition", "rpartition"].map((name) =>
    row(`numpy.char.${name}`, "a, sep", each("str", ["a", "sep"], [3])),
  ),
];
