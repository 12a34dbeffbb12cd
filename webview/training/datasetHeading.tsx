import type { VNode } from "preact";
import type { DatasetView } from "../../src/present/training-dataset";
import { formatCount } from "../../src/present/training-numbers";
import { Icon } from "../icons";
import { dispatch, post, strings, trainingView } from "../store";
import { Link } from "../widgets";
import { say } from "./say";
import { trainingUi } from "./trainingStore";

/** Which data set is trained on, what it was found to be, and how its rows are split. */
export function DatasetHeading(): VNode {
  const words = strings.training;
  const { dataset, card } = trainingView.value;
  if (dataset === null) {
    return (
      <section class="section dataset">
        <Icon name="table" />
        <div>
          <div class="dataset-head">
            <h2>{words.noData}</h2>
            <Change />
          </div>
          <p class="meta">{words.noDataHint}</p>
        </div>
      </section>
    );
  }
  return (
    <section class="section dataset">
      <Icon name="table" />
      <div>
        <div class="dataset-head">
          <h2>{dataset.name}</h2>
          <span class="dataset-links">
            <Change />
            {card === null ? null : <CardLink />}
          </span>
        </div>
        <p class="meta">
          {dataset.size} ·{" "}
          <span class="keep">
            {dataset.targetLabel} <span class="mono">{dataset.target}</span>
          </span>
        </p>
        <Classes dataset={dataset} />
        <p class="meta">{dataset.source}</p>
        {dataset.notes.length === 0 ? null : (
          <ul class="dataset-notes">
            {dataset.notes.map((note) => (
              <li class="meta" key={note}>
                {note}
              </li>
            ))}
          </ul>
        )}
        {card === null || card.target.sure ? null : <TargetQuestion why={card.target.why} />}
      </div>
      <SplitBar dataset={dataset} />
    </section>
  );
}

function Change(): VNode {
  const words = strings.training;
  return (
    <Link title={words.chooseDataLabel} onClick={() => post({ type: "datasetChoiceRequested" })}>
      {words.chooseData}
    </Link>
  );
}

function CardLink(): VNode {
  return (
    <button
      type="button"
      class="link"
      aria-expanded={trainingUi.value.cardOpen}
      aria-controls="data-card"
      onClick={() => dispatch({ type: "cardToggled" })}
    >
      {strings.training.dataCard}
    </button>
  );
}

/** A target that was only guessed is asked about: everything else hangs on it. */
function TargetQuestion({ why }: { readonly why: string }): VNode {
  return (
    <p class="target-question">
      <Icon name="question" />
      <span>
        {why}{" "}
        <button type="button" class="link" onClick={() => post({ type: "targetChoiceRequested" })}>
          {strings.training.chooseTarget}
        </button>
      </span>
    </p>
  );
}

/** The classes by their numbers, which decide the stratified split and which way a weight points. */
function Classes({ dataset }: { readonly dataset: DatasetView }): VNode | null {
  if (dataset.classes.length === 0) return null;
  return (
    <ul class="classes meta">
      {dataset.classes.map((each) => (
        <li key={each.number}>{each.text}</li>
      ))}
    </ul>
  );
}

function SplitBar({ dataset }: { readonly dataset: DatasetView }): VNode {
  const words = strings.training;
  const { train, validation, test } = dataset.split;
  const parts = [
    { name: "train", rows: train, text: say(words.trainRows, formatCount(train)) },
    { name: "validation", rows: validation, text: say(words.validationRows, formatCount(validation)) },
    { name: "test", rows: test, text: say(words.testRows, formatCount(test)) },
  ];
  return (
    <div class="split">
      <div class="split-bar" role="img" aria-label={`${words.split}: ${dataset.splitText}`}>
        {parts.map(({ name, rows }) => (
          <i key={name} class={name} style={{ flexGrow: rows }} />
        ))}
      </div>
      <p class="meta split-text">
        {parts.map(({ name, text }) => (
          <span key={name}>{text}</span>
        ))}
        <span class="last">{words.standardised}</span>
      </p>
    </div>
  );
}
