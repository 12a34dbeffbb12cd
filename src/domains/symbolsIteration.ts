import { none, type Site, tuple, unknown, type Value } from "../interpreter/value";
import { numbersOf } from "../numpy/valuesOperand";
import type { SymbolDomain } from "./symbols";
import type { Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** More elements than this are not gone through one by one. */
const mostElements = 2000;

/** `np.ndenumerate(a)` and `np.ndindex(a.shape)`: the places of an array's elements, in order. */
export function placesOf(member: string, domain: SymbolDomain): Made | null {
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

function shapeOf(value: Made): readonly number[] | null {
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
