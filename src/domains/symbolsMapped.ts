import type { Machine } from "../interpreter/machine";
import { type CallArguments, none, type Site, tuple, unknown, type Value } from "../interpreter/value";
import type { SymbolDomain } from "./symbols";
import { shapeOf } from "./symbolsIteration";
import type { Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** More calls than this are not made. */
const mostCalls = 400;

/** `np.apply_along_axis(f, 1, X)` and `np.vectorize(f)(X)`: a function of the program, called line by line or number by number. */
export function mappedBy(member: string, domain: SymbolDomain): Made | null {
  const name = `numpy.${member}`;
  if (member === "apply_along_axis")
    return { kind: "builtin", name, call: (args, site) => alongAxis(domain, name, args, site) };
  if (member === "piecewise")
    return { kind: "builtin", name, call: (args, site) => inPieces(domain, name, args, site) };
  if (member !== "vectorize") return null;
  return {
    kind: "builtin",
    name,
    call: ({ positional: [f = none] }) => ({
      kind: "builtin",
      name,
      call: (args, site) => oneByOne(domain, name, f, args, site),
    }),
  };
}

function alongAxis(
  domain: SymbolDomain,
  name: string,
  { positional: [f = none, at = none, array = none, ...more], keywords }: CallArguments<Traced>,
  site: Site<Traced>,
): Made {
  const { machine } = domain;
  const shape = shapeOf(array);
  const given = at.kind === "datum" ? domain.integer(at) : null;
  const axis = given !== null && given < 0 ? given + (shape?.length ?? 0) : given;
  if (machine === null || shape === null || axis === null || keywords.size > 0)
    return unknown("not-supported", [name]);
  if (shape.length === 1) return machine.apply(f, [array, ...more], site);
  const count = shape[1 - axis] ?? 0;
  if (shape.length !== 2 || count > mostCalls) return unknown("not-supported", [name]);
  const lines = axis === 1 ? array : domain.apply("ndarray.T", [array], new Map(), site);
  const made = called(domain, machine, f, lines, count, more, site);
  const isLine = made.kind === "datum" && (shapeOf(made)?.length ?? 0) > 1;
  return axis === 0 && isLine ? domain.apply("ndarray.T", [made], new Map(), site) : made;
}

/** `np.piecewise(x, conditions, functions)`: each function is asked for all numbers, and counts where its condition holds. */
function inPieces(
  domain: SymbolDomain,
  name: string,
  {
    positional: [array = none, conditions = none, functions = none, ...more],
    keywords,
  }: CallArguments<Traced>,
  site: Site<Traced>,
): Made {
  const { machine } = domain;
  const [tests, pieces] = [conditions, functions].map(itemsOf);
  const count = tests?.length ?? 0;
  const isOneEach = pieces?.length === count || pieces?.length === count + 1;
  if (machine === null || tests == null || pieces == null || !isOneEach || more.length + keywords.size > 0)
    return unknown("not-supported", [name]);
  const pieceOf = (piece: Made) => (piece.kind === "datum" ? piece : machine.apply(piece, [array], site));
  const last = pieces[count];
  // Of conditions that overlap the last one counts.
  return tests.reduce<Made>(
    (rest, test, at) =>
      domain.apply("numpy.where", [test, pieceOf(pieces[at] ?? none), rest], new Map(), site),
    last === undefined ? domain.apply("numpy.zeros_like", [array], new Map(), site) : pieceOf(last),
  );
}

function itemsOf(value: Made): readonly Made[] | null {
  const content = value.kind === "tuple" ? value.content : value.kind === "list" ? value.cell.value : null;
  return content?.kind === "items" ? content.items : null;
}

/** Of one array; numbers beside it are the same for all. */
function oneByOne(
  domain: SymbolDomain,
  name: string,
  f: Made,
  { positional, keywords }: CallArguments<Traced>,
  site: Site<Traced>,
): Made {
  const { machine } = domain;
  const [array = none, ...more] = positional;
  const shape = shapeOf(array);
  if (machine === null || keywords.size > 0 || more.some((each) => (shapeOf(each)?.length ?? 0) > 0))
    return unknown("not-supported", [name]);
  if (shape === null || shape.length === 0) return machine.apply(f, positional, site);
  const count = shape.reduce((product, size) => product * size, 1);
  if (count > mostCalls) return unknown("not-supported", [name]);
  const numbers = domain.apply("numpy.ravel", [array], new Map(), site);
  const made = called(domain, machine, f, numbers, count, more, site);
  const sizes = tuple(shape.map((size) => domain.int(size)));
  return domain.apply("numpy.reshape", [made, sizes], new Map(), site);
}

function called(
  domain: SymbolDomain,
  machine: Machine<Traced>,
  f: Made,
  lines: Made,
  count: number,
  more: readonly Made[],
  site: Site<Traced>,
): Made {
  const results = Array.from({ length: count }, (_, at) => {
    const line = lines.kind === "datum" ? domain.subscript(lines, domain.int(at), site) : lines;
    return machine.apply(f, [line, ...more], site);
  });
  return domain.apply("numpy.array", [tuple(results)], new Map(), site);
}
