import type { NumberArray } from "../../algebra/array";
import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy } from "./anatomy";
import type { Mistake } from "./comparison";
import { relativeDifference } from "./fit";

export type Local = (z: number, a: number) => number;

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** What is written in place of the activation's derivative, as functions of z and a. */
const wrongDerivatives: readonly (readonly [Mistake, Local])[] = [
  ["uses_z_for_a", (z) => z * (1 - z)],
  ["uses_z_for_a", (z) => 1 - z * z],
  ["wrong_activation_derivative", (_, a) => a * (1 - a)],
  ["wrong_activation_derivative", (_, a) => 1 - a * a],
  ["wrong_activation_derivative", (_, a) => sigmoid(a) * (1 - sigmoid(a))],
  ["wrong_activation_derivative", (_, a) => 1 - Math.tanh(a) ** 2],
  ["wrong_activation_derivative", (_, a) => sigmoid(a)],
  ["wrong_activation_derivative", (_, a) => 1 - a],
  ["wrong_activation_derivative", (_, a) => a],
  ["wrong_activation_derivative", (_, a) => a * (1 + a)],
  ["wrong_activation_derivative", (_, a) => a * a],
  ["wrong_activation_derivative", (_, a) => 1 + a * a],
  ["wrong_activation_derivative", (z) => (z > 0 ? 1 : 0)],
  ["wrong_activation_derivative", (z) => (z < 0 ? 1 : 0)],
  ["wrong_activation_derivative", (z) => sigmoid(z)],
  ["wrong_activation_derivative", (z) => sigmoid(z) * (1 - sigmoid(z))],
  ["wrong_activation_derivative", (z) => 1 - Math.tanh(z) ** 2],
  ["wrong_activation_derivative", (z) => 1 - sigmoid(z)],
  ["wrong_activation_derivative", (z) => Math.exp(z)],
  ["wrong_activation_derivative", (z) => z],
  ["wrong_activation_derivative", (z) => Math.max(z, 0)],
];

/** One product of a layer: z, the activation, the errors below and above it, and the slope between. */
export interface Piece {
  readonly at: number;
  readonly linear: e.Expression;
  readonly activation: e.Expression;
  readonly z: NumberArray;
  readonly a: NumberArray;
  readonly error: NumberArray;
  readonly above: NumberArray;
  readonly slope: NumberArray;
}

interface WrongSlope {
  readonly mistake: Mistake;
  readonly slope: (piece: Piece) => NumberArray;
}

/** What may stand in place of the derivative of a layer's activation. */
export function* wrongSlopes(
  { trace, layers }: Anatomy,
  layer: LayerAnatomy,
  pieces: readonly Piece[],
): Generator<WrongSlope> {
  const isOwn = (local: Local) =>
    pieces.every(({ z, a, slope }) => relativeDifference(arrays.zip(z, a, local), slope) < 1e-9);
  for (const [mistake, local] of wrongDerivatives)
    if (!isOwn(local)) yield { mistake, slope: ({ z, a }) => arrays.zip(z, a, local) };
  const mistake = "wrong_activation_derivative";
  const kinks = kinksOf(pieces);
  if (kinks !== null) {
    const { steep, flat } = kinks;
    // Both sides of a ReLU, or a leaky one, in each other's place; or the sign of what comes down.
    yield { mistake, slope: ({ slope }) => arrays.map(slope, (each) => steep + flat - each) };
    yield { mistake, slope: ({ above }) => arrays.map(above, (each) => (each > 0 ? steep : flat)) };
  }
  // Its own formula, of another layer's values.
  const own = wrongDerivatives.flatMap(([, local]) => (isOwn(local) ? [local] : []));
  if (kinks !== null) own.push((z) => (z > 0 ? kinks.steep : kinks.flat));
  for (const other of layers) {
    if (other === layer || other.weight === layer.weight) continue;
    const values = other.neurons.map(({ linear, activation }) => [linear, activation].map(trace.read));
    if (!pieces.every(({ at, z }) => values[at]?.[0]?.shape.join() === z.shape.join())) continue;
    for (const local of own)
      yield {
        mistake,
        slope: ({ at, z, a }) => arrays.zip(values[at]?.[0] ?? z, values[at]?.[1] ?? a, local),
      };
  }
}

/** More values are not tried. */
const mostWritten = 60;

/** What the program itself computes of the layer's z or a alone, whatever the formula: `np.cosh(z) ** 2`. */
export function writtenSlopes({ trace }: Anatomy, [piece, ...more]: readonly Piece[]): readonly WrongSlope[] {
  if (piece === undefined || more.length > 0) return [];
  const own = trace.namesIn(piece.linear);
  const found = new Map<string, e.Expression>();
  for (const { node } of trace.values) {
    if (!e.sameShape(node.shape, piece.linear.shape)) continue;
    const names = [...trace.namesIn(node)];
    if (names.some((name) => name.startsWith("p")) && names.every((name) => own.has(name)))
      found.set(node.key, node);
  }
  return [...found.values()].slice(0, mostWritten).flatMap((node) => {
    const slope = trace.read(node);
    const isOwn = relativeDifference(slope, piece.slope) < 1e-9;
    return isOwn ? [] : [{ mistake: "wrong_activation_derivative" as const, slope: () => slope }];
  });
}

/** The two slopes of an activation with a kink; null where it has others. */
function kinksOf(pieces: readonly Piece[]): { readonly steep: number; readonly flat: number } | null {
  const slopes = new Set(pieces.flatMap(({ slope }) => [...arrays.elements(slope)]));
  if (slopes.size !== 2) return null;
  return { steep: Math.max(...slopes), flat: Math.min(...slopes) };
}

/** An extra derivative of another kind, on an error from which the activation's own has cancelled. */
export function extraSlopes(): readonly Local[] {
  return wrongDerivatives.map(([, local]) => local);
}
