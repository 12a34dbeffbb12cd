// JavaScript's libraries for the benchmark, where they are installed: "WORKLOAD STYLE SECONDS CLOCK" in, microseconds an epoch
// out. A batch of the lesson's logistic neuron, both losses each epoch, as their own documents write it.
import { createInterface } from "node:readline";

const shapes = { A: [364, 30, 91], B: [100_000, 30, 91], C: [1_000_000, 30, 91] };
const rate = 0.1;
const least = 1e-10;

/** Any numbers do: an epoch takes the same time. */
function numbers(count, make) {
  let state = 1;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return make(state / 2 ** 32);
  });
}

function dataOf(workload) {
  const [m, n, mv] = shapes[workload];
  const rows = (count) => ({
    count,
    x: numbers(count * n, (u) => 4 * u - 2),
    y: numbers(count, (u) => (u < 0.5 ? 0 : 1)),
  });
  return { n, train: rows(m), validation: rows(mv) };
}

const makers = {
  async mlMatrix(workload) {
    const { Matrix } = await import("ml-matrix");
    const { n, train, validation } = dataOf(workload);
    const matrix = ({ count, x }) => Matrix.from1DArray(count, n, x);
    const column = ({ y }) => Matrix.columnVector(y);
    const [x, y, xv, yv] = [matrix(train), column(train), matrix(validation), column(validation)];
    const xt = x.transpose();
    let w = Matrix.ones(n, 1);
    let b = 0;
    const activation = (of) => Matrix.add(of.mmul(w), b).mul(-1).exp().add(1).pow(-1);
    const loss = (a, target) => {
      let sum = 0;
      for (let row = 0; row < a.rows; row++) {
        const p = Math.min(1 - least, Math.max(least, a.get(row, 0)));
        sum -= target.get(row, 0) === 1 ? Math.log(p) : Math.log(1 - p);
      }
      return sum / a.rows;
    };
    return () => {
      const a = activation(x);
      const before = loss(a, y);
      const error = Matrix.sub(a, y);
      w = Matrix.sub(w, xt.mmul(error).mul(rate / train.count));
      b -= (rate * error.sum()) / train.count;
      return before + loss(activation(xv), yv);
    };
  },

  async tfjsWasm(workload) {
    const tf = await import("@tensorflow/tfjs-core");
    await import("@tensorflow/tfjs-backend-wasm");
    await tf.setBackend("wasm");
    await tf.ready();
    const { n, train, validation } = dataOf(workload);
    const matrix = ({ count, x }) => tf.tensor2d(Float32Array.from(x), [count, n]);
    const column = ({ count, y }) => tf.tensor2d(Float32Array.from(y), [count, 1]);
    const [x, y, xv, yv] = [matrix(train), column(train), matrix(validation), column(validation)];
    let [w, b] = [tf.ones([n, 1]), tf.scalar(0)];
    const activation = (of) => tf.sigmoid(tf.add(tf.matMul(of, w), b));
    const loss = (a, target) => {
      const p = tf.clipByValue(a, 1e-7, 1 - 1e-7);
      const right = tf.mul(target, tf.log(p));
      return tf.neg(tf.mean(tf.add(right, tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p))))));
    };
    return () => {
      const [w2, b2, both] = tf.tidy(() => {
        const a = activation(x);
        const error = tf.sub(a, y);
        const step = tf.mul(tf.matMul(x, error, true, false), rate / train.count);
        const next = [tf.sub(w, step), tf.sub(b, tf.mul(tf.mean(error), rate))];
        return [...next, tf.add(loss(a, y), loss(activation(xv), yv))];
      });
      tf.dispose([w, b]);
      [w, b] = [w2, b2];
      const value = both.dataSync()[0];
      both.dispose();
      return value;
    };
  },
};

const made = new Map();

async function microseconds(workload, style, seconds, clock) {
  const name = `${workload} ${style}`;
  if (!made.has(name)) {
    // Of the large sets only one at a time.
    made.clear();
    made.set(name, await makers[style](workload));
  }
  const epoch = made.get(name);
  const now = () => (clock === "cpu" ? process.cpuUsage().user / 1e6 : performance.now() / 1e3);
  const start = now();
  let [epochs, sum] = [0, 0];
  while (now() - start < seconds) {
    sum += epoch();
    epochs++;
  }
  if (Number.isNaN(sum)) throw new Error(`${style} has lost its loss`);
  return ((now() - start) / epochs) * 1e6;
}

for await (const line of createInterface({ input: process.stdin })) {
  const [workload, style, seconds, clock] = line.split(" ");
  console.log(await microseconds(workload, style, Number(seconds), clock));
}
