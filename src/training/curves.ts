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
  /** Epochs of the span that is not full yet. */
  #open: EpochFigures[] = [];
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
    const points = [...this.#kept, ...this.#open];
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
    const first = this.#open[0];
    if (first !== undefined && this.#spanOf(first) !== this.#spanOf(figures)) {
      this.#kept.push(...this.#open);
      this.#open = [];
    }
    this.#open = extremes([...this.#open, figures]);
  }

  #widen(): void {
    this.#span = this.#span === 1 ? 8 : this.#span * 2;
    const all = [...this.#kept, ...this.#open];
    this.#kept = [];
    this.#open = [];
    let group: EpochFigures[] = [];
    for (const figures of all) {
      const first = group[0];
      if (first !== undefined && this.#spanOf(first) !== this.#spanOf(figures)) {
        this.#kept.push(...extremes(group));
        group = [];
      }
      group.push(figures);
    }
    this.#open = extremes(group);
  }
}

/** Those with the lowest and the highest loss of either kind, in their order; the very first epoch is always kept. */
function extremes(group: readonly EpochFigures[]): EpochFigures[] {
  if (group.length <= 2) return [...group];
  const first = group[0];
  if (first === undefined) return [];
  let lowTrain = first;
  let highTrain = first;
  let lowValidation = first;
  let highValidation = first;
  for (const each of group) {
    if (each.trainLoss < lowTrain.trainLoss) lowTrain = each;
    if (each.trainLoss > highTrain.trainLoss) highTrain = each;
    if (each.validationLoss < lowValidation.validationLoss) lowValidation = each;
    if (each.validationLoss > highValidation.validationLoss) highValidation = each;
  }
  return group.filter(
    (each) =>
      each === lowTrain ||
      each === highTrain ||
      each === lowValidation ||
      each === highValidation ||
      each.epoch === 1,
  );
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
