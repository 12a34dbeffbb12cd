import { learnsNumbers } from "../neuron";
import { outputsOf } from "../parameters";
import type { DataRecipe, Model, Run } from "../run";
import { dataPart, headOf, literal, preparationPart, splitPart } from "./python";

/** What both libraries need first: the same rows, split and standardised. */
function rowsPart(run: Run, recipe: DataRecipe, modules: readonly string[]): string[] {
  return [headOf(run, modules), dataPart(run, recipe), "", splitPart, "", preparationPart(recipe)];
}

/** The layers' matrices: (inputs, outputs) each, with their intercepts. */
function layersOf(run: Run): { weights: number[][][]; intercepts: number[][] } {
  const features = run.dataset.featureNames.length;
  const { model } = run.spec;
  const outputs = outputsOf(model);
  const sizes = model.kind === "network" ? [features, model.hidden, outputs] : [features, outputs];
  const weights: number[][][] = [];
  const intercepts: number[][] = [];
  let at = 0;
  let bias = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const [inputs = 0, width = 0] = sizes.slice(layer, layer + 2);
    weights.push(
      Array.from({ length: inputs }, (_, j) => [...run.weights.slice(at + j * width, at + (j + 1) * width)]),
    );
    intercepts.push([...run.intercepts.slice(bias, bias + width)]);
    at += inputs * width;
    bias += width;
  }
  return { weights, intercepts };
}

/**
 * The run's model as a scikit-learn estimator with the run's own weights, its scores beside the run's, and then the
 * estimator trained by scikit-learn's own means.
 */
export function scikitLearnScript(run: Run): string | null {
  const { recipe, spec } = run;
  if (recipe === undefined) return null;
  const { weights, intercepts } = layersOf(run);
  const [module, make] = estimatorOf(run);
  return [
    `"""The ${spec.model.kind} model of a Neuron Lens run in scikit-learn: python script.py DATA"""`,
    ...rowsPart(run, recipe, [`from ${module}`]),
    `weights = [np.array(layer) for layer in ${literal(weights)}]
intercepts = [np.array(layer) for layer in ${literal(intercepts)}]
model = ${make}
${adopt(spec.model)}
wanted = ${literal([run.trainAccuracy, run.validationAccuracy, run.testAccuracy])}
found = [model.score(x[rows], y[rows]) for rows in (train, validation, test)]
print("scores with the run's weights:", found)
print("scores in Neuron Lens:        ", wanted)
again = ${make}.fit(x[train], y[train])
print("trained by scikit-learn:      ", [again.score(x[rows], y[rows]) for rows in (train, validation, test)])
sys.exit(0 if np.allclose(found, wanted, rtol=1e-9) else 1)
`,
  ].join("\n");
}

function estimatorOf({ spec }: Run): readonly [string, string] {
  const { model, l2 } = spec;
  const numbers = learnsNumbers(model);
  if (model.kind === "network") {
    const activation = model.activation === "sigmoid" ? "logistic" : model.activation;
    const name = numbers ? "MLPRegressor" : "MLPClassifier";
    const options = `(${model.hidden},), activation=${literal(activation)}, alpha=${l2}, max_iter=2000, random_state=${spec.seed}`;
    return [`sklearn.neural_network import ${name}`, `${name}(${options})`];
  }
  if (numbers) {
    const ridge = `Ridge(alpha=${l2 / 2})`;
    return l2 > 0
      ? ["sklearn.linear_model import Ridge", ridge]
      : ["sklearn.linear_model import LinearRegression", "LinearRegression()"];
  }
  // scikit-learn divides the loss by the penalty, not the penalty by the loss: C = 1/λ₂.
  const c = l2 > 0 ? `C=${1 / l2}` : "C=1e12";
  return ["sklearn.linear_model import LogisticRegression", `LogisticRegression(${c}, max_iter=10000)`];
}

/** Gives the estimator the run's weights, in the attributes that `fit` would have set. */
function adopt(model: Model): string {
  if (model.kind !== "network") {
    const classes = learnsNumbers(model) ? "" : "model.classes_ = np.arange(len(CLASSES), dtype=float)\n";
    const shape = learnsNumbers(model) ? "weights[0][:, 0], intercepts[0][0]" : "weights[0].T, intercepts[0]";
    return `${classes}model.coef_, model.intercept_ = ${shape}`;
  }
  const binarizer = `from sklearn.preprocessing import LabelBinarizer

model._label_binarizer = LabelBinarizer().fit(y)
model.classes_ = model._label_binarizer.classes_
`;
  const out = learnsNumbers(model) ? "identity" : outputsOf(model) === 1 ? "logistic" : "softmax";
  return `${learnsNumbers(model) ? "" : binarizer}model.coefs_, model.intercepts_ = weights, intercepts
model.n_layers_, model.n_outputs_, model.out_activation_ = 3, ${outputsOf(model)}, ${literal(out)}`;
}

/** The run in PyTorch, in float64: the same start, batches and steps, and the figures compared. */
export function pyTorchScript(run: Run): string | null {
  const { recipe, spec } = run;
  if (recipe === undefined) return null;
  const { model } = spec;
  const outputs = outputsOf(model);
  const activation =
    model.kind === "network" ? { sigmoid: "Sigmoid", tanh: "Tanh", relu: "ReLU" }[model.activation] : "";
  const layers =
    model.kind === "network"
      ? `nn.Linear(x.shape[1], ${model.hidden}), nn.${activation}(), nn.Linear(${model.hidden}, ${outputs})`
      : `nn.Linear(x.shape[1], ${outputs})`;
  const size = { batch: "len(train)", "one-sample": "1", "mini-batch": "" }[spec.policy.kind];
  const batch = spec.policy.kind === "mini-batch" ? String(spec.policy.batchSize) : size;
  const shuffles = spec.policy.kind !== "batch" && spec.shuffle !== false;
  const epochs = run.bestEpoch ?? run.epochsRun ?? spec.epochs;
  return [
    `"""The ${model.kind} model of a Neuron Lens run in PyTorch: python script.py DATA"""`,
    ...rowsPart(run, recipe, ["import torch", "from torch import nn"]),
    `torch.set_default_dtype(torch.float64)
X, Y = torch.tensor(x), torch.tensor(y)
model = nn.Sequential(${layers})
random = np.random.RandomState(${spec.seed})
with torch.no_grad():
    for layer in model:
        if isinstance(layer, nn.Linear):
            shape = (layer.in_features, layer.out_features)
            layer.weight.copy_(torch.tensor(${startOf(spec.initialWeights)}).T)
            layer.bias.zero_()


def loss_of(rows):
    z = model(X[rows])
${lossLines(model)}


def penalty():
    each = [layer.weight for layer in model if isinstance(layer, nn.Linear)]
    return sum(${spec.l1} * weight.abs().sum() + ${spec.l2} / 2 * (weight**2).sum() for weight in each)


optimizer = torch.optim.SGD(model.parameters(), lr=${spec.learningRate})
size = ${batch}
for epoch in range(1, ${epochs} + 1):
    order = ${shuffles ? "random.permutation(len(train))" : "np.arange(len(train))"}
    for at in range(0, len(train), size):
        rows = train[order[at : at + size]]
        optimizer.zero_grad()
        ((loss_of(rows) + penalty()) / len(rows)).backward()
        optimizer.step()
with torch.no_grad():
    found = float((loss_of(validation) + penalty()) / len(validation))
wanted = ${literal(validationLossOf(run, epochs))}
print(f"validation loss: {found:.12g} (Neuron Lens: {wanted})")
sys.exit(0 if abs(found - wanted) < 1e-6 * max(1, abs(wanted)) else 1)
`,
  ].join("\n");
}

function startOf(initial: Run["spec"]["initialWeights"]): string {
  switch (initial) {
    case "ones":
      return "np.ones(shape)";
    case "zeros":
      return "np.zeros(shape)";
    case "normal":
      return "random.normal(0, 1, shape)";
  }
}

function lossLines(model: Model): string {
  if (learnsNumbers(model)) return "    return ((z[:, 0] - Y[rows]) ** 2).sum()";
  if (outputsOf(model) === 1)
    return '    return nn.functional.binary_cross_entropy_with_logits(z[:, 0], Y[rows], reduction="sum")';
  return '    return nn.functional.cross_entropy(z, Y[rows].long(), reduction="sum")';
}

function validationLossOf({ metrics }: Run, epoch: number): number | null {
  const at = metrics.epochNumbers === undefined ? epoch - 1 : metrics.epochNumbers.indexOf(epoch);
  return metrics.validationLoss[at] ?? null;
}
