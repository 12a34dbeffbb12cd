import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy, NeuronAnatomy } from "../gradient/anatomy";
import { activationsOf } from "../gradient/layers";
import { splitLoss } from "../gradient/lossTerms";
import { type Reader, readers } from "../gradient/support";
import type { NormModel } from "./norm";
import { samplesOf, sizeOf } from "./sizes";

/** What a layer of a program makes of its z before the activation. */
export interface NormAnatomy {
  readonly model: NormModel;
  /** What the activation takes. */
  readonly taken: e.Expression;
  /** γ and β, as far as they are learned. */
  readonly scale: e.Expression | null;
  readonly shift: e.Expression | null;
}

interface NormalisedLayer extends LayerAnatomy {
  readonly norm: NormAnatomy;
}

/** The normalisation of a layer; null where it has none. */
export function normOf(layer: LayerAnatomy): NormAnatomy | null {
  return "norm" in layer ? (layer as NormalisedLayer).norm : null;
}

/** γ and β of a layer's normalisation, as far as it has them. */
export function normPieces(layer: LayerAnatomy): Pick<NormAnatomy, "scale" | "shift"> {
  const { scale, shift } = normOf(layer) ?? { scale: null, shift: null };
  return { scale, shift };
}

/** What a layer's activation takes: z, or what a normalisation makes of it. */
export function takenBy(layer: LayerAnatomy, { linear }: NeuronAnatomy): e.Expression {
  return normOf(layer)?.taken ?? linear;
}

/**
 * Hidden layers whose z has no activation of its own are looked at again: where something is made of z that has its values
 * less their mean over the samples, by their deviation, the activation is one of that.
 */
export function withNorms(anatomy: Anatomy): Anatomy {
  const [loss] = anatomy.losses;
  const last = anatomy.layers.length - 1;
  const isOpen = ({ isIdentity, neurons }: LayerAnatomy, at: number) =>
    at < last && isIdentity && neurons.length === 1;
  if (loss === undefined || !anatomy.layers.some(isOpen)) return anatomy;
  const order = e.topological(splitLoss(anatomy.trace, loss.node).data);
  const reads = readers(anatomy.trace, [-1.7]);
  const layers = anatomy.layers.map((layer, at) =>
    isOpen(layer, at) ? (normalised(anatomy, layer, order, reads) ?? layer) : layer,
  );
  return { ...anatomy, layers };
}

function normalised(
  anatomy: Anatomy,
  layer: LayerAnatomy,
  order: readonly e.Expression[],
  reads: readonly Reader[],
): NormalisedLayer | null {
  const { trace } = anatomy;
  const [neuron] = layer.neurons;
  if (neuron === undefined || neuron.linear.shape.length !== 2) return null;
  const norm = findNorm(anatomy, neuron.linear, order, reads);
  if (norm === null) return null;
  const { nodes, ...named } = activationsOf(trace, order, [{ linear: norm.taken }]);
  const own = { ...neuron, activation: nodes[0] ?? norm.taken };
  return { ...layer, ...named, neurons: [own], norm };
}

/** The last value that is γ ⊙ Ẑ + β of a z, in the program's own run and with other parameters. */
function findNorm(
  anatomy: Anatomy,
  linear: e.Expression,
  order: readonly e.Expression[],
  reads: readonly Reader[],
): NormAnatomy | null {
  const { trace, parameters } = anatomy;
  const axis = samplesOf(anatomy) === "columns" ? 1 : 0;
  const units = linear.shape[1 - axis]?.value ?? 0;
  const own = reads.map((read) => ({ read, sums: unitsOf(read(linear), axis) }));
  const before = trace.namesIn(linear);
  const above = new Set([linear.key]);
  let found: NormAnatomy | null = null;
  for (const node of order) {
    if (!e.operands(node).some(({ key }) => above.has(key))) continue;
    above.add(node.key);
    if (!e.sameShape(node.shape, linear.shape)) continue;
    const lines = own.map(({ read, sums }) => linesOf(sums, unitsOf(read(node), axis)));
    if (lines.some((each) => each === null)) continue;
    const names = trace.namesIn(node);
    const learned = parameters
      .filter(({ leaf }) => names.has(leaf.name) && !before.has(leaf.name) && sizeOf(leaf) === units)
      .map(({ leaf }) => leaf);
    const fitting = pairsOf(learned).flatMap((pair) => {
      const epsilons = own.map(({ read, sums }, at) => epsilonOf(sums, lines[at] ?? [], pair, read));
      const [epsilon] = epsilons;
      const isOne = epsilon != null && epsilons.every((each) => each !== null && isLike(each, epsilon));
      return isOne ? [{ ...pair, epsilon }] : [];
    });
    const [best] = fitting;
    if (best === undefined) continue;
    const { scale, shift } = best;
    const model = { epsilon: tidy(best.epsilon), scale: scale !== null, shift: shift !== null };
    found = { model, taken: node, scale, shift };
  }
  return found;
}

type Learned = Pick<NormAnatomy, "scale" | "shift">;

/** Which of what is learned may be γ and β: all of it has to be one of them. */
function pairsOf(learned: readonly e.Expression[]): readonly Learned[] {
  const [first = null, second = null, ...more] = learned;
  if (more.length > 0) return [];
  if (second !== null)
    return [
      { scale: first, shift: second },
      { scale: second, shift: first },
    ];
  if (first === null) return [{ scale: null, shift: null }];
  return [
    { scale: first, shift: null },
    { scale: null, shift: first },
  ];
}

/** The values unit by unit. */
function unitsOf(array: arrays.NumberArray, axis: 0 | 1): readonly (readonly number[])[] {
  const turned = axis === 0 ? arrays.transpose(array) : array;
  const [units = 0, samples = 0] = turned.shape;
  const values = Array.from(arrays.elements(turned));
  return Array.from({ length: units }, (_, at) => values.slice(at * samples, (at + 1) * samples));
}

/** A unit's values as a straight line of its sums, from their mean. */
interface Line {
  readonly slope: number;
  /** The value at the mean. */
  readonly level: number;
}

/** Of each unit; null where the values of one are no line of its sums. */
function linesOf(
  sums: readonly (readonly number[])[],
  values: readonly (readonly number[])[],
): readonly Line[] | null {
  const lines = sums.map((z, at): Line | null => {
    const own = values[at] ?? [];
    const [mean, level] = [meanOf(z), meanOf(own)];
    const spread = z.reduce((sum, each) => sum + (each - mean) ** 2, 0);
    if (own.length !== z.length || !(spread > 0)) return null;
    const slope =
      z.reduce((sum, each, place) => sum + (each - mean) * ((own[place] ?? 0) - level), 0) / spread;
    const size = Math.abs(level) + Math.abs(slope) * Math.sqrt(spread);
    const isLine = z.every(
      (each, place) => Math.abs(level + slope * (each - mean) - (own[place] ?? 0)) <= 1e-9 * (1 + size),
    );
    return isLine ? { slope, level } : null;
  });
  return lines.every((each) => each !== null) ? lines : null;
}

/** What is added to the variances, the same for all units, so that γ by the deviation is the slope; null where nothing is. */
function epsilonOf(
  sums: readonly (readonly number[])[],
  lines: readonly Line[],
  { scale, shift }: Learned,
  read: Reader,
): number | null {
  const [gamma, beta] = [scale, shift].map((each) => (each === null ? null : arrays.elements(read(each))));
  const isLevel = lines.every(
    ({ level }, at) => Math.abs(level - (beta?.[at] ?? 0)) <= 1e-9 * (1 + Math.abs(level)),
  );
  if (!isLevel) return null;
  const all = lines.flatMap(({ slope }, at) => {
    const ratio = (gamma?.[at] ?? 1) / slope;
    const z = sums[at] ?? [];
    const mean = meanOf(z);
    const variance = meanOf(z.map((each) => (each - mean) ** 2));
    return ratio > 0
      ? [{ epsilon: ratio ** 2 - variance, noise: 1e-12 * (1 + variance) }]
      : [{ epsilon: Number.NaN, noise: 0 }];
  });
  const [first] = [...all].sort((a, b) => a.noise - b.noise);
  if (first === undefined) return null;
  const isOne = all.every(
    ({ epsilon, noise }) => Math.abs(epsilon - first.epsilon) <= noise + 1e-6 * Math.abs(first.epsilon),
  );
  return isOne && first.epsilon > -first.noise && first.epsilon < mostEpsilon
    ? Math.max(0, first.epsilon)
    : null;
}

/** More than this is no guard against a division by 0 any more. */
const mostEpsilon = 0.1;

function isLike(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-10 + 1e-3 * Math.abs(b);
}

/** As somebody would write it: 1e-8, and not what is left of it after a root and a square. */
function tidy(epsilon: number): number {
  return epsilon < 1e-13 ? 0 : Number(epsilon.toPrecision(2));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);
}
