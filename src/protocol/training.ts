import type { Offer } from "../present/training";
import type { ExportFormat } from "../present/training-runs";
import type { DataOptions, PolicyKind, TrainingSettings } from "../present/training-settings";
import { count, longestName, name, names, oneOf } from "./fields";
import { parseDataOptions, parsePolicy, parseSettings, settingRules } from "./settings";

/** From the panel's Training screen. */
export type TrainingMessage =
  /** `guess`: which policy's curve the learner expects to be the least steady; null where nothing was guessed. */
  | {
      readonly type: "trainRequested";
      readonly settings: TrainingSettings;
      readonly guess: PolicyKind | null;
    }
  | { readonly type: "stopRequested" }
  | { readonly type: "pauseRequested" }
  | { readonly type: "resumeRequested" }
  /** One epoch or one update of the run that is paused; where nothing is under way, of a new one, which then pauses. */
  | {
      readonly type: "stepRequested";
      readonly of: "epoch" | "update";
      readonly settings: TrainingSettings;
    }
  /** So many epochs more of a run that has ended, or was cut short. */
  | { readonly type: "continueRequested"; readonly runId: string; readonly epochs: number }
  /** Let the learner pick a data set, or its target, in the editor's own list. */
  | { readonly type: "datasetChoiceRequested" }
  | { readonly type: "targetChoiceRequested" }
  | { readonly type: "dataOptionsChosen"; readonly options: DataOptions }
  /** What the host offered when a run did not come about. */
  | { readonly type: "offerTaken"; readonly offer: Offer }
  /** The run as it was after that epoch (0: the start). Only the newest request is answered. */
  | { readonly type: "epochRequested"; readonly runId: string; readonly epoch: number }
  | { readonly type: "pathRequested"; readonly runIds: readonly string[] }
  | { readonly type: "runFocused"; readonly runId: string }
  | { readonly type: "runsShown"; readonly runIds: readonly string[] }
  /** An empty name: back to what the run is. */
  | { readonly type: "runRenamed"; readonly runId: string; readonly name: string }
  | { readonly type: "runsDeleted"; readonly runIds: readonly string[] }
  /** Takes the last `runsDeleted` back. */
  | { readonly type: "deletedRestored" }
  | { readonly type: "runExported"; readonly runId: string; readonly as: ExportFormat };

/** All of them; the types see to it that none is forgotten. */
const offers: Readonly<Record<Offer, true>> = {
  "choose-data": true,
  "choose-target": true,
  "fill-missing": true,
  "sample-rows": true,
  "suitable-model": true,
  "train-again": true,
};
const formats: Readonly<Record<ExportFormat, true>> = {
  json: true,
  csv: true,
  "weights-csv": true,
  numpy: true,
  "scikit-learn": true,
  pytorch: true,
  pyspark: true,
};

/** Reads a message of the Training screen by its fields; null for anything else. */
export function parseTrainingMessage(
  type: unknown,
  fields: ReadonlyMap<string, unknown>,
): TrainingMessage | null {
  switch (type) {
    case "stopRequested":
    case "pauseRequested":
    case "resumeRequested":
    case "datasetChoiceRequested":
    case "targetChoiceRequested":
    case "deletedRestored":
      return { type };
    case "trainRequested": {
      const settings = parseSettings(fields.get("settings"));
      return settings === null ? null : { type, settings, guess: parsePolicy(fields.get("guess")) };
    }
    case "stepRequested": {
      const settings = parseSettings(fields.get("settings"));
      const of = oneOf(["epoch", "update"] as const, fields.get("of"));
      return settings === null || of === null ? null : { type, of, settings };
    }
    case "dataOptionsChosen": {
      const options = parseDataOptions(fields.get("options"));
      return options === null ? null : { type, options };
    }
    case "offerTaken": {
      const offer = oneOf(Object.keys(offers) as Offer[], fields.get("offer"));
      return offer === null ? null : { type, offer };
    }
    default:
      return parseRunMessage(type, fields);
  }
}

/** Messages about runs by their ids. Whether there is such a run, the host looks for itself. */
function parseRunMessage(type: unknown, fields: ReadonlyMap<string, unknown>): TrainingMessage | null {
  const runId = name(fields.get("runId"));
  switch (type) {
    case "pathRequested":
    case "runsShown":
    case "runsDeleted": {
      const runIds = names(fields.get("runIds"));
      return runIds === null ? null : { type, runIds };
    }
    case "runFocused":
      return runId === null ? null : { type, runId };
    case "continueRequested": {
      const epochs = count(fields.get("epochs"), 1);
      if (runId === null || epochs === null || epochs > settingRules.epochs.most) return null;
      return { type, runId, epochs };
    }
    case "epochRequested": {
      const epoch = count(fields.get("epoch"), 0);
      return runId === null || epoch === null ? null : { type, runId, epoch };
    }
    case "runRenamed": {
      const given = fields.get("name");
      if (runId === null || typeof given !== "string" || given.length > longestName) return null;
      return { type, runId, name: given };
    }
    case "runExported": {
      const as = oneOf(Object.keys(formats) as ExportFormat[], fields.get("as"));
      return runId === null || as === null ? null : { type, runId, as };
    }
    default:
      return null;
  }
}
