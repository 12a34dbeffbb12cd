import type { LessonScreen } from "../present/lesson-view";
import type { TrainingView } from "../present/training";
import type { CurvesView } from "../present/training-curves";
import type { EpochView } from "../present/training-epoch";
import type { PathView } from "../present/training-path";
import type { DerivationScreen, PanelAction, PanelView, Screen, ShapesScreen } from "../present/view";
import { type DerivationRequest, parseDerivationRequest } from "./derivationMessages";
import { count, fieldsOf, isObject, oneOf } from "./fields";
import { type LessonMessage, parseLessonMessage } from "./lesson";
import { parseTrainingMessage, type TrainingMessage } from "./training";

/** From the host to the panel. The first message after `ready` is a `view`; the others change one part of it. */
export type ToView =
  | { readonly type: "view"; readonly view: PanelView }
  | { readonly type: "shapes"; readonly shapes: ShapesScreen }
  | { readonly type: "derivation"; readonly derivation: DerivationScreen }
  | { readonly type: "training"; readonly training: TrainingView }
  | { readonly type: "lesson"; readonly lesson: LessonScreen }
  | TrainingProgress
  /** The answer to `epochRequested`, and what a stepped or running run has come to. */
  | { readonly type: "epoch"; readonly epoch: EpochView }
  /** The answer to `pathRequested`. */
  | { readonly type: "path"; readonly path: PathView }
  /** The step whose line the cursor is on; null where it is on none. */
  | { readonly type: "currentStep"; readonly stepId: string | null }
  /** Brings a screen to the front: "Train Neuron" from the palette shows the curves. */
  | { readonly type: "openScreen"; readonly screen: Screen };

/** What a running trainer has found since the last message, at most 30 times a second a run. */
export interface TrainingProgress {
  readonly type: "progress";
  readonly runId: string;
  readonly curves: CurvesView;
  /** These entries take the place of all before: the trainer has thinned the curve. */
  readonly replaces: boolean;
}

/** From the panel to the host. */
export type FromView =
  /** The page has loaded (or came back): send everything. */
  | { readonly type: "ready" }
  /** How wide a picture may be, in CSS pixels: pictures are drawn to the width and never scaled. */
  | { readonly type: "resized"; readonly width: number }
  | { readonly type: "openScreen"; readonly screen: Screen }
  | TrainingMessage
  /** The learner opened this step: select its line. */
  | { readonly type: "selectStep"; readonly stepId: string }
  | { readonly type: "goToCode"; readonly place: CodePlace }
  /** Whether the Shapes screen shows the whole function. */
  | { readonly type: "flowWanted"; readonly wanted: boolean }
  /** Apply a fix of the problem, both by their place in the `ShapesView` of that revision. */
  | {
      readonly type: "applyFix";
      readonly revision: number;
      readonly problem: number;
      readonly fix: number;
    }
  /** Turn a wrong gradient right, by its place in the verdicts of that revision. */
  | { readonly type: "fixGradient"; readonly revision: number; readonly verdict: number }
  | DerivationRequest
  | LessonMessage
  | { readonly type: "actionRequested"; readonly action: PanelAction };

/** A line (counted from 1) of a document, or a span of it where one is known. */
export interface CodePlace {
  readonly uri: string;
  readonly line: number;
  readonly span?: { readonly start: number; readonly end: number };
}

const screenNames: readonly Screen[] = ["shapes", "derivation", "training", "lesson"];
const actionNames: readonly PanelAction[] = ["open-lesson", "open-walkthrough", "derive", "try-hover"];

/** Reads a message of the panel; null for anything else. The page is in a sandbox, so nothing of it is taken on trust. */
export function parseFromView(value: unknown): FromView | null {
  const fields = fieldsOf(value);
  const type = fields.get("type");
  switch (type) {
    case "ready":
      return { type };
    case "resized": {
      const width = count(fields.get("width"), 0);
      return width === null ? null : { type, width };
    }
    case "openScreen": {
      const screen = oneOf(screenNames, fields.get("screen"));
      return screen === null ? null : { type, screen };
    }
    case "selectStep": {
      const stepId = fields.get("stepId");
      return typeof stepId === "string" && stepId !== "" ? { type, stepId } : null;
    }
    case "flowWanted":
      return { type, wanted: fields.get("wanted") === true };
    case "goToCode": {
      const place = parsePlace(fields.get("place"));
      return place === null ? null : { type, place };
    }
    case "applyFix":
      return parseApplyFix(fields);
    case "fixGradient": {
      const revision = count(fields.get("revision"), 0);
      const verdict = count(fields.get("verdict"), 0);
      return revision === null || verdict === null ? null : { type, revision, verdict };
    }
    case "actionRequested": {
      const action = oneOf(actionNames, fields.get("action"));
      return action === null ? null : { type, action };
    }
    default:
      return (
        parseDerivationRequest(fields) ?? parseLessonMessage(fields) ?? parseTrainingMessage(type, fields)
      );
  }
}

function parseApplyFix(fields: ReadonlyMap<string, unknown>): FromView | null {
  const [revision, problem, fix] = ["revision", "problem", "fix"].map((name) => count(fields.get(name), 0));
  if (revision == null || problem == null || fix == null) return null;
  return { type: "applyFix", revision, problem, fix };
}

function parsePlace(value: unknown): CodePlace | null {
  const fields = fieldsOf(value);
  const uri = fields.get("uri");
  const line = count(fields.get("line"), 1);
  if (typeof uri !== "string" || uri === "" || line === null) return null;
  if (fields.get("span") === undefined) return { uri, line };
  const span = fieldsOf(fields.get("span"));
  const start = count(span.get("start"), 0);
  const end = count(span.get("end"), start ?? 0);
  return start === null || end === null ? null : { uri, line, span: { start, end } };
}

/**
 * Reads a message of the host. The host is our own and of the same version, so the parts of a view are not looked through
 * again; what is checked is what the view computes with.
 */
export function parseToView(value: unknown): ToView | null {
  const fields = fieldsOf(value);
  const type = fields.get("type");
  switch (type) {
    case "view":
    case "shapes":
    case "derivation":
    case "training":
    case "lesson":
    case "epoch":
    case "path":
      return isObject(fields.get(type)) ? (value as ToView) : null;
    case "progress":
      return parseProgress(fields);
    case "currentStep": {
      const stepId = fields.get("stepId");
      return typeof stepId === "string" || stepId === null ? { type, stepId } : null;
    }
    case "openScreen": {
      const screen = oneOf(screenNames, fields.get("screen"));
      return screen === null ? null : { type, screen };
    }
    default:
      return null;
  }
}

function parseProgress(fields: ReadonlyMap<string, unknown>): TrainingProgress | null {
  const runId = fields.get("runId");
  const arrays = fieldsOf(fields.get("curves"));
  const column = (name: string) => {
    const found = arrays.get(name);
    return found instanceof Float64Array ? found : null;
  };
  const epochNumbers = column("epochNumbers");
  const trainLoss = column("trainLoss");
  const validationLoss = column("validationLoss");
  const endOfEpochLoss = column("endOfEpochLoss");
  const seconds = column("seconds");
  if (typeof runId !== "string" || epochNumbers === null || trainLoss === null) return null;
  if (validationLoss === null || endOfEpochLoss === null || seconds === null) return null;
  const curves = { epochNumbers, trainLoss, validationLoss, endOfEpochLoss, seconds };
  if (Object.values(curves).some((values) => values.length !== epochNumbers.length)) return null;
  return { type: "progress", runId, curves, replaces: fields.get("replaces") === true };
}
