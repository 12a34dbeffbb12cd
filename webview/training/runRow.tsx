import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { RunRow } from "../../src/present/training-runs";
import { Icon } from "../icons";
import { post, strings, trainingView } from "../store";
import { lineStyles } from "./lines";
import { RunName } from "./runName";
import { say } from "./say";
import { PolicySwatch } from "./swatch";
import { running, shownRuns } from "./trainingStore";

/** A menu that is open: for which run, and at what it stands. */
export interface OpenMenu {
  readonly runId: string;
  readonly only: "export" | "all";
  readonly anchor: DOMRect;
  readonly opener: HTMLElement;
}

export interface ListState {
  /** The row that the keyboard is on. */
  readonly active: Signal<string | null>;
  readonly renaming: Signal<string | null>;
  readonly menu: Signal<OpenMenu | null>;
}

interface RowProps {
  readonly run: RunRow;
  readonly state: ListState;
  readonly tabbable: boolean;
  /** By so many rows; ∓∞ to the first and the last. */
  readonly onMove: (by: number) => void;
}

export function Row({ run, state, tabbable, onMove }: RowProps): VNode {
  const words = strings.training;
  const { focus } = trainingView.value;
  const inFocus = run.runId === focus?.runId;
  const shown = shownRuns.value;
  const styles = lineStyles(shown.map(({ policy }) => policy));
  const drawnAs = styles[shown.findIndex(({ runId }) => runId === run.runId)];
  const checked = drawnAs !== undefined;
  const rename = (on: boolean) => (state.renaming.value = on ? run.runId : null);
  const row = useRef<HTMLTableRowElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (!act(event, run, { onMove, onRename: () => rename(true), state })) return;
    event.preventDefault();
  };
  return (
    <tr
      ref={row}
      class={inFocus ? "run current" : "run"}
      data-run={run.runId}
      tabIndex={tabbable ? 0 : -1}
      aria-selected={checked}
      aria-current={inFocus ? "true" : undefined}
      title={`${run.settingsText}\n${run.dataset} · ${run.dateLong}`}
      onFocus={() => (state.active.value = run.runId)}
      onKeyDown={onKeyDown}
      onClick={() => focusRun(run)}
    >
      <td class="check">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={checked}
          disabled={running.value}
          aria-label={say(words.drawRun, run.name)}
          onClick={(event) => event.stopPropagation()}
          onChange={() => toggleShown(run)}
        />
      </td>
      <td class="run-what">
        <span class="run-line">
          <PolicySwatch policy={run.policy} {...(drawnAs === undefined ? {} : { style: drawnAs })} />
          <RunName
            run={run}
            renaming={state.renaming.value === run.runId}
            onRename={rename}
            onDone={() => row.current?.focus()}
          />
        </span>
        <RunMeta run={run} />
      </td>
      <RunFigures run={run} />
      <More run={run} state={state} />
    </tr>
  );
}

function RunFigures({ run }: { readonly run: RunRow }): VNode {
  const words = strings.training;
  return (
    <>
      <td class="number updates">{run.updates}</td>
      <td class="number">
        <span class="narrow-label">{words.lossColumn} </span>
        {run.loss}
      </td>
      <td class="number rises">{run.rises ?? "–"}</td>
      <td class="number">
        <span class="narrow-label">{words.scoreColumn} </span>
        {run.score}
      </td>
    </>
  );
}

function More({ run, state }: { readonly run: RunRow; readonly state: ListState }): VNode {
  const words = strings.training;
  return (
    <td class="more">
      <button
        type="button"
        class="icon-button"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-label={say(words.moreFor, run.name)}
        title={words.more}
        onClick={(event) => {
          event.stopPropagation();
          openMenu(state, run.runId, "all", event.currentTarget);
        }}
      >
        <Icon name="more" />
      </button>
    </td>
  );
}

/** When it was made, and what became of it where it did not simply end. */
function RunMeta({ run }: { readonly run: RunRow }): VNode {
  const plain = run.status === "finished";
  return (
    <span class="run-meta meta">
      {plain ? null : (
        <span class={`status ${run.status}`}>
          {run.status === "interrupted" || run.status === "diverged" ? <Icon name="warning" /> : null}
          {run.statusText}
        </span>
      )}
      <span>{run.date}</span>
      {run.note === null ? null : <span class="run-note">{run.note}</span>}
    </span>
  );
}

interface RowActions {
  readonly onMove: (by: number) => void;
  readonly onRename: () => void;
  readonly state: ListState;
}

/** What a key does on a row; false for a key that is not ours. */
function act(event: KeyboardEvent, run: RunRow, { onMove, onRename, state }: RowActions): boolean {
  switch (event.key) {
    case "ArrowDown":
      onMove(1);
      return true;
    case "ArrowUp":
      onMove(-1);
      return true;
    case "Home":
      onMove(Number.NEGATIVE_INFINITY);
      return true;
    case "End":
      onMove(Number.POSITIVE_INFINITY);
      return true;
    case "Enter":
      focusRun(run);
      return true;
    case " ":
      if (!running.value) toggleShown(run);
      return true;
    case "F2":
      onRename();
      return true;
    case "Delete":
      post({ type: "runsDeleted", runIds: [run.runId] });
      onMove(1);
      return true;
    case "ContextMenu":
      openMenu(state, run.runId, "all", event.currentTarget);
      return true;
    case "F10":
      if (!event.shiftKey) return false;
      openMenu(state, run.runId, "all", event.currentTarget);
      return true;
    default:
      return false;
  }
}

function focusRun({ runId }: RunRow): void {
  if (runId !== trainingView.peek().focus?.runId) post({ type: "runFocused", runId });
}

/** One curve always stays: an empty chart would say nothing. */
function toggleShown({ runId }: RunRow): void {
  const before = shownRuns.peek().map((run) => run.runId);
  const after = before.includes(runId) ? before.filter((each) => each !== runId) : [...before, runId];
  if (after.length > 0) post({ type: "runsShown", runIds: after });
}

export function openMenu(
  state: ListState,
  runId: string,
  only: OpenMenu["only"],
  from: EventTarget | null,
): void {
  if (!(from instanceof HTMLElement)) return;
  state.menu.value = { runId, only, anchor: from.getBoundingClientRect(), opener: from };
}
