import { describe, expect, it, vi } from "vitest";
import { fingerprintOf } from "../../src/datasets/fingerprint";
import { prepareDataset } from "../../src/datasets/prepare";
import { readTableText } from "../../src/datasets/read";
import { finishRun } from "../../src/training/finish";
import type { AboutRun, KeptRun } from "../../src/training/keptRun";
import { lessonSpec } from "../../src/training/run";
import { readIndex, writeIndex } from "../../src/training/runIndex";
import { RunStore } from "../../src/training/runStore";
import { createTrainer } from "../../src/training/trainer";
import { MemoryFolder } from "./memoryFolder";

const lines = Array.from({ length: 60 }, (_, i) => `${(i * 37) % 50},${i % 7},${i % 2}`);
const table = await readTableText(`a,b,y\n${lines.join("\n")}`, "data.csv");
if (table.kind === "problem") throw new Error(table.problem.kind);
const data = prepareDataset(table.value, { name: "data.csv", source: "file" });
if (data.kind === "problem") throw new Error(data.problem.kind);
const trainer = createTrainer(lessonSpec, data.value.train, data.value.validation);
trainer.runEpochs(20);
const run = finishRun("0", trainer, data.value, lessonSpec);
const places = trainer.places();

function kept(id: string, about: Partial<AboutRun> = {}): KeptRun {
  return {
    // Numbers that JSON does not know have to come back as well.
    run: { ...run, id, testAccuracy: Number.NaN, intercepts: Float64Array.of(-0) },
    places,
    about: {
      ...{ name: null, group: "g", guess: null, startedAt: Number(id), changedAt: 1, state: "ended" },
      ...{ owner: "o", updatesAnEpoch: 1, startLoss: 1, noiseAtStart: null },
      data: { uri: null, bundled: "iris", target: null, missing: "mean", without: [], keepEvery: 1 },
      ...about,
    },
  };
}

const ids = Array.from({ length: 20 }, (_, at) => `${at}`);
const limits = { runs: 1000, megabytes: 50 };
const open = (folder: MemoryFolder, to = limits) => new RunStore(folder, () => to);

async function filled(folder = new MemoryFolder()): Promise<MemoryFolder> {
  const store = open(folder);
  for (const id of ids) await store.save(kept(id));
  await indexed(folder, store);
  folder.reads = [];
  return folder;
}

/** Reads the runs, and waits for the index, which nobody else waits for. */
async function indexed(folder: MemoryFolder, store = open(folder)): Promise<void> {
  await store.load();
  await vi.waitFor(() => expect(folder.files.has("runs.index")).toBe(true));
}

const loadedIds = async (store: RunStore) => (await store.load()).runs.map((each) => each.run.id).sort();
const sorted = [...ids].sort();
const readRuns = ({ reads }: MemoryFolder) => reads.filter((name) => name.endsWith(".run.json"));

describe("the index of the kept runs", () => {
  it("gives all that the files say, but for the places, without opening one", async () => {
    const folder = await filled();
    const { runs } = await open(folder).load();
    expect(readRuns(folder)).toEqual([]);
    const { places: _, ...listed } = kept("7");
    expect(runs.find((each) => each.run.id === "7")).toEqual(listed);
    expect((await open(folder).read("7"))?.places).toEqual(places);
  });

  it("counts for no file that has changed, has come or has gone", async () => {
    const folder = await filled();
    const other = open(folder);
    await other.save(kept("3", { changedAt: 77 }));
    await other.save(kept("21"));
    await other.delete(["5"]);
    folder.reads = [];
    const { runs } = await open(folder).load();
    expect(readRuns(folder).sort()).toEqual(["21.run.json", "3.run.json"]);
    expect(runs.find((each) => each.run.id === "3")?.about.changedAt).toBe(77);
    expect(runs.map((each) => each.run.id)).not.toContain("5");
    expect(runs).toHaveLength(20);
  });

  it.each([
    ["missing", () => null],
    ["empty", () => new Uint8Array()],
    ["cut off", (bytes: Uint8Array) => bytes.slice(0, 4000)],
    ["of another version", (bytes: Uint8Array) => altered(bytes, '"version":1', '"version":9')],
    ["wrong in one bit of a number", (bytes: Uint8Array) => bytes.with(bytes.length - 3, 7)],
    ["no index at all", () => new TextEncoder().encode("x".repeat(4096))],
  ])("is made anew where it is %s", async (_name, harm) => {
    const folder = await filled();
    const index = folder.files.get("runs.index");
    const bytes = harm(index?.bytes ?? new Uint8Array());
    folder.files.delete("runs.index");
    if (bytes !== null) folder.files.set("runs.index", { bytes, changed: 1 });
    const store = open(folder);
    expect(await loadedIds(store)).toEqual(sorted);
    expect(readRuns(folder)).toHaveLength(20);
    await vi.waitFor(() => expect(folder.files.get("runs.index")?.bytes).toEqual(index?.bytes));
  });

  it("never fails on bytes of any kind", () => {
    const whole = writeIndex(new Map([["a", { stamp: { changed: 1, bytes: 2 }, kept: kept("1") }]]));
    expect(readIndex(whole)?.get("a")?.stamp).toEqual({ changed: 1, bytes: 2 });
    for (let length = 0; length < whole.length; length += 8)
      expect(readIndex(whole.slice(0, length))).toBe(null);
    // As a file's bytes come: somewhere within others.
    const within = new Uint8Array(whole.length + 3);
    within.set(whole, 3);
    expect(readIndex(within.subarray(3))?.size).toBe(1);
  });
});

/** Another text of the same length, under a fingerprint that fits. */
function altered(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes).toString("latin1").replace(from, to);
  const numbers = Float64Array.from(new Float64Array(new Uint8Array(Buffer.from(text, "latin1")).buffer));
  const fingerprint = fingerprintOf([numbers.subarray(2)]);
  const whole = new Uint8Array(numbers.buffer);
  whole.set(Buffer.from(fingerprint));
  return whole;
}

describe("two windows on one folder", () => {
  it("lose no run of each other, nor the name that the other one gave", async () => {
    const folder = new MemoryFolder();
    const [one, two] = [open(folder), open(folder)];
    await Promise.all([one.save(kept("1", { state: "running" })), two.save(kept("2"))]);
    expect(await loadedIds(one)).toEqual(["1", "2"]);
    expect(await loadedIds(two)).toEqual(["1", "2"]);
    await two.rename("1", "from the other");
    expect(await one.save(kept("1", { changedAt: 5 }))).toBe("from the other");
    const [first] = (await two.load()).runs;
    expect(first?.about).toMatchObject({ name: "from the other", changedAt: 5, state: "ended" });
    expect(await one.save(kept("1", { name: "mine" }))).toBe("mine");
  });

  it("write the index at the same time, and it is whole", async () => {
    const folder = await filled();
    folder.files.delete("runs.index");
    await Promise.all([open(folder), open(folder)].map((store) => indexed(folder, store)));
    folder.reads = [];
    expect(await loadedIds(open(folder))).toEqual(sorted);
    expect(readRuns(folder)).toEqual([]);
    expect([...folder.files.keys()].filter((name) => name.endsWith(".unfinished"))).toEqual([]);
  });

  it("lets the one delete what the other one reads", async () => {
    const folder = await filled();
    const [one, two] = [open(folder), open(folder)];
    const [left] = await Promise.all([one.load(), two.delete(["4"])]);
    expect(left.damaged).toEqual([]);
    await two.restore(["4"]);
    expect(await loadedIds(one)).toEqual(sorted);
  });
});

describe("a full disk", () => {
  it("rejects with the system's words, and leaves what was written before whole", async () => {
    const folder = await filled();
    const size = [...folder.files.values()].reduce((sum, file) => sum + file.bytes.length, 0);
    folder.files.delete("runs.index");
    folder.room = size - 50_000;
    const store = open(folder);
    await expect(store.save(kept("1", { changedAt: 9 }))).rejects.toThrow("no space left on device");
    folder.room = Number.POSITIVE_INFINITY;
    expect((await store.read("1"))?.about.changedAt).toBe(1);
    expect(await loadedIds(open(folder))).toEqual(sorted);
    expect(await store.save(kept("1", { changedAt: 9 }))).toBe(null);
    expect((await open(folder).read("1"))?.about.changedAt).toBe(9);
  });

  it("puts no part of a run in the place of the whole, where the disk takes a part without a word", async () => {
    const folder = await filled();
    folder.files.delete("runs.index");
    folder.room = [...folder.files.values()].reduce((sum, file) => sum + file.bytes.length, 0) + 4096;
    folder.complains = false;
    const store = open(folder);
    await expect(store.save(kept("1", { changedAt: 9 }))).rejects.toThrow(/of \d+ bytes written/);
    expect((await store.read("1"))?.about.changedAt).toBe(1);
  });

  it("has room again for a new run once others were deleted a while ago", async () => {
    const folder = await filled();
    const store = open(folder);
    folder.files.delete("runs.index");
    folder.room = [...folder.files.values()].reduce((sum, file) => sum + file.bytes.length, 0) + 100;
    await store.delete(["1", "2", "3"]);
    await expect(store.save(kept("30"))).rejects.toThrow("no space left");
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 120_000);
    await store.save(kept("30"));
    expect(await loadedIds(store)).toEqual(
      ["30", ...ids].filter((id) => !["1", "2", "3"].includes(id)).sort(),
    );
    vi.restoreAllMocks();
  });

  it("brings back what is taken back before it is gone", async () => {
    const folder = await filled();
    const store = open(folder);
    // The disk takes its time.
    const move = vi.spyOn(folder, "move").mockImplementation(async (from, to) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return MemoryFolder.prototype.move.call(folder, from, to);
    });
    await Promise.all([store.delete(["3", "6"]), store.restore(["3", "6"])]);
    move.mockRestore();
    expect(await loadedIds(open(folder))).toEqual(sorted);
  });

  it("does not touch what is moved to the deleted ones, so it comes back whole", async () => {
    const folder = await filled();
    folder.room = 0;
    const store = open(folder);
    await store.delete(["6"]);
    expect(await loadedIds(store)).not.toContain("6");
    await store.restore(["6"]);
    expect((await store.read("6"))?.run).toEqual(kept("6").run);
  });
});

describe("more runs than are kept", () => {
  it("lets the oldest go that have no name", async () => {
    const folder = await filled();
    const store = open(folder, { runs: 17, megabytes: 50 });
    await store.rename("0", "kept");
    const { runs } = await store.load();
    expect(await store.prune(runs)).toEqual(["1", "2", "3"]);
    expect(await loadedIds(store)).toHaveLength(17);
  });
});
