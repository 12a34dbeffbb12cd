import { describe, expect, it } from "vitest";
import { checksOf, verdictOf } from "./checkedProgram";

/** A logistic neuron that learns from X and y, whatever the labels' form. */
const neuron = `y = y.reshape(-1, 1)
w, b, m = np.zeros((X.shape[1], 1)), 0.0, X.shape[0]
for epoch in range(100):
    a = 1 / (1 + np.exp(-(X @ w + b)))
    loss = -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))
    w -= 0.1 * X.T @ (a - y) / m
    b -= 0.1 * np.sum(a - y) / m
    print(loss)
`;

/** A softmax layer of ten classes, whose one-hot rows are Y. */
const layer = `W, b, m = np.random.randn(X.shape[1], 10) * 0.01, np.zeros(10), X.shape[0]
for epoch in range(20):
    z = X @ W + b
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    loss = -np.mean(np.sum(Y * np.log(p), axis=1))
    W -= 0.1 * X.T @ (p - Y) / m
    b -= 0.1 * np.sum(p - Y, axis=0) / m
    print(loss)
`;

const table = "X, y = data[:, :-1], data[:, -1]";

describe("data that a program loads", () => {
  it.each([
    ["two of NumPy's files", 'X = np.load("X.npy")\ny = np.load("y.npy")'],
    ["one of NumPy's files", `data = np.load("data.npy")\n${table}`],
    ["an archive", 'archive = np.load("data.npz")\nX, y = archive["X"], archive["y"]'],
    ["an archive of data", 'data = np.load("data.npz")\nX = data["X"]\ny = data["y"]'],
    [
      "bytes",
      `data = np.fromfile("data.bin", dtype=np.float32).reshape(-1, 11)\nX, y = data[:, :10], data[:, 10]`,
    ],
    ["MATLAB's file", 'mat = loadmat("ex2.mat")\nX, y = mat["X"], mat["y"]'],
    [
      "HDF5",
      'with h5py.File("train.h5", "r") as h5:\n    X = np.array(h5["train_set_x"][:])\n    y = np.array(h5["train_set_y"][:])\nX = X.reshape(X.shape[0], -1) / 255.0',
    ],
    [
      "a database",
      `rows = sqlite3.connect("a.db").execute("SELECT a, b, c FROM t").fetchall()\ndata = np.array(rows, dtype=float)\n${table}`,
    ],
    [
      "a page",
      `text = urlopen("http://example.com/data.csv").read().decode()\ndata = np.array([list(map(float, l.split(","))) for l in text.split()])\n${table}`,
    ],
    [
      "a path",
      `lines = Path("data.csv").read_text().splitlines()[1:]\ndata = np.array([l.split(",") for l in lines]).astype(float)\n${table}`,
    ],
    [
      "a frame that is cut in two",
      'df = pd.read_csv("a.csv").sample(frac=1)\na, b = df[:600], df[600:]\nX, y = a.drop("out", axis=1).values, a["out"].values',
    ],
    ["a pair that is taken apart later", "first, second = pickle.load(fh)\nX, y = first"],
    [
      "positive numbers",
      'df = pd.read_csv("a.csv")\nX = np.log1p(df.iloc[:, :57].values)\ny = df.iloc[:, 57].values',
    ],
    [
      "labels that are text",
      'digits = fetch_openml("mnist_784")\nkeep = (digits.target == "0") | (digits.target == "1")\nX = digits.data[keep] / 255\ny = (digits.target[keep] == "1").astype(int)',
    ],
    [
      "labels of a frame",
      'df = pd.read_csv("a.csv")\nX = df.values[:, :-1].astype(float)\ny = np.where(df.values[:, -1] == "M", 1, 0)',
    ],
    [
      "two digits of ten",
      'digits = fetch_openml("mnist_784")\nkeep = (digits.target == "3") | (digits.target == "8")\nX = digits.data[keep]\ny = np.where(digits.target[keep] == "3", 1, 0)',
    ],
    [
      "two digits of ten, as numbers",
      "(train_X, train_y), rest = mnist.load_data()\nidx = np.where((train_y == 1) | (train_y == 7))[0]\nX = train_X[idx].reshape(len(idx), -1)\ny = np.where(train_y[idx] == 1, 1.0, 0.0)",
    ],
    [
      "powers of a feature",
      "x = np.random.rand(80, 1)\ny = (x.ravel() > 0.5) * 1\nX = PolynomialFeatures(degree=3).fit_transform(x)",
    ],
  ])("%s", (_way, lines) => {
    const imports =
      "import numpy as np\nfrom sklearn.datasets import fetch_openml\nfrom sklearn.preprocessing import PolynomialFeatures\n";
    const text = `${imports}${lines}\n${neuron}`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("(a - y) / m\n    b", "(a - y)\n    b"))).toBe("missing_mean");
    expect(verdictOf(text.replace("np.sum(a - y) / m", "np.sum(a - y)"))).toBe("bias_not_averaged");
  });

  const keras =
    "from keras.datasets import mnist\n(x_train, y_train), (x_test, y_test) = mnist.load_data()\n";
  const digits = "from sklearn.datasets import load_digits\ndigits = load_digits()\nX = digits.data\n";
  it.each([
    ["images of a fixed size", `${keras}X = x_train.reshape(-1, 784) / 255\nY = np.eye(10)[y_train]`],
    [
      "images whose sides are told",
      `${keras}X = x_train.reshape(len(x_train), 28 * 28) / 255\nY = np.eye(10)[y_train]`,
    ],
    [
      "images of which there are a fixed number",
      `${keras}X = x_train.reshape(600, 784) / 255\nY = np.zeros((600, 10))\nY[np.arange(600), y_train] = 1`,
    ],
    [
      "one-hot rows of Keras",
      `from keras.utils import to_categorical\n${keras}X = x_train.reshape(len(x_train), -1)\nY = to_categorical(y_train, 10)`,
    ],
    [
      "one-hot rows of scikit-learn",
      `from sklearn.preprocessing import OneHotEncoder\n${digits}Y = OneHotEncoder().fit_transform(digits.target.reshape(-1, 1)).toarray()`,
    ],
    [
      "binarised labels",
      `from sklearn.preprocessing import LabelBinarizer\n${digits}Y = LabelBinarizer().fit_transform(digits.target)`,
    ],
    ["dummies", `import pandas as pd\n${digits}Y = pd.get_dummies(digits.target).values.astype(float)`],
    [
      "a tensor's numbers",
      "X = train.data.numpy().reshape(-1, 784) / 255.0\ny = train.targets.numpy()\nY = np.eye(10)[y]",
    ],
    [
      "lines whose labels are places",
      'inputs, targets = [], []\nfor record in open("mnist.csv"):\n    numbers = record.split(",")\n    inputs.append(np.asarray(numbers[1:], dtype=float) / 255.0)\n    t = np.zeros(10)\n    t[int(numbers[0])] = 1\n    targets.append(t)\nX, Y = np.array(inputs), np.array(targets)',
    ],
  ])("%s", (_way, lines) => {
    const text = `import numpy as np\n${lines}\n${layer}`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replaceAll("(p - Y) / m", "(p - Y)"))).toBe("missing_mean");
    expect(verdictOf(text.replaceAll("p - Y", "Y - p"))).toBe("sign");
  });
});

describe("batches that are drawn", () => {
  it.each([
    ["rng.integers(0, m, batch_size)"],
    ["np.random.choice(m, batch_size)"],
    ["np.random.randint(m, size=batch_size)"],
  ])("may hold a sample twice: %s", (places) => {
    const text = `import numpy as np
rng = np.random.default_rng(0)
X, y = rng.normal(size=(120, 4)), rng.normal(size=120)
m, batch_size, w = 120, 16, np.zeros(4)
def loss_of(w, X, y):
    return np.mean((X @ w - y) ** 2)
def gradient_of(w, X, y):
    return 2 * X.T @ (X @ w - y) / len(y)
for step in range(200):
    idx = ${places}
    w -= 0.1 * gradient_of(w, X[idx], y[idx])
    if step % 20 == 0:
        print(loss_of(w, X, y))
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace(" / len(y)", ""))).toBe("missing_mean");
  });
});

it.each([["tqdm(range(50))"], ["trange(50)"], ["track(range(50))"]])("goes through %s", (epochs) => {
  const text = `import numpy as np
from tqdm import tqdm, trange
from rich.progress import track
X, y, w = np.random.rand(40, 3), np.random.rand(40), np.zeros(3)
for epoch in ${epochs}:
    print(np.mean((X @ w - y) ** 2) / 2)
    w -= 0.2 * X.T @ (X @ w - y) / len(y)
`;
  expect(verdictOf(text)).toBe("right");
  expect(verdictOf(text.replace(" / len(y)", ""))).toBe("missing_mean");
});

/** A neuron whose weights are kept in `model`, and whose loss is reported by this line. */
function kept(model: string, report: string): string {
  return `import numpy as np
from types import SimpleNamespace
from collections import deque
class Box:
    def __init__(self, **kw):
        self.__dict__.update(kw)
X, y = np.random.rand(40, 3), np.random.rand(40)
model, lr, recent = ${model}, 0.1, deque()
for epoch in range(50):
    e = X @ model.w + model.b - y
    ${report}
    model.w -= lr * X.T @ e / len(y)
    model.b -= lr * e.mean()
`;
}

describe("a neuron of other people's parts", () => {
  const space = "SimpleNamespace(w=np.zeros(3), b=0.0)";
  it.each([
    ["print(np.mean(e ** 2) / 2)"],
    ['wandb.log({"loss": np.mean(e ** 2) / 2})'],
    ['writer.add_scalar("loss", np.mean(e ** 2) / 2, epoch)'],
    ["recent.appendleft(np.mean(e ** 2) / 2)"],
    ["console.print(np.mean(e ** 2) / 2)"],
  ])("reports its loss: %s", (report) => {
    const text = kept(space, report);
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("e.mean()", "e.sum()"))).toBe("bias_not_averaged");
  });

  it("is not right where nobody sees which number is stepped", () => {
    const text = kept("Box(w=np.zeros(3), b=0.0)", "print(np.mean(e ** 2) / 2)");
    for (const each of [text, text.replace("e.mean()", "e.sum()")])
      expect(checksOf(each)[0]?.verdict).toBe("undecided");
  });

  it("has no loss in a logarithm that nobody is told", () => {
    expect(verdictOf(kept(space, "np.log(np.mean(e ** 2) / 2)"))).toBe("no-loss");
  });
});
