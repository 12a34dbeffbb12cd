import { RandomState } from "../base/randomState";
import { CurveRecorder, figuresOf, metricsOf, noFigures } from "./curves";
import {
  batchSizeOf,
  type Engine,
  type EngineFactory,
  type EngineStart,
  type EpochSums,
  type Snapshot,
} from "./engine";
import { learnsNumbers } from "./neuron";
import { copyOf, initialParameters, type Parameters } from "./parameters";
import { ReferenceEngine } from "./reference";
import type { Metrics, Progress, Subset, TrainingSpec } from "./run";

export interface TrainerOptions {
  /** Seconds; only differences count. Without it every epoch's time is 0. */
  readonly clock?: () => number;
  /** Tried in order; the reference engine takes what none of them can. */
  readonly engines?: readonly EngineFactory[];
  /** Goes on from there; `spec` may ask for more epochs than the run had. */
  readonly resume?: Snapshot;
  /** With `resume`: what was kept of the epochs before, so that the curves and the way back reach to the start. */
  readonly history?: { readonly metrics: Metrics; readonly places: readonly Snapshot[] };
  /** Points that the curves hold at most, before they are thinned. */
  readonly curveCapacity?: number;
}

export type TrainerState = "running" | "finished" | "diverged" | "stopped-early";

/**
 * A run that is driven from outside, a slice at a time, so that whoever drives it can report, pause, and stop in
 * between. It has no timer and no thread.
 */
export interface Trainer {
  /** Epochs completed. */
  readonly epoch: number;
  readonly state: TrainerState;
  readonly engineName: string;
  /** It reads rows that other trainers read too, and going from one of them to the other may cost a pass over the rows. */
  readonly sharesRows: boolean;
  /** Runs so many epochs (or fewer, at the end of the run) to their end. */
  runEpochs(count: number): void;
  /** Visits about so many samples, then returns, also in the middle of an epoch. */
  runSamples(count: number): void;
  /** One update and no more; `parameters()` are then those after it. In the middle of an epoch it ends the step. */
  runUpdate(): void;
  metrics(): Metrics;
  /** Points of the curves since the message before; see `Progress`. */
  progress(): Progress;
  /** The weights to keep: the newest, or with early stopping those of the best epoch. */
  parameters(): Parameters;
  /** The epoch that `parameters()` are of. */
  readonly parametersEpoch: number;
  /** The place after the last whole epoch. */
  snapshot(): Snapshot;
  /** The places kept for going back, the start first and the last whole epoch last. */
  places(): readonly Snapshot[];
  /** Weights after any epoch that was run: computed again from the nearest place that was kept. */
  parametersAt(epoch: number): Parameters;
  dispose(): void;
}

export function createTrainer(
  spec: TrainingSpec,
  train: Subset,
  validation: Subset,
  options: TrainerOptions = {},
): Trainer {
  return new SlicedTrainer(spec, train, validation, options);
}

/** A loss that has grown so many times over does not come back. */
const hopelessGrowth = 1e9;
/** Places that are kept for going back; when there are more, every other one is let go. */
const mostPlaces = 64;

class SlicedTrainer implements Trainer {
  readonly #spec: TrainingSpec;
  readonly #train: Subset;
  readonly #validation: Subset;
  readonly #options: TrainerOptions;
  #random: RandomState;
  #engine: Engine;
  /** True while the reference goes through an epoch update by update. */
  #isCareful = false;
  #updatesInEpoch = 0;
  readonly #curves: CurveRecorder;
  /** Filled anew each epoch, because making an object is not little beside an epoch of microseconds. */
  readonly #figures = noFigures();
  /** For R²: the targets' squares about their mean. */
  readonly #targetSquares: { readonly train: number; readonly validation: number } | null;
  #running: Generator<number, EpochSums, void> | null = null;
  #epoch: number;
  #state: TrainerState = "running";
  #secondsBefore = 0;
  #seconds = 0;
  #sliceStart = 0;
  #firstLoss: number | null = null;
  #best: { readonly loss: number; readonly epoch: number; readonly parameters: Parameters } | null = null;
  #lastWhole: Snapshot;
  #places: Snapshot[];
  #placeEvery = 1;
  #sent = { points: 0, span: 1 };

  constructor(spec: TrainingSpec, train: Subset, validation: Subset, options: TrainerOptions) {
    const { resume } = options;
    this.#spec = spec;
    this.#train = train;
    this.#validation = validation;
    this.#options = options;
    const random = resume === undefined ? new RandomState(spec.seed) : RandomState.fromState(resume.random);
    const parameters =
      resume === undefined
        ? initialParameters(spec, train.inputs.features, random)
        : copyOf(resume.parameters);
    this.#random = random;
    this.#epoch = resume?.epoch ?? 0;
    this.#lastWhole = { epoch: this.#epoch, parameters: copyOf(parameters), random: random.state() };
    this.#places = [this.#lastWhole];
    this.#engine = engineFor({ spec, train, validation, parameters, random }, options.engines ?? []);
    this.#curves = new CurveRecorder(options.curveCapacity);
    if (options.history !== undefined) this.#takeUp(options.history);
    this.#targetSquares = learnsNumbers(spec.model)
      ? { train: squaresAboutMean(train.target), validation: squaresAboutMean(validation.target) }
      : null;
    if (this.#epoch >= spec.epochs) this.#state = "finished";
  }

  /** Curves and places of the epochs before the one that it resumes from. */
  #takeUp({ metrics, places }: NonNullable<TrainerOptions["history"]>): void {
    for (const figures of figuresOf(metrics)) {
      if (figures.epoch > this.#epoch) break;
      this.#curves.add(figures);
      this.#firstLoss ??= figures.trainLoss;
      this.#secondsBefore = figures.seconds;
      this.#seconds = figures.seconds;
    }
    const before = places.filter((place) => place.epoch < this.#epoch);
    this.#places = [...before, this.#lastWhole];
    // Going on as far apart as they are, so that an old place is not crowded out by new ones.
    while (this.#places.length > mostPlaces) this.#thinPlaces();
  }

  get epoch(): number {
    return this.#epoch;
  }

  get state(): TrainerState {
    return this.#state;
  }

  get engineName(): string {
    return this.#engine.name;
  }

  get sharesRows(): boolean {
    return this.#engine.enter !== undefined;
  }

  runEpochs(count: number): void {
    this.#slice(() => {
      const until = this.#epoch + count;
      while (this.#state === "running" && this.#epoch < until) this.#step();
    });
  }

  runSamples(count: number): void {
    this.#slice(() => {
      let left = count;
      while (this.#state === "running" && left > 0) left -= this.#step();
    });
  }

  runUpdate(): void {
    this.#slice(() => {
      if (this.#state !== "running") return;
      if (this.#running === null) this.#updatesInEpoch = 0;
      this.#step(true);
      this.#updatesInEpoch++;
      // After the last update of an epoch come the losses, which are part of no update.
      const { samples } = this.#train.inputs;
      const updates = Math.ceil(samples / batchSizeOf(this.#spec, samples));
      while (this.#running !== null && this.#updatesInEpoch >= updates) this.#step(true);
    });
  }

  /** The smallest piece of work: a step of an epoch, or a whole epoch of a small set. Returns the samples visited. */
  #step(careful = false): number {
    const samples = this.#train.inputs.samples;
    if (this.#running === null && this.#isCareful !== careful) this.#changeEngine(careful);
    this.#engine.enter?.();
    if (this.#running === null && this.#engine.epochAtOnce !== undefined) {
      this.#finishEpoch(this.#engine.epochAtOnce());
      return samples;
    }
    if (this.#running === null) {
      this.#lastWhole = this.#place();
      this.#running = this.#engine.epoch();
    }
    const step = this.#running.next();
    if (step.done !== true) return step.value;
    this.#running = null;
    this.#finishEpoch(step.value);
    return Math.min(samples, 1024);
  }

  /** Between two epochs the place is all that an engine needs to go on. */
  #changeEngine(careful: boolean): void {
    const { parameters, random } = this.#place();
    this.#engine.dispose();
    this.#random = RandomState.fromState(random);
    const start = { spec: this.#spec, train: this.#train, validation: this.#validation, parameters };
    const whole = { ...start, random: this.#random };
    this.#engine = careful ? new ReferenceEngine(whole, true) : engineFor(whole, this.#options.engines ?? []);
    this.#isCareful = careful;
  }

  #slice(run: () => void): void {
    this.#sliceStart = this.#now();
    run();
    this.#secondsBefore += this.#now() - this.#sliceStart;
  }

  #now(): number {
    return this.#options.clock?.() ?? 0;
  }

  /** An epoch of microseconds is hardly longer than a look at the clock: then every sixteenth has to do. */
  #secondsNow(): number {
    if (this.#engine.epochAtOnce === undefined || this.#epoch % 16 === 0 || this.#epoch < 16)
      this.#seconds = this.#secondsBefore + this.#now() - this.#sliceStart;
    return this.#seconds;
  }

  #place(): Snapshot {
    const random = this.#engine.randomState?.() ?? this.#random.state();
    return { epoch: this.#epoch, parameters: this.#engine.parameters(), random };
  }

  #finishEpoch(sums: EpochSums): void {
    this.#epoch++;
    const figures = this.#figures;
    figures.epoch = this.#epoch;
    figures.trainLoss = sums.trainLoss;
    figures.validationLoss = sums.validationLoss;
    figures.trainAccuracy = accuracyOf(sums.trainScore, this.#train, this.#targetSquares?.train);
    figures.validationAccuracy = accuracyOf(
      sums.validationScore,
      this.#validation,
      this.#targetSquares?.validation,
    );
    figures.seconds = this.#secondsNow();
    figures.endOfEpochLoss = sums.endOfEpochLoss;
    this.#curves.add(figures);
    this.#firstLoss ??= sums.trainLoss;
    if (this.#hasDiverged(sums)) this.#state = "diverged";
    else if (this.#isPatienceOver(sums.validationLoss)) this.#state = "stopped-early";
    else if (this.#epoch >= this.#spec.epochs) this.#state = "finished";
    if (this.#epoch % this.#placeEvery === 0) this.#keepPlace();
  }

  #hasDiverged(sums: EpochSums): boolean {
    const growth = sums.trainLoss / Math.max(1, Math.abs(this.#firstLoss ?? 1));
    // Written so that a NaN is caught, too.
    return !(
      growth < hopelessGrowth &&
      (Number.isFinite(sums.validationLoss) || this.#validation.target.length === 0)
    );
  }

  #isPatienceOver(validationLoss: number): boolean {
    const { earlyStopping } = this.#spec;
    if (earlyStopping === undefined) return false;
    if (this.#best === null || validationLoss < this.#best.loss)
      this.#best = { loss: validationLoss, epoch: this.#epoch, parameters: this.#engine.parameters() };
    return this.#epoch - this.#best.epoch >= earlyStopping.patience;
  }

  #keepPlace(): void {
    this.#places.push(this.#place());
    if (this.#places.length > mostPlaces) this.#thinPlaces();
  }

  #thinPlaces(): void {
    this.#placeEvery *= 2;
    this.#places = this.#places.filter((place, index) => index === 0 || place.epoch % this.#placeEvery === 0);
  }

  places(): readonly Snapshot[] {
    const last = this.snapshot();
    return this.#places.at(-1)?.epoch === last.epoch ? this.#places : [...this.#places, last];
  }

  metrics(): Metrics {
    return this.#curves.metrics();
  }

  progress(): Progress {
    const { span, settled } = this.#curves;
    const replaces = span !== this.#sent.span;
    const points = this.#curves.settledPoints(replaces ? 0 : this.#sent.points);
    this.#sent = { points: settled, span };
    const metrics = metricsOf(points);
    return {
      epoch: this.#epoch,
      epochs: this.#spec.epochs,
      firstNewEpoch: points[0]?.epoch ?? this.#epoch + 1,
      trainLoss: metrics.trainLoss,
      validationLoss: metrics.validationLoss,
      seconds: metrics.seconds,
      ...(metrics.endOfEpochLoss === undefined ? {} : { endOfEpochLoss: metrics.endOfEpochLoss }),
      epochNumbers: Float64Array.from(points, (point) => point.epoch),
      ...(replaces ? { replaces } : {}),
    };
  }

  get parametersEpoch(): number {
    return this.#best?.epoch ?? this.#epoch;
  }

  parameters(): Parameters {
    if (this.#best !== null) return copyOf(this.#best.parameters);
    const isWhole = this.#running === null || this.#isCareful;
    return isWhole ? this.#engine.parameters() : copyOf(this.#lastWhole.parameters);
  }

  snapshot(): Snapshot {
    return this.#running === null ? this.#place() : this.#lastWhole;
  }

  parametersAt(epoch: number): Parameters {
    const place = this.#places.findLast((each) => each.epoch <= epoch);
    if (place === undefined || epoch > this.#epoch) throw new RangeError(`epoch ${epoch} was not run`);
    const { earlyStopping: _, ...spec } = this.#spec;
    const again = createTrainer({ ...spec, epochs: epoch }, this.#train, this.#validation, {
      resume: place,
      ...(this.#options.engines === undefined ? {} : { engines: this.#options.engines }),
    });
    again.runEpochs(epoch - place.epoch);
    const found = again.parameters();
    again.dispose();
    return found;
  }

  dispose(): void {
    this.#engine.dispose();
  }
}

function engineFor(start: EngineStart, factories: readonly EngineFactory[]): Engine {
  for (const factory of factories) {
    const engine = factory(start);
    if (engine !== null) return engine;
  }
  return new ReferenceEngine(start);
}

function accuracyOf(score: number, subset: Subset, squares: number | undefined): number {
  if (squares !== undefined) return 1 - score / squares;
  return score / subset.inputs.samples;
}

function squaresAboutMean(target: Float64Array): number {
  const mean = target.reduce((sum, value) => sum + value, 0) / target.length;
  return target.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
