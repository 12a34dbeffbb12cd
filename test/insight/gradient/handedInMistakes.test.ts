import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verdictOf } from "./checkedProgram";

function program(name: string): string {
  const text = readFileSync(join(import.meta.dirname, "../../cases/gradient", `${name}.py`), "utf8");
  return text.replace(/^# mutant.*$/gm, "#");
}

/** One by one, as the share of mistakes that are named would not show them. */
describe("mistakes of programs that are handed in", () => {
  it.each([
    [
      "a hidden bias that is left out, where the loss is taken behind the step",
      "one_hot_batches_penalised",
      "        self.b_h -= self.eta * grad_b_h\n",
      "",
      "bias_missing",
    ],
    [
      "no labels, where scores are kept above -100 and none is below 0",
      "classes_handed_in",
      "err = -(y - a)",
      "err = a",
      "label_missing",
    ],
    [
      "another layer's input, whose penalty has not its shape",
      "classes_handed_in",
      "np.dot(x.T, err_to_hidden) / m",
      "np.dot(self.a1.T, err_to_hidden) / m",
      "wrong_layer_input",
    ],
    [
      "a hidden bias that is summed, where the loss is collected over the batches",
      "two_layers_penalised_batches",
      "np.sum(err_to_hidden, axis=0) / m",
      "np.sum(err_to_hidden, axis=0)",
      "bias_not_averaged",
    ],
    [
      "a sample without its label, where the first ones have the same",
      "hinge_of_ordered_labels",
      "- y_[idx] * x_i)",
      "- x_i)",
      "label_missing",
    ],
    [
      "labels of -1 and 1 that are left out",
      "hinge_functions",
      "(X.T @ (y * mask)) / n",
      "(X.T @ mask) / n",
      "label_missing",
    ],
    [
      "a product that NumPy refuses before anything is stepped",
      "theta_normalised_data",
      "X.T.dot(h - y)",
      "X.dot(h - y)",
      "transposed_result",
    ],
    [
      "the mean, in a network whose lists are for an optimizer that nobody calls",
      "lists_for_an_optimizer",
      "return dx * dout / n",
      "return dx * dout",
      "missing_mean",
    ],
    [
      "a product that NumPy refuses, and a penalty behind it",
      "single_layer_handed_in",
      "w_grad = np.dot(x.T, err) / m",
      "w_grad = np.dot(err, x) / m",
      "transposed_result",
    ],
    [
      "a product that NumPy refuses, where the loss is that of all at the end",
      "network_of_pairs_handed_in",
      "np.dot(self.weights[-l + 1].transpose(), delta)",
      "np.dot(self.weights[-l + 1], delta)",
      "transposed_result",
    ],
    [
      "a penalty that spares the weight of the ones, by zeros and ones",
      "masked_penalty",
      "(lam / m) * mask * theta\n",
      "lam * mask * theta\n",
      "penalty_not_averaged",
    ],
    [
      "the errors beside a penalty that zeros and ones spare",
      "masked_penalty",
      "Xb.T @ (p - y) / m",
      "Xb.T @ (y - p) / m",
      "sign",
    ],
    [
      "a bias that is summed over the outputs, of which there may be one",
      "outputs_of_labels",
      "dlogits.sum(axis=0)",
      "dlogits.sum()",
      "bias_axis",
    ],
    [
      "a bias that is summed over the outputs, where samples are columns",
      "red_dos_capas_columnas",
      "db2 = np.sum(dZ2, axis=1, keepdims=True)",
      "db2 = np.sum(dZ2)",
      "bias_axis",
    ],
    [
      "an intercept by a name of its own, of which only the gradient is given",
      "sheet_with_gradient",
      "(P - T).sum(axis=0) / N",
      "(P - T).sum(axis=0)",
      "bias_not_averaged",
    ],
    [
      "weights under names of their own, of which only the gradients are given",
      "two_matrices_handed_in",
      "dV = a1.T @ delta_out / len(x)",
      "dV = a1.T @ delta_out",
      "missing_mean",
    ],
    [
      "weights that a function takes in to train them",
      "weights_in_loops_handed_in",
      "(lambda_ / m) * w[j]\n    return",
      "lambda_ * w[j]\n    return",
      "penalty_not_averaged",
    ],
    [
      "a class that has been given its data",
      "data_in_constructor",
      "return self.delta.sum() / self.m",
      "return self.delta.sum()",
      "bias_not_averaged",
    ],
    [
      "a class that is given arrays under names of sizes, and steps one by one",
      "data_kept_by_model",
      "self._X.T.dot(error) / self._X.shape[0]",
      "self._X.T.dot(error)",
      "missing_mean",
    ],
    [
      "an estimator that has its data checked first",
      "margin_estimator",
      "-(X.T @ (y * p)) / n",
      "-(X.T @ p) / n",
      "label_missing",
    ],
    [
      "one weight's features, beside a bias that is right by a sum of losses",
      "absolute_error_by_sample",
      "direction * x\n",
      "direction * x / len(x)\n",
      "divided_by_features",
    ],
    [
      "a row beside a column of the penalty, which NumPy makes a matrix of",
      "hinge_columns",
      "dW = dZ @ X.T +",
      "dW = X @ dZ.T +",
      "transposed_result",
    ],
    [
      "labels of -1 and 1 that are left out, where nothing but the loss says what they are",
      "hinge_columns",
      "dZ = -Y * (Y * out < 1) / m",
      "dZ = -1.0 * (Y * out < 1) / m",
      "label_missing",
    ],
  ])("%s", (_says, name, from, to, mistake) => {
    const text = program(name);
    expect(text).toContain(from);
    expect(verdictOf(text.replace(from, to))).toBe(mistake);
  });

  it("say nothing of a bias alone where NumPy refuses what its weights are stepped by", () => {
    const text = program("momentum_of_batches").replace("X.T @ (P - T) / n", "(P - T).T @ X / n");
    expect(verdictOf(text)).toBe("raises");
  });

  it("are told of the weights that lie beside their bias in one vector", () => {
    const text = `import numpy as np

class Adaline:
    def fit(self, X, y):
        self.w_ = np.random.RandomState(1).normal(size=1 + X.shape[1])
        self.cost_ = []
        for _ in range(20):
            output = X @ self.w_[1:] + self.w_[0]
            errors = y - output
            self.w_[1:] += 0.1 * X.T.dot(errors) / len(y)
            self.w_[0] += 0.1 * errors.mean()
            self.cost_.append((errors ** 2).mean() / 2)
`;
    expect(verdictOf(text)).toBe("right");
    expect(verdictOf(text.replace("X.T.dot(errors)", "X.T.dot(-output)"))).toBe("label_missing");
  });
});
