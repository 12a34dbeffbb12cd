import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import { constant } from "../../algebra/size";
import type { Trace } from "../../domains/symbolsTrace";
import { splitLoss, summands } from "./lossTerms";
import type { Support } from "./support";

/** How the share of some samples is weighed: as their mean, or as what they add to the whole. */
export type Share = "mean" | "sum";

const shares: readonly Share[] = ["mean", "sum"];

/** The samples that a step is made of, among all that there are. */
interface Samples {
  readonly count: number;
  readonly chosen: ReadonlySet<number>;
}

/**
 * What some samples add to a loss of all of them: the loss that a step of just these samples goes down. Its penalties stay
 * whole. None where the loss is no sum over the samples.
 */
export function sharesOfLoss(
  trace: Trace,
  loss: e.Expression,
  wanted: Support,
  own: Support,
  supportOf: (node: e.Expression) => Support,
): readonly { readonly share: Share; readonly node: e.Expression; readonly stepSamples: number }[] {
  const samples = samplesOf(trace, wanted, own);
  if (samples === null) return [];
  const { data, penalties } = splitLoss(trace, loss);
  const rest = new Set(Array.from({ length: samples.count }, (_, at) => at));
  for (const at of samples.chosen) rest.delete(at);
  const terms = termsOf(trace, data, samples, supportOf);
  const part = onlySamples(trace, terms, samples);
  const other = onlySamples(trace, terms, { ...samples, chosen: rest });
  const [all, one, two] = [data, part, other].map((node) => arrays.item(trace.read(node)));
  if (all === undefined || one === undefined || two === undefined) return [];
  if (!(Math.abs(all - one - two) <= 1e-9 * (Math.abs(one) + Math.abs(two) + 1))) return [];
  return shares.map((share) => {
    const weight = share === "mean" ? samples.count / samples.chosen.size : 1;
    const node = penalties.reduce((sum, each) => e.add(sum, each), e.times(e.number(weight), part));
    return { share, node, stepSamples: samples.chosen.size };
  });
}

/** Where the loss looks at more samples than the step, and at the same ones in features and labels. */
function samplesOf(trace: Trace, wanted: Support, own: Support): Samples | null {
  let count: number | null = null;
  const chosen = new Set<number>();
  for (const [name, pattern] of wanted) {
    if (!pattern.includes("1")) continue;
    const whole = own.get(name);
    if (whole === undefined || whole === pattern) continue;
    const axis = sampleAxis(trace, name, pattern, count);
    if (axis === null) return null;
    count = axis.count;
    for (const at of axis.chosen) chosen.add(at);
  }
  return count === null || chosen.size === 0 || chosen.size >= count ? null : { count, chosen };
}

/** The axis along which only some elements take part. */
function sampleAxis(trace: Trace, name: string, pattern: string, count: number | null): Samples | null {
  const shape = trace.variables.get(name)?.shape ?? [];
  const axes = shape.flatMap((size, axis): Samples[] => {
    const inner = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
    const chosen = new Set<number>();
    for (const [at, mark] of Array.from(pattern).entries())
      if (mark === "1") chosen.add(Math.floor(at / inner) % size);
    const isPart = chosen.size < size && (count === null || count === size);
    return isPart ? [{ count: size, chosen }] : [];
  });
  // A feature that is zero everywhere hides a column: the samples are the axis of which most is left out.
  return axes.toSorted((a, b) => a.chosen.size / a.count - b.chosen.size / b.count)[0] ?? null;
}

/** A summand of the loss, and the samples that it is made of where it is collected one by one. */
interface Term {
  readonly node: e.Expression;
  readonly made: ReadonlySet<number> | null;
}

/** More parts than this are not looked at one by one. */
const mostTerms = 80;

function termsOf(
  trace: Trace,
  data: e.Expression,
  { count }: Samples,
  supportOf: (node: e.Expression) => Support,
): Term[] {
  const nodes = summands(trace, data);
  return nodes.map((node) => {
    if (nodes.length === 1 || nodes.length > mostTerms) return { node, made: null };
    const made = new Set<number>();
    for (const [name, pattern] of supportOf(node)) {
      const axis = pattern.includes("1") ? sampleAxis(trace, name, pattern, count) : null;
      for (const at of axis?.chosen ?? []) made.add(at);
    }
    return { node, made: made.size === 0 ? null : made };
  });
}

/** The same formula of the chosen samples alone: sums over the samples go over those, and summands of others are left out. */
function onlySamples(trace: Trace, terms: readonly Term[], samples: Samples): e.Expression {
  const kept = terms.filter(({ made }) => made === null || [...made].some((at) => samples.chosen.has(at)));
  const nodes = kept.map(({ node }) => masked(trace, node, samples));
  return nodes.length === 0 ? e.number(0) : nodes.reduce((sum, each) => e.add(sum, each));
}

function masked(trace: Trace, loss: e.Expression, { count, chosen }: Samples): e.Expression {
  const mask = e.constantArray(
    arrays.arrayOf(
      Float64Array.from({ length: count }, (_, at) => Number(chosen.has(at))),
      [count],
    ),
  );
  const along = (node: e.Expression, axis: number) => {
    const shape = node.shape.map((_, each) => constant(each === axis ? count : 1));
    return e.times(node, e.reshape(mask, shape));
  };
  // Means by which the data were scaled are of all samples.
  const isLearned = (node: e.Expression) => [...trace.namesIn(node)].some((name) => name.startsWith("p"));
  return e.rewrite(loss, (node) => {
    if (!isLearned(node)) return null;
    if (node.kind === "sum") {
      const axis = node.axes.find((each) => node.of.shape[each]?.value === count);
      return axis === undefined ? null : e.sum(along(node.of, axis), node.axes, node.keepdims);
    }
    const inner = node.kind === "matmul" ? node.left.shape.length - 1 : -1;
    if (node.kind !== "matmul" || node.left.shape[inner]?.value !== count) return null;
    return e.matmul(along(node.left, inner), node.right);
  });
}

/**
 * Names for the data that a loss takes in another order: a step that takes some of its rows counts them in that order, too. Gives
 * back how a formula is written with them.
 */
export function shuffledRows(trace: Trace, loss: e.Expression): (node: e.Expression) => e.Expression {
  const names = new Map<string, e.Expression>();
  for (const node of e.topological(loss)) {
    const isData = [...trace.namesIn(node)].every((name) => /^[xyk]/.test(name));
    if (node.kind === "gather" && isData && isReordered(trace, node))
      names.set(node.key, trace.leaf("k", trace.read(node), "data"));
  }
  return (node) => (names.size === 0 ? node : e.substitute(node, names));
}

function isReordered(trace: Trace, { of, at }: Extract<e.Expression, { readonly kind: "gather" }>): boolean {
  const [places, ...others] = at.map((each) => arrays.elements(trace.read(each)));
  const rows = of.shape[0]?.value ?? 0;
  return others.length === 0 && places?.length === rows && new Set(places).size === rows;
}
