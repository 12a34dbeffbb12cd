import { type Signal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { RunRow } from "../../src/present/training-runs";
import { policyKinds } from "../../src/protocol/settings";
import { Icon } from "../icons";
import { IconButton, Section } from "../parts";
import { dispatch, post, strings, trainingView } from "../store";
import { Button } from "../widgets";
import { lineStyles } from "./lines";
import { Menu, type MenuItem } from "./menu";
import { exportItems, runItems } from "./runMenu";
import { RunName } from "./runName";
import { say } from "./say";
import { PolicySwatch } from "./swatch";
import { running, shownRuns } from "./trainingStore";

/** How many runs are listed before all are asked for. */
const few = 10;

/** A menu that is open: for which run, and at what it stands. */
interface OpenMenu {
  readonly runId: string;
  readonly only: "export" | "all";
  readonly anchor: DOMRect;
  readonly opener: HTMLElement;
}

interface ListState {
  /** The row that the keyboard is on. */
  readonly active: Signal<string | null>;
  readonly renaming: Signal<string | null>;
  readonly menu: Signal<OpenMenu | null>;
}

/** The runs that are kept: one is looked at, several are checked and drawn side by side. */
export function RunList(): VNode {
  const words = strings.training;
  const view = trainingView.value;
  const state: ListState = {
    active: useSignal<string | null>(null),
    renaming: useSignal<string | null>(null),
    menu: useSignal<OpenMenu | null>(null),
  };
  const focus = view.runs.find((run) => run.runId === view.focus?.runId);
  return (
    <Section class="runs" title={words.runs} aside={<Aside state={state} focus={focus} />}>
      {view.runs.length === 0 ? <p class="meta">{words.noRuns}</p> : <Table state={state} />}
      {view.deleted === null ? null : (
        <p class="undo" role="status">
          <span>{view.deleted}</span>
          <button type="button" class="word-button" onClick={() => post({ type: "deletedRestored" })}>
            <Icon name="undo" />
            {words.undo}
          </button>
        </p>
      )}
      {view.runProblems.map((problem) => (
        <p class="remark" key={problem}>
          <Icon name="warning" />
          {problem}
        </p>
      ))}
      <OpenedMenu state={state} />
    </Section>
  );
}

interface AsideProps {
  readonly state: ListState;
  readonly focus: RunRow | undefined;
}

function Aside({ state, focus }: AsideProps): VNode {
  const words = strings.training;
  return (
    <span class="runs-aside">
      <Button
        appearance="secondary"
        class="small"
        icon={<Icon name="compare" />}
        title={words.compareTitle}
        disabled={running.value}
        onClick={askToCompare}
      >
        {words.compare}
      </Button>
      <IconButton
        icon="export"
        label={words.export}
        disabled={focus === undefined || focus.exports.length === 0}
        onClick={(event) => {
          if (focus !== undefined) openMenu(state, focus.runId, "export", event.currentTarget);
        }}
      />
    </span>
  );
}

/** Presses every policy and goes to the question that is asked before a comparison. */
function askToCompare(): void {
  dispatch({ type: "settingChosen", choices: { policies: policyKinds } });
  requestAnimationFrame(() => {
    const question = document.querySelector<HTMLElement>('.guess [role="radio"][tabindex="0"]');
    question?.scrollIntoView({ block: "center" });
    question?.focus({ preventScroll: true });
  });
}

function Table({ state }: { readonly state: ListState }): VNode {
  const words = strings.training;
  const { runs, focus } = trainingView.value;
  const all = useSignal(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = all.value ? runs : runs.slice(0, few);
  const active =
    shown.find((run) => run.runId === state.active.value) ??
    shown.find((run) => run.runId === focus?.runId) ??
    shown[0];
  const goTo = (index: number) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, index))];
    if (next === undefined) return;
    state.active.value = next.runId;
    body.current?.querySelector<HTMLElement>(`[data-run="${CSS.escape(next.runId)}"]`)?.focus();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows the keyboard walks through. */}
      <table class="run-table" role="grid" aria-label={words.runs} aria-multiselectable="true">
        <thead>
          <tr>
            <th scope="col" class="check">
              <span class="visually-hidden">{words.shownColumn}</span>
            </th>
            <th scope="col">{words.runColumn}</th>
            <th scope="col" class="number updates">
              {words.updatesColumn}
            </th>
            <th scope="col" class="number">
              {words.lossColumn}
            </th>
            <th scope="col" class="number rises">
              {words.risesColumn}
            </th>
            <th scope="col" class="number">
              {words.scoreColumn}
            </th>
            <th scope="col" class="more">
              <span class="visually-hidden">{words.moreColumn}</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((run, index) => (
            <Row
              key={run.runId}
              run={run}
              state={state}
              tabbable={run.runId === active?.runId}
              onMove={(by) => goTo(Number.isFinite(by) ? index + by : by < 0 ? 0 : shown.length - 1)}
            />
          ))}
        </tbody>
      </table>
      {runs.some((run) => run.rises !== null) ? <p class="meta runs-note">{words.risesNote}</p> : null}
      {runs.length <= few ? null : (
        <Button
          appearance="secondary"
          class="small"
          expanded={all.value}
          onClick={() => (all.value = !all.value)}
        >
          {all.value ? say(words.showNewest, few) : say(words.showAll, runs.length)}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  readonly run: RunRow;
  readonly state: ListState;
  readonly tabbable: boolean;
  /** By so many rows; ∓∞ to the first and the last. */
  readonly onMove: (by: number) => void;
}

function Row({ run, state, tabbable, onMove }: RowProps): VNode {
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
    </tr>
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

function openMenu(state: ListState, runId: string, only: OpenMenu["only"], from: EventTarget | null): void {
  if (!(from instanceof HTMLElement)) return;
  state.menu.value = { runId, only, anchor: from.getBoundingClientRect(), opener: from };
}

function OpenedMenu({ state }: { readonly state: ListState }): VNode | null {
  const open = state.menu.value;
  const run = trainingView.value.runs.find((each) => each.runId === open?.runId);
  if (open === null || run === undefined) return null;
  const items: readonly MenuItem[] =
    open.only === "export"
      ? exportItems(run, false)
      : runItems(run, () => (state.renaming.value = run.runId));
  return (
    <Menu
      label={say(strings.training.moreFor, run.name)}
      items={items}
      anchor={open.anchor}
      onClose={() => {
        state.menu.value = null;
        open.opener.focus();
      }}
    />
  );
}
