import { constant, multiply, type Size, symbol } from "../../algebra/size";
import { cell } from "../../interpreter/state";
import { type ClassValue, maybe, none, tuple } from "../../interpreter/value";
import { Members } from "../../interpreter/watch";
import { toAbstract } from "./convert";
import {
  contentOf,
  datum,
  intDatum,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeMachine,
  type ShapeSite,
  type ShapeValue,
} from "./datum";

/** `np.nditer`, `np.ndenumerate`, `np.ndindex`: they go through the elements of an array. */
export function iterationFunction(machine: ShapeMachine, full: string): ShapeValue | null {
  const builtin = (call: ShapeBuiltin["call"]): ShapeBuiltin => ({ kind: "builtin", name: full, call });
  switch (full) {
    case "numpy.nditer":
      return builtin((args, site) => nditer(machine, args.positional[0] ?? none, site));
    case "numpy.ndenumerate":
      return builtin((args, site) => {
        const shape = shapeOf(machine, args.positional[0] ?? none);
        if (shape === null) return machine.unknown("unknown-argument", [full, "arr"], site);
        return sequence(machine, shape, tuple<ShapeDatum>([indices(machine, shape, site), element()]));
      });
    case "numpy.ndindex":
      return builtin((args, site) => {
        const parts =
          args.positional.length === 1
            ? args.positional[0]
            : { kind: "tuple" as const, content: { kind: "items" as const, items: args.positional } };
        const iteration = machine.iterate(parts ?? none, site);
        const count = iteration?.count ?? null;
        if (iteration === null || count === null) {
          return args.positional.length === 1 && args.positional[0]?.kind === "datum"
            ? sequence(machine, [constant(1)], tuple<ShapeDatum>([machine.domain.someInt("i", site)]))
            : machine.unknown("unknown-argument", [full, "shape"], site);
        }
        const shape = Array.from({ length: count }, (_, axis) => sizeAt(machine, iteration.at(axis)));
        return sequence(machine, shape, indices(machine, shape, site));
      });
    default:
      return null;
  }
}

function sizeAt(machine: ShapeMachine, value: ShapeValue): Size {
  const number = machine.integer(value);
  return number === null ? symbol("k") : constant(number);
}

function shapeOf(machine: ShapeMachine, value: ShapeValue): readonly Size[] | null {
  const array = toAbstract(value, machine);
  return array.kind === "array" ? array.shape : null;
}

function element(): ShapeValue {
  return datum({ kind: "array", shape: [], dtype: "unknown", scalar: true });
}

function indices(machine: ShapeMachine, shape: readonly Size[], site: ShapeSite): ShapeValue {
  return tuple<ShapeDatum>(shape.map((_, axis) => machine.domain.someInt(`i${axis}`, site)));
}

function product(shape: readonly Size[]): Size {
  return shape.reduce(multiply, constant(1));
}

/** As many of the same as the array has elements. */
function sequence(machine: ShapeMachine, shape: readonly Size[], item: ShapeValue): ShapeValue {
  const length = intDatum(product(shape));
  return machine.iterator({
    length,
    count: machine.domain.integer(length),
    at: () => item,
    any: () => item,
    distinct: false,
    uniform: true,
  });
}

const types = new WeakMap<ShapeMachine, ClassValue<ShapeDatum>>();

function nditer(machine: ShapeMachine, source: ShapeValue, site: ShapeSite): ShapeValue {
  const shape = shapeOf(machine, source);
  if (shape === null)
    return source.kind === "unknown"
      ? source
      : machine.unknown("unknown-argument", ["numpy.nditer", "op"], site);
  let type = types.get(machine);
  if (type === undefined) {
    type = nditerClass(machine);
    types.set(machine, type);
  }
  const made = machine.instance(type);
  machine.setAttribute(made, "shape", tuple<ShapeDatum>(shape.map(intDatum)));
  machine.setAttribute(made, "multi_index", indices(machine, shape, site));
  machine.setAttribute(made, "index", machine.domain.someInt("i", site));
  machine.setAttribute(made, "iterindex", machine.domain.someInt("i", site));
  machine.setAttribute(made, "itersize", intDatum(product(shape)));
  machine.setAttribute(made, "ndim", intDatum(constant(shape.length)));
  machine.setAttribute(made, "finished", maybe);
  return made;
}

function nditerClass(machine: ShapeMachine): ClassValue<ShapeDatum> {
  const member = (call: ShapeBuiltin["call"]) =>
    cell<ShapeDatum, ShapeValue>({ kind: "builtin", name: "nditer", call });
  const zeroDim: ShapeValue = datum({ kind: "array", shape: [], dtype: "float" });
  return {
    kind: "class",
    name: "nditer",
    bases: [],
    definition: null,
    attributes: new Members([
      ["iternext", member(() => maybe)],
      ["__getitem__", member(() => zeroDim)],
      [
        "__iter__",
        member((args) => {
          const [self] = args.positional;
          const stored = self?.kind === "instance" ? self.attributes.get("shape")?.value : undefined;
          const items =
            stored?.kind === "tuple" && stored.content.kind === "items" ? stored.content.items : [];
          const sizes = items.flatMap((each) => {
            const content = each.kind === "datum" ? contentOf(each) : null;
            return content?.kind === "int" ? [content.size] : [];
          });
          return sequence(machine, sizes, zeroDim);
        }),
      ],
    ]),
  };
}
