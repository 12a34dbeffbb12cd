import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

const training = `w = np.zeros(X.shape[1])
b = 0.0
for k in range(500):
    p = 1 / (1 + np.exp(-(X.dot(w) + b)))
    J = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
    w = w - 0.1 * X.T.dot(p - y) / len(y)
    b = b - 0.1 * np.mean(p - y)
    if k % 50 == 0:
        print(k, J)
`;
const table = "X = data[:, :-1]\ny = data[:, -1]";

const ways = {
  "a reader's rows": `rows = []
with open("heart.csv") as f:
    reader = csv.reader(f)
    header = next(reader)
    for row in reader:
        rows.append([float(v) for v in row])
data = np.array(rows)
${table}`,
  "a list of all rows": `with open("heart.csv") as f:
    rows = list(csv.reader(f))[1:]
data = np.array(rows, dtype=float)
${table}`,
  "lines that are split": `table = []
f = open("heart.csv")
f.readline()
for line in f:
    numbers = line.strip().split(",")
    table.append(list(map(float, numbers)))
f.close()
data = np.asarray(table)
${table}`,
  "samples and labels": `X, y = [], []
with open("heart.csv") as f:
    for row in csv.reader(f):
        X.append([float(v) for v in row[:-1]])
        y.append(1 if row[-1] == "yes" else 0)
X = np.array(X)
y = np.array(y).astype(float)`,
  "rows that are taken apart": `with open("heart.csv") as f:
    rows = [[float(v) for v in each] for each in csv.reader(f)]
X = np.array([each[:-1] for each in rows])
y = np.array([each[-1] for each in rows])`,
};

describe("a file that is read by hand", () => {
  it.each(Object.entries(ways))("gives data of ours: %s", (_, way) => {
    const text = `import csv\nimport numpy as np\n${way}\n${training}`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("dot(p - y) / len(y)", "dot(p - y)"))).toBe("missing_mean");
  });

  it("is none where the arrays are made of something else", () => {
    const text = `import csv\nimport numpy as np\n${ways["a reader's rows"].replace("np.array(rows)", "np.array(unknown)")}\n${training}`;
    expect(verdictOf(text)).toBe("nothing");
  });
});
