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
  #last: EpochFigures | null = null;
  readonly #capacity: number;

  constructor(capacity = defaultCapacity) {
    this.#capacity = capacity;
  }

  add(figures: EpochFigures): void {
    this.#last = figures;
    if (this.#span === 1) this.#kept.push(figures);
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
    if (this.#last !== null && points.at(-1) !== this.#last) points.push(this.#last);
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

  #spanOf(figures: EpochFigures): number {
    return Math.floor((figures.epoch - 1) / this.#span);
  }

  #addToSpan(figures: EpochFigures): void {
    if (this.#open !== null && this.#spanOf(this.#open.first) === this.#spanOf(figures)) {
      this.#open.add(figures);
      return;
    }
    if (this.#open !== null) this.#kept.push(...this.#open.extremes());
    this.#open = new Span(figures);
  }

  #widen(): void {
    this.#span = this.#span === 1 ? 8 : this.#span * 2;
    const all = this.points();
    this.#kept = [];
    this.#open = null;
    for (const figures of all) this.#addToSpan(figures);
  }
}

/** Of the epochs of one span those with the lowest and the highest loss of either kind; the very first epoch, too. */
class Span {
  readonly first: EpochFigures;
  #lowTrain: EpochFigures;
  #highTrain: EpochFigures;
  #lowValidation: EpochFigures;
  #highValidation: EpochFigures;

  constructor(first: EpochFigures) {
    this.first = first;
    this.#lowTrain = first;
    this.#highTrain = first;
    this.#lowValidation = first;
    this.#highValidation = first;
  }

  add(figures: EpochFigures): void {
    if (figures.trainLoss < this.#lowTrain.trainLoss) this.#lowTrain = figures;
    if (figures.trainLoss > this.#highTrain.trainLoss) this.#highTrain = figures;
    if (figures.validationLoss < this.#lowValidation.validationLoss) this.#lowValidation = figures;
    if (figures.validationLoss > this.#highValidation.validationLoss) this.#highValidation = figures;
  }

  extremes(): EpochFigures[] {
    const found = new Set([this.#lowTrain, this.#highTrain, this.#lowValidation, this.#highValidation]);
    if (this.first.epoch === 1) found.add(this.first);
    return [...found].sort((a, b) => a.epoch - b.epoch);
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
