import type { VNode } from "preact";
import { english as fill } from "../src/base/translate";
import type { VerdictMark, VerdictTable, VerdictView } from "../src/present/verdictCard";
import type { VerdictsScreen } from "../src/present/view";
import { colouredPieces } from "./code";
import { Icon, type IconName } from "./icons";
import { goTo, LineLink } from "./parts";
import { post, strings } from "./store";
import { Button } from "./widgets";

const icons: Readonly<Record<VerdictView["verdict"], IconName>> = {
  right: "pass",
  wrong: "error",
  undecided: "question",
};

/** What is said of each gradient of the program, above the steps. */
export function Verdicts({ verdicts }: { readonly verdicts: VerdictsScreen | undefined }): VNode | null {
  if (verdicts === undefined || verdicts.views.length === 0) return null;
  return (
    <section class="section verdicts" aria-label={strings.derivation.verdicts} aria-live="polite">
      {verdicts.views.map((view, index) => (
        <Card key={index} view={view} index={index} revision={verdicts.revision} />
      ))}
    </section>
  );
}

/** What was found of the line that computes a step, beside the step. */
export function StepMark({ verdict }: { readonly verdict: VerdictMark["verdict"] | null }): VNode | null {
  if (verdict === null) return null;
  return (
    <span class={`step-mark ${verdict}`} title={strings.derivation.marks[verdict]}>
      <Icon name={icons[verdict]} />
      <span class="visually-hidden">{strings.derivation.marks[verdict]}</span>
    </span>
  );
}

interface CardProps {
  readonly view: VerdictView;
  readonly index: number;
  readonly revision: number;
}

function Card({ view, index, revision }: CardProps): VNode {
  return (
    <div class={view.verdict === "wrong" ? "note error verdict-card" : `verdict-card ${view.verdict}`}>
      <p class="note-head">
        <Icon name={icons[view.verdict]} />
        <span>{view.heading}</span>
        {view.place === null ? null : <LineLink place={view.place} />}
      </p>
      {view.note === null ? null : <p class="meta">{view.note}</p>}
      {view.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {view.others.map((sentence) => (
        <p key={sentence} class="dim">
          {sentence}
        </p>
      ))}
      {view.table === null ? null : <Numbers table={view.table} />}
      <Fix view={view} index={index} revision={revision} />
    </div>
  );
}

function Numbers({ table }: { readonly table: VerdictTable }): VNode {
  return (
    <table class="verdict-numbers">
      <caption>{table.caption}</caption>
      <thead>
        <tr>
          <td />
          {table.columns.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {row.cells.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The code as it would be, and the button that makes it so. */
function Fix({ view, index, revision }: CardProps): VNode | null {
  const { fix, place } = view;
  if (fix === null) return null;
  // The space before what is new is not marked: a line may break there.
  const runs = fix.pieces.flatMap(({ lit, text }) => {
    const written = text.trimStart();
    return [
      { lit: false, text: text.slice(0, text.length - written.length) },
      { lit, text: written },
    ];
  });
  const texts = colouredPieces(runs.map(({ text }) => text));
  return (
    <div class="verdict-fix">
      {place === null || fix.pieces.length === 0 ? null : (
        <button
          type="button"
          class="code-chip"
          title={fill(strings.common.goToLine, place.line)}
          onClick={() => goTo(place)}
        >
          <code>{runs.map(({ lit }, at) => (lit ? <mark key={at}>{texts[at]}</mark> : texts[at]))}</code>
        </button>
      )}
      <Button onClick={() => post({ type: "fixGradient", revision, verdict: index })}>{fix.title}</Button>
    </div>
  );
}
