import type { VNode } from "preact";
import { english as fill } from "../src/base/translate";
import type { DatasetView } from "../src/present/training-dataset";
import { formatCount } from "../src/present/training-numbers";
import { Icon } from "./icons";
import { post, strings } from "./store";
import { Link } from "./widgets";

/** Which data set is trained on, what it was found to be, and how its rows are split. */
export function DatasetHeading({ dataset }: { readonly dataset: DatasetView | null }): VNode {
  const words = strings.training;
  const change = (
    <Link title={words.chooseDataLabel} onClick={() => post({ type: "datasetChoiceRequested" })}>
      {words.chooseData}
    </Link>
  );
  if (dataset === null) {
    return (
      <section class="section dataset">
        <Icon name="table" />
        <div>
          <div class="dataset-head">
            <h2>{words.noData}</h2>
            {change}
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
          {change}
        </div>
        <p class="meta">
          {dataset.size} ·{" "}
          <span class="keep">
            {dataset.targetLabel} <span class="mono">{dataset.target}</span>
          </span>
        </p>
        <Classes dataset={dataset} />
        <p class="meta">{dataset.source}</p>
        {dataset.notes.map((note) => (
          <p class="meta" key={note}>
            {note}
          </p>
        ))}
      </div>
      <SplitBar dataset={dataset} />
    </section>
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
    { name: "train", rows: train, text: fill(words.trainRows, formatCount(train)) },
    { name: "validation", rows: validation, text: fill(words.validationRows, formatCount(validation)) },
    { name: "test", rows: test, text: fill(words.testRows, formatCount(test)) },
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
