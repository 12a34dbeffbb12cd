import type { Machine } from "../interpreter/machine";
import { cell } from "../interpreter/state";
import {
  type BuiltinValue,
  bool,
  type ClassValue,
  type InstanceValue,
  none,
  type Site,
  tuple,
  unknown,
  type Value,
} from "../interpreter/value";
import { Members } from "../interpreter/watch";
import { getItem } from "../numpy/valuesIndexing";
import { numbersOf, type Operand, TracedArray } from "../numpy/valuesOperand";
import type { SymbolDomain } from "./symbols";
import { datum, type Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** More elements than this are not gone through one by one. */
const mostElements = 2000;

/** `np.nditer(a)`, `np.ndenumerate(a)` and `np.ndindex(a.shape)`: the places of an array's elements, in order. */
export function placesOf(member: string, domain: SymbolDomain): Made | null {
  if (member === "nditer") return elementsOf(domain);
  if (member !== "ndenumerate" && member !== "ndindex") return null;
  const name = `numpy.${member}`;
  return {
    kind: "builtin",
    name,
    call: (args, site) => {
      const [first = none] = args.positional;
      const shape = member === "ndindex" ? sizesIn(args.positional, domain) : shapeOf(first);
      if (shape === null || shape.reduce((product, size) => product * size, 1) > mostElements)
        return unknown("unknown-argument", [name]);
      return tuple(
        indices(shape).map((at) => {
          const index: Made = tuple(at.map((each) => domain.int(each)));
          return member === "ndindex" ? index : tuple([index, elementOf(first, index, domain, site)]);
        }),
      );
    },
  };
}

export function shapeOf(value: Made): readonly number[] | null {
  return value.kind === "datum" && value.value.kind === "array" ? numbersOf(value.value.node.shape) : null;
}

/** `ndindex(2, 3)` and `ndindex((2, 3))` */
function sizesIn(positional: readonly Made[], domain: SymbolDomain): readonly number[] | null {
  const [first] = positional;
  const content = first?.kind === "tuple" ? first.content : null;
  const parts = content?.kind === "items" ? content.items : positional;
  const sizes = parts.map((each) => (each.kind === "datum" ? domain.integer(each) : null));
  return sizes.every((size) => size !== null) ? sizes : null;
}

function indices(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (all, size) => all.flatMap((at) => Array.from({ length: size }, (_, each) => [...at, each])),
    [[]],
  );
}

function elementOf(array: Made, index: Made, domain: SymbolDomain, site: Site<Traced>): Made {
  return array.kind === "datum" ? domain.subscript(array, index, site) : array;
}

const types = new WeakMap<SymbolDomain, ClassValue<Traced>>();

/** `it = np.nditer(a, flags=["multi_index"])`: goes through an array's elements, by itself or in a `for`. */
function elementsOf(domain: SymbolDomain): Made {
  const name = "numpy.nditer";
  const call: BuiltinValue<Traced>["call"] = ({ positional: [first = none] }) => {
    const { machine } = domain;
    const shape = shapeOf(first);
    const count = shape?.reduce((product, size) => product * size, 1) ?? 0;
    if (machine === null || shape === null || count > mostElements)
      return unknown("unknown-argument", [name]);
    const type = types.get(domain) ?? iteratorClass(domain, machine);
    types.set(domain, type);
    const made = machine.instance(type);
    machine.setAttribute(made, "operand", first);
    goTo(domain, machine, made, 0);
    return made;
  };
  return { kind: "builtin", name, call };
}

function goTo(
  domain: SymbolDomain,
  machine: Machine<Traced>,
  made: InstanceValue<Traced>,
  place: number,
): void {
  const all = indices(shapeOf(attributeOf(made, "operand")) ?? []);
  const at = all[place];
  machine.setAttribute(made, "iterindex", domain.int(place));
  machine.setAttribute(made, "finished", bool(at === undefined));
  if (at !== undefined) machine.setAttribute(made, "multi_index", tuple(at.map((each) => domain.int(each))));
}

function attributeOf(made: InstanceValue<Traced>, name: string): Made {
  return made.attributes.get(name)?.value ?? none;
}

/** An element that is written through: `x[...] = 2 * x`. */
function viewAt(domain: SymbolDomain, array: Made, index: readonly number[]): Made {
  if (array.kind !== "datum" || array.value.kind !== "array") return none;
  const items = index.map((value): Operand => ({ kind: "int", value }));
  const view = getItem(array.value, { kind: "sequence", type: "tuple", items }, domain.trace);
  return view instanceof TracedArray ? datum(view) : none;
}

function iteratorClass(domain: SymbolDomain, machine: Machine<Traced>): ClassValue<Traced> {
  const member = (of: (self: InstanceValue<Traced>) => Made) =>
    cell<Traced, Made>({
      kind: "builtin",
      name: "nditer",
      call: ({ positional: [self] }) => (self?.kind === "instance" ? of(self) : none),
    });
  const placeOf = (self: InstanceValue<Traced>) => {
    const place = attributeOf(self, "iterindex");
    return place.kind === "datum" ? (domain.integer(place) ?? 0) : 0;
  };
  const allOf = (self: InstanceValue<Traced>) => indices(shapeOf(attributeOf(self, "operand")) ?? []);
  return {
    kind: "class",
    name: "nditer",
    bases: [],
    definition: null,
    attributes: new Members([
      [
        "iternext",
        member((self) => {
          goTo(domain, machine, self, placeOf(self) + 1);
          return bool(placeOf(self) < allOf(self).length);
        }),
      ],
      [
        "__getitem__",
        member((self) => viewAt(domain, attributeOf(self, "operand"), allOf(self)[placeOf(self)] ?? [])),
      ],
      [
        "__iter__",
        member((self) => tuple(allOf(self).map((at) => viewAt(domain, attributeOf(self, "operand"), at)))),
      ],
      ["__enter__", member((self) => self)],
      ["__exit__", member(() => none)],
    ]),
  };
}
