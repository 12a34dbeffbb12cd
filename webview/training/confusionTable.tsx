import type { VNode } from "preact";
import type { ConfusionView } from "../../src/present/training-result";
import { Section } from "../parts";
import { strings } from "../store";
import { say } from "./say";

/** Who is called what: a table that is its own picture. Right is filled by its share of the row, wrong is dashed. */
export function ConfusionTable({ confusion }: { readonly confusion: ConfusionView }): VNode {
  const words = strings.training;
  const count = confusion.columns.length;
  const many = count > 3;
  return (
    <Section title={words.confusion} aside={<span class="meta">{confusion.rowsText}</span>}>
      <div class="scroll-x" tabIndex={many ? 0 : -1}>
        <table
          class={many ? "confusion many" : count === 2 ? "confusion two" : "confusion"}
          style={{ "--columns": String(count) }}
        >
          <thead>
            <tr>
              <td />
              {confusion.columns.map((name, number) => (
                <th scope="col" key={name} title={say(words.called, name)}>
                  <ClassNumber number={number} />
                  <span class="class-name">{say(words.called, name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {confusion.rows.map((row, number) => (
              <tr key={row.name}>
                <th scope="row">
                  <ClassNumber number={number} /> {row.name}
                  <span class="meta mono">{row.rowsText}</span>
                </th>
                {row.cells.map((cell) => (
                  <td key={cell.text} title={cell.text}>
                    <div
                      class={cell.right ? "cell right" : "cell wrong"}
                      style={{ "--share": String(cell.share) }}
                    >
                      <b>{cell.count}</b>
                      <span>{cell.right ? words.right : words.wrong}</span>
                    </div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="meta">
        {confusion.sentence}
        {confusion.note === null ? null : ` ${confusion.note}`}
      </p>
    </Section>
  );
}

/** As the data set's heading counts the classes: where many names have no room above their columns. */
function ClassNumber({ number }: { readonly number: number }): VNode {
  return (
    <b class="class-number" aria-hidden="true">
      {number}
    </b>
  );
}
