import type { SettingName, SettingProblem, TrainingSettings } from "../present/training-settings";

export const settingNames: readonly SettingName[] = ["learningRate", "epochs", "l1", "l2"];

/** The lesson's: the host sends what it uses itself, these stand in until then. */
export const lessonSettings: TrainingSettings = { learningRate: 0.1, epochs: 100, l1: 0, l2: 0 };

interface Rule {
  /** The least value that may be used; 0 is excluded where `positive` is set. */
  readonly least: number;
  readonly most: number;
  readonly positive?: boolean;
  readonly whole?: boolean;
}

/**
 * The limits are wide on purpose: a learner should see a rate of 50 diverge. They keep out what no run can use (a rate of
 * 0 never moves) and what would only fill the memory (each epoch holds five numbers).
 */
export const settingRules: Readonly<Record<SettingName, Rule>> = {
  learningRate: { least: 0, most: 1000, positive: true },
  epochs: { least: 1, most: 1_000_000, whole: true },
  l1: { least: 0, most: 1000 },
  l2: { least: 0, most: 1000 },
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
  if (typeof value !== "object" || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const read = (name: SettingName): number => {
    const field = fields.get(name);
    return typeof field === "number" && checkValue(name, field).ok ? field : Number.NaN;
  };
  const settings = {
    learningRate: read("learningRate"),
    epochs: read("epochs"),
    l1: read("l1"),
    l2: read("l2"),
  };
  return Object.values(settings).some(Number.isNaN) ? null : settings;
}
