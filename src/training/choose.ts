import type { Task } from "../datasets/target";
import type { Model } from "./run";

/** The simplest model for a target: a neuron for a number or two classes, a softmax layer for more. */
export function modelFor(task: Task, classes: number): Model {
  switch (task) {
    case "two-classes":
      return { kind: "logistic" };
    case "classes":
      return { kind: "softmax", classes };
    case "numbers":
      return { kind: "linear" };
  }
}

/** What a learner can ask for: "auto" leaves it to the target. */
export interface ModelRequest {
  readonly model: "auto" | Model["kind"];
  readonly hidden: number;
  readonly activation: Extract<Model, { kind: "network" }>["activation"];
}

/** The model that was asked for; null where it can't learn the target. */
export function chosenModel(request: ModelRequest, task: Task, classes: number): Model | null {
  const model = requestedModel(request, task, classes);
  return fits(model, task, classes) ? model : null;
}

function requestedModel({ model, hidden, activation }: ModelRequest, task: Task, classes: number): Model {
  switch (model) {
    case "auto":
      return modelFor(task, classes);
    case "linear":
    case "logistic":
      return { kind: model };
    case "softmax":
      return { kind: model, classes };
    case "network":
      return { kind: model, hidden, activation, classes: Math.max(1, classes) };
  }
}

/** Whether a model can learn the target at all. */
export function fits(model: Model, task: Task, classes: number): boolean {
  switch (model.kind) {
    case "linear":
      return task === "numbers";
    case "logistic":
      return task === "two-classes";
    case "softmax":
      return task !== "numbers" && model.classes === classes;
    case "network":
      return task === "numbers" ? model.classes <= 1 : model.classes === classes;
  }
}
