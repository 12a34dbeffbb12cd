import { Fragment, type VNode } from "preact";
import type { WeightRow, WeightsView } from "../../src/present/training-result";
import { Section } from "../parts";
import { dispatch, strings } from "../store";
import { Button } from "../widgets";
import { say } from "./say";
import { trainingUi, wide } from "./trainingStore";

/** How many weights are shown before all are asked for; more where they stand beside the curves. */
const few = { narrow: 8, wide: 14 };

/** Names up to this long are kept on one line. */
const shortName = 24;

/** Weights by feature, largest first: a table whose middle column is the bar. Solid is positive, hatched is negative. */
export function WeightsTable({ weights }: { readonly weights: WeightsView }): VNode {
  const words = strings.training;
  const all = trainingUi.value.allWeights;
  const first = wide.value ? few.wide : few.narrow;
  const shown = all ? weights.rows : weights.rows.slice(0, first);
  const short = shown.every((row) => row.feature.length <= shortName);
  return (
    <Section
      title={words.weights}
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
      <div class="weights-foot">
        {weights.rows.length <= first ? null : (
          <Button
            appearance="secondary"
            class="small"
            expanded={all}
            onClick={() => dispatch({ type: "weightsToggled" })}
          >
            {all ? say(words.showFewer, first) : say(words.showAll, weights.rows.length)}
          </Button>
        )}
        <span class="meta mono">{weights.intercept}</span>
      </div>
    </Section>
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

/** A column's name may break after each of its underscores, not in the middle of a word. */
function Breakable({ text }: { readonly text: string }): VNode {
  const words = text.split(/(?<=[_.])/);
  return (
    <>
      {words.map((word, index) => (
        <Fragment key={index}>
          {word}
          <wbr />
        </Fragment>
      ))}
    </>
  );
}
