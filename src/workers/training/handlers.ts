import type { CallContext, Handlers } from "../../protocol/rpc";
import { chosenModel } from "../../training/choose";
import type { EngineFactory } from "../../training/engine";
import type { DatasetReply, TrainingCalls, TrainingEvent, TrainingReply, TrainingRequest } from "./calls";
import { type FileReading, type Read, readData } from "./data";
import { RunGroup, type Tools } from "./group";
import { OpenRuns } from "./openRuns";

/** Runs under way: the group is there once the rows are; until then a stop is remembered. */
interface UnderWay {
  group: RunGroup | null;
  stopped: boolean;
}

/**
 * Answers the calls of the training thread. `clock` gives milliseconds; only differences count. `engines` are tried in
 * order before the reference.
 */
export function trainingHandlers(
  clock: () => number,
  engines: Promise<readonly EngineFactory[]>,
  files?: FileReading,
): Handlers<TrainingCalls> {
  const tools = engines.then((found): Tools => ({ clock, engines: found }));
  const underWay = new Map<string, UnderWay>();
  const open = new OpenRuns(tools);
  return {
    inspect: async (data, context) =>
      datasetReply(await readData(data, () => context.signal.aborted, undefined, files)),
    train: async (request, context) => {
      const state: UnderWay = { group: null, stopped: false };
      underWay.set(request.group, state);
      try {
        return await train(request, context, { tools: await tools, state, open, files });
      } finally {
        underWay.delete(request.group);
      }
    },
    control: ({ group, to }) => {
      const state = underWay.get(group);
      if (state === undefined) return null;
      if (to === "stop") state.stopped = true;
      if (state.group !== null) tell(state.group, to);
      return null;
    },
    watch: ({ group, runId }) => {
      underWay.get(group)?.group?.watch(runId);
      return null;
    },
    open: async ({ data, runs }, context) => {
      open.letLargeGo();
      const read = await readData(data, () => context.signal.aborted, undefined, files);
      if (read.type === "ready") {
        const { fingerprint } = read.prepared.summary;
        for (const { id, spec, places, fingerprint: own } of runs)
          if (own === fingerprint) open.add(id, spec, read.prepared, () => places);
      }
      return datasetReply(read);
    },
    look: ({ runId, epoch }) => open.look(runId, epoch),
    path: ({ runIds }, context) => open.path(runIds, () => context.signal.aborted),
  };
}

function tell(group: RunGroup, to: TrainingCalls["control"]["argument"]["to"]): void {
  switch (to) {
    case "pause":
      group.pause();
      break;
    case "resume":
      group.resume();
      break;
    case "stop":
      group.stop();
      break;
    case "step-epoch":
    case "step-update":
      group.step(to);
  }
}

function datasetReply(read: Read): DatasetReply {
  return read.type === "problem"
    ? read
    : { type: "dataset", dataset: read.prepared.summary, card: read.card };
}

interface TrainingHelp {
  readonly tools: Tools;
  readonly state: UnderWay;
  readonly open: OpenRuns;
  readonly files: FileReading | undefined;
}

async function train(
  request: TrainingRequest,
  context: CallContext<TrainingEvent>,
  { tools, state, open, files }: TrainingHelp,
): Promise<TrainingReply> {
  const isStopped = () => state.stopped || context.signal.aborted;
  const onShare = (share: number) => context.emit({ type: "reading", share });
  open.letLargeGo();
  const read = await readData(request.data, isStopped, onShare, files);
  if (read.type === "problem") return read;
  const { prepared, card } = read;
  const dataset = prepared.summary;
  context.emit({ type: "dataset", dataset, card });
  const isChanged = request.runs.some(
    ({ continues }) => continues !== undefined && continues.fingerprint !== dataset.fingerprint,
  );
  if (isChanged) return { type: "changed", dataset, card };
  const model = chosenModel(request.model, prepared.task, dataset.classes.length);
  if (model === null) {
    const { model: asked } = request.model;
    return { type: "unsuitable", model: asked === "auto" ? "linear" : asked, dataset, card };
  }
  const group = new RunGroup(request.runs, model, prepared, {
    tools,
    paused: request.paused === true,
    emit: (event) => context.emit(event),
  });
  state.group = group;
  context.signal.addEventListener("abort", () => group.stop());
  try {
    context.emit({ type: "started", runs: group.started });
    for (const { id, spec } of group.started) open.add(id, spec, prepared, () => group.placesOf(id));
    await group.drive();
    const states = group.states();
    for (const { run, places } of states) open.add(run.id, run.spec, prepared, () => places);
    return { type: "runs", states };
  } finally {
    group.dispose();
  }
}
