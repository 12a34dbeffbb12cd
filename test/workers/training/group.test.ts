import { describe, expect, it } from "vitest";
import type { CallContext } from "../../../src/protocol/rpc";
import { lessonSpec, type TrainingSpec } from "../../../src/training/run";
import type {
  DataFile,
  RequestedRun,
  TrainingEvent,
  TrainingReply,
  TrainingRequest,
} from "../../../src/workers/training/calls";
import { trainingHandlers } from "../../../src/workers/training/handlers";

function table(shift = 0): Uint8Array {
  const lines = ["a,b,target"];
  for (let row = 0; row < 120; row++) {
    const a = Math.sin(row * 1.7) + shift;
    const b = Math.cos(row * 0.9);
    lines.push(`${a.toFixed(4)},${b.toFixed(4)},${a + b > shift ? "yes" : "no"}`);
  }
  return new TextEncoder().encode(lines.join("\n"));
}

const data: DataFile = { bytes: table(), name: "made.csv", source: "file" };
const model = { model: "auto", hidden: 4, activation: "tanh" } as const;
const { model: _, ...usual } = { ...lessonSpec, recordEndOfEpochLoss: true };
const run = (id: string, change: Partial<TrainingSpec> = {}): RequestedRun => ({
  id,
  spec: { ...usual, ...change },
});

/** A thread's handlers, and what they tell; `until` waits for the first event that fits. */
function thread() {
  const handlers = trainingHandlers(() => performance.now(), Promise.resolve([]));
  const idle: CallContext<never> = {
    signal: new AbortController().signal,
    emit: () => undefined,
    begins: () => undefined,
  };
  const start = (request: TrainingRequest) => {
    const events: TrainingEvent[] = [];
    const waiting = new Set<() => void>();
    const context: CallContext<TrainingEvent> = {
      signal: new AbortController().signal,
      begins: () => undefined,
      emit: (event) => {
        events.push(event);
        for (const look of waiting) look();
      },
    };
    const reply: Promise<TrainingReply> = Promise.resolve(handlers.train(request, context));
    const until = <T extends TrainingEvent["type"]>(
      type: T,
      fits: (event: Extract<TrainingEvent, { type: T }>) => boolean = () => true,
    ) =>
      new Promise<Extract<TrainingEvent, { type: T }>>((resolve) => {
        const look = () => {
          const found = events.find(
            (event): event is Extract<TrainingEvent, { type: T }> =>
              event.type === type && fits(event as Extract<TrainingEvent, { type: T }>),
          );
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    const control = (to: Parameters<typeof handlers.control>[0]["to"]) =>
      handlers.control({ group: request.group, to }, idle);
    return { events, reply, until, control };
  };
  return { handlers, idle, start };
}

const request = (runs: readonly RequestedRun[], change: Partial<TrainingRequest> = {}): TrainingRequest => ({
  group: "g",
  data,
  model,
  runs,
  ...change,
});

function states(reply: TrainingReply) {
  if (reply.type !== "runs") throw new Error(reply.type);
  return reply.states;
}

describe("runs side by side", () => {
  const three = [
    run("batch"),
    run("mini", { policy: { kind: "mini-batch", batchSize: 16 } }),
    run("one", { policy: { kind: "one-sample" } }),
  ];

  it("start alike, each told with its updates and its noise", async () => {
    const { start } = thread();
    const { reply, until } = start(request(three));
    const { runs } = await until("started");
    expect(runs.map(({ updatesAnEpoch }) => updatesAnEpoch)).toEqual([1, 5, 76]);
    expect(new Set(runs.map(({ startLoss }) => startLoss)).size).toBe(1);
    const noise = runs.map(({ noiseAtStart }) => noiseAtStart.noise);
    expect(noise[0]).toBeCloseTo(0, 12);
    expect(noise[2]).toBeGreaterThan(noise[1] ?? Number.POSITIVE_INFINITY);
    const ended = states(await reply);
    expect(ended.map((state) => state.run.metrics.endOfEpochLoss?.length)).toEqual([100, 100, 100]);
    expect(ended.map((state) => state.run.id)).toEqual(["batch", "mini", "one"]);
  });

  it("are each what they would be alone", async () => {
    const { start } = thread();
    const together = states(await start(request(three)).reply);
    const alone = states(await start(request([three[2] ?? run("one")])).reply);
    expect(together[2]?.run.weights).toEqual(alone[0]?.run.weights);
  });
});

describe("a run that is held", () => {
  it("makes one epoch or one update, and no more", async () => {
    const { start } = thread();
    const mini = run("r", { policy: { kind: "mini-batch", batchSize: 16 } });
    const { until, control, reply } = start(request([mini], { paused: true }));
    await until("started");
    control("step-epoch");
    await until("look", ({ look }) => look.epoch === 1 && look.updates === 0);
    control("step-update");
    control("step-update");
    const { look } = await until("look", (event) => event.look.updates === 2);
    expect(look.epoch).toBe(1);
    control("resume");
    const [state] = states(await reply);
    expect(state?.run.epochsRun).toBe(100);
    const straight = states(await start(request([mini])).reply);
    // The reference makes the single updates; here it makes the others, too.
    expect(state?.run.weights).toEqual(straight[0]?.run.weights);
  });

  it("pauses in the middle of a long run, is written down, and can be stopped there", async () => {
    const { start } = thread();
    const { until, control, reply, events } = start(request([run("r", { epochs: 1_000_000 })]));
    await until("progress");
    control("pause");
    await until("checkpoint", (event) => (event.states[0]?.run.epochsRun ?? 0) > 0);
    const at = events.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(events.length).toBe(at);
    control("stop");
    const [state] = states(await reply);
    expect(state?.run.status).toBe("stopped");
    expect(state?.places.at(-1)?.epoch).toBe(state?.run.epochsRun);
  });

  it("goes on from where it was kept, on the same rows only", async () => {
    const { start } = thread();
    const [half] = states(await start(request([run("r", { epochs: 50 })])).reply);
    if (half === undefined) throw new Error("no run");
    const continues = {
      metrics: half.run.metrics,
      places: half.places,
      fingerprint: half.run.dataset.fingerprint ?? null,
    };
    const on = { ...run("r"), continues };
    const [whole] = states(await start(request([on])).reply);
    const [straight] = states(await start(request([run("s")])).reply);
    expect(whole?.run.weights).toEqual(straight?.run.weights);
    expect(whole?.run.metrics.trainLoss).toEqual(straight?.run.metrics.trainLoss);
    const other = { ...data, bytes: table(0.5) };
    expect((await start(request([on], { data: other })).reply).type).toBe("changed");
  });
});

describe("looking back", () => {
  it("shows any epoch of a run that has ended, and of a kept one that is opened", async () => {
    const { start, handlers, idle } = thread();
    const [state] = states(await start(request([run("r")])).reply);
    if (state === undefined) throw new Error("no run");
    const asked = await handlers.look({ runId: "r", epoch: 10 }, idle);
    const short = states(await start(request([run("s", { epochs: 10 })])).reply);
    if (asked.type !== "look") throw new Error(asked.type);
    expect(asked.look.weights).toEqual(short[0]?.run.weights);
    expect(asked.look.epoch).toBe(10);

    const later = thread();
    expect(await later.handlers.look({ runId: "r", epoch: 10 }, idle)).toEqual({ type: "not-open" });
    const fingerprint = state.run.dataset.fingerprint ?? null;
    const kept = { id: "r", spec: state.run.spec, places: state.places, fingerprint };
    await later.handlers.open({ data: { ...data, bytes: table(1) }, runs: [kept] }, idle);
    expect(await later.handlers.look({ runId: "r", epoch: 10 }, idle)).toEqual({ type: "not-open" });
    await later.handlers.open({ data, runs: [kept] }, idle);
    expect(await later.handlers.look({ runId: "r", epoch: 10 }, idle)).toEqual(asked);
  });

  it("draws the way of the weights, and of other runs of the same model", async () => {
    const { start, handlers, idle } = thread();
    await start(request([run("a"), run("b", { policy: { kind: "one-sample" } })])).reply;
    await start(request([run("c")], { model: { ...model, model: "network" } })).reply;
    const reply = await handlers.path({ runIds: ["a", "b", "c"] }, idle);
    if (reply.type !== "surfaces" || typeof reply.most === "string") throw new Error("no surface");
    expect(reply.most.ways.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(reply.most.loss.length).toBe(reply.most.columns * reply.most.rows);
    expect(typeof reply.slice === "object" && reply.slice?.weights).toEqual([0, 1]);
    expect(await handlers.path({ runIds: ["a", "gone"] }, idle)).toEqual({ type: "not-open" });
  });
});

describe("what can't be trained", () => {
  it("is said with the card of the data set, so that something else can be chosen", async () => {
    const { start } = thread();
    const softmax = { ...model, model: "linear" } as const;
    const reply = await start(request([run("r")], { model: softmax })).reply;
    expect(reply).toMatchObject({
      type: "unsuitable",
      model: "linear",
      card: { target: { column: "target" } },
    });
    const one = new TextEncoder().encode("a,b,target\n1,2,x\n2,3,x\n4,5,x\n");
    const bad = await start(request([run("r")], { data: { ...data, bytes: one } })).reply;
    expect(bad).toMatchObject({ type: "problem", problem: { kind: "one-class" }, card: { rows: 3 } });
  });
});
