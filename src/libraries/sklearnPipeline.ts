import { add, constant } from "../algebra/size";
import {
  cls,
  fn,
  type LibraryCall,
  type LibraryClass,
  type LibraryFunction,
  type LibraryModule,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { estimator, model, perRow } from "./estimators";
import { bunchClass } from "./sklearnDatasets";
import { invoke, itemsOf, rowsOf, sizeAttribute } from "./values";

// Estimators in a row, and side by side.

/** The estimators of a pipeline's steps, in order; null where they are not known. */
function stepsOf(call: LibraryCall): readonly ShapeValue[] | null {
  const steps = itemsOf(call.attribute("steps"));
  return steps?.map((step) => itemsOf(step)?.[1] ?? step) ?? null;
}

function isIdle(step: ShapeValue): boolean {
  return step.kind === "str" || step.kind === "none";
}

/** Fits all steps but the last, each to what the one before gave; gives what the last one sees. */
function upToLast(
  call: LibraryCall,
  steps: readonly ShapeValue[],
  method: "transform" | "fit_transform",
): ShapeValue {
  let X = call.arg("X");
  const y = call.get("y");
  for (const step of steps.slice(0, -1)) {
    if (isIdle(step)) continue;
    X =
      method === "fit_transform" && y !== undefined
        ? invoke(call, step, method, X, y)
        : invoke(call, step, method, X);
  }
  return X;
}

const unknownSteps = (call: LibraryCall) => call.unknown("unknown-argument", "Pipeline", "steps");

const throughSteps = (method: string): LibraryFunction =>
  fn("X, y=None, **kwargs", (call) => {
    const steps = stepsOf(call);
    const last = steps?.at(-1);
    if (steps === null || last === undefined) return unknownSteps(call);
    const X = upToLast(call, steps, method.startsWith("fit") ? "fit_transform" : "transform");
    const y = call.get("y");
    if (isIdle(last)) return method === "fit" ? call.self : X;
    const result = y === undefined ? invoke(call, last, method, X) : invoke(call, last, method, X, y);
    return method === "fit" ? call.self : result;
  });

const pipelineMethods = [
  "fit",
  "predict",
  "predict_proba",
  "decision_function",
  "transform",
  "fit_transform",
  "fit_predict",
  "score",
];

const pipelineClass: LibraryClass = cls("steps, *, memory=None, verbose=False", {
  bases: [estimator],
  methods: {
    ...Object.fromEntries(pipelineMethods.map((name) => [name, throughSteps(name)])),
    inverse_transform: fn("X", (call) => call.arg("X")),
    __getitem__: fn("key", (call) => {
      const key = call.arg("key");
      const steps = itemsOf(call.attribute("steps"));
      const at = call.machine.integer(key);
      if (steps !== null && at !== null) return itemsOf(steps.at(at))?.[1] ?? unknownSteps(call);
      return stepNamed(call, key.kind === "str" ? key.value : null);
    }),
    __len__: fn("", (call) => call.int(itemsOf(call.attribute("steps"))?.length ?? call.fresh("steps"))),
  },
  properties: {
    named_steps: (call) => {
      const entries = (itemsOf(call.attribute("steps")) ?? []).map((step) => itemsOf(step) ?? []);
      const named: Record<string, ShapeValue> = {};
      for (const [name, step] of entries)
        if (name?.kind === "str" && name.value !== null && step !== undefined) named[name.value] = step;
      return call.instance("sklearn.utils.Bunch", bunchClass, named);
    },
  },
});

function stepNamed(call: LibraryCall, name: string | null): ShapeValue {
  for (const step of itemsOf(call.attribute("steps")) ?? []) {
    const [key, value] = itemsOf(step) ?? [];
    if (key?.kind === "str" && key.value === name && value !== undefined) return value;
  }
  return unknownSteps(call);
}

/** Several transformers side by side: the sum of their features. */
const unionClass: LibraryClass = cls("transformer_list, **kwargs", {
  bases: [estimator],
  methods: Object.fromEntries(
    ["transform", "fit_transform"].map((method) => [
      method,
      fn("X, y=None", (call) => {
        const X = call.arg("X");
        const parts = (itemsOf(call.attribute("transformer_list")) ?? []).map(
          (each) => itemsOf(each)?.[1] ?? each,
        );
        const sizes = parts.map(
          (part) => call.shapeOf(invoke(call, part, method, X)).shape?.[1] ?? call.fresh("features"),
        );
        return call.array([rowsOf(call, X), sizes.reduce(add, constant(0))], "float");
      }),
    ]),
  ),
});

export const columnTransformer: LibraryClass = model("transformers, **kwargs", {
  bases: [estimator],
  methods: {
    transform: perRow(
      () => "float",
      (call) => [sizeAttribute(call, "__made__") ?? call.fresh("features")],
    ),
    fit_transform: fn("X, y=None", (call) => {
      const made = call.fresh("features");
      call.setAttribute("__made__", call.int(made));
      return call.array([rowsOf(call, call.get("X")), made], "float");
    }),
  },
});

export const pipelineModule: LibraryModule = {
  name: "sklearn.pipeline",
  members: {
    Pipeline: pipelineClass,
    make_pipeline: fn("*steps, memory=None, verbose=False", (call) =>
      call.instance("sklearn.pipeline.Pipeline", pipelineClass, {
        steps: call.list(call.rest.map((step) => call.tuple([{ kind: "str", value: stepName(step) }, step]))),
      }),
    ),
    FeatureUnion: unionClass,
    make_union: fn("*transformers, **kwargs", (call) =>
      call.instance("sklearn.pipeline.FeatureUnion", unionClass, {
        transformer_list: call.list(
          call.rest.map((step) => call.tuple([{ kind: "str", value: stepName(step) }, step])),
        ),
      }),
    ),
  },
};

function stepName(step: ShapeValue): string {
  return step.kind === "instance" ? step.type.name.toLowerCase() : "step";
}
