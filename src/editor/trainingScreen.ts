import * as vscode from "vscode";
import {
  emptyState,
  focusEpoch,
  type TrainingState,
  type TrainingView,
  trainingView,
} from "../present/training";
import type { KnownRun } from "../present/training-runs";
import type { Panel } from "./panel";
import { readSettings } from "./settings";
import { t } from "./words";

/** What the panel's Training screen is told: the one place that its state lives in. */
export class TrainingScreen {
  readonly #panel: Panel;
  #state: TrainingState = firstState();

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  static initialView(): TrainingView {
    return trainingView(firstState(), t);
  }

  get state(): TrainingState {
    return this.#state;
  }

  run(id: string | null): KnownRun | undefined {
    return this.#state.runs.find(({ run }) => run.id === id);
  }

  update(change: Partial<TrainingState>): void {
    this.quietly(change);
    this.#panel.setTraining(trainingView(this.#state, t));
  }

  /** Tells the newest look at the run in focus, and nothing else. */
  showEpoch(): void {
    const epoch = focusEpoch(this.#state, t);
    if (epoch !== null) this.#panel.send({ type: "epoch", epoch });
  }

  /** For what streams: the panel is sent it apart, and gets the whole when it asks again. */
  quietly(change: Partial<TrainingState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

function firstState(): TrainingState {
  return emptyState(readSettings().training, vscode.env.language);
}
