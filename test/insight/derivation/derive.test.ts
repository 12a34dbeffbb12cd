import { describe, expect, it } from "vitest";
import * as arrays from "../../../src/algebra/array";
import * as e from "../../../src/algebra/expression";
import type { StepTopic } from "../../../src/insight/derivation/derivation";
import { deriveModel } from "../../../src/insight/derivation/derive";
import { deriveLines } from "../../../src/insight/derivation/lines";
import type { LossModel, LossName } from "../../../src/insight/derivation/losses";
import {
  type ActivationName,
  graphsOf,
  keptMask,
  type LayerModel,
  type NeuronModel,
  type PenaltyModel,
  parametersOf,
} from "../../../src/insight/derivation/model";
import type { NormModel } from "../../../src/insight/derivation/norm";
import { numericGradient, randomBindings, randomFrom, relativeError } from "../../algebra/expression.cases";

const sizes = { samples: 364, features: 30, hidden: [10], outputs: 3 };
const l1: PenaltyModel = { kind: "l1", coefficient: 1, average: true };
const l2: PenaltyModel = { kind: "l2", coefficient: 0.5, average: true };

const neuron = (activation: ActivationName): LayerModel => ({ activation, units: "one", bias: "scalar" });
const layer = (activation: ActivationName): LayerModel => ({ activation, units: "many", bias: "row" });

function model(
  layers: readonly LayerModel[],
  kind: LossName,
  penalties: readonly PenaltyModel[] = [],
  coefficient = 1,
  average = true,
): NeuronModel {
  return { layers, loss: { kind, coefficient, average }, penalties, sizes };
}

const columns = (each: NeuronModel): NeuronModel => ({ ...each, samplesAs: "columns" });
const turned = (each: LayerModel): LayerModel => ({ ...each, turned: true });

const normalised = (each: LayerModel, more: Partial<NormModel> = {}): LayerModel => ({
  ...each,
  bias: null,
  norm: { epsilon: 1e-5, scale: true, shift: true, ...more },
});

const weighed = (each: NeuronModel, weights: LossModel["weights"] = "over-samples"): NeuronModel => ({
  ...each,
  loss: { ...each.loss, ...(weights === undefined ? {} : { weights }) },
});

const models: Readonly<Record<string, NeuronModel>> = {
  "logistic neuron": model([neuron("sigmoid")], "cross-entropy", [l2]),
  "logistic neuron with L1": model([neuron("sigmoid")], "cross-entropy", [l1]),
  "logistic neuron, summed": model([neuron("sigmoid")], "cross-entropy", [], 1, false),
  "linear neuron": model([neuron("identity")], "squared"),
  "linear neuron, halved": model([neuron("identity")], "squared", [l2], 0.5),
  "linear neuron, absolute error": model([neuron("identity")], "absolute"),
  "squared error of a sigmoid": model([neuron("sigmoid")], "squared", [], 0.5),
  "tanh neuron": model([neuron("tanh")], "squared"),
  poisson: model([neuron("identity")], "poisson", [{ kind: "l2", coefficient: 0.5, average: true }]),
  hinge: model([neuron("identity")], "hinge", [{ kind: "l2", coefficient: 1, average: false }]),
  huber: {
    ...model([neuron("identity")], "huber"),
    loss: { kind: "huber", coefficient: 1, average: true, limit: 0.8 },
  },
  "hinge, bias taken away": model([{ ...neuron("identity"), takesBias: true }], "hinge", [l2]),
  "columns, bias taken away": columns(model([{ ...layer("identity"), takesBias: true }], "squared")),
  margin: model([neuron("identity")], "margin", [l2]),
  "logistic neuron, samples weighed": weighed(model([neuron("sigmoid")], "cross-entropy", [l2])),
  "linear neuron, mean over the weights": weighed(model([neuron("identity")], "squared"), "over-weights"),
  "softmax layer, samples weighed": weighed(model([layer("softmax")], "categorical")),
  "softmax of weighed columns": weighed(columns(model([layer("softmax")], "categorical")), "over-weights"),
  "two layers with dropout": model([{ ...layer("relu"), mask: true }, neuron("sigmoid")], "cross-entropy", [
    l2,
  ]),
  "three layers of columns with dropout": columns(
    model([{ ...layer("tanh"), mask: true }, layer("relu"), layer("softmax")], "categorical"),
  ),
  "two layers, samples weighed": weighed(model([layer("tanh"), neuron("sigmoid")], "cross-entropy")),
  "softmax layer": model([layer("softmax")], "categorical", [l2]),
  "two layers": model([layer("sigmoid"), neuron("sigmoid")], "cross-entropy", [l2]),
  "three layers": model([layer("relu"), layer("tanh"), layer("softmax")], "categorical", [l2]),
  "no bias": model([{ activation: "sigmoid", units: "one", bias: null }], "cross-entropy"),
  "leaky ReLU": model([layer("leaky-relu"), neuron("identity")], "squared"),
  "leaky ReLU, two slopes": model(
    [{ ...layer("leaky-relu"), slope: 0.1 }, { ...layer("leaky-relu"), slope: 0.3 }, neuron("identity")],
    "squared",
  ),
  "penalty without the weight of the ones": model(
    [{ activation: "sigmoid", units: "one", bias: null }],
    "cross-entropy",
    [{ ...l2, spares: "first" }],
  ),
  "penalty on the biases too": model([layer("tanh"), neuron("identity")], "squared", [
    { ...l2, biases: true },
  ]),
  "a normalised layer": model([normalised(layer("tanh")), neuron("sigmoid")], "cross-entropy", [l2]),
  "a normalised layer with a bias": model(
    [{ ...normalised(layer("relu")), bias: "row" }, neuron("identity")],
    "squared",
  ),
  "normalised without γ, without an activation": model(
    [normalised(layer("identity"), { scale: false }), layer("softmax")],
    "categorical",
  ),
  "normalised without β, without ε": model(
    [normalised(layer("sigmoid"), { shift: false, epsilon: 0 }), neuron("identity")],
    "squared",
    [],
    0.5,
    false,
  ),
  "normalised and no more": model(
    [normalised(layer("leaky-relu"), { scale: false, shift: false }), neuron("identity")],
    "squared",
  ),
  "two normalised layers of columns": columns(
    model(
      [
        { ...normalised(layer("tanh")), mask: true },
        normalised(layer("softplus"), { epsilon: 1e-3 }),
        layer("softmax"),
      ],
      "categorical",
    ),
  ),
  softplus: model([layer("softplus"), neuron("identity")], "squared"),
  "samples as columns": columns(model([neuron("sigmoid")], "cross-entropy", [l2])),
  "samples as columns, wᵀX": columns(model([turned(neuron("identity"))], "squared", [l2])),
  "weights as rows": model([turned(neuron("sigmoid"))], "cross-entropy"),
  "softmax of columns": columns(model([layer("softmax")], "categorical", [l2])),
  "two layers of columns": columns(model([layer("tanh"), neuron("sigmoid")], "cross-entropy", [l2])),
  "two layers of columns, turned": columns(model([turned(layer("relu")), layer("softmax")], "categorical")),
  "two layers, weights as rows": model([turned(layer("relu")), turned(layer("softmax"))], "categorical"),
};

/** Everything that has a name, evaluated: first what is given, then definition by definition. */
function bindAll(
  graph: e.Expression,
  definitions: ReadonlyMap<string, e.Expression>,
  seed: number,
): e.Bindings {
  const given = randomBindings([graph], randomFrom(seed));
  const variables = new Map(given.variables);
  variables.set("eta", arrays.scalar(0.1));
  for (const name of variables.keys())
    if (name.startsWith("\\varepsilon")) variables.set(name, arrays.scalar(1e-3));
  const kept = variables.get(keptMask);
  if (kept !== undefined)
    variables.set(
      keptMask,
      arrays.map(kept, (each) => Number(each > 0)),
    );
  for (let left = [...definitions]; left.length > 0; ) {
    const ready = left.filter(([, node]) =>
      [...e.variablesOf(node).keys()].every((name) => variables.has(name)),
    );
    expect(ready.length, `undefined names in ${left.map(([name]) => name)}`).toBeGreaterThan(0);
    for (const [name, node] of ready)
      variables.set(name, e.evaluate(node, { variables, sizes: given.sizes }));
    left = left.filter((each) => !ready.includes(each));
  }
  return { variables, sizes: given.sizes };
}

describe.each(Object.entries(models))("every line of the derivation: %s", (_, each) => {
  it.each(graphsOf(each))("is true ($kind)", (graph) => {
    const { lines, definitions } = deriveLines(each, graph);
    const bound = bindAll(graph.loss, definitions, 11);
    const evaluator = new e.Evaluator(bound);
    for (const line of lines) {
      const values = line.chain.map((member) => {
        const terms = "kind" in member ? [member] : member;
        return terms.map((term) => evaluator.value(term)).reduce((a, b) => arrays.zip(a, b, (x, y) => x + y));
      });
      const left = line.assigns === true ? values[0] : evaluator.value(line.left);
      for (const value of values) {
        const broadcast = arrays.broadcastTo(value, left?.shape ?? []);
        expect(relativeError(broadcast, left ?? value), line.id).toBeLessThan(1e-12);
      }
    }
  });

  it.each(graphsOf(each))("gives the gradients of central differences ($kind)", (graph) => {
    const { lines, definitions } = deriveLines(each, graph);
    const checked: StepTopic[] = [];
    for (let seed = 1; seed <= 3; seed++) {
      const bound = bindAll(graph.loss, definitions, seed);
      const gradients = lines.filter((line) => /^(weights|bias|scale|shift)$/.test(line.topic));
      // γ and β are met before the weights on the way back.
      const parameters = graph.layers.toReversed().flatMap((own) => {
        const all = new Map(parametersOf(own));
        return (["scale", "shift", "weight", "bias"] as const).flatMap((role) => all.get(role) ?? []);
      });
      expect(gradients.length).toBe(parameters.length);
      gradients.forEach((line, at) => {
        const parameter = parameters[at];
        const chain = line.chain.at(-1);
        if (parameter === undefined || chain === undefined || !("kind" in chain)) throw new Error(line.id);
        const exact = e.evaluate(chain, bound);
        expect(exact.shape, line.id).toEqual(e.evaluate(parameter, bound).shape);
        const numeric = numericGradient(graph.loss, parameter, bound);
        // A normalisation takes away what an intercept before it adds.
        const isNothing = arrays.norm(exact) < 1e-12 && arrays.norm(numeric) < 1e-7;
        const error = isNothing ? 0 : relativeError(exact, numeric);
        expect(error, `${line.id} ${line.left.tex}`).toBeLessThan(1e-7);
        checked.push(line.topic);
      });
    }
    expect(checked.length).toBeGreaterThan(0);
  });
});

describe("the derivation as it is shown", () => {
  const derivation = deriveModel(
    model([neuron("sigmoid")], "cross-entropy", [l2]),
    new Map([
      [
        "weights",
        {
          span: { start: 700, end: 735 },
          line: 27,
          text: "w_grad = np.dot(x.T, err) / m",
          parts: new Map([
            ["left", { text: "w_grad", span: { start: 700, end: 706 } }],
            ["X^\\top", { text: "x.T", span: { start: 716, end: 719 } }],
          ]),
        },
      ],
    ]),
    "file:///neuron.py",
  );
  const step = (id: string) => {
    const found = derivation.parts.flatMap((part) => part.steps).find((each) => each.id === id);
    if (found === undefined) throw new Error(`no step ${id}`);
    return found;
  };

  it("prints the batch as the textbook does", () => {
    const batch = derivation.parts[1]?.steps.map((each) => each.tex);
    expect(batch).toEqual([
      "Z = X w + b \\mathbf 1",
      "A = \\sigma(Z)",
      "J = -\\frac1m\\bigl[Y^\\top \\ln A + (1 - Y)^\\top \\ln(1 - A)\\bigr] + \\frac{\\lambda}{2 m} w^\\top w",
      "\\nabla_Z J = \\frac1m(A - Y) = \\frac1m E",
      "\\nabla_w J = \\frac1m X^\\top E + \\frac{\\lambda}{m} w",
      "\\frac{\\partial J}{\\partial b} = \\frac1m \\mathbf 1^\\top E",
      "w \\leftarrow w - \\eta \\nabla_w J",
    ]);
  });

  it("prints one sample as the textbook does", () => {
    expect(derivation.parts[0]?.steps.map((each) => each.tex)).toEqual([
      "z = w^\\top x + b",
      "a = \\sigma(z)",
      "\\ell = -\\bigl[y \\ln a + (1 - y) \\ln(1 - a)\\bigr]",
      "\\frac{\\partial \\ell}{\\partial a} = -\\frac{y}{a} + \\frac{1 - y}{1 - a} = \\frac{a - y}{a(1 - a)}",
      "\\frac{d a}{d z} = a(1 - a)",
      "\\frac{\\partial \\ell}{\\partial z} = a - y =: e",
      "\\nabla_w \\ell = e\\,x",
      "\\frac{\\partial \\ell}{\\partial b} = e",
      "w \\leftarrow w - \\eta \\nabla_w \\ell",
    ]);
  });

  it("has a shape under every factor", () => {
    expect(step("batch/weights").factors.map(({ tex, shape, joint }) => [joint, tex, shape])).toEqual([
      ["", "\\nabla_w J", "(30, 1)"],
      ["=", "\\frac1m", "1/364"],
      ["", "X^\\top", "(30, 364)"],
      ["", "E", "(364, 1)"],
      ["+", "\\frac{\\lambda}{m}", "λ/364"],
      ["", "w", "(30, 1)"],
    ]);
    expect(step("batch/bias").factors.map(({ shape }) => shape)).toEqual([
      "()",
      "1/364",
      "(1, 364)",
      "(364, 1)",
    ]);
    expect(step("sample/weights").factors.map(({ shape }) => shape)).toEqual([
      "(30, 1)",
      "(1, 1)",
      "(30, 1)",
    ]);
  });

  it("marks what is new in a step, and names the code of a factor", () => {
    const weights = step("batch/weights");
    expect(weights.factors.filter((factor) => factor.isNew).map(({ tex }) => tex)).toEqual([
      "X^\\top",
      "\\frac{\\lambda}{m}",
      "w",
    ]);
    expect(weights.code).toEqual({
      span: { start: 700, end: 735 },
      line: 27,
      text: "w_grad = np.dot(x.T, err) / m",
    });
    expect(weights.factors[0]?.code?.text).toBe("w_grad");
    expect(weights.factors[2]?.code?.span).toEqual({ start: 716, end: 719 });
  });

  it("prints a Huber loss and weighed samples as a textbook does", () => {
    const steps = (each: NeuronModel) =>
      new Map(
        deriveModel(each, new Map(), "file:///x.py").parts[1]?.steps.map(({ topic, tex }) => [topic, tex]),
      );
    expect(steps(model([neuron("identity")], "huber")).get("error")).toBe(
      "\\nabla_Z J = \\frac1m(R \\odot [|R| \\le \\delta] + \\delta[|R| > \\delta] \\odot \\operatorname{sign}(R)) = \\frac1m E",
    );
    const weighted = steps(weighed(model([neuron("sigmoid")], "cross-entropy", [l2]), "over-weights"));
    expect(weighted.get("error")).toBe("\\nabla_Z J = \\frac{1}{\\nu} V \\odot (A - Y) = \\frac{1}{\\nu} E");
    expect(weighted.get("weights")).toBe("\\nabla_w J = \\frac{1}{\\nu} X^\\top E + \\frac{\\lambda}{m} w");
    const softmax = steps(weighed(model([layer("softmax")], "categorical")));
    expect(softmax.get("error")).toBe("\\nabla_S J = \\frac1m V \\odot (P - Y)");
  });

  it("keeps a sum over the samples in brackets behind a minus sign", () => {
    const sum = model([neuron("sigmoid")], "cross-entropy", [l2], 1, false);
    const texts = deriveModel(sum, new Map(), "file:///x.py").parts[1]?.steps.map(({ tex }) => tex);
    expect(texts).toContain(
      "J = -\\bigl[Y^\\top \\ln A + (1 - Y)^\\top \\ln(1 - A)\\bigr] + \\frac{\\lambda}{2 m} w^\\top w",
    );
    const bare = model([neuron("sigmoid")], "cross-entropy", [], 1, false);
    expect(deriveModel(bare, new Map(), "file:///x.py").parts[1]?.steps.map(({ tex }) => tex)).toContain(
      "J = -\\bigl[Y^\\top \\ln A + (1 - Y)^\\top \\ln(1 - A)\\bigr]",
    );
  });

  it("lets the gradient go back through dropout's mask", () => {
    const dropped = model([{ ...layer("relu"), mask: true }, neuron("sigmoid")], "cross-entropy");
    const texts = deriveModel(dropped, new Map(), "file:///x.py").parts[1]?.steps.map(({ tex }) => tex);
    expect(texts?.slice(2, 4)).toEqual(["H_1 = A_1 \\odot M_1", "Z_2 = H_1 W_2 + b_2 \\mathbf 1"]);
    expect(texts).toContain("\\nabla_{W_2} J = \\frac1m H_1^\\top D_2");
    expect(texts).toContain(
      "\\nabla_{Z_1} J = \\frac1m(D_2 W_2^\\top) \\odot M_1 \\odot [Z_1 > 0] = \\frac1m D_1",
    );
  });

  it("tells a leaky ReLU's slope on either side of zero", () => {
    const leaky = model([{ ...layer("leaky-relu"), slope: 0.1 }, neuron("identity")], "squared");
    const texts = deriveModel(leaky, new Map(), "file:///x.py").parts[1]?.steps.map(({ tex }) => tex);
    expect(texts).toContain("A_1 = \\max(Z_1, \\alpha Z_1)");
    expect(texts).toContain(
      "\\nabla_{Z_1} J = \\frac2m(D_2 W_2^\\top) \\odot ([Z_1 > 0] + \\alpha[Z_1 < 0]) = \\frac2m D_1",
    );
  });

  it("goes back through the mean and the deviation of a batch", () => {
    const each = model([normalised(layer("tanh")), neuron("sigmoid")], "cross-entropy");
    const { parts } = deriveModel(each, new Map(), "file:///x.py");
    expect(parts.map(({ kind }) => kind)).toEqual(["batch"]);
    const texts = parts[0]?.steps.map(({ tex }) => tex);
    expect(texts?.slice(0, 7)).toEqual([
      "Z_1 = X W_1",
      "\\mu_1 = \\frac1m \\mathbf 1^\\top Z_1",
      "v_1 = \\frac1m \\mathbf 1^\\top(Z_1 - \\mathbf 1 \\mu_1)^{\\odot 2}",
      "\\sigma_1 = \\sqrt{v_1 + \\varepsilon}",
      "\\hat Z_1 = \\frac{Z_1 - \\mathbf 1 \\mu_1}{\\sigma_1}",
      "N_1 = \\gamma_1 \\odot \\hat Z_1 + \\mathbf 1 \\beta_1",
      "A_1 = \\tanh(N_1)",
    ]);
    expect(texts?.slice(-7, -2)).toEqual([
      "\\nabla_{N_1} J = \\frac1m(D_2 W_2^\\top) \\odot (1 - A_1^{\\odot 2}) = \\frac1m G_1",
      "\\nabla_{\\gamma_1} J = \\frac1m \\mathbf 1^\\top(G_1 \\odot \\hat Z_1)",
      "\\nabla_{\\beta_1} J = \\frac1m \\mathbf 1^\\top G_1",
      "\\nabla_{Z_1} J = \\frac1m \\frac{\\gamma_1}{\\sigma_1} \\odot \\bigl(G_1 - \\mathbf 1 \\operatorname{mean}(G_1) - \\hat Z_1 \\odot \\operatorname{mean}(G_1 \\odot \\hat Z_1)\\bigr) = \\frac1m D_1",
      "\\nabla_{W_1} J = \\frac1m X^\\top D_1",
    ]);
  });

  it("keeps names for sizes that no number is known of", () => {
    const open = deriveModel(
      {
        ...model([neuron("sigmoid")], "cross-entropy"),
        sizes: { samples: null, features: null, hidden: [], outputs: null },
      },
      new Map(),
      "file:///x.py",
    );
    const weights = open.parts[1]?.steps.find((each) => each.topic === "weights");
    expect(weights?.factors.map(({ shape }) => shape)).toEqual(["(n, 1)", "1/m", "(n, m)", "(m, 1)"]);
  });
});
