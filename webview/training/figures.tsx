import type { VNode } from "preact";
import type { EpochView } from "../../src/present/training-epoch";
import { formatCount } from "../../src/present/training-numbers";
import { Icon } from "../icons";
import { Section } from "../parts";
import { post, strings, trainingView } from "../store";
import { Button } from "../widgets";
import { confusionAtThreshold, trainersThreshold } from "./confusion";
import { ConfusionTable } from "./confusionTable";
import { trainReading } from "./legend";
import { say } from "./say";
import { Scores } from "./scores";
import { epochView, running, settings, shownRuns, trainingUi } from "./trainingStore";
import { WeightMatrix } from "./weightMatrix";
import { WeightsTable } from "./weightsTable";

/** What the run in focus had come to after the epoch that is looked at: figures, matrix, scores, weights, all of one epoch. */
export function Figures(): VNode | null {
  const epoch = epochView.value;
  if (epoch === null) return null;
  // Those of the run before, until the new run has its own: dimmed, so that nothing jumps.
  const stale = epoch.runId !== trainingView.value.focus?.runId;
  const { threshold } = trainingUi.value;
  const confusion =
    epoch.scores?.kind !== "two-classes" || threshold === trainersThreshold
      ? epoch.confusion
      : confusionAtThreshold(epoch.scores, threshold, strings.training);
  return (
    <div class={stale ? "result stale" : "result"} aria-busy={stale}>
      <Metrics epoch={epoch} />
      {confusion === null ? null : <ConfusionTable confusion={confusion} />}
      {epoch.scores === null ? null : <Scores scores={epoch.scores} />}
      {epoch.weights.map((weights, layer) =>
        weights.kind === "neuron" ? (
          <WeightsTable key={layer} weights={weights} layer={layer} />
        ) : (
          <WeightMatrix key={layer} weights={weights} layer={layer} />
        ),
      )}
    </div>
  );
}

function Metrics({ epoch }: { readonly epoch: EpochView }): VNode {
  const words = strings.training;
  const { metrics } = epoch;
  const scores = metrics.score === "accuracy" ? words.accuracies : words.rSquared;
  const figures = [
    [lossOf(epoch), words.trainLoss],
    [metrics.validationLoss, words.validationLoss],
    [metrics.trainScore, scores.train],
    [metrics.validationScore, scores.validation],
    [metrics.testScore, scores.test],
  ] as const;
  return (
    <Section title={epoch.title} aside={<Continue runId={epoch.runId} />}>
      <dl class="metrics">
        {figures.map(([value, name]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {epoch.note === null ? null : (
        <p class="remark">
          <Icon name="warning" />
          {epoch.note}
        </p>
      )}
    </Section>
  );
}

/** The training loss as the curve has it, or two numbers for one epoch would stand side by side. */
function lossOf({ runId, epoch, metrics }: EpochView): string {
  const run = shownRuns.value.find((each) => each.runId === runId);
  const reading = run === undefined ? "–" : trainReading(run, trainingUi.value.measure, epoch);
  return reading === "–" ? metrics.trainLoss : reading;
}

/** So many epochs more as the settings say. */
function Continue({ runId }: { readonly runId: string }): VNode | null {
  const words = strings.training;
  const row = trainingView.value.runs.find((each) => each.runId === runId);
  const epochs = settings.value?.epochs;
  if (row === undefined || !row.canContinue || running.value || epochs === undefined) return null;
  return (
    <Button
      appearance="secondary"
      class="small"
      icon={<Icon name="play" />}
      title={say(words.continueTitle, formatCount(epochs))}
      onClick={() => post({ type: "continueRequested", runId, epochs })}
    >
      {say(words.continueFor, formatCount(epochs))}
    </Button>
  );
}
