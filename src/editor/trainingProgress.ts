import * as vscode from "vscode";
import { formatCount } from "../present/training-numbers";
import type { TrainingEvent } from "../workers/training/calls";
import { t } from "./words";

/** A run shorter than this shows no notification of its progress: it would only flash. */
const patience = 250;

/** Waits for a run under a notification that can be cancelled; cancelling keeps what was learned until then. */
export async function withNotification<T>(
  call: Promise<T>,
  options: {
    readonly title: string;
    readonly epochs: number;
    readonly listen: (listener: (event: TrainingEvent) => void) => void;
    readonly cancel: () => void;
  },
): Promise<T> {
  const ended = call.then(
    () => false,
    () => false,
  );
  const isSlow = await Promise.race([
    ended,
    new Promise<boolean>((resolve) => setTimeout(() => resolve(true), patience)),
  ]);
  if (isSlow) {
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: t("Train Neuron: {0}", options.title),
        cancellable: true,
      },
      async (progress, token) => {
        token.onCancellationRequested(options.cancel);
        options.listen(progressReporter(progress, options.epochs));
        await ended;
      },
    );
  }
  return call;
}

function progressReporter(
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  epochs: number,
) {
  let shown = 0;
  let first: string | null = null;
  return (event: TrainingEvent) => {
    if (event.type === "reading")
      progress.report({ message: t("reading, {0} %", Math.round(event.share * 100)) });
    if (event.type !== "progress") return;
    // Of several runs the first one speaks for all: they go on side by side.
    first ??= event.runId;
    if (event.runId !== first) return;
    const { epoch, trainLoss } = event.progress;
    const percent = Math.min(100, (100 * epoch) / epochs);
    const loss = trainLoss.at(-1);
    progress.report({
      message: t(
        "epoch {0} of {1}, loss {2}",
        formatCount(epoch),
        formatCount(epochs),
        loss === undefined ? "…" : loss.toPrecision(4),
      ),
      increment: percent - shown,
    });
    shown = percent;
  };
}
