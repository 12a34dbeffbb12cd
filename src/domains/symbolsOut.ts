import * as e from "../algebra/expression";
import type { Site, Value } from "../interpreter/value";
import { valueRows } from "../numpy/values";
import type { TracedArray } from "../numpy/valuesOperand";
import type { SymbolDomain } from "./symbols";
import type { Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** Calls a function of NumPy, which may be given the array that its result goes into: `np.maximum(z, 0, out=h)`, `np.exp(z, z)`. */
export function calledInto(
  domain: SymbolDomain,
  name: string,
  positional: readonly Made[],
  keywords: ReadonlyMap<string, Made>,
  site: Site<Traced>,
): Made {
  const known = (valueRows.get(name)?.parameters ?? "").split(" ").filter((each) => each !== "");
  const isLast = positional.length === known.length + 1 && known.at(-1)?.startsWith("*") !== true;
  const given = isLast ? positional.at(-1) : keywords.get("out");
  const out = given?.kind === "tuple" && given.content.kind === "items" ? given.content.items[0] : given;
  if (known.includes("out") || out?.kind !== "datum" || out.value.kind !== "array")
    return domain.apply(name, positional, keywords, site);
  const others = new Map([...keywords].filter(([each]) => each !== "out"));
  const made = domain.apply(name, isLast ? positional.slice(0, -1) : positional, others, site);
  return put(domain, out, out.value, made);
}

function put({ trace }: SymbolDomain, out: Traced, array: TracedArray, made: Made): Made {
  if (
    made.kind === "datum" &&
    made.value.kind === "array" &&
    e.sameShape(made.value.node.shape, array.node.shape)
  ) {
    array.write(made.value.node);
    return out;
  }
  trace.blur(array);
  return made;
}
