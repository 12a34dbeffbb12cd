import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { RunRow } from "../../src/present/training-runs";
import { policyKinds } from "../../src/protocol/settings";
import { Icon } from "../icons";
import { IconButton, Section } from "../parts";
import { dispatch, post, strings, trainingView } from "../store";
import { Button } from "../widgets";
import { Menu, type MenuItem } from "./menu";
import { exportItems, runItems } from "./runMenu";
import { type ListState, type OpenMenu, openMenu, Row } from "./runRow";
import { say } from "./say";
import { running } from "./trainingStore";

/** How many runs are listed before all are asked for. */
const few = 10;

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
        <Head />
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

function Head(): VNode {
  const words = strings.training;
  return (
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
  );
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
