import type { ComponentChildren, VNode } from "preact";
import { formatCount } from "../../src/present/training-numbers";
import type { NeuronWeights, WeightRow } from "../../src/present/training-weights";
import { Breakable } from "../breakable";
import { Section } from "../parts";
import { dispatch, strings } from "../store";
import { Button } from "../widgets";
import { say } from "./say";
import { trainingUi, wide } from "./trainingStore";

/** How many weights are shown before all are asked for; more where they stand beside the curves. */
const few = { narrow: 8, wide: 14 };

/** Names up to this long are kept on one line. */
const shortName = 24;

/** The rows that are shown of a layer: the largest, until all are asked for. */
export function shownRows<Row>(rows: readonly Row[], layer: number): readonly Row[] {
  return trainingUi.value.allWeights.includes(layer)
    ? rows
    : rows.slice(0, wide.value ? few.wide : few.narrow);
}

interface Props {
  readonly weights: NeuronWeights;
  readonly layer: number;
}

/** Weights by feature, largest first: a table whose middle column is the bar. Solid is positive, hatched is negative. */
export function WeightsTable({ weights, layer }: Props): VNode {
  const words = strings.training;
  const shown = shownRows(weights.rows, layer);
  const short = shown.every((row) => row.feature.length <= shortName);
  return (
    <Section
      title={weights.title}
      aside={<span class="meta">{say(words.shownOf, shown.length, weights.rows.length)}</span>}
    >
      <table class={short ? "weights short-names" : "weights"}>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{words.feature}</span>
            </th>
            <th scope="col" class="sides">
              <span class="negative">{weights.negative}</span>
              <span class="positive">{weights.positive}</span>
            </th>
            <th scope="col">
              <span class="visually-hidden">{words.weight}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.feature} row={row} />
          ))}
        </tbody>
      </table>
      <ShowAll layer={layer} rows={weights.rows.length} of={weights.rows.length}>
        <span class="meta mono">{weights.intercept}</span>
      </ShowAll>
    </Section>
  );
}

interface ShowAllProps {
  readonly layer: number;
  /** How many rows can be shown, and how many there are. */
  readonly rows: number;
  readonly of: number;
  readonly children?: ComponentChildren;
}

/** The rest of a long table, and back. */
export function ShowAll({ layer, rows, of, children }: ShowAllProps): VNode | null {
  const words = strings.training;
  const all = trainingUi.value.allWeights.includes(layer);
  const first = wide.value ? few.wide : few.narrow;
  if (rows <= first && children === undefined) return null;
  const more = say(rows < of ? words.showFewer : words.showAll, formatCount(rows));
  return (
    <div class="weights-foot">
      {rows <= first ? null : (
        <Button
          appearance="secondary"
          class="small"
          expanded={all}
          onClick={() => dispatch({ type: "weightsToggled", layer })}
        >
          {all ? say(words.showFewer, first) : more}
        </Button>
      )}
      {children}
    </div>
  );
}

function Row({ row }: { readonly row: WeightRow }): VNode {
  return (
    <tr>
      <th scope="row">
        <Breakable text={row.feature} />
      </th>
      <td class="bar-cell">
        <i class={`bar ${row.sign}`} style={{ width: `${50 * row.share}%` }} />
      </td>
      <td class="value">{row.value}</td>
    </tr>
  );
}
