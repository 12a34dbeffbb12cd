import { describe, expect, it } from "vitest";
import type { CallContext } from "../../../src/protocol/rpc";
import { lessonSpec } from "../../../src/training/run";
import type { TrainingEvent, TrainingReply, TrainingRequest } from "../../../src/workers/training/calls";
import { trainingHandlers } from "../../../src/workers/training/handlers";

/** Two classes that a line tells apart, more or less. */
function table(rows: number, features: number): Uint8Array {
  const names = Array.from({ length: features }, (_, at) => `feature_${at}`);
  const lines = [`${names.join(",")},target`];
  for (let row = 0; row < rows; row++) {
    const cells = names.map((_, at) => Math.sin(row * (at + 1)).toFixed(4));
    lines.push(`${cells.join(",")},${Number(cells[0]) + Number(cells[1]) > 0 ? "yes" : "no"}`);
  }
  return new TextEncoder().encode(lines.join("\n"));
}

function request(id: string, bytes: Uint8Array, epochs: number): TrainingRequest {
  const { model: _, ...spec } = { ...lessonSpec, epochs };
  return {
    group: id,
    data: { bytes, name: "made.csv", source: "file" },
    model: { model: "auto", hidden: 4, activation: "tanh" },
    runs: [{ id, spec }],
  };
}

function start(handlers: ReturnType<typeof trainingHandlers>, asked: TrainingRequest) {
  const controller = new AbortController();
  const events: TrainingEvent[] = [];
  let progressed: () => void = () => undefined;
  const firstProgress = new Promise<void>((resolve) => {
    progressed = resolve;
  });
  const context: CallContext<TrainingEvent> = {
    signal: controller.signal,
    begins: () => undefined,
    emit: (event) => {
      events.push(event);
      if (event.type === "progress") progressed();
    },
  };
  const reply: Promise<TrainingReply> = Promise.resolve(handlers.train(asked, context));
  return { reply, events, firstProgress, controller };
}

const idle: CallContext<never> = {
  signal: new AbortController().signal,
  emit: () => undefined,
  begins: () => undefined,
};

describe("the training thread", () => {
  const handlers = trainingHandlers(() => performance.now(), Promise.resolve([]));

  it.each([
    ["a small set", table(200, 4)],
    ["a large set", table(40_000, 30)],
  ])("stops within 100 ms on %s, and keeps what was learned", async (_, bytes) => {
    const waits: number[] = [];
    for (let round = 0; round < 5; round++) {
      const run = start(handlers, request(`run-${round}`, bytes, 1_000_000));
      await run.firstProgress;
      const asked = performance.now();
      await handlers.control({ group: `run-${round}`, to: "stop" }, idle);
      const reply = await run.reply;
      waits.push(performance.now() - asked);
      expect(reply).toMatchObject({ type: "runs", states: [{ run: { status: "stopped" } }] });
    }
    waits.sort((a, b) => a - b);
    expect(waits[2]).toBeLessThan(100);
  });

  it("stops while it still reads", async () => {
    const run = start(handlers, request("reading", table(120_000, 30), 10));
    await handlers.control({ group: "reading", to: "stop" }, idle);
    expect(await run.reply).toMatchObject({ type: "problem", problem: { kind: "cancelled" } });
  });

  it("tells of the data set first, then of the epochs, 30 times a second at the most", async () => {
    const began = performance.now();
    const { reply, events } = start(handlers, request("told", table(2000, 30), 3000));
    const finished = await reply;
    const seconds = (performance.now() - began) / 1000;
    expect(finished).toMatchObject({ type: "runs", states: [{ run: { status: "finished" } }] });
    const kinds = events.map(({ type }) => type).filter((type) => type !== "reading");
    expect(kinds[0]).toBe("dataset");
    const told = kinds.filter((type) => type === "progress").length;
    expect(told).toBeGreaterThan(1);
    expect(told).toBeLessThanOrEqual(seconds * 30 + 2);
  });

  it("answers bad data with its problem, and knows no run that has ended", async () => {
    const { reply } = start(handlers, request("bad", new TextEncoder().encode("a,b\n"), 10));
    expect(await reply).toMatchObject({ type: "problem", problem: { kind: "header-only" } });
    expect(await handlers.control({ group: "bad", to: "stop" }, idle)).toBeNull();
  });
});
