import type { Machine } from "./machine";
import { cell } from "./state";
import {
  type BuiltinValue,
  type ClassValue,
  type Datum,
  type Items,
  none,
  type Site,
  someText,
  type Value,
} from "./value";
import { Members } from "./watch";

/** An open file: its text is not known, but it is text, line by line; of a binary one, not even that. */
export function openFile<D extends Datum>(
  machine: Machine<D>,
  path: Value<D> | undefined,
  mode: Value<D> | undefined,
  site: Site<D>,
): Value<D> {
  const isBinary = mode?.kind === "str" && mode.value?.includes("b") === true;
  const read = (at: Site<D>): Value<D> =>
    isBinary ? machine.unknown("not-supported", ["bytes"], at) : someText;
  const lines = (): Items<D> => ({
    kind: "repeated",
    length: machine.domain.someInt("lines", site),
    item: someText,
  });
  const member = (call: BuiltinValue<D>["call"]) =>
    cell<D, Value<D>>({ kind: "builtin", name: "file", call });
  const type: ClassValue<D> = {
    kind: "class",
    name: "file",
    bases: [],
    definition: null,
    attributes: new Members([
      ["read", member((_args, at) => read(at))],
      ["readline", member((_args, at) => read(at))],
      ["readlines", member(() => machine.listOf(lines()))],
      ["__iter__", member(() => machine.listOf(lines()))],
      ["__enter__", member((args) => args.positional[0] ?? none)],
      ["write", member(() => none)],
      ["writelines", member(() => none)],
      ["close", member(() => none)],
      ["flush", member(() => none)],
      ["seek", member(() => none)],
      ["tell", member((_args, at) => machine.domain.someInt("at", at))],
    ]),
  };
  const file = machine.instance(type);
  const named = path?.kind === "instance" ? path.attributes.get("__path__")?.value : path;
  // What is saved to a file and loaded from it goes by its path.
  if (named?.kind === "str") machine.setAttribute(file, "__path__", named);
  return file;
}
