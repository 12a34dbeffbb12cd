import * as arrays from "../../algebra/array";
import { type Prepared, prepareDataset } from "../../datasets/prepare";
import { readTable } from "../../datasets/read";
import {
  type NeuronData,
  type ParameterChoice,
  toyData,
  toyParameters,
} from "../../insight/derivation/bindings";
import type { NeuronModel } from "../../insight/derivation/model";
import { type DerivationNumbers, deriveNumbers } from "../../insight/derivation/numbers";
import type { DataBytes, Learned, NumbersReply, NumbersSource } from "./calls";
import { learnedParameters } from "./learnedParameters";

/** A data set in the form that a model's formulas want it in. */
interface ReadData {
  readonly data: NeuronData;
  readonly source: NumbersSource & { readonly kind: "data" };
  readonly fingerprint: string | undefined;
}

/** Reads a program's data set once, as Train Neuron does: its split, its scaling. */
export class NeuronDataReader {
  #key = "";
  #prepared: Promise<Prepared | null> = Promise.resolve(null);

  async numbers(
    model: NeuronModel,
    data: DataBytes | null,
    sample: number,
    learned: Learned | null = null,
  ): Promise<NumbersReply> {
    const read = data === null ? null : fitting(model, await this.#read(data));
    const later = read === null || learned === null ? null : afterRun(model, read, sample, learned);
    if (later !== null) return later;
    const own = read === null ? null : numbersOf(model, read.data, sample);
    if (read !== null && own !== null) return { numbers: own, source: read.source };
    return {
      numbers: deriveNumbers(model, toyData(model), sample, toyParameters),
      source: { kind: "toy", name: data?.name ?? null },
    };
  }

  #read(data: DataBytes): Promise<Prepared | null> {
    if (data.key !== this.#key && data.bytes !== null) {
      this.#key = data.key;
      this.#prepared = prepare(data, data.bytes).catch(() => null);
    }
    return data.key === this.#key ? this.#prepared : Promise.resolve(null);
  }
}

/** Null where the run did not learn this model on these very rows. */
function afterRun(model: NeuronModel, read: ReadData, sample: number, learned: Learned): NumbersReply | null {
  const { data, source, fingerprint } = read;
  if (source.rows !== "train" || learned.fingerprint !== fingerprint) return null;
  const parameters = learnedParameters(model, learned);
  const numbers = parameters === null ? null : numbersOf(model, data, sample, parameters);
  return numbers === null ? null : { numbers, source: { ...source, epoch: learned.epoch } };
}

/** A model that nobody foresaw may not fit its data after all. */
function numbersOf(
  model: NeuronModel,
  data: NeuronData,
  sample: number,
  parameters?: ParameterChoice,
): DerivationNumbers | null {
  try {
    return deriveNumbers(model, data, sample, parameters);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

async function prepare({ name, isScaled }: DataBytes, bytes: Uint8Array): Promise<Prepared | null> {
  const table = await readTable(bytes, name);
  if (table.kind === "problem") return null;
  const prepared = prepareDataset(table.value, { name, source: "program", standardise: isScaled });
  return prepared.kind === "problem" ? null : prepared.value;
}

/** The rows that the program has as many of as it is known to have; null where the data can't be the program's. */
function fitting(model: NeuronModel, prepared: Prepared | null): ReadData | null {
  if (prepared === null) return null;
  const { train, validation, test, summary, task, scaler } = prepared;
  const { samples, features, outputs } = model.sizes;
  if (features !== null && features !== train.inputs.features) return null;
  const classes = task === "numbers" ? 0 : summary.classes.length;
  if (!takes(model, classes)) return null;
  if (model.loss.kind === "categorical" && outputs !== null && outputs !== classes) return null;
  const whole = samples === summary.rows;
  if (samples !== null && !whole && samples !== train.inputs.samples) return null;
  const parts = whole ? [train, validation, test] : [train];
  const rows = parts.reduce((sum, part) => sum + part.inputs.samples, 0);
  const values = new Float64Array(rows * train.inputs.features);
  const target = new Float64Array(rows);
  let at = 0;
  for (const { inputs, target: own } of parts) {
    values.set(inputs.data, at * train.inputs.features);
    target.set(own, at);
    at += inputs.samples;
  }
  const scaled = scaler.scale.some((scale) => scale !== 1);
  return {
    data: { inputs: arrays.arrayOf(values, [rows, train.inputs.features]), target, classes },
    source: {
      kind: "data",
      name: summary.name,
      rows: whole ? "all" : "train",
      isScaled: scaled,
      epoch: null,
    },
    fingerprint: summary.fingerprint,
  };
}

/** Whether a model's output can be held against such a target. */
function takes(model: NeuronModel, classes: number): boolean {
  switch (model.loss.kind) {
    case "cross-entropy":
    case "hinge":
    case "margin":
      return classes === 2;
    case "categorical":
      return classes >= 2;
    case "squared":
    case "absolute":
    case "huber":
    case "poisson":
      return classes === 0 || classes === 2;
  }
}
