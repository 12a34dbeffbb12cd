import type { VNode } from "preact";
import type { MarkView, SearchView } from "../../src/present/derivation-marks";
import { Icon, type IconName } from "../icons";
import { LineLink, SecondaryButton } from "../parts";
import { post, strings } from "../store";
import { unbroken } from "../unbroken";

const icons: Readonly<Record<SearchView["sought"][number]["state"], IconName>> = {
  found: "pass",
  missing: "error",
  open: "question",
};

/** What was looked for in the program, how far that came, and the way to point it out by hand. */
export function Search({ search }: { readonly search: SearchView }): VNode {
  const words = strings.derivation;
  return (
    <div class="search">
      <h2 class="model">{words.sought}</h2>
      <ol class="sought">
        {search.sought.map(({ label, state }) => (
          <li key={label} class={`sought-${state}`}>
            <Icon name={icons[state]} />
            <span>
              {unbroken(label)}
              <span class="visually-hidden">: {words.soughtStates[state]}</span>
            </span>
          </li>
        ))}
      </ol>
      <p class="dim">{words.markHint}</p>
      <div class="actions">
        <SecondaryButton class="small" onClick={() => post({ type: "markCode" })}>
          {words.markCode}
        </SecondaryButton>
      </div>
      <Marks marks={search.marks} />
    </div>
  );
}

/** What was marked by hand, with the way to each and to none. */
export function Marks({ marks }: { readonly marks: readonly MarkView[] }): VNode | null {
  const words = strings.derivation;
  if (marks.length === 0) return null;
  return (
    <div class="marks">
      <h2 class="model">{words.marked}</h2>
      <ul>
        {marks.map(({ label, uri, line }) => (
          <li key={`${label} ${line}`}>
            {label} <LineLink place={{ uri, line }} />
          </li>
        ))}
      </ul>
      <SecondaryButton class="small" onClick={() => post({ type: "clearMarks" })}>
        {words.clearMarks}
      </SecondaryButton>
    </div>
  );
}
