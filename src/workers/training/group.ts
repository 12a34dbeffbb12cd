import type { Prepared } from "../../datasets/prepare";
import { gradientNoise, nextTurn } from "../../training/compare";
import { batchSizeOf, type EngineFactory, type Snapshot } from "../../training/engine";
import { evaluate, finishRun } from "../../training/finish";
import { type Look, lookAt } from "../../training/look";
import type { Model, TrainingSpec } from "../../training/run";
import { createTrainer, type Trainer } from "../../training/trainer";
import type { RequestedRun, RunState, StartedRun, TrainingEvent } from "./calls";
import { otherMessages } from "./turns";

/** Milliseconds of work between two looks at the messages that wait: a stop takes effect well within 100 ms. */
const sliceTime = 15;
/** Milliseconds between two progress messages of a run, at the least: 30 a second. */
const progressInterval = 1000 / 30;
const lookInterval = 250;
/** The first checkpoints come soon, so that a crash early on does not lose all. */
const checkpointIntervals = [400, 800, 1600, 4000] as const;
/** Products (rows × weights) that a look in passing may cost: some milliseconds. */
const mostLookWork = 3e6;

interface Member {
  readonly id: string;
  readonly spec: TrainingSpec;
  readonly trainer: Trainer;
  readonly started: StartedRun;
  /** Updates since the last whole epoch, while it is stepped. */
  updates: number;
}

export interface Tools {
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
  readonly engines: readonly EngineFactory[];
}

type Step = "step-epoch" | "step-update";

/** Runs side by side on the same rows, from the same start, driven in slices; they can be paused, stepped and stopped. */
export class RunGroup {
  readonly #members: readonly Member[];
  readonly #prepared: Prepared;
  readonly #tools: Tools;
  readonly #emit: (event: TrainingEvent) => void;
  readonly #steps: Step[] = [];
  #turn: Member | undefined;
  #paused: boolean;
  #stopped = false;
  #watched: string | null = null;
  #wake: () => void = () => undefined;
  #samples = 1000;
  #told = Number.NEGATIVE_INFINITY;
  #looked: number;
  #kept: number;
  #keepingTook = 0;
  #checkpoints = 0;

  constructor(
    runs: readonly RequestedRun[],
    model: Model,
    prepared: Prepared,
    options: {
      readonly tools: Tools;
      readonly paused: boolean;
      readonly emit: (event: TrainingEvent) => void;
    },
  ) {
    this.#prepared = prepared;
    this.#tools = options.tools;
    this.#paused = options.paused;
    this.#emit = options.emit;
    this.#members = runs.map((run) => memberOf(run, model, prepared, options.tools));
    this.#looked = options.tools.clock();
    this.#kept = options.tools.clock();
  }

  get started(): readonly StartedRun[] {
    return this.#members.map(({ started }) => started);
  }

  watch(runId: string): void {
    this.#watched = runId;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    this.#steps.length = 0;
    this.#wake();
  }

  step(step: Step): void {
    this.#paused = true;
    this.#steps.push(step);
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** Drives all runs to their end, or until they are stopped. */
  async drive(): Promise<void> {
    this.#keep();
    while (!this.#stopped && this.#isRunning) {
      if (!this.#paused) this.#slice();
      else if (this.#steps.length > 0) this.#doStep();
      else await this.#wait();
      await otherMessages();
    }
    this.#tell();
  }

  /** What each run has come to. */
  states(): readonly RunState[] {
    return this.#members.map(({ id, trainer, spec }) => ({
      run: finishRun(id, trainer, this.#prepared, spec),
      places: trainer.places(),
    }));
  }

  placesOf(id: string): readonly Snapshot[] {
    return this.#members.find((member) => member.id === id)?.trainer.places() ?? [];
  }

  dispose(): void {
    for (const { trainer } of this.#members) trainer.dispose();
  }

  get #isRunning(): boolean {
    return this.#members.some(({ trainer }) => trainer.state === "running");
  }

  #slice(): void {
    const { clock } = this.#tools;
    this.#turn = nextTurn(this.#members, this.#turn);
    const start = clock();
    this.#turn?.trainer.runSamples(this.#samples);
    const end = clock();
    const pace = Math.min(4, sliceTime / Math.max(0.1, end - start));
    this.#samples = Math.max(100, Math.round(this.#samples * pace));
    if (end - this.#told >= progressInterval) this.#tell();
    if (end - this.#looked >= lookInterval) this.#lookInPassing();
    // What it costs to write down a large run must not become most of the work.
    const interval = checkpointIntervals[this.#checkpoints - 1] ?? 4000;
    if (end - this.#kept >= Math.max(interval, 20 * this.#keepingTook)) this.#keep();
  }

  #doStep(): void {
    const step = this.#steps.shift();
    for (const member of this.#members) {
      const { trainer } = member;
      if (trainer.state !== "running") continue;
      const before = trainer.epoch;
      if (step === "step-update") trainer.runUpdate();
      else trainer.runEpochs(1);
      member.updates = trainer.epoch === before ? member.updates + 1 : 0;
    }
    this.#tell();
    this.#look();
  }

  /** Nothing to do: the curves so far are told and kept, and a message ends the wait. */
  async #wait(): Promise<void> {
    this.#tell();
    this.#keep();
    this.#look();
    this.#emit({ type: "held" });
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (this.#stopped || !this.#paused || this.#steps.length > 0) resolve();
    });
    this.#wake = () => undefined;
  }

  #tell(): void {
    this.#told = this.#tools.clock();
    for (const { id, trainer } of this.#members)
      this.#emit({ type: "progress", runId: id, progress: trainer.progress() });
  }

  #keep(): void {
    this.#checkpoints++;
    const start = this.#tools.clock();
    this.#emit({ type: "checkpoint", states: this.states() });
    this.#kept = this.#tools.clock();
    this.#keepingTook = this.#kept - start;
  }

  #lookInPassing(): void {
    this.#looked = this.#tools.clock();
    const { rows, featureNames } = this.#prepared.summary;
    if (rows * featureNames.length <= mostLookWork) this.#look();
  }

  #look(): void {
    const member = this.#members.find(({ id }) => id === this.#watched) ?? this.#members[0];
    if (member === undefined) return;
    this.#emit({ type: "look", runId: member.id, look: this.#lookOf(member) });
  }

  #lookOf({ spec, trainer, updates }: Member): Look {
    return lookAt(spec, trainer.parameters(), this.#prepared, { epoch: trainer.epoch, updates });
  }
}

function memberOf(run: RequestedRun, model: Model, prepared: Prepared, tools: Tools): Member {
  const { train, validation } = prepared;
  const cells = train.inputs.samples * train.inputs.features;
  // A batch's own losses are of all rows already, one epoch later: on many rows that saves a pass over them.
  const isRecorded = run.spec.recordEndOfEpochLoss === true;
  const isWorthIt = run.spec.policy.kind !== "batch" || cells <= mostLookWork;
  const spec: TrainingSpec = { ...run.spec, model, recordEndOfEpochLoss: isRecorded && isWorthIt };
  const resume = run.continues?.places.at(-1);
  const trainer = createTrainer(spec, train, validation, {
    clock: () => tools.clock() / 1000,
    engines: tools.engines,
    ...(resume === undefined ? {} : { resume }),
    ...(resume === undefined || run.continues === undefined ? {} : { history: run.continues }),
  });
  const atStart = trainer.parameters();
  const { samples } = train.inputs;
  const started: StartedRun = {
    id: run.id,
    spec,
    updatesAnEpoch: Math.ceil(samples / batchSizeOf(spec, samples)),
    startLoss: evaluate(spec, atStart, train, 0).loss,
    noiseAtStart: gradientNoise(spec, atStart, train),
  };
  return { id: run.id, spec, trainer, started, updates: 0 };
}
