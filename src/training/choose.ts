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
