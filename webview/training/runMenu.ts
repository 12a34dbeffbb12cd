import { formatCount } from "../../src/present/training-numbers";
import type { RunRow } from "../../src/present/training-runs";
import { post, strings } from "../store";
import type { MenuItem } from "./menu";
import { say } from "./say";
import { running, settings } from "./trainingStore";

/** What can be done with a run. */
export function runItems(run: RunRow, onRename: () => void): readonly MenuItem[] {
  const words = strings.training;
  const epochs = settings.peek()?.epochs;
  const { runId } = run;
  const continues = run.canContinue && epochs !== undefined && !running.peek();
  return [
    ...(continues
      ? [
          {
            id: "continue",
            label: say(words.continueFor, formatCount(epochs)),
            icon: "play" as const,
            onChoose: () => post({ type: "continueRequested", runId, epochs }),
          },
        ]
      : []),
    // The name's field takes the focus after the menu has given it back.
    {
      id: "rename",
      label: words.rename,
      icon: "edit",
      keys: "F2",
      onChoose: () => requestAnimationFrame(onRename),
    },
    {
      id: "delete",
      label: words.delete,
      icon: "trash",
      keys: "Delete",
      onChoose: () => post({ type: "runsDeleted", runIds: [runId] }),
    },
    ...exportItems(run, true),
  ];
}

export function exportItems(run: RunRow, headed: boolean): readonly MenuItem[] {
  const words = strings.training;
  return run.exports.map((format, index) => ({
    id: format,
    label: words.formats[format],
    ...(headed && index === 0 ? { heading: words.exportAs } : {}),
    onChoose: () => post({ type: "runExported", runId: run.runId, as: format }),
  }));
}
