import { beforeAll, describe, expect, it } from "vitest";
import { Analyzer } from "../../src/insight/analyze";
import { libraries } from "../../src/libraries/libraries";
import type { Parser } from "../../src/syntax/parser";
import { testParser } from "../syntax/load";

/** The shapes that names hold at their first assignment, for programs whose libraries are not there to judge. */
describe("libraries that cannot be run here", () => {
  let parser: Parser;
  beforeAll(async () => {
    parser = await testParser();
  });

  function shapes(text: string): Record<string, string> {
    const facts = new Analyzer(parser, { libraries }).analyze({
      documents: [{ uri: "/home/learner/a.py", version: 1, text }],
    });
    const found: Record<string, string> = {};
    for (const { span, values } of facts.documents[0]?.expressions ?? []) {
      const name = text.slice(span.start, span.end);
      const [only] = values;
      if (/^\w+$/.test(name) && only !== undefined && only.shape !== null && found[name] === undefined)
        found[name] = `(${only.shape.map((size) => size.text).join(", ")})`;
    }
    return found;
  }

  it("knows the data sets of Keras, under each of its names", () => {
    const text = [
      "from keras.datasets import mnist",
      "import tensorflow as tf",
      "from tensorflow.keras.utils import to_categorical",
      "(x, y), (tx, ty) = mnist.load_data()",
      "(c, l), _ = tf.keras.datasets.cifar10.load_data()",
      "flat = x.reshape(x.shape[0], -1) / 255",
      "Y = to_categorical(y, 10)",
      "Z = tf.keras.utils.to_categorical(l, num_classes=10)",
    ].join("\n");
    expect(shapes(text)).toMatchObject({
      x: "(60000, 28, 28)",
      ty: "(10000)",
      c: "(50000, 32, 32, 3)",
      flat: "(60000, 784)",
      Y: "(60000, 10)",
      Z: "(50000, 10)",
    });
  });

  it("knows NumPy under the names of autograd and JAX, and the sizes of gradients", () => {
    const text = [
      "import autograd.numpy as np",
      "from autograd import grad",
      "import jax.numpy as jnp",
      "X = np.random.randn(20, 3)",
      "def loss(w):",
      "    return np.mean((X @ w - 1) ** 2)",
      "w0 = np.zeros(3)",
      "g = grad(loss)(w0)",
      "j = jnp.exp(X)",
    ].join("\n");
    expect(shapes(text)).toMatchObject({ g: "(3)", w: "(3)", j: "(20, 3)" });
  });

  it("finds sizes again where the program states them of what it read", () => {
    const text = [
      "import struct, h5py, pickle",
      "import numpy as np",
      "with open('train-images', 'rb') as f:",
      "    magic, num, rows, cols = struct.unpack('>IIII', f.read(16))",
      "    images = np.fromfile(f, dtype=np.uint8).reshape(num, 784)",
      "d = h5py.File('train.h5', 'r')",
      "pixels = np.array(d['train_x'][:])",
      "flat = pixels.reshape(pixels.shape[0], -1).T",
      "labels = np.array(d['train_y'][:]).reshape((1, -1))",
    ].join("\n");
    const found = shapes(text);
    expect(found.images).toMatch(/^\(\w+, 784\)$/);
    expect(found.flat).toMatch(/^\(\w+, \w+\)$/);
    const [, first, second] = /^\((\w+), (\w+)\)$/.exec(found.flat ?? "") ?? [];
    expect(first).not.toBe(second);
    expect(found.labels).toMatch(/^\(1, \w+\)$/);
  });
});
