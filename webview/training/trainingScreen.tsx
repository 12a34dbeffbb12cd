import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ActivityView } from "../../src/present/training";
import { Icon } from "../icons";
import { post, strings, trainingView } from "../store";
import { Button } from "../widgets";
import { Comparison } from "./comparison";
import { DataCard } from "./dataCard";
import { DatasetHeading } from "./datasetHeading";
import { Figures } from "./figures";
import { LossChart } from "./lossChart";
import { RunList } from "./runList";
import { TrainingControls } from "./trainingControls";
import { epochView, running, trainingUi, wide } from "./trainingStore";
import { WeightPath } from "./weightPath";

export function TrainingScreen(): VNode {
  useTopOfNewRun();
  const { activity } = trainingView.value;
  return (
    <div class="training">
      <div class="training-head">
        <DatasetHeading />
        <TrainingControls />
      </div>
      {trainingUi.value.cardOpen ? <DataCard /> : null}
      {activity.kind === "failed" ? <Failure activity={activity} /> : null}
      {trainingView.value.focus === null && trainingView.value.shown.length === 0 ? <Idle /> : <Body />}
    </div>
  );
}

/** A run that starts shows its curves there, wherever the reader had left the page after the last one. */
function useTopOfNewRun(): void {
  const { activity } = trainingView.value;
  const running =
    activity.kind === "running" ? activity.runIds.join() : activity.kind === "failed" ? "failed" : null;
  const before = useRef(running);
  useEffect(() => {
    if (running !== null && running !== before.current)
      document.getElementById("screen")?.scrollTo({ top: 0 });
    before.current = running;
  }, [running]);
}

/** Side by side where there is room: the curves and the way of the weights, and what came of them. Else in one column. */
function Body(): VNode {
  // The first run of all has no figures yet: what stands below them would move down a screen once they come.
  const waiting = epochView.value === null && running.value;
  if (wide.value)
    return (
      <div class="training-body two">
        <div class="column">
          <Chart />
          <WeightPath />
          <RunList />
        </div>
        <div class="column">
          <Figures />
        </div>
      </div>
    );
  return (
    <div class="training-body">
      <div class="column">
        <Chart />
        <Figures />
        {waiting ? null : (
          <>
            <WeightPath />
            <RunList />
          </>
        )}
      </div>
    </div>
  );
}

function Chart(): VNode {
  return (
    <>
      <LossChart />
      <Remarks />
      <Comparison />
    </>
  );
}

/** What the curves say and what to try next. A run that left the range of numbers says it first, as a warning. */
function Remarks(): VNode | null {
  const { focus, runs } = trainingView.value;
  // What is wrong with the run itself: it was cut short, its data set has changed since.
  const note = runs.find((run) => run.runId === focus?.runId)?.note ?? null;
  if (focus === null || (focus.remarks.length === 0 && note === null)) return null;
  if (focus.status !== "diverged")
    return (
      <section class="section remarks">
        {note === null ? null : (
          <p class="remark">
            <Icon name="warning" />
            {note}
          </p>
        )}
        {focus.remarks.map((remark) => (
          <p class="remark" key={remark}>
            <Icon name="fix" />
            {remark}
          </p>
        ))}
      </section>
    );
  const [sentence, ...advice] = focus.remarks;
  return (
    <section class="section remarks">
      <div class="note error">
        <p class="note-head">
          <Icon name="error" />
          {sentence}
        </p>
        {advice.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </div>
    </section>
  );
}

/** No run came about: what is wrong, and what can be done about it. */
function Failure({ activity }: { readonly activity: Extract<ActivityView, { kind: "failed" }> }): VNode {
  return (
    <section class="section">
      <div class="note error" role="alert">
        <p class="note-head plain">
          <Icon name="error" />
          <span>{activity.sentence}</span>
        </p>
        {activity.offers.length === 0 ? null : (
          <div class="actions">
            {activity.offers.map(({ offer, label }) => (
              <Button
                key={offer}
                appearance="secondary"
                class="small"
                onClick={() => post({ type: "offerTaken", offer })}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** Before the first run: what is going to happen, and what each way of updating is. */
function Idle(): VNode {
  const words = strings.training;
  const { policies } = trainingView.value.choices;
  return (
    <section class="section idle">
      <svg class="idle-picture" viewBox="0 0 360 96" preserveAspectRatio="none" aria-hidden="true">
        <path class="axis-line" d="M1 4V92H359" />
        <path class="ink-line dashed" d="M4 10C60 16 70 60 120 72C180 84 260 84 356 86" />
      </svg>
      <h2 class="title">{words.emptyTitle}</h2>
      <p class="dim">{words.emptyText}</p>
      {policies.length === 0 ? null : (
        <dl class="idle-policies">
          {policies.map(({ value, label, hint }) => (
            <div key={value}>
              <dt>{label}</dt>
              <dd class="dim">{hint}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
