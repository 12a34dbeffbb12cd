import { useSignal } from "@preact/signals";
import { Fragment, type VNode } from "preact";
import type { ColumnCardView, DataCardView } from "../../src/present/training-card";
import { Section, Segmented } from "../parts";
import { post, strings, trainingView } from "../store";
import { Button } from "../widgets";
import { say } from "./say";
import { running } from "./trainingStore";

/** How many columns are listed before all are asked for. */
const few = 12;

/** What the data set holds and what becomes of each column: nothing is dropped in silence. */
export function DataCard(): VNode | null {
  const { card } = trainingView.value;
  if (card === null) return null;
  return (
    <div class="card" id="data-card">
      <Section title={strings.training.dataCard} note={card.summary}>
        <Classes card={card} />
        <Missing card={card} />
        <Columns card={card} />
      </Section>
    </div>
  );
}

/** The classes by their share of the rows: hatched and solid as in the histogram of the scores. */
function Classes({ card }: { readonly card: DataCardView }): VNode | null {
  if (card.classes.length === 0) return null;
  return (
    <div class="balance">
      <div class="balance-bar" role="img" aria-label={card.classes.map((each) => each.text).join(", ")}>
        {card.classes.map((each, index) => (
          <i
            key={each.number}
            class={index % 2 === 0 ? "hatched" : "solid"}
            style={{ flexGrow: each.share }}
            title={each.text}
          />
        ))}
      </div>
      <ul class="classes meta">
        {card.classes.map((each, index) => (
          <li key={each.number}>
            <i class={index % 2 === 0 ? "class-mark hatched" : "class-mark solid"} />
            {each.text}
          </li>
        ))}
      </ul>
      {card.balance === null ? null : <p class="meta">{card.balance}</p>}
    </div>
  );
}

function Missing({ card }: { readonly card: DataCardView }): VNode | null {
  const words = strings.training;
  const { missing } = card;
  if (missing === null) return null;
  return (
    <div class="missing">
      <p id="missing-label">{words.missingTitle}</p>
      <Segmented
        label={words.missingTitle}
        options={missing.choices.map(({ value, label }) => ({ value, label }))}
        value={missing.value}
        onChoose={(value) =>
          post({ type: "dataOptionsChosen", options: { ...trainingView.peek().dataOptions, missing: value } })
        }
      />
      <p class="meta">{missing.sentence}</p>
    </div>
  );
}

function Columns({ card }: { readonly card: DataCardView }): VNode {
  const words = strings.training;
  const all = useSignal(false);
  const shown = all.value ? card.columns : firstOf(card.columns);
  return (
    <>
      <table class="columns" aria-label={words.columnsTitle}>
        <thead>
          <tr>
            <th scope="col">{words.columnColumn}</th>
            <th scope="col">{words.valuesColumn}</th>
            <th scope="col" class="done">
              {words.doneColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((column, index) => (
            <Column key={column.name} column={column} repeats={column.why === shown[index - 1]?.why} />
          ))}
        </tbody>
      </table>
      {all.value && card.more !== null ? <p class="meta">{card.more}</p> : null}
      {card.columns.length <= few ? null : (
        <Button
          appearance="secondary"
          class="small"
          expanded={all.value}
          onClick={() => (all.value = !all.value)}
        >
          {all.value ? say(words.showFirst, few) : say(words.showAllColumns, card.columns.length)}
        </Button>
      )}
    </>
  );
}

/** The target is always among them. */
function firstOf(columns: readonly ColumnCardView[]): readonly ColumnCardView[] {
  const target = columns.find(({ role }) => role === "target");
  const first = columns.slice(0, few);
  return target === undefined || first.includes(target) ? first : [target, ...first.slice(0, few - 1)];
}

/** `mean_concave_points` goes on in the next line after a `_`, where there is one, and not within a word. */
function Name({ text }: { readonly text: string }): VNode {
  const [first, ...others] = text.split(/(?<=_)(?=[^_])/);
  return (
    <>
      {first}
      {others.map((word, index) => (
        <Fragment key={index}>
          <wbr />
          {word}
        </Fragment>
      ))}
    </>
  );
}

interface ColumnProps {
  readonly column: ColumnCardView;
  /** The reason is that of the row above: it is said once to the eye. */
  readonly repeats: boolean;
}

function Column({ column, repeats }: ColumnProps): VNode {
  return (
    <tr class={column.role}>
      <th scope="row">
        <span class="column-name">
          <Name text={column.name} />
        </span>
        <span class="meta">
          {column.kindText}
          {column.missingShare > 0 ? ` · ${column.missingText}` : ""}
        </span>
      </th>
      <td>
        <Bars column={column} />
      </td>
      <td class="done">
        <Use column={column} />
        <span class={repeats ? "visually-hidden" : "meta why"}>{column.why}</span>
      </td>
    </tr>
  );
}

/** A checkbox where the learner may decide, plain words where not. */
function Use({ column }: { readonly column: ColumnCardView }): VNode {
  const words = strings.training;
  if (!column.canChange) return <span>{column.done}</span>;
  const toggle = () => {
    const { dataOptions } = trainingView.peek();
    const without = dataOptions.without.includes(column.name)
      ? dataOptions.without.filter((each) => each !== column.name)
      : [...dataOptions.without, column.name];
    post({ type: "dataOptionsChosen", options: { ...dataOptions, without } });
  };
  return (
    <label class="use">
      <input
        type="checkbox"
        checked={column.role === "feature"}
        disabled={running.value}
        aria-label={say(words.useColumn, column.name)}
        onChange={toggle}
      />
      <span>{column.done}</span>
    </label>
  );
}

const barWidth = 6;
const barHeight = 20;

function Bars({ column }: { readonly column: ColumnCardView }): VNode {
  const { histogram } = column;
  const width = 12 * barWidth;
  const each = histogram.length === 0 ? 0 : Math.min(width / 2, width / histogram.length);
  return (
    <svg
      class="column-bars"
      width={width}
      height={barHeight + 1}
      role="img"
      aria-label={column.histogramText === "" ? column.kindText : column.histogramText}
    >
      <title>{column.histogramText}</title>
      <path class="axis-line" d={`M0 ${barHeight + 0.5}H${width}`} />
      {histogram.map((share, index) =>
        share <= 0 ? null : (
          <rect
            key={index}
            x={index * each + 0.5}
            y={barHeight - Math.max(1, share * barHeight)}
            width={Math.max(1, each - 1)}
            height={Math.max(1, share * barHeight)}
          />
        ),
      )}
    </svg>
  );
}
