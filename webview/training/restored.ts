import { fieldsOf, oneOf } from "../../src/protocol/fields";
import {
  activationChoices,
  modelChoices,
  orderChoices,
  policyKinds,
  settingNames,
  weightsChoices,
} from "../../src/protocol/settings";
import { axes } from "./chartCurves";
import { type Choices, initialTraining, type TrainingInterface } from "./state";

/** Reads what an earlier page kept of the Training screen; what does not fit is left as it is at first. */
export function restoreTraining(value: unknown): TrainingInterface {
  const fields = fieldsOf(value);
  const flag = (name: string) => fields.get(name) === true;
  const listed = (name: string, item: unknown) => {
    const found: unknown = fields.get(name);
    return Array.isArray(found) && found.includes(item);
  };
  const whole = (name: string, least: number, most: number): number | null => {
    const found = fields.get(name);
    const fits = typeof found === "number" && Number.isInteger(found) && found >= least && found <= most;
    return fits ? found : null;
  };
  return {
    draft: readDraft(fields.get("draft")),
    choices: readChoices(fields.get("choices")),
    settingsOpen: flag("settingsOpen"),
    cardOpen: flag("cardOpen"),
    scale: oneOf(["log", "linear"] as const, fields.get("scale")) ?? initialTraining.scale,
    axis: oneOf(axes, fields.get("axis")) ?? initialTraining.axis,
    measure: oneOf(["running", "end"] as const, fields.get("measure")) ?? initialTraining.measure,
    allWeights: [0, 1].filter((layer) => listed("allWeights", layer)),
    plane: oneOf(["most", "slice"] as const, fields.get("plane")) ?? initialTraining.plane,
    guess: oneOf(policyKinds, fields.get("guess")),
    epoch: whole("epoch", 1, Number.MAX_SAFE_INTEGER),
    threshold: whole("threshold", 0, 100) ?? initialTraining.threshold,
  };
}

function readDraft(value: unknown): TrainingInterface["draft"] {
  const fields = fieldsOf(value);
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const text = fields.get(name);
      return typeof text === "string" ? [[name, text]] : [];
    }),
  );
}

function readChoices(value: unknown): Choices {
  const fields = fieldsOf(value);
  const chosen: unknown = fields.get("policies");
  const policies = policyKinds.filter((each) => Array.isArray(chosen) && chosen.includes(each));
  const model = oneOf(modelChoices, fields.get("model"));
  const activation = oneOf(activationChoices, fields.get("activation"));
  const initialWeights = oneOf(weightsChoices, fields.get("initialWeights"));
  const order = oneOf(orderChoices, fields.get("order"));
  return {
    ...(policies.length === 0 ? {} : { policies }),
    ...(model === null ? {} : { model }),
    ...(activation === null ? {} : { activation }),
    ...(initialWeights === null ? {} : { initialWeights }),
    ...(order === null ? {} : { order }),
  };
}
