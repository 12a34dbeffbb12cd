import type { VNode } from "preact";
import type { ComparisonView } from "../../src/present/training-comparison";
import { Icon, type IconName } from "../icons";
import { strings, trainingView } from "../store";

/** How steady each policy was, beside what the learner guessed: measured, not told. */
export function Comparison(): VNode | null {
  const { comparison } = trainingView.value;
  if (comparison === null) return null;
  const { guess } = comparison;
  return (
    <section class="section comparison">
      <div class={guess?.right === true ? "note answer right" : "note answer"}>
        <p class="note-head plain">
          <Icon name={iconOf(comparison)} />
          <span>{guess?.sentence ?? comparison.sentence}</span>
        </p>
        {comparison.noiseSentence === null ? null : <p>{comparison.noiseSentence}</p>}
        {comparison.warnings.map((warning) => (
          <p class="remark" key={warning}>
            <Icon name="warning" />
            {warning}
          </p>
        ))}
        <Measured comparison={comparison} />
      </div>
    </section>
  );
}

function iconOf({ guess }: ComparisonView): IconName {
  if (guess === null) return "compare";
  return guess.right === null ? "question" : guess.right ? "pass" : "fix";
}

function Measured({ comparison }: { readonly comparison: ComparisonView }): VNode | null {
  const words = strings.training;
  if (comparison.rows.every((row) => row.of === 0)) return null;
  return (
    <details class="twin">
      <summary>{words.measured}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <div class="scroll-x" tabIndex={0}>
        <table aria-label={words.measured}>
          <thead>
            <tr>
              <th scope="col" class="text">
                {words.runColumn}
              </th>
              <th scope="col">{words.risesColumn}</th>
              <th scope="col">{words.gradientColumn}</th>
              <th scope="col">{words.noiseColumn}</th>
            </tr>
          </thead>
          <tbody>
            {comparison.rows.map((row) => (
              <tr key={row.runId}>
                <th scope="row" class="text">
                  {row.name}
                </th>
                <td>
                  {row.rises} / {row.of}
                </td>
                <td>{row.gradient}</td>
                <td>{row.noise}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
