import { type Prepared, prepareDataset } from "../../datasets/prepare";
import type { Result } from "../../datasets/problem";
import { readTable } from "../../datasets/read";
import type { CallContext, Handlers } from "../../protocol/rpc";
import { modelFor } from "../../training/choose";
import type { EngineFactory } from "../../training/engine";
import { finishRun } from "../../training/finish";
import type { TrainingSpec } from "../../training/run";
import { createTrainer, type Trainer } from "../../training/trainer";
import type { DataFile, TrainingCalls, TrainingEvent, TrainingReply, TrainingRequest } from "./calls";

/** Milliseconds of work between two looks at the messages that wait: a stop takes effect well within 100 ms. */
const sliceTime = 15;
/** Milliseconds between two progress messages, at the least: 30 a second. */
const progressInterval = 1000 / 30;

/**
 * Answers the calls of the training thread. `clock` gives milliseconds; only differences count. `engines` are tried in
 * order before the reference.
 */
export function trainingHandlers(
  clock: () => number,
  engines: Promise<readonly EngineFactory[]>,
): Handlers<TrainingCalls> {
  const running = new Map<string, { stopped: boolean }>();
  return {
    inspect: async (data, context) => {
      const prepared = await prepare(data, () => context.signal.aborted);
      return prepared.kind === "problem"
        ? { type: "problem", problem: prepared.problem }
        : { type: "dataset", dataset: prepared.value.summary };
    },
    train: async (request, context) => {
      const state = { stopped: false };
      running.set(request.id, state);
      try {
        const tools = { clock, engines: await engines };
        return await train(request, context, tools, () => state.stopped || context.signal.aborted);
      } finally {
        running.delete(request.id);
      }
    },
    stop: ({ id }) => {
      const state = running.get(id);
      if (state !== undefined) state.stopped = true;
      return null;
    },
  };
}

async function train(
  request: TrainingRequest,
  context: CallContext<TrainingEvent>,
  { clock, engines }: { readonly clock: () => number; readonly engines: readonly EngineFactory[] },
  isStopped: () => boolean,
): Promise<TrainingReply> {
  const prepared = await prepare(request.data, isStopped, (share) =>
    context.emit({ type: "reading", share }),
  );
  if (prepared.kind === "problem") return { type: "problem", problem: prepared.problem };
  const { summary, task, train: rows, validation } = prepared.value;
  context.emit({ type: "dataset", dataset: summary });
  const spec: TrainingSpec = { ...request.settings, model: modelFor(task, summary.classes.length) };
  const trainer = createTrainer(spec, rows, validation, { clock: () => clock() / 1000, engines });
  try {
    await drive(trainer, clock, isStopped, () =>
      context.emit({ type: "progress", progress: trainer.progress() }),
    );
    return { type: "run", run: finishRun(request.id, trainer, prepared.value, spec) };
  } finally {
    trainer.dispose();
  }
}

/** Runs a trainer to its end or until it is stopped, in slices whose length follows the machine's speed. */
async function drive(
  trainer: Trainer,
  clock: () => number,
  isStopped: () => boolean,
  report: () => void,
): Promise<void> {
  let samples = 1000;
  let reported = Number.NEGATIVE_INFINITY;
  while (trainer.state === "running" && !isStopped()) {
    const start = clock();
    trainer.runSamples(samples);
    const end = clock();
    samples = Math.max(100, Math.round(samples * Math.min(4, sliceTime / Math.max(0.1, end - start))));
    if (end - reported >= progressInterval) {
      reported = end;
      report();
    }
    await otherMessages();
  }
  report();
}

async function prepare(
  data: DataFile,
  isCancelled: () => boolean,
  onShare?: (share: number) => void,
): Promise<Result<Prepared>> {
  const table = await readTable(data.bytes, data.name, {
    isCancelled,
    onProgress: async (share) => {
      onShare?.(share);
      await otherMessages();
    },
  });
  if (table.kind === "problem") return table;
  const { name, source, uri, target } = data;
  return prepareDataset(table.value, {
    name,
    source,
    ...(uri === undefined ? {} : { uri }),
    ...(target === undefined ? {} : { target }),
  });
}

/** Lets the messages that wait have their turn. */
function otherMessages(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
