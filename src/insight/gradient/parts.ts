import { batchName } from "../../domains/symbolsUpdates";
import { lastName } from "../../syntax/names";
import type { Argument, Assign, Expression, Module, Parameter } from "../../syntax/tree";
import { hasPlace, walk } from "../../syntax/walk";

/** More samples than this take too long. */
const most = 128;

const known = new WeakMap<Module, number>();

/**
 * How many samples a program counts on that goes through its data part by part, `range(len(X) // 32)` or `np.array_split(rows, 8)`: two
 * such parts of several samples. Of fewer there would be no step, or one of a single sample, which no mean shows in. 0 where it
 * says nothing.
 */
export function samplesInParts(module: Module): number {
  const before = known.get(module);
  if (before !== undefined) return before;
  const numbers = numbersByName(module);
  const numberOf = (node: Expression | null | undefined): number => {
    if (node == null) return 0;
    if (node.kind === "number") return node.type === "int" ? node.value : 0;
    return numbers.get(lastName(node)) ?? 0;
  };
  let length = 0;
  let count = 0;
  const divisors = divisorsIn(module);
  walk(module.body, (part) => {
    if (!hasPlace(part)) return;
    for (const node of [...lengthsIn(part), ...stepsIn(part, divisors)])
      length = Math.max(length, numberOf(node));
    for (const node of countsIn(part)) count = Math.max(count, numberOf(node));
  });
  const found = together(length, count);
  known.set(module, found);
  return found;
}

/** As many as two parts of this length, and as this many parts of one length of three at the least. */
function together(length: number, count: number): number {
  const wanted = Math.max(2 * length, 3 * count);
  const step = Math.max(length, 1);
  for (let samples = wanted; samples <= most && samples > 0; samples++)
    if (samples % step === 0 && samples % Math.max(count, 1) === 0) return samples;
  return wanted <= most ? wanted : 0;
}

/**
 * What a part's length stands in where no more samples than that are no part: `range(len(X) // size)`, `np.split(rows, n // size)`,
 * `rng.choice(n, size)`, `rng.permutation(n).reshape(-1, size)`. A slice ends where the data do.
 */
function lengthsIn(node: Expression): (Expression | undefined)[] {
  if (node.kind !== "call") return [];
  const name = lastName(node.callee);
  const [first, second, third] = node.arguments.filter(({ kind }) => kind === "positional");
  if (name === "range" || name === "arange") return [first, second].flatMap((each) => quotient(each?.value));
  if (name === "choice") return [(second ?? keyword(node.arguments, "size"))?.value];
  if (name === "integers" || name === "randint")
    return [(third ?? keyword(node.arguments, "size"))?.value].filter((each) => each?.kind !== "sequence");
  if (/^(array_)?split$/.test(name)) return quotient(second?.value);
  const isRows = name === "reshape" && node.callee.kind === "attribute" && isDrawn(node.callee.object);
  return isRows && first?.value.kind === "unary" ? [second?.value] : [];
}

/**
 * `range(0, n, k)`, where something is divided by k: of fewer samples it would be no mean. The name of a batch's size is told by
 * itself.
 */
function stepsIn(node: Expression, divisors: ReadonlySet<string>): (Expression | undefined)[] {
  if (node.kind !== "call" || !/^a?range$/.test(lastName(node.callee))) return [];
  const step = node.arguments.filter(({ kind }) => kind === "positional")[2]?.value;
  const name = step === undefined ? "" : lastName(step);
  return divisors.has(name) && !batchName.test(name) ? [step] : [];
}

/** Names by which something is divided. */
function divisorsIn({ body }: Module): ReadonlySet<string> {
  const found = new Set<string>();
  walk(body, (part) => {
    if (!hasPlace(part)) return;
    if (part.kind === "binary" && part.operator === "/") found.add(lastName(part.right));
  });
  found.delete("");
  return found;
}

/** In how many parts: `np.array_split(rows, 8)`, `rows[k::8]`. */
function countsIn(node: Expression): (Expression | undefined)[] {
  if (node.kind === "slice") return node.start?.kind === "name" && node.step !== null ? [node.step] : [];
  if (node.kind !== "call" || !/^(array_)?split$/.test(lastName(node.callee))) return [];
  const second = node.arguments.filter(({ kind }) => kind === "positional")[1]?.value;
  return second?.kind === "number" || second?.kind === "name" || second?.kind === "attribute" ? [second] : [];
}

function quotient(node: Expression | undefined): Expression[] {
  if (node?.kind !== "binary") return [];
  return node.operator === "//" || node.operator === "/" ? [node.right] : [];
}

function isDrawn(node: Expression): boolean {
  return node.kind === "call" && lastName(node.callee) === "permutation";
}

function keyword(all: readonly Argument[], name: string): Argument | undefined {
  return all.find((each) => each.kind === "keyword" && each.name === name);
}

/** Whole numbers that have a name: set, as a default, or handed over under it. The smallest of each name. */
function numbersByName({ body }: Module): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const note = (name: string, node: Expression | null) => {
    if (name === "" || node?.kind !== "number" || node.type !== "int") return;
    found.set(name, Math.min(node.value, found.get(name) ?? node.value));
  };
  walk(body, (part) => {
    if (!isNaming(part)) return;
    if (part.kind === "assign") for (const target of part.targets) note(lastName(target), part.value);
    if (part.kind === "plain") note(part.name, part.default);
    if (part.kind === "keyword") note(part.name ?? "", part.value);
  });
  return found;
}

function isNaming(part: object): part is Assign | Parameter | Argument {
  return "kind" in part && (part.kind === "assign" || part.kind === "plain" || part.kind === "keyword");
}
