import { count, fieldsOf, isObject, name } from "./fields";

/** What the Derivation screen asks of the host. */
export type DerivationRequest =
  /** Show the numbers of this sample, counted from 1. */
  | { readonly type: "chooseSample"; readonly sample: number }
  /** Show another of the file's derivations, by its place. */
  | { readonly type: "chooseModel"; readonly model: number }
  /** A factor is pointed at: light its code. Null when it is left. */
  | { readonly type: "pointAtFactor"; readonly factor: FactorPlace | null }
  | { readonly type: "copyStep"; readonly stepId: string; readonly form: "latex" | "markdown" }
  | { readonly type: "saveStepImage"; readonly stepId: string }
  | { readonly type: "exportDerivation" }
  /** Mark the editor's selection as a forward pass, loss, gradient or parameter; the host asks which. */
  | { readonly type: "markCode" }
  | { readonly type: "clearMarks" }
  | { readonly type: "setHintsFirst"; readonly hintsFirst: boolean };

/** A factor by its place in the step's equation. */
export interface FactorPlace {
  readonly stepId: string;
  readonly factor: number;
}

/** Reads a request; null for anything else. */
export function parseDerivationRequest(fields: ReadonlyMap<string, unknown>): DerivationRequest | null {
  const type = fields.get("type");
  switch (type) {
    case "chooseSample": {
      const sample = count(fields.get("sample"), 1);
      return sample === null ? null : { type, sample };
    }
    case "chooseModel": {
      const model = count(fields.get("model"), 0);
      return model === null ? null : { type, model };
    }
    case "pointAtFactor": {
      const value = fields.get("factor");
      if (value === null) return { type, factor: null };
      const place = parsePlace(value);
      return place === null ? null : { type, factor: place };
    }
    case "copyStep": {
      const stepId = name(fields.get("stepId"));
      const form = fields.get("form");
      return stepId !== null && (form === "latex" || form === "markdown") ? { type, stepId, form } : null;
    }
    case "saveStepImage": {
      const stepId = name(fields.get("stepId"));
      return stepId === null ? null : { type, stepId };
    }
    case "exportDerivation":
    case "markCode":
    case "clearMarks":
      return { type };
    case "setHintsFirst": {
      const hintsFirst = fields.get("hintsFirst");
      return typeof hintsFirst === "boolean" ? { type, hintsFirst } : null;
    }
    default:
      return null;
  }
}

function parsePlace(value: unknown): FactorPlace | null {
  if (!isObject(value)) return null;
  const fields = fieldsOf(value);
  const stepId = name(fields.get("stepId"));
  const factor = count(fields.get("factor"), 0);
  return stepId === null || factor === null ? null : { stepId, factor };
}
