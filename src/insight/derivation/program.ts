import type { ProgramFacts } from "../facts";
import { hasOwnLoss, ownAnatomy } from "../gradient/anatomy";
import { withoutNumericGradients } from "../gradient/nudged";
import { traceModels } from "../gradient/others";
import { gradientPlace } from "../gradient/place";
import { attempt, type GradientProgram, type TracedProgram } from "../gradient/trace";
import { anchorsOf } from "./anchors";
import type { Derivation } from "./derivation";
import { deriveModel } from "./derive";
import { isUnfollowed } from "./followed";
import { type NotRecognised, recognise } from "./recognise";
import { startsOf } from "./start";
import { CodeTies } from "./ties";

/** What is looked for in a program, in this order; `missing` is the first that is not there. */
export type Sought = "update" | "loss" | "layers" | NotRecognised;

export interface DerivationNotFound {
  readonly kind: "not-found";
  readonly lookedFor: readonly Sought[];
  readonly missing: Sought;
}

const lookedFor: readonly Sought[] = ["update", "loss", "layers", "activations", "known-loss", "penalty"];

/**
 * The derivation of the gradient of what a program trains. `facts` lend the sizes of the program's own data where the
 * analysis of shapes knows them. Never throws.
 */
export function deriveProgram(
  program: GradientProgram,
  facts?: ProgramFacts,
): Derivation | DerivationNotFound {
  const found = deriveAll(program, facts);
  return "kind" in found ? found : found[0];
}

/** The derivations of all that a program trains, the first one first. Never throws. */
export function deriveAll(program: GradientProgram, facts?: ProgramFacts): Derivations | DerivationNotFound {
  const short = withoutNumericGradients(program);
  const found = short === program ? null : derivationsOf(short, facts);
  return found === null || "kind" in found ? derivationsOf(program, facts) : found;
}

type Derivations = readonly [Derivation, ...Derivation[]];

function derivationsOf(program: GradientProgram, facts?: ProgramFacts): Derivations | DerivationNotFound {
  let missing: Sought = "update";
  // A class that trains itself and a function that trains it have one gradient.
  const found = new Map<string, Derivation>();
  for (const traced of traceModels(program, hasOwnLoss)) {
    const result = attempt(() => deriveTraced(traced, program, facts)) ?? "known-loss";
    if (typeof result === "string") missing = result;
    else if (!found.has(placeOf(result))) found.set(placeOf(result), result);
  }
  const [first, ...more] = found.values();
  return first === undefined ? { kind: "not-found", lookedFor, missing } : [first, ...more];
}

function placeOf({ uri, name, parts }: Derivation): string {
  const gradients = parts.flatMap(({ steps }) => steps).filter(({ topic }) => topic === "weights");
  const code = gradients.find((step) => step.code !== undefined)?.code;
  return `${uri}:${code?.span.start ?? name}`;
}

function deriveTraced(
  traced: TracedProgram,
  program: GradientProgram,
  facts: ProgramFacts | undefined,
): Derivation | Sought {
  const own = ownAnatomy(traced);
  const [loss] = own.losses;
  // A number without a name that no gradient is the derivative of is only reported.
  if (loss === undefined || (loss.rank < 2 && isUnfollowed(own, loss.node))) return "loss";
  if (own.layers.length === 0) return "layers";
  const found = recognise(own, facts);
  if (typeof found === "string") return found;
  const { model, anatomy } = found;
  const recognised = {
    ...model,
    layers: model.layers.map((layer, at) => {
      const each = anatomy.layers[at];
      return each === undefined ? layer : { ...layer, start: startsOf(anatomy, each, program.parts) };
    }),
  };
  const places = anatomy.parameters.map((parameter) => gradientPlace(anatomy, parameter).frame.module.file);
  const file = places.find((each) => each !== "") ?? program.parts[0]?.file ?? "";
  const module = program.parts.find((part) => part.file === file)?.module;
  const ties = module === undefined ? undefined : new CodeTies(anatomy, found, module, file);
  const anchors = anchorsOf(found, program.parts, file);
  const derivation = deriveModel(recognised, anchors, file, ties);
  return { ...derivation, name: traced.entry.name };
}
