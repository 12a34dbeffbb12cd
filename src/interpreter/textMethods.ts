import { textOf } from "./contents";
import type { Machine } from "./machine";
import {
  bool,
  type CallArguments,
  type Datum,
  maybe,
  type Site,
  type StrValue,
  someText,
  str,
  type Value,
} from "./value";

type Body<D extends Datum> = (args: CallArguments<D>, site: Site<D>) => Value<D>;

const changes: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
  lstrip: (text) => text.trimStart(),
  rstrip: (text) => text.trimEnd(),
  title: (text) => text.replace(/\b\w/g, (letter) => letter.toUpperCase()),
  capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase(),
};

const tests: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  startswith: (text, other) => text.startsWith(other),
  endswith: (text, other) => text.endsWith(other),
};

const predicates = new Set([
  "isdigit",
  "isalpha",
  "isnumeric",
  "isalnum",
  "isupper",
  "islower",
  "isspace",
  "isdecimal",
]);
const texts = new Set([
  "center",
  "ljust",
  "rjust",
  "zfill",
  "encode",
  "decode",
  "replace",
  "format",
  "translate",
  "casefold",
  "swapcase",
  "expandtabs",
  "format_map",
]);

/** A method of a string: followed where the text is known. */
export function textMethod<D extends Datum>(
  machine: Machine<D>,
  text: StrValue,
  name: string,
): Body<D> | null {
  const change = changes[name];
  if (change !== undefined) {
    return (args) => str(text.value === null || args.positional.length > 0 ? null : change(text.value));
  }
  const test = tests[name];
  if (test !== undefined) {
    return (args) => {
      const [other] = args.positional;
      return other?.kind === "str" && other.value !== null && text.value !== null
        ? bool(test(text.value, other.value))
        : maybe;
    };
  }
  if (predicates.has(name)) return () => maybe;
  if (name === "format") return (args) => formatted(machine, text, args);
  if (name === "replace") return (args) => replaced(text, args);
  if (texts.has(name)) return () => someText;
  switch (name) {
    case "join":
      return (args, site) => joined(machine, text, args, site);
    case "split":
    case "rsplit":
    case "splitlines":
      return (args, site) => split(machine, text, args, name, site);
    case "find":
    case "index":
    case "count":
    case "rfind":
      return (_args, site) => machine.domain.someInt("i", site);
    default:
      return null;
  }
}

function replaced<D extends Datum>(text: StrValue, args: CallArguments<D>): Value<D> {
  const [from, to] = args.positional;
  const known =
    text.value !== null &&
    from?.kind === "str" &&
    from.value !== null &&
    to?.kind === "str" &&
    to.value !== null;
  return str(known ? (text.value ?? "").replaceAll(from.value ?? "", to.value ?? "") : null);
}

/** Only the plain `{}` and `{0}` are filled in. */
function formatted<D extends Datum>(machine: Machine<D>, text: StrValue, args: CallArguments<D>): Value<D> {
  if (text.value === null) return someText;
  const values = args.positional.map((each) => textOf(machine, each));
  let next = 0;
  let lost = false;
  const whole = text.value.replace(/\{([^{}]*)\}/g, (_, field: string) => {
    const position = field === "" ? next++ : /^\d+$/.test(field) ? Number(field) : -1;
    const value = values[position];
    if (value === undefined || value === null) lost = true;
    return value ?? "";
  });
  return str(lost ? null : whole);
}

function joined<D extends Datum>(
  machine: Machine<D>,
  text: StrValue,
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> {
  const [items] = args.positional;
  const iteration = items === undefined ? null : machine.iterate(items, site);
  if (text.value === null || iteration?.count == null || iteration.count > 100) return someText;
  const parts: string[] = [];
  for (let index = 0; index < iteration.count; index++) {
    const part = iteration.at(index);
    if (part.kind !== "str" || part.value === null) return someText;
    parts.push(part.value);
  }
  return str(parts.join(text.value));
}

function split<D extends Datum>(
  machine: Machine<D>,
  text: StrValue,
  args: CallArguments<D>,
  name: string,
  site: Site<D>,
): Value<D> {
  const [separator] = args.positional;
  const plain = args.positional.length <= 1 && args.keywords.size === 0;
  if (
    text.value !== null &&
    plain &&
    (separator === undefined || (separator.kind === "str" && separator.value !== null))
  ) {
    const parts =
      separator === undefined || separator.kind !== "str" || separator.value === null
        ? name === "splitlines"
          ? text.value.split("\n")
          : text.value.trim().split(/\s+/)
        : text.value.split(separator.value);
    return machine.list(parts.map((each) => str(each)));
  }
  return machine.listOf({ kind: "repeated", length: machine.domain.someInt("k", site), item: someText });
}
