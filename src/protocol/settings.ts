import type {
  ActivationChoice,
  DataOptions,
  ModelChoice,
  OrderChoice,
  PolicyKind,
  SettingName,
  SettingProblem,
  TrainingSettings,
  WeightsChoice,
} from "../present/training-settings";
import { fieldsOf, name, names, oneOf } from "./fields";

/** In the order of the form. */
export const settingNames: readonly SettingName[] = [
  "learningRate",
  "epochs",
  "batchSize",
  "hidden",
  "l1",
  "l2",
  "patience",
  "seed",
];

export const policyKinds: readonly PolicyKind[] = ["batch", "mini-batch", "one-sample"];
export const modelChoices: readonly ModelChoice[] = ["auto", "linear", "logistic", "softmax", "network"];
export const activationChoices: readonly ActivationChoice[] = ["sigmoid", "tanh", "relu"];
export const orderChoices: readonly OrderChoice[] = ["shuffled", "same"];
export const weightsChoices: readonly WeightsChoice[] = ["auto", "ones", "zeros", "normal"];

/** The lesson's: the host sends what it uses itself, these stand in until then. */
export const lessonSettings: TrainingSettings = {
  learningRate: 0.1,
  epochs: 100,
  l1: 0,
  l2: 0,
  seed: 42,
  batchSize: 32,
  hidden: 10,
  patience: 0,
  policies: ["batch"],
  model: "auto",
  activation: "sigmoid",
  initialWeights: "auto",
  order: "shuffled",
};

/** Nothing decided: the target is guessed, incomplete rows are left out. */
export const undecidedData: DataOptions = { target: null, missing: "drop-rows", without: [] };

interface Rule {
  /** The least value that may be used; 0 is excluded where `positive` is set. */
  readonly least: number;
  readonly most: number;
  readonly positive?: boolean;
  readonly whole?: boolean;
}

/**
 * The limits are wide on purpose: a learner should see a rate of 50 diverge. They keep out what no run can use (a rate of
 * 0 never moves) and what would only fill the memory. Seeds are NumPy's: 32 bits.
 */
export const settingRules: Readonly<Record<SettingName, Rule>> = {
  learningRate: { least: 0, most: 1000, positive: true },
  epochs: { least: 1, most: 1_000_000, whole: true },
  l1: { least: 0, most: 1000 },
  l2: { least: 0, most: 1000 },
  seed: { least: 0, most: 4_294_967_295, whole: true },
  batchSize: { least: 1, most: 1_000_000, whole: true },
  hidden: { least: 1, most: 512, whole: true },
  patience: { least: 0, most: 1_000_000, whole: true },
};

export type SettingCheck =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: SettingProblem; readonly limit: number };

/** Reads one setting as it was typed. `limit` goes into the sentence that says what is wrong. */
export function checkSetting(name: SettingName, text: string): SettingCheck {
  const typed = text.trim();
  // Number() would also read "", "0x1f" and "Infinity".
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(typed)) {
    return { ok: false, problem: "not-a-number", limit: lessonSettings[name] };
  }
  return checkValue(name, Number(typed));
}

function checkValue(name: SettingName, value: number): SettingCheck {
  const rule = settingRules[name];
  if (!Number.isFinite(value)) return { ok: false, problem: "too-large", limit: rule.most };
  if (rule.positive === true && value <= 0) return { ok: false, problem: "not-positive", limit: 0 };
  if (value < rule.least) return { ok: false, problem: "too-small", limit: rule.least };
  if (value > rule.most) return { ok: false, problem: "too-large", limit: rule.most };
  if (rule.whole === true && !Number.isInteger(value)) return { ok: false, problem: "not-whole", limit: 1 };
  return { ok: true, value };
}

/** Settings that came from elsewhere: complete and within their limits, or null. */
export function parseSettings(value: unknown): TrainingSettings | null {
  const fields = fieldsOf(value);
  const read = (name: SettingName): number => {
    const field = fields.get(name);
    return typeof field === "number" && checkValue(name, field).ok ? field : Number.NaN;
  };
  const numbers = {
    learningRate: read("learningRate"),
    epochs: read("epochs"),
    l1: read("l1"),
    l2: read("l2"),
    seed: read("seed"),
    batchSize: read("batchSize"),
    hidden: read("hidden"),
    patience: read("patience"),
  };
  const policies = parsePolicies(fields.get("policies"));
  const model = oneOf(modelChoices, fields.get("model"));
  const activation = oneOf(activationChoices, fields.get("activation"));
  const initialWeights = oneOf(weightsChoices, fields.get("initialWeights"));
  const order = oneOf(orderChoices, fields.get("order"));
  if (policies === null || model === null || activation === null) return null;
  if (initialWeights === null || order === null) return null;
  if (Object.values(numbers).some(Number.isNaN)) return null;
  return { ...numbers, policies, model, activation, initialWeights, order };
}

/** At least one, none twice; in the order of `policyKinds`, whatever order they were chosen in. */
function parsePolicies(value: unknown): readonly PolicyKind[] | null {
  if (!Array.isArray(value) || value.length === 0 || new Set(value).size !== value.length) return null;
  const found = policyKinds.filter((kind) => value.includes(kind));
  return found.length === value.length ? found : null;
}

export function parsePolicy(value: unknown): PolicyKind | null {
  return oneOf(policyKinds, value);
}

/** Columns of a data set are not known here; a name that it does not have is passed over by whoever reads it. */
export function parseDataOptions(value: unknown): DataOptions | null {
  const fields = fieldsOf(value);
  const target = fields.get("target");
  const missing = oneOf(["drop-rows", "mean"] as const, fields.get("missing"));
  const without = names(fields.get("without"));
  if (missing === null || without === null) return null;
  const column = target === null ? null : name(target);
  return target !== null && column === null ? null : { target: column, missing, without };
}
