import { parseArgs } from "node:util";
import { lessonSpec, type Model, type TrainingSpec, type UpdatePolicy } from "../training/run";

/** What the learner asked for on the command line. The model is made once the data set is known. */
export interface TrainArguments {
  readonly data: string;
  readonly target?: string;
  readonly model?: ModelName;
  readonly hidden: number;
  readonly activation: Extract<Model, { kind: "network" }>["activation"];
  readonly missing: "drop-rows" | "mean";
  readonly spec: Omit<TrainingSpec, "model">;
  readonly json: boolean;
  /** All three update policies side by side in place of one run. */
  readonly compare: boolean;
  /** Only each so-manieth row, for files that are too large. */
  readonly keepEvery: number;
}

type ModelName = "linear" | "logistic" | "softmax" | "network";

/** What is wrong with the command line; sentences are in `train.ts`. */
export type ArgumentProblem =
  | { readonly kind: "help" }
  | { readonly kind: "no-data" }
  | { readonly kind: "too-many"; readonly argument: string }
  | { readonly kind: "unknown-option"; readonly option: string }
  | { readonly kind: "no-value"; readonly option: string }
  | {
      readonly kind: "not-a-number";
      readonly option: string;
      readonly value: string;
      readonly atLeast: number;
    }
  | {
      readonly kind: "not-one-of";
      readonly option: string;
      readonly value: string;
      readonly choices: readonly string[];
    };

const options = {
  target: { type: "string" },
  epochs: { type: "string" },
  "learning-rate": { type: "string" },
  l1: { type: "string" },
  l2: { type: "string" },
  model: { type: "string" },
  hidden: { type: "string" },
  activation: { type: "string" },
  policy: { type: "string" },
  "batch-size": { type: "string" },
  seed: { type: "string" },
  weights: { type: "string" },
  missing: { type: "string" },
  "no-shuffle": { type: "boolean" },
  "early-stopping": { type: "string" },
  "keep-every": { type: "string" },
  compare: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

class Refused extends Error {
  readonly problem: ArgumentProblem;

  constructor(problem: ArgumentProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

export function parseTrainArguments(
  args: readonly string[],
): TrainArguments | { readonly problem: ArgumentProblem } {
  try {
    return parsed(args);
  } catch (error) {
    if (error instanceof Refused) return { problem: error.problem };
    throw error;
  }
}

function parsed(args: readonly string[]): TrainArguments {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help === true) throw new Refused({ kind: "help" });
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    if (!Object.hasOwn(options, token.name))
      throw new Refused({ kind: "unknown-option", option: token.rawName });
    const takesValue = !["json", "help", "compare", "no-shuffle"].includes(token.name);
    if (takesValue && token.value === undefined)
      throw new Refused({ kind: "no-value", option: token.rawName });
  }
  const [data, ...more] = positionals;
  if (data === undefined) throw new Refused({ kind: "no-data" });
  if (more[0] !== undefined) throw new Refused({ kind: "too-many", argument: more[0] });
  const text = (name: keyof typeof options) => (typeof values[name] === "string" ? values[name] : undefined);
  const target = text("target");
  const model = text("model");
  const patience = text("early-stopping");
  return {
    data,
    ...(target === undefined ? {} : { target }),
    ...(model === undefined
      ? {}
      : { model: oneOf("model", model, ["linear", "logistic", "softmax", "network"]) }),
    hidden: number("hidden", text("hidden"), 10, 1, true),
    activation: oneOf("activation", text("activation") ?? "sigmoid", ["sigmoid", "tanh", "relu"]),
    missing: oneOf("missing", text("missing") ?? "drop-rows", ["drop-rows", "mean"]),
    spec: {
      policy: policyOf(text("policy"), text("batch-size")),
      learningRate: number("learning-rate", text("learning-rate"), lessonSpec.learningRate, 0, false),
      epochs: number("epochs", text("epochs"), lessonSpec.epochs, 1, true),
      l1: number("l1", text("l1"), 0, 0, false),
      l2: number("l2", text("l2"), 0, 0, false),
      seed: number("seed", text("seed"), lessonSpec.seed, 0, true),
      // A hidden layer whose weights are all alike never learns to differ.
      initialWeights: oneOf("weights", text("weights") ?? (model === "network" ? "normal" : "ones"), [
        "ones",
        "zeros",
        "normal",
      ]),
      ...(values["no-shuffle"] === true ? { shuffle: false } : {}),
      ...(patience === undefined
        ? {}
        : { earlyStopping: { patience: number("early-stopping", patience, 1, 1, true) } }),
    },
    json: values.json === true,
    compare: values.compare === true,
    keepEvery: number("keep-every", text("keep-every"), 1, 1, true),
  };
}

function policyOf(name: string | undefined, batchSize: string | undefined): UpdatePolicy {
  const kind = oneOf("policy", name ?? (batchSize === undefined ? "batch" : "mini-batch"), [
    "batch",
    "mini-batch",
    "one-sample",
  ]);
  if (kind !== "mini-batch") return { kind };
  return { kind, batchSize: number("batch-size", batchSize, 32, 1, true) };
}

function number(
  option: string,
  text: string | undefined,
  usual: number,
  atLeast: number,
  whole: boolean,
): number {
  if (text === undefined) return usual;
  const value = Number(text);
  const isFine =
    text.trim() !== "" && Number.isFinite(value) && value >= atLeast && (!whole || Number.isInteger(value));
  if (!isFine) throw new Refused({ kind: "not-a-number", option: `--${option}`, value: text, atLeast });
  return value;
}

function oneOf<Choice extends string>(option: string, value: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Refused({ kind: "not-one-of", option: `--${option}`, value, choices });
  return found;
}
