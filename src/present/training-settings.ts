import type { TrainingSpec } from "../training/run";

/** What the learner may set beside the button; the rest of the spec is the lesson's. */
export type TrainingSettings = Pick<TrainingSpec, "learningRate" | "epochs" | "l1" | "l2">;

export type SettingName = keyof TrainingSettings;

/** Why a setting as typed can't be used; the sentences are in `PanelStrings`. */
export type SettingProblem = "not-a-number" | "not-whole" | "too-small" | "not-positive" | "too-large";
