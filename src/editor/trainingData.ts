import * as vscode from "vscode";
import type { DataOptions } from "../present/training-settings";
import { parseDataOptions, undecidedData } from "../protocol/settings";
import type { DataReference } from "../training/keptRun";
import type { DataFile } from "../workers/training/calls";
import {
  bundledNames,
  bundledTitle,
  chooseData,
  type DataChoice,
  fileName,
  type ProgramDataset,
  readData,
} from "./dataSource";
import { t } from "./words";

const memoryKey = "training.dataOptions";
/** Files whose options are remembered, the newest last. */
const mostRemembered = 200;

/** The data set that the panel names, and what the learner decided about each file; the latter lives in the workspace. */
export class TrainingData {
  readonly #memory: vscode.Memento;
  readonly #extensionUri: vscode.Uri;
  readonly #datasetOf: ProgramDataset;
  #choice: DataChoice | null = null;
  /** For this session: rows that were too many are not thinned for ever. */
  readonly #keepEvery = new Map<string, number>();

  constructor(memory: vscode.Memento, extensionUri: vscode.Uri, datasetOf: ProgramDataset) {
    this.#memory = memory;
    this.#extensionUri = extensionUri;
    this.#datasetOf = datasetOf;
  }

  /** null until one was chosen: what is open decides then. */
  get choice(): DataChoice | null {
    return this.#choice;
  }

  choose(choice: DataChoice): void {
    this.#choice = choice;
  }

  /** What the command was invoked on, or what is open; the learner's own choice is passed over. */
  fromEditor(invokedOn: vscode.Uri | undefined): Promise<DataChoice> {
    return chooseData(invokedOn, this.#datasetOf);
  }

  async current(): Promise<DataChoice> {
    return this.#choice ?? (await this.fromEditor(undefined));
  }

  options(choice: DataChoice): DataOptions {
    return parseDataOptions(this.#all()[keyOf(choice)]) ?? undecidedData;
  }

  /** Whether the learner has decided anything about it. */
  isRemembered(choice: DataChoice): boolean {
    return keyOf(choice) in this.#all();
  }

  async remember(choice: DataChoice, options: DataOptions): Promise<void> {
    const { [keyOf(choice)]: _, ...others } = this.#all();
    const entries = [...Object.entries(others), [keyOf(choice), options] as const];
    await this.#memory.update(memoryKey, Object.fromEntries(entries.slice(-mostRemembered)));
  }

  sample(choice: DataChoice, keepEvery: number): void {
    this.#keepEvery.set(keyOf(choice), keepEvery);
  }

  keepEvery(choice: DataChoice): number {
    return this.#keepEvery.get(keyOf(choice)) ?? 1;
  }

  async read(choice: DataChoice): Promise<DataFile> {
    return withOptions(
      await readData(choice, this.#extensionUri),
      this.options(choice),
      this.keepEvery(choice),
    );
  }

  reference(choice: DataChoice): DataReference {
    return {
      uri: choice.kind === "file" ? choice.uri.toString() : null,
      bundled: choice.kind === "bundled" ? choice.name : null,
      ...this.options(choice),
      keepEvery: this.keepEvery(choice),
    };
  }

  /** Reads a kept run's rows again, with the options that it had. Rejects where the file is gone. */
  async readAgain(reference: DataReference): Promise<DataFile> {
    const choice = choiceOf(reference);
    if (choice === null) throw new Error(t("The run does not say which data set it was made on."));
    return withOptions(await readData(choice, this.#extensionUri), reference, reference.keepEvery);
  }

  #all(): Readonly<Record<string, unknown>> {
    return this.#memory.get<Readonly<Record<string, unknown>>>(memoryKey) ?? {};
  }
}

function keyOf(choice: DataChoice): string {
  return choice.kind === "file" ? choice.uri.toString() : `bundled:${choice.name}`;
}

export function nameOf(choice: DataChoice): string {
  return choice.kind === "bundled" ? bundledTitle(choice.name) : fileName(choice.uri);
}

export function choiceOf({ uri, bundled }: DataReference): DataChoice | null {
  if (uri !== null) return { kind: "file", uri: vscode.Uri.parse(uri), by: "file" };
  const name = bundledNames().find((each) => each === bundled);
  return name === undefined ? null : { kind: "bundled", name, by: "bundled" };
}

function withOptions(data: DataFile, options: DataOptions, keepEvery: number): DataFile {
  const { target, missing, without } = options;
  return { ...data, ...(target === null ? {} : { target }), missing, without, keepEvery };
}
