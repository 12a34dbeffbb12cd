import * as arrays from "../../algebra/array";
import * as e from "../../algebra/expression";
import type { Anatomy, LayerAnatomy } from "../gradient/anatomy";
import { combination } from "../gradient/fit";
import { scaleOf } from "./loss";
import type { PenaltyModel } from "./model";
import { normPieces } from "./normalised";
import { isTurned, parameterPieces, samplesOf } from "./sizes";

export interface Penalties {
  readonly models: readonly PenaltyModel[];
  /** What λ and λ₁ are in this run. */
  readonly strengths: ReadonlyMap<PenaltyModel["kind"], number>;
}

/** The penalties of a loss, one of a kind at most; null where one of them is none that has a formula here. */
export function recognisePenalties(
  anatomy: Anatomy,
  penalties: readonly e.Expression[],
  samples: number,
): Penalties | null {
  const found = penalties.map((penalty) => recognisePenalty(anatomy, penalty, samples));
  const known = found.filter((each) => each !== null);
  const strengths = new Map(known.map(({ model, strength }) => [model.kind, strength]));
  if (known.length < found.length || strengths.size < known.length) return null;
  return { models: known.map(({ model }) => model), strengths };
}

interface FoundPenalty {
  readonly model: PenaltyModel;
  readonly strength: number;
}

function recognisePenalty(anatomy: Anatomy, penalty: e.Expression, samples: number): FoundPenalty | null {
  const { trace } = anatomy;
  const named = [...e.variablesOf(penalty).values()].filter((each) => each.role === "hyperparameter");
  const strength = named.reduce((product, each) => product * arrays.item(trace.read(each)), 1);
  for (const kind of ["l2", "l1"] as const) {
    const share = shareOf(anatomy, penalty, kind);
    if (share === null) continue;
    const scaled =
      named.length === 0
        ? bareScale(share.ratio, kind, samples)
        : // `alpha * (1 - ratio)` is no product of what it is made of: it has one letter.
          (scaleOf(share.ratio / strength, samples, 1) ?? bareScale(share.ratio, kind, samples));
    if (scaled === null) continue;
    // What each single sample's loss has whole, the mean of them has whole too.
    const average = scaled.average && samples > 1;
    const { ratio, ...extent } = share;
    const lambda = (ratio * (average ? samples : 1)) / scaled.coefficient;
    return { model: { kind, coefficient: scaled.coefficient, average, ...extent }, strength: lambda };
  }
  return null;
}

/** A strength that is a bare number has no name: λ stands for it, as it is put in front. */
function bareScale(ratio: number, kind: PenaltyModel["kind"], samples: number) {
  const coefficient = kind === "l2" ? 0.5 : 1;
  const isWritten = isShort(ratio / coefficient);
  return { coefficient, average: !isWritten && isShort((ratio / coefficient) * samples) };
}

/** A number as somebody writes one: 0.05, but not a seventh of it. */
function isShort(value: number): boolean {
  const thousands = value * 1e5;
  return Math.abs(thousands - Math.round(thousands)) < 1e-6 * Math.abs(thousands);
}

interface PenaltyShare extends Pick<PenaltyModel, "biases" | "spares"> {
  readonly ratio: number;
}

/** The one multiple of Σw² or Σ|w| that a penalty is, over the weights of all layers, and the biases of all or of none. */
function shareOf(anatomy: Anatomy, penalty: e.Expression, kind: PenaltyModel["kind"]): PenaltyShare | null {
  const { trace, layers } = anatomy;
  const slope = (pieces: readonly e.Expression[]) => joined(e.derivative(penalty, pieces).map(trace.read));
  const wanted = (pieces: readonly e.Expression[]) =>
    arrays.map(joined(pieces.map(trace.read)), (each) => (kind === "l2" ? 2 * each : Math.sign(each)));
  // γ and β of a normalisation are in none of these formulas.
  const named = trace.namesIn(penalty);
  const scales = layers.flatMap((layer) => Object.values(normPieces(layer)));
  if (scales.some((each) => each !== null && [...trace.namesIn(each)].some((name) => named.has(name))))
    return null;
  const pieces = layers.map(parameterPieces);
  const [first] = pieces;
  const [layer] = layers;
  if (first === undefined || layer === undefined) return null;
  const spares = (["first", "last"] as const).find(
    (row) => spared(anatomy, layer, slope(first.weights), row) !== null,
  );
  const ratios = pieces.map(({ weights }, at) => {
    const whole = wanted(weights);
    const left = at > 0 || spares === undefined ? whole : spared(anatomy, layer, whole, spares, true);
    return left === null ? null : (combination(slope(weights), [left])?.[0] ?? null);
  });
  const biases = pieces.flatMap(({ bias }) =>
    bias === null
      ? []
      : [arrays.norm(slope([bias])) === 0 ? 0 : (combination(slope([bias]), [wanted([bias])])?.[0] ?? null)],
  );
  const [ratio] = ratios;
  if (ratio === undefined || ratio === null || ratio === 0) return null;
  const isRatio = (each: number | null) => each !== null && Math.abs(each / ratio - 1) < 1e-6;
  if (!ratios.every(isRatio)) return null;
  const withBiases = biases.length > 0 && biases.every(isRatio);
  if (!withBiases && biases.some((each) => each !== 0)) return null;
  return { ratio, ...(withBiases ? { biases: true } : {}), ...(spares === undefined ? {} : { spares }) };
}

/**
 * The weights of a first layer without those of the first or the last input, which stand for the bias where that input is
 * a column of ones. Null where these are not zero, or, with `clear`, made so.
 */
function spared(
  anatomy: Anatomy,
  layer: LayerAnatomy,
  weights: arrays.NumberArray,
  row: "first" | "last",
  clear = false,
): arrays.NumberArray | null {
  const samplesAs = samplesOf(anatomy);
  const isColumn = weights.shape.length > 1 && (samplesAs === "columns") !== isTurned(layer, samplesAs);
  const inputs = weights.shape[isColumn ? 1 : 0] ?? 1;
  const width = weights.shape.length > 1 ? (weights.shape[1] ?? 1) : 1;
  const at = row === "first" ? 0 : inputs - 1;
  const values = arrays.elements(weights);
  const isSpared = (place: number) => (isColumn ? place % width : Math.floor(place / width)) === at;
  if (inputs < 2 || (!clear && values.some((each, place) => isSpared(place) && each !== 0))) return null;
  return arrays.arrayOf(
    values.map((each, place) => (isSpared(place) ? 0 : each)),
    weights.shape,
  );
}

/** One array as it is; numbers, one after the other. */
function joined(parts: readonly arrays.NumberArray[]): arrays.NumberArray {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const all = parts.flatMap((part) => Array.from(arrays.elements(part)));
  return arrays.arrayOf(Float64Array.from(all), [all.length]);
}
