import type { Metrics } from "./run";

/** One epoch's figures. */
export interface EpochFigures {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly trainAccuracy: number;
  readonly validationAccuracy: number;
  readonly seconds: number;
  /** NaN where it was not computed. */
  readonly endOfEpochLoss: number;
}

const defaultCapacity = 8192;

/**
 * Keeps curves of any number of epochs in bounded memory. While they fit, every epoch is kept; after that epochs are
 * taken together in spans (8, 16, 32 … of them), and of each span those are kept where a loss is lowest or highest. So
 * a million epochs are some thousands of points, and no peak is lost.
 */
export class CurveRecorder {
  #kept: EpochFigures[] = [];
  /** The span that is not full yet; null while every epoch is kept. */
  #open: Span | null = null;
  #span = 1;
  /** The newest epoch, written over by the next; null before the first. */
  #last: Writable | null = null;
  readonly #capacity: number;

  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  /** Copies what it keeps: a caller may fill the same figures anew, because most epochs of a long run are not kept. */
  add(figures: EpochFigures): void {
    if (this.#last === null) this.#last = { ...figures };
    else copyInto(this.#last, figures);
    if (this.#span === 1) this.#kept.push({ ...figures });
    else this.#addToSpan(figures);
    if (this.#kept.length >= this.#capacity) this.#widen();
  }

  /** How many epochs one span holds; grows when the curves are thinned, and what was read before is then out of date. */
  get span(): number {
    return this.#span;
  }

  /** All points, the newest epoch always last. */
  points(): EpochFigures[] {
    const points = [...this.#kept, ...(this.#open?.extremes() ?? [])];
    if (this.#last !== null && points.at(-1)?.epoch !== this.#last.epoch) points.push({ ...this.#last });
    return points;
  }

  /** How many points will not change any more, unless the span widens. */
  get settled(): number {
    return this.#kept.length;
  }

  settledPoints(from: number): readonly EpochFigures[] {
    return this.#kept.slice(from);
  }

  metrics(): Metrics {
    return metricsOf(this.points());
  }

  #addToSpan(figures: EpochFigures): void {
    if (this.#open !== null && figures.epoch <= this.#open.lastEpoch) {
      this.#open.add(figures);
      return;
    }
    if (this.#open !== null) this.#kept.push(...this.#open.extremes());
    this.#open = new Span(figures, this.#span);
  }

  #widen(): void {
    this.#span = this.#span === 1 ? 8 : this.#span * 2;
    const all = this.points();
    this.#kept = [];
    this.#open = null;
    for (const figures of all) this.#addToSpan(figures);
  }
}

type Writable = { -readonly [name in keyof EpochFigures]: EpochFigures[name] };

/** Figures to be filled. All but the epoch begin as NaN: so engines take them for fractions from the start. */
export function noFigures(): Writable {
  const nan = Number.NaN;
  return {
    epoch: 0,
    ...{ trainLoss: nan, validationLoss: nan, trainAccuracy: nan, validationAccuracy: nan, seconds: nan },
    endOfEpochLoss: nan,
  };
}

function copyInto(to: Writable, from: EpochFigures): void {
  to.epoch = from.epoch;
  to.trainLoss = from.trainLoss;
  to.validationLoss = from.validationLoss;
  to.trainAccuracy = from.trainAccuracy;
  to.validationAccuracy = from.validationAccuracy;
  to.seconds = from.seconds;
  to.endOfEpochLoss = from.endOfEpochLoss;
}

/** Of the epochs of one span those with the lowest and the highest loss of either kind; the very first epoch, too. */
class Span {
  readonly lastEpoch: number;
  readonly #first: EpochFigures;
  readonly #lowTrain: Writable;
  readonly #highTrain: Writable;
  readonly #lowValidation: Writable;
  readonly #highValidation: Writable;

  constructor(first: EpochFigures, length: number) {
    this.lastEpoch = Math.ceil(first.epoch / length) * length;
    this.#first = { ...first };
    this.#lowTrain = { ...first };
    this.#highTrain = { ...first };
    this.#lowValidation = { ...first };
    this.#highValidation = { ...first };
  }

  add(figures: EpochFigures): void {
    if (figures.trainLoss < this.#lowTrain.trainLoss) copyInto(this.#lowTrain, figures);
    if (figures.trainLoss > this.#highTrain.trainLoss) copyInto(this.#highTrain, figures);
    if (figures.validationLoss < this.#lowValidation.validationLoss) copyInto(this.#lowValidation, figures);
    if (figures.validationLoss > this.#highValidation.validationLoss) copyInto(this.#highValidation, figures);
  }

  /** Copies. */
  extremes(): EpochFigures[] {
    const all = [this.#lowTrain, this.#highTrain, this.#lowValidation, this.#highValidation];
    if (this.#first.epoch === 1) all.push(this.#first);
    const byEpoch = new Map(all.map((each) => [each.epoch, each]));
    return [...byEpoch.values()].map((each) => ({ ...each })).sort((a, b) => a.epoch - b.epoch);
  }
}

export function metricsOf(points: readonly EpochFigures[]): Metrics {
  const column = (of: (figures: EpochFigures) => number) => Float64Array.from(points, of);
  const metrics: Metrics = {
    trainLoss: column((each) => each.trainLoss),
    validationLoss: column((each) => each.validationLoss),
    trainAccuracy: column((each) => each.trainAccuracy),
    validationAccuracy: column((each) => each.validationAccuracy),
    seconds: column((each) => each.seconds),
  };
  const isFull = points.every((each, index) => each.epoch === index + 1);
  return {
    ...metrics,
    ...(!isFull ? { epochNumbers: column((each) => each.epoch) } : {}),
    ...(points.some((each) => !Number.isNaN(each.endOfEpochLoss))
      ? { endOfEpochLoss: column((each) => each.endOfEpochLoss) }
      : {}),
  };
}

/** Back from the columns to the epochs. */
export function figuresOf(metrics: Metrics): EpochFigures[] {
  const at = (values: Float64Array | undefined, index: number) => values?.[index] ?? Number.NaN;
  return Array.from(metrics.trainLoss, (trainLoss, index) => ({
    epoch: metrics.epochNumbers?.[index] ?? index + 1,
    trainLoss,
    validationLoss: at(metrics.validationLoss, index),
    trainAccuracy: at(metrics.trainAccuracy, index),
    validationAccuracy: at(metrics.validationAccuracy, index),
    seconds: at(metrics.seconds, index),
    endOfEpochLoss: at(metrics.endOfEpochLoss, index),
  }));
}
