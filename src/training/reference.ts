import { batchSizeOf, type Engine, type EngineStart, type EpochSums, orderOf } from "./engine";
import { neuronOf } from "./network";
import { emptyTally, type Neuron, type Tally, visit } from "./neuron";
import { clear, copyOf, type Parameters, penalty, update, zeroParameters } from "./parameters";
import type { Subset } from "./run";

/** Numbers (samples × weights) that one step touches: a few milliseconds of work. */
const stepWork = 1 << 20;

/**
 * Training as the textbook has it, one sample after another in plain loops: forward pass, loss, gradient, update. It is
 * the oracle that the kernels are compared with, and what runs where there is no WebAssembly.
 */
export class ReferenceEngine implements Engine {
  readonly name = "reference";
  readonly #start: EngineStart;
  readonly #neuron: Neuron;
  readonly #parameters: Parameters;
  readonly #gradient: Parameters;
  readonly #samplesAStep: number;
  readonly #stopsAtUpdates: boolean;

  /** With `stopsAtUpdates` each update is a step of its own, for a learner who looks at them one by one. */
  constructor(start: EngineStart, stopsAtUpdates = false) {
    const { features } = start.train.inputs;
    this.#start = start;
    this.#stopsAtUpdates = stopsAtUpdates;
    this.#neuron = neuronOf(start.spec.model, features);
    this.#parameters = start.parameters;
    this.#gradient = zeroParameters(start.spec.model, features);
    this.#samplesAStep = Math.max(16, Math.floor(stepWork / Math.max(1, start.parameters.weights.length)));
  }

  *epoch(): Generator<number, EpochSums, void> {
    const { spec, train, random } = this.#start;
    const samples = train.inputs.samples;
    const batchSize = batchSizeOf(spec, samples);
    const order = orderOf(spec, samples, random);
    const training = emptyTally();
    let unreported = 0;
    for (let from = 0; from < samples; from += batchSize) {
      const to = Math.min(samples, from + batchSize);
      clear(this.#gradient);
      for (let at = from; at < to; at += this.#samplesAStep) {
        const rows = { order, from: at, to: Math.min(to, at + this.#samplesAStep) };
        visit(this.#neuron, this.#parameters, train, rows, training, this.#gradient);
        unreported += rows.to - rows.from;
        if (!this.#stopsAtUpdates && unreported >= this.#samplesAStep) {
          yield unreported;
          unreported = 0;
        }
      }
      update(this.#parameters, this.#gradient, to - from, spec);
      if (this.#stopsAtUpdates) {
        yield unreported;
        unreported = 0;
      }
    }
    const validation = yield* this.#evaluate(this.#start.validation);
    const after = spec.recordEndOfEpochLoss === true ? yield* this.#evaluate(train) : null;
    return this.#sums(training, validation, after);
  }

  *#evaluate(subset: Subset): Generator<number, Tally, void> {
    const tally = emptyTally();
    const { samples } = subset.inputs;
    for (let at = 0; at < samples; at += this.#samplesAStep) {
      const rows = { order: null, from: at, to: Math.min(samples, at + this.#samplesAStep) };
      visit(this.#neuron, this.#parameters, subset, rows, tally, null);
      if (rows.to < samples) yield rows.to - rows.from;
    }
    return tally;
  }

  #sums(training: Tally, validation: Tally, after: Tally | null): EpochSums {
    const { spec, train, validation: held } = this.#start;
    const sum = penalty(this.#parameters.weights, spec.l1, spec.l2);
    const mean = (tally: Tally, samples: number) =>
      samples === 0 ? Number.NaN : (tally.loss + sum) / samples;
    return {
      trainLoss: mean(training, train.inputs.samples),
      validationLoss: mean(validation, held.inputs.samples),
      trainScore: training.score,
      validationScore: validation.score,
      endOfEpochLoss: after === null ? Number.NaN : mean(after, train.inputs.samples),
    };
  }

  parameters(): Parameters {
    return copyOf(this.#parameters);
  }

  dispose(): void {}
}
