import { learnsNumbers } from "../neuron";
import { outputsOf } from "../parameters";
import type { Model, Run } from "../run";
import { dataPart, headOf, literal, preparationPart, splitPart } from "./python";

/**
 * The run as a Python script that needs NumPy alone, trains again and compares what comes out with the figures of the
 * run. Null for a run that was kept without its recipe.
 */
export function numpyScript(run: Run): string | null {
  const { recipe, spec } = run;
  if (recipe === undefined) return null;
  return [
    `"""Trains the same ${spec.model.kind} model on the same rows, with NumPy alone: python script.py DATA"""`,
    headOf(run, []),
    dataPart(run, recipe),
    "",
    splitPart,
    "",
    modelPart(run),
    preparationPart(recipe),
    trainingPart(run),
  ].join("\n");
}

const activations: Record<string, string> = {
  sigmoid: "1 / (1 + np.exp(-z))",
  tanh: "np.tanh(z)",
  relu: "np.maximum(z, 0)",
};

const slopes: Record<string, string> = {
  sigmoid: "a1 * (1 - a1)",
  tanh: "1 - a1 * a1",
  relu: "z1 > 0",
};

/** Activation, error and loss of the output layer. */
function outputPart(model: Model): string {
  if (learnsNumbers(model))
    return `def output(z):
    return z


def error(a, y):
    return 2 * (a - y[:, None])


def losses(a, y):
    return (a[:, 0] - y) ** 2


def score(a, y):
    return 1 - losses(a, y).sum() / np.sum((y - y.mean()) ** 2)
`;
  if (outputsOf(model) === 1)
    return `def output(z):
    return 1 / (1 + np.exp(-z))


def error(a, y):
    return a - y[:, None]


def losses(a, y):
    a = np.clip(a[:, 0], 1e-10, 1 - 1e-10)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


def score(a, y):
    return np.mean((a[:, 0] > 0.5) == y)
`;
  return `def output(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def error(a, y):
    return a - np.eye(${outputsOf(model)})[y.astype(int)]


def losses(a, y):
    return -np.log(np.clip(a[np.arange(len(y)), y.astype(int)], 1e-10, 1 - 1e-10))


def score(a, y):
    return np.mean(a.argmax(axis=1) == y)
`;
}

function modelPart({ spec }: Run): string {
  const { model } = spec;
  const constants = `RATE, L1, L2 = ${spec.learningRate}, ${spec.l1}, ${spec.l2}
`;
  if (model.kind !== "network")
    return `${constants}

${outputPart(model)}

def forward(x):
    return output(x @ w[0] + b[0])


def gradient(x, e):
    return [x.T @ e], [e.sum(axis=0)]
`;
  return `${constants}

${outputPart(model)}

def activation(z):
    return ${activations[model.activation] ?? ""}


def forward(x):
    return output(activation(x @ w[0] + b[0]) @ w[1] + b[1])


def gradient(x, e):
    z1 = x @ w[0] + b[0]
    a1 = activation(z1)
    d1 = (e @ w[1].T) * (${slopes[model.activation] ?? ""})
    return [x.T @ d1, a1.T @ e], [d1.sum(axis=0), e.sum(axis=0)]
`;
}

function trainingPart(run: Run): string {
  const { spec, metrics } = run;
  const outputs = outputsOf(spec.model);
  const sizes =
    spec.model.kind === "network"
      ? `[x.shape[1], ${spec.model.hidden}, ${outputs}]`
      : `[x.shape[1], ${outputs}]`;
  const start = { ones: "np.ones", zeros: "np.zeros", normal: "lambda size: random.normal(0, 1, size)" };
  const size = { batch: "len(train)", "one-sample": "1", "mini-batch": "" }[spec.policy.kind];
  const batch = spec.policy.kind === "mini-batch" ? `min(len(train), ${spec.policy.batchSize})` : size;
  const shuffles = spec.policy.kind !== "batch" && spec.shuffle !== false;
  const epochs = run.bestEpoch ?? run.epochsRun ?? metrics.trainLoss.length;
  const at = metrics.epochNumbers === undefined ? epochs - 1 : metrics.epochNumbers.indexOf(epochs);
  return `random = np.random.RandomState(${spec.seed})
sizes = ${sizes}
start = ${start[spec.initialWeights]}
w = [start(size) for size in zip(sizes, sizes[1:])]
b = [np.zeros(size) for size in sizes[1:]]


def penalty():
    return sum(L1 * np.abs(each).sum() + L2 / 2 * (each**2).sum() for each in w)


size = ${batch}
for epoch in range(1, ${epochs} + 1):
    order = ${shuffles ? "random.permutation(len(train))" : "np.arange(len(train))"}
    total = 0.0
    for at in range(0, len(train), size):
        rows = train[order[at : at + size]]
        a = forward(x[rows])
        total += losses(a, y[rows]).sum()
        w_gradient, b_gradient = gradient(x[rows], error(a, y[rows]))
        for layer in range(len(w)):
            pull = (L1 * np.sign(w[layer]) + L2 * w[layer]) / len(rows)
            w[layer] = w[layer] - RATE * (w_gradient[layer] / len(rows) + pull)
            b[layer] = b[layer] - RATE * (b_gradient[layer] / len(rows))
    train_loss = (total + penalty()) / len(train)
    validation_loss = (losses(forward(x[validation]), y[validation]).sum() + penalty()) / len(validation)
    if epoch in (1, ${epochs}) or epoch % max(1, ${epochs} // 10) == 0:
        print(f"epoch {epoch}: loss {train_loss:.6g}, validation loss {validation_loss:.6g}")

found = {
    "train loss": train_loss,
    "validation loss": validation_loss,
    "train score": score(forward(x[train]), y[train]),
    "validation score": score(forward(x[validation]), y[validation]),
    "test score": score(forward(x[test]), y[test]),
}
# What Neuron Lens found.
wanted = {
    "train loss": ${literal(metrics.trainLoss[at] ?? null)},
    "validation loss": ${literal(metrics.validationLoss[at] ?? null)},
    "train score": ${literal(run.trainAccuracy)},
    "validation score": ${literal(run.validationAccuracy)},
    "test score": ${literal(run.testAccuracy)},
}
worst = max(abs(found[name] - wanted[name]) / max(1e-12, abs(wanted[name])) for name in wanted if wanted[name] is not None)
for name in wanted:
    print(f"{name}: {found[name]:.12g} (Neuron Lens: {wanted[name]})")
print(f"largest relative difference: {worst:.1e}")
sys.exit(0 if worst < 1e-6 else 1)
`;
}
