import type { Translate } from "../base/translate";
import type { Diagnosis } from "../training/diagnosis";
import { formatCount, formatValue } from "./training-numbers";

/** What a run's curves say, and what to try next. */
export function diagnosisSentence(diagnosis: Diagnosis, t: Translate): string {
  switch (diagnosis.kind) {
    case "diverged":
      return t(
        "The loss grew without end in epoch {0}: the learning rate {1} is too large. Try {2}.",
        formatCount(diagnosis.epoch),
        rate(diagnosis.learningRate),
        rate(diagnosis.tryRate),
      );
    case "oscillates":
      return t(
        "The loss rises in {0} % of the epochs: the steps overshoot. Try a learning rate of {1} in place of {2}.",
        Math.round(diagnosis.share * 100),
        rate(diagnosis.tryRate),
        rate(diagnosis.learningRate),
      );
    case "overfits":
      return t(
        "The validation loss was lowest in epoch {0} ({1}) and has risen to {2} since: the model learns the training rows by heart. Stop earlier, or use a larger penalty.",
        formatCount(diagnosis.bestEpoch),
        formatValue(diagnosis.best),
        formatValue(diagnosis.last),
      );
    case "still-falling":
      return t(
        "The loss is still falling after {0} epochs. Try {1}.",
        formatCount(diagnosis.epochs),
        formatCount(diagnosis.tryEpochs),
      );
    case "stopped-early":
      return t(
        "Stopped after epoch {1}, as the validation loss no longer fell; the weights are those of epoch {0}.",
        formatCount(diagnosis.bestEpoch),
        formatCount(diagnosis.epoch),
      );
  }
}

function rate(value: number): string {
  return String(Number(value.toPrecision(2)));
}
