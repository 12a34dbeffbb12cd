import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Trace, UpdateTrace } from "../../domains/symbolsTrace";
import { type Anatomy, anatomyOf } from "./anatomy";
import { picksRows } from "./loss";
import { isOptimized } from "./step";
import type { TracedProgram } from "./trace";

/** How many steps more are looked at. */
const more = 2;

/**
 * A program that goes through samples of its own one by one takes its first step from the first of them, and other random
 * numbers for the parameters don't change that: x = (0, 0) with the label 0 hides most mistakes. So its next steps are looked
 * at too, each as if it were the first.
 */
export function laterRounds(traced: TracedProgram, first: Anatomy): Anatomy[] {
  const { trace } = first;
  if (traced.entry.kind !== "module") return [];
  if (first.parameters.some((each) => isOptimized(first, each))) return [];
  const data = first.parameters
    .flatMap(({ gradient }) => [...e.variablesOf(gradient).values()])
    .filter(({ name }) => /^[xyk]/.test(name));
  // Rows of Python's own numbers have no names: each step may be made of another one.
  const isUnnamed = data.length === 0;
  const isPicked = isUnnamed || first.parameters.every(({ update }) => picksRows(trace, update.step));
  if (!isPicked && !isOneOfSeveral(trace, data)) return [];
  const isOwn = isUnnamed || data.some((each) => each.name.startsWith("k") && trace.isExact(each));
  const rounds = isOwn ? Array.from({ length: more }, (_, at) => at + 1) : [];
  const other = isUnnamed ? writtenLabel(trace) : otherLabel(first);
  if (other !== null && !rounds.includes(other)) rounds.push(other);
  const { seed } = trace.options;
  // To the end of an epoch all of them are the same run.
  const epoch = trace.isEpoch ? seenIn(traced.again(seed)) : null;
  const found = rounds.flatMap(
    (round) => roundOf(epoch ?? seenIn(traced.again(seed, round)), first, round) ?? [],
  );
  if (other === null || !trace.branched || epoch !== null) return found;
  // By chance the sample with the other label may be one that has nothing to teach.
  const chances = Array.from({ length: moreChances }, (_, at) => seed + at + 1);
  return [
    ...found,
    ...chances.flatMap((each) => roundOf(seenIn(traced.again(each, other)), first, other) ?? []),
  ];
}

const moreChances = 3;

/** The loss is computed after the step, of what the parameters have become: what comes then is not the next step's. */
function knowsLossAfter({ trace, losses: [loss], parameters }: Anatomy): boolean {
  const own = trace.values.find(({ syntax }) => syntax === loss?.syntax);
  const stepped = new Set(parameters.map(({ update }) => update.after.key));
  return own !== undefined && e.topological(own.node).some(({ key }) => stepped.has(key));
}

/** A step that is made of the numbers of one sample, `np.array(pattern)`, where others have been made arrays, too. */
function isOneOfSeveral(trace: Trace, data: readonly e.VariableNode[]): boolean {
  const sizeOf = (name: string) => trace.variables.get(name)?.shape.join() ?? "";
  const names = new Set(data.map(({ name }) => name));
  const isSample = (each: e.VariableNode) =>
    each.name.startsWith("k") && each.shape.length === 1 && trace.isExact(each);
  const sizes = new Set(data.map(({ name }) => sizeOf(name)));
  return (
    data.every(isSample) &&
    [...trace.variables.keys()].some(
      (name) => name.startsWith("k") && !names.has(name) && sizes.has(sizeOf(name)),
    )
  );
}

/** Labels that are sorted further are not followed. */
const mostRounds = 60;

/** The same of Python's own numbers, which have no names in formulas: by what the program writes down. */
function writtenLabel({ options: { otherLabel: at = null } }: Trace): number | null {
  return at === null || at > mostRounds ? null : at;
}

/**
 * Where a program goes through its samples one by one, and its labels are sorted: after how many steps there is another label than
 * in the first. With 0 as the label nobody sees that it is missing.
 */
function otherLabel({ trace, losses: [loss] }: Anatomy): number | null {
  if (loss === undefined) return null;
  const found = e.topological(loss.node).flatMap((node) => {
    if (node.kind !== "index" || [...trace.namesIn(node.of)].some((name) => !/^[yk]/.test(name))) return [];
    const values = arrays.elements(trace.read(node.of));
    const [rows, ...others] = node.indices;
    const start = typeof rows === "number" ? rows : (rows?.start ?? 0);
    const length = typeof rows === "number" ? 1 : (rows?.length.value ?? 0);
    // One label a sample: `y[i]`, `y[i : i + 10]`, and each of one column.
    const isColumn = values.length === node.of.shape[0]?.value && others.every((each) => each !== null);
    if (!isColumn || length === 0 || !values.every(Number.isInteger)) return [];
    const own = new Set(values.slice(start, start + length));
    const at = values.findIndex((each, place) => place >= start + length && !own.has(each));
    const rounds = Math.floor((at - start) / length);
    return own.size > 1 || at < 0 || rounds > mostRounds ? [] : [rounds];
  });
  return found.length === 0 ? null : Math.max(...found);
}

/** The step after the first, on the same numbers; null where there is none. */
export function nextStep(traced: TracedProgram, first: Anatomy): Anatomy | null {
  return roundOf(seenIn(traced.again(first.trace.options.seed, 1)), first, 1);
}

/** A run, and what it saw: a round of it puts its own in the place. */
interface Seen extends Pick<Trace, "values" | "totals" | "updates"> {
  readonly long: Trace;
}

function seenIn(long: Trace): Seen {
  return { long, values: [...long.values], totals: [...long.totals], updates: [...long.updates] };
}

/** The step number `round` of all parameters, with what they have become by then as new parameters. */
function roundOf({ long, ...seen }: Seen, first: Anatomy, round: number): Anatomy | null {
  const steps = first.parameters.map(({ leaf, update }) => chainOf(seen.updates, leaf, update)[round]);
  const before = first.parameters.map(({ leaf, update }) => chainOf(seen.updates, leaf, update)[round - 1]);
  const own = new Map<string, e.VariableNode>();
  for (const last of before) {
    if (last === undefined) return null;
    own.set(last.after.key, long.leaf("p", long.read(last.after), "parameter"));
  }
  const now = e.substitution(own);
  const updates = steps.flatMap((each): UpdateTrace[] => {
    const leaf = each === undefined ? undefined : own.get(each.before.key);
    if (each === undefined || leaf === undefined) return [];
    return [{ ...each, before: leaf, after: now(each.after), step: now(each.step) }];
  });
  if (updates.length < steps.length) return null;
  // A loss that is computed after more steps is one of the parameters as they are now.
  const last = seen.updates.findLastIndex((each) => steps.includes(each));
  const later = seen.updates
    .slice(last + 1)
    .map((each) => ({ ...each, before: now(each.before), after: now(each.after), step: now(each.step) }));
  // This run is for this step alone: all before it is forgotten.
  const orderOf = (all: typeof steps) => Math.max(...all.map((each) => each?.order ?? 0));
  const start = orderOf(before);
  const ofLoss = knowsLossAfter(first) ? orderOf(steps) : start;
  // But for the numbers that it writes: one of them is the rate.
  const values = seen.values.filter(
    ({ syntax, node }, at) =>
      e.isSingle(node.shape) &&
      (at >= (syntax === first.losses[0]?.syntax ? ofLoss : start) || node.kind === "number"),
  );
  long.values.splice(0, long.values.length, ...values.map((each) => ({ ...each, node: now(each.node) })));
  const totals = seen.totals.filter(({ order }) => order >= start);
  long.totals.splice(0, long.totals.length, ...totals.map((each) => ({ ...each, node: now(each.node) })));
  long.updates.splice(0, long.updates.length, ...updates, ...later);
  const found = anatomyOf(long, updates, [...first.losses, ...first.quiet], true);
  // What the first step knows and this one does not can't be held against each other.
  return found.parameters.length === first.parameters.length ? found : null;
}

/** The steps that one line takes with one parameter, in order. */
function chainOf(
  updates: readonly UpdateTrace[],
  leaf: e.Expression,
  first: UpdateTrace,
): readonly UpdateTrace[] {
  const chain: UpdateTrace[] = [];
  let current = leaf.key;
  for (const update of updates) {
    const [one, other] = [update, first].map(({ site, frame }) => `${frame.module.file}:${site.span.start}`);
    // A sum that starts with the parameter is none of its steps.
    if (update.before.key !== current || one !== other) continue;
    current = update.after.key;
    chain.push(update);
  }
  return chain;
}
