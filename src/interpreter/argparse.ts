import type { Machine } from "./machine";
import { cell } from "./state";
import {
  type BuiltinValue,
  type CallArguments,
  type ClassValue,
  type Datum,
  type InstanceValue,
  no,
  none,
  type Site,
  tuple,
  type Value,
  yes,
} from "./value";
import { Members } from "./watch";

/** `argparse`: a script that is started without arguments gets the defaults. */
export function argumentParser<D extends Datum>(machine: Machine<D>): BuiltinValue<D>["call"] {
  const namespaceType: ClassValue<D> = {
    kind: "class",
    name: "Namespace",
    bases: [],
    attributes: new Members(),
    definition: null,
  };
  const type = parserClass(machine, namespaceType);
  return () => {
    const parser = machine.instance(type);
    machine.setAttribute(parser, "__namespace__", machine.instance(namespaceType));
    return parser;
  };
}

function parserClass<D extends Datum>(machine: Machine<D>, namespaceType: ClassValue<D>): ClassValue<D> {
  const member = (call: BuiltinValue<D>["call"]) =>
    cell<D, Value<D>>({ kind: "builtin", name: "ArgumentParser", call });
  const namespace = (self: Value<D> | undefined): InstanceValue<D> => {
    const found = self?.kind === "instance" ? self.attributes.get("__namespace__")?.value : undefined;
    return found?.kind === "instance" ? found : machine.instance(namespaceType);
  };
  const itself = member((args) => args.positional[0] ?? none);
  return {
    kind: "class",
    name: "ArgumentParser",
    bases: [],
    definition: null,
    attributes: new Members([
      [
        "add_argument",
        member((args, site) => {
          const [self, ...names] = args.positional;
          const name = argumentName(names, args);
          if (name !== null)
            machine.setAttribute(
              namespace(self),
              name,
              defaultOf(names, args, site) ?? machine.unknown("unknown-argument", ["argparse", name], site),
            );
          return none;
        }),
      ],
      [
        "set_defaults",
        member((args) => {
          for (const [name, value] of args.keywords)
            machine.setAttribute(namespace(args.positional[0]), name, value);
          return none;
        }),
      ],
      ["parse_args", member((args) => namespace(args.positional[0]))],
      ["parse_known_args", member((args) => tuple<D>([namespace(args.positional[0]), machine.list([])]))],
      ["add_argument_group", itself],
      ["add_mutually_exclusive_group", itself],
      ["print_help", member(() => none)],
    ]),
  };
}

/** `"-b", "--batch-size"` is `batch_size`. */
function argumentName<D extends Datum>(names: readonly Value<D>[], args: CallArguments<D>): string | null {
  const stated = args.keywords.get("dest");
  const texts = [...(stated === undefined ? names : [stated])].flatMap((each) =>
    each.kind === "str" && each.value !== null ? [each.value] : [],
  );
  const best = texts.find((each) => each.startsWith("--")) ?? texts[0];
  return best === undefined ? null : best.replace(/^-+/, "").replaceAll("-", "_");
}

/** null: it must be given, so that nothing is known of it. */
function defaultOf<D extends Datum>(
  names: readonly Value<D>[],
  args: CallArguments<D>,
  site: Site<D>,
): Value<D> | null {
  const action = args.keywords.get("action");
  const verb = action?.kind === "str" ? action.value : null;
  const stated = args.keywords.get("default");
  if (stated !== undefined) {
    // A default that is written as a string is converted; a number is taken as it stands.
    const convert = args.keywords.get("type");
    return stated.kind === "str" && convert?.kind === "builtin"
      ? convert.call({ positional: [stated], keywords: new Map(), spread: false }, site)
      : stated;
  }
  if (verb === "store_true") return no;
  if (verb === "store_false") return yes;
  const [first] = names;
  const optional = first?.kind === "str" && first.value?.startsWith("-") === true;
  return optional ? none : null;
}
