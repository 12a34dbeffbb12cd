import { useComputed } from "@preact/signals";
import type { VNode } from "preact";
import { tableEpochs } from "../chartScale";
import { strings } from "../store";
import { trainReading, validationReading } from "./legend";
import { lastEpoch } from "./state";
import { epochNow, focused, shownRuns, trainingUi } from "./trainingStore";

/** The curves in numbers, at most some twenty rows of them: each epoch at first, then ever fewer. */
export function CurveTable(): VNode {
  const words = strings.chart;
  // While a run streams, the table stays as it is: it would be read out again and again.
  const still = useComputed(() => !shownRuns.value.some((run) => run.running) && epochNow.value > 0);
  return (
    <details class="twin">
      <summary>{words.table}</summary>
      {still.value ? <Rows /> : <p class="meta">{words.noPoints}</p>}
    </details>
  );
}

function Rows(): VNode {
  const words = strings.chart;
  const runs = shownRuns.value;
  const { measure } = trainingUi.value;
  const own = focused.value;
  const longest = runs.reduce(
    (best, run) => (lastEpoch(run) > lastEpoch(best) ? run : best),
    runs[0] ?? null,
  );
  return (
    <div class="scroll-x" tabIndex={runs.length > 2 ? 0 : -1}>
      <table aria-label={words.name}>
        <thead>
          <tr>
            <th scope="col">{words.epoch}</th>
            {runs.map((run) => (
              <th scope="col" key={run.runId}>
                {runs.length === 1 ? words.train : run.name}
              </th>
            ))}
            <th scope="col">{words.validation}</th>
          </tr>
        </thead>
        <tbody>
          {tableEpochs(longest?.curves.epochNumbers ?? new Float64Array()).map((epoch) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              {runs.map((run) => (
                <td key={run.runId}>{trainReading(run, measure, epoch)}</td>
              ))}
              <td>{own === null ? "–" : validationReading(own, epoch)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
