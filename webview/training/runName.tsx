import type { VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RunRow } from "../../src/present/training-runs";
import { post, strings } from "../store";
import { say } from "./say";

interface RunNameProps {
  readonly run: RunRow;
  readonly renaming: boolean;
  readonly onRename: (on: boolean) => void;
  /** The field has gone: the focus belongs to the row again. */
  readonly onDone: () => void;
}

/** A run's name, or the field to change it in: Enter keeps, Escape leaves, an empty name is what the run is. */
export function RunName({ run, renaming, onRename, onDone }: RunNameProps): VNode {
  if (!renaming) return <span class="run-name">{run.name}</span>;
  return <NameField run={run} onRename={onRename} onDone={onDone} />;
}

function NameField({ run, onRename, onDone }: Omit<RunNameProps, "renaming">): VNode {
  const field = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useLayoutEffect(() => field.current?.select(), []);
  const end = (keep: boolean, refocus: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const name = field.current?.value.trim() ?? run.name;
    if (keep && name !== run.name) post({ type: "runRenamed", runId: run.runId, name });
    onRename(false);
    if (refocus) onDone();
  };
  return (
    <input
      ref={field}
      class="run-name-field"
      value={run.name}
      maxLength={120}
      aria-label={say(strings.training.renameRun, run.name)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true, true);
        if (event.key === "Escape") end(false, true);
      }}
      onBlur={() => end(true, false)}
    />
  );
}
