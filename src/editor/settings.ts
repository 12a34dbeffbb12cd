import * as vscode from "vscode";
import type { TrainingSettings } from "../present/training-settings";
import { lessonSettings } from "../protocol/settings";

/** All settings as one snapshot; package.json has their defaults and descriptions (a test compares the two). */
export interface Settings {
  readonly hover: { readonly picture: boolean; readonly formula: boolean };
  readonly inlayHints: "off" | "functions" | "on";
  readonly problems: boolean;
  readonly codeLens: boolean;
  readonly gradientCheck: boolean;
  /** The steps of a derivation are hidden until they are asked for. */
  readonly derivation: { readonly hintsFirst: boolean };
  readonly lessonLanguage: "auto" | "en" | "ko";
  /** Where the form of the Training screen starts. */
  readonly training: TrainingSettings;
  /** How many runs are kept, and how much room they may take. */
  readonly runs: { readonly runs: number; readonly megabytes: number };
}

export const section = "neuronLens";

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  const get = <T>(name: string, fallback: T): T => configuration.get<T>(name) ?? fallback;
  const within = (name: string, fallback: number, isValid: (value: number) => boolean): number => {
    const value = get<unknown>(name, fallback);
    return typeof value === "number" && isValid(value) ? value : fallback;
  };
  const hints = get<unknown>("inlayHints.enabled", "on");
  const language = get<unknown>("lessonLanguage", "auto");
  return {
    hover: { picture: get("hover.picture", true), formula: get("hover.formula", true) },
    inlayHints: hints === "off" || hints === "functions" ? hints : "on",
    problems: get("problems.enabled", true),
    codeLens: get("codeLens.enabled", true),
    gradientCheck: get("gradientCheck.enabled", true),
    derivation: { hintsFirst: get("derivation.hintsFirst", false) },
    lessonLanguage: language === "en" || language === "ko" ? language : "auto",
    training: {
      ...lessonSettings,
      learningRate: within("training.learningRate", 0.1, (rate) => rate > 0 && Number.isFinite(rate)),
      epochs: within(
        "training.epochs",
        100,
        (epochs) => Number.isInteger(epochs) && epochs >= 1 && epochs <= 1_000_000,
      ),
      l1: within("training.l1", 0, (penalty) => penalty >= 0 && Number.isFinite(penalty)),
      l2: within("training.l2", 0, (penalty) => penalty >= 0 && Number.isFinite(penalty)),
    },
    runs: {
      runs: within("runs.keep", 100, (count) => Number.isInteger(count) && count >= 0),
      megabytes: within("runs.megabytes", 50, (size) => size >= 0 && Number.isFinite(size)),
    },
  };
}
