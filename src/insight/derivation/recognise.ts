import * as arrays from "../../algebra/array";
import type { ProgramFacts } from "../facts";
import type { Anatomy, LayerAnatomy } from "../gradient/anatomy";
import { splitLoss } from "../gradient/lossTerms";
import { attempt } from "../gradient/trace";
import { withEpsilons } from "./epsilons";
import { lossCandidates } from "./loss";
import { type LayerModel, leak, type NeuronModel, type PenaltyModel } from "./model";
import { normOf, takenBy, withNorms } from "./normalised";
import { withOnesAsBias } from "./ones";
import { recognisePenalties } from "./penalty";
import { isModelOf, masksOf, type RunModel } from "./run";
import {
  isTurned,
  parameterPieces,
  sampleCount,
  samplesOf,
  sizeOf,
  sizesOf,
  takesBias,
  unitsOf,
  withMergedLayers,
  withTakenBias,
} from "./sizes";

/** What of a program was recognised, and what of its run the formulas need besides. */
export interface Recognised extends RunModel {
  /** The run, with its layers as the model has them. */
  readonly anatomy: Anatomy;
  /** What λ and λ₁ are in this run. */
  readonly strengths: ReadonlyMap<PenaltyModel["kind"], number>;
}

/** What a model lacks to be derived. */
export type NotRecognised = "activations" | "known-loss" | "penalty";

/** The model that a training step trains; null where its loss is none of the known ones. */
export function recogniseModel(anatomy: Anatomy, facts?: ProgramFacts): NeuronModel | null {
  const found = recognise(anatomy, facts);
  return typeof found === "string" ? null : found.model;
}

export function recognise(traced: Anatomy, facts?: ProgramFacts): Recognised | NotRecognised {
  const anatomy = withNorms(withTakenBias(withMergedLayers(withOnesAsBias(withEpsilons(traced)))));
  const [loss] = anatomy.losses;
  const output = anatomy.layers.at(-1);
  if (loss === undefined || output === undefined) return "known-loss";
  // Of the last layer the losses say themselves whether they are made of z.
  const hidden = anatomy.layers.slice(0, -1);
  if (!hidden.every((layer, at) => isKnown(anatomy, layer, anatomy.layers[at + 1]))) return "activations";
  const { data, penalties } = splitLoss(anatomy.trace, loss.node);
  const samples = sampleCount(anatomy);
  const samplesAs = samplesOf(anatomy);
  const masks = masksOf(anatomy, [...nearBends, ...farBends]);
  const base = {
    samplesAs,
    penalties: [],
    sizes: sizesOf(anatomy, facts),
    layers: anatomy.layers.map((layer, at) => ({
      ...layerModel(anatomy, layer, samplesAs),
      ...(masks[at] == null ? {} : { mask: true }),
    })),
  };
  let missing: NotRecognised =
    output.activation === "identity" && !output.isIdentity ? "activations" : "known-loss";
  for (const { activation, loss: lossModel, ...own } of lossCandidates(anatomy, data, output)) {
    const layers = base.layers.map((layer, at) =>
      at === base.layers.length - 1 ? { ...layer, activation } : layer,
    );
    const model = { ...base, layers, loss: lossModel };
    if (attempt(() => isModelOf(anatomy, data, { model, masks, ...own }, bendsOf(model))) !== true) {
      // A single layer has nothing but its loss to be different in.
      if (layers.length > 1) missing = "activations";
      continue;
    }
    const known = recognisePenalties(anatomy, penalties, samples);
    if (known === null) return "penalty";
    const { models, strengths } = known;
    return { ...own, anatomy, masks, strengths, model: { ...model, penalties: models } };
  }
  return missing;
}

function layerModel(anatomy: Anatomy, layer: LayerAnatomy, samplesAs: "rows" | "columns"): LayerModel {
  const units = unitsOf(anatomy, layer);
  const { bias } = parameterPieces(layer);
  const norm = normOf(layer);
  return {
    activation: layer.activation,
    units: units === 1 ? "one" : "many",
    bias: bias === null ? null : sizeOf(bias) === 1 ? "scalar" : "row",
    turned: isTurned(layer, samplesAs),
    ...(takesBias(layer) ? { takesBias: true } : {}),
    ...(norm === null ? {} : { norm: norm.model }),
    ...(layer.activation === "leaky-relu" ? { slope: slopeOf(anatomy, layer) } : {}),
  };
}

/** What a leaky ReLU makes of a negative z, as a share of it. */
function slopeOf({ trace }: Anatomy, layer: LayerAnatomy): number {
  for (const neuron of layer.neurons) {
    const [z, a] = [takenBy(layer, neuron), neuron.activation].map((node) =>
      arrays.elements(trace.read(node)),
    );
    const at = z?.findIndex((each) => each < -1e-6) ?? -1;
    if (at >= 0) return (a?.[at] ?? 0) / (z?.[at] ?? 1);
  }
  return leak;
}

/**
 * By what all parameters are multiplied to see whether a model holds with other numbers too: far enough for a residual to
 * leave the middle of a Huber loss, but not so far that a probability meets the limit that it is clipped at.
 */
function bendsOf({ loss, layers }: NeuronModel): readonly number[] {
  const isBounded = layers.at(-1)?.activation !== "identity" || loss.kind === "poisson";
  return isBounded ? nearBends : farBends;
}

const nearBends: readonly number[] = [1.3, -0.8];
const farBends: readonly number[] = [40, 2, -1.5];

/** A layer whose activation has a name here, and that hands z on as it is where it has none. */
function isKnown({ trace }: Anatomy, layer: LayerAnatomy, next: LayerAnatomy | undefined): boolean {
  if (layer.activation !== "identity") return true;
  if (!layer.isIdentity) return false;
  return layer.neurons.every(({ activation }, at) => {
    const input = next?.neurons[at]?.input;
    if (input === undefined) return true;
    const [z, taken] = [activation, input].map((node) =>
      Array.from(arrays.elements(trace.read(node))).sort(rising),
    );
    return (
      z?.length === taken?.length && z?.every((each, place) => Math.abs(each - (taken?.[place] ?? 0)) < 1e-9)
    );
  });
}

const rising = (a: number, b: number) => a - b;
