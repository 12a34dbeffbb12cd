import { fn, type LibraryCall, type LibraryFunction, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { like, none } from "./values";

// scipy.special: functions of one element, and their sums.

/** The shape that all arguments broadcast to, as floats: computed by NumPy's own rule for a sum. */
export function broadcastFloats(call: LibraryCall, values: readonly ShapeValue[]): ShapeValue {
  const [first, ...others] = values;
  if (first === undefined) return call.unknown("unknown-argument", "scipy", "x");
  const start = call.numpy("numpy.multiply", first, call.float(1));
  return others.reduce((sum: ShapeValue, each) => call.numpy("numpy.multiply", sum, each), start);
}

const elementwise: LibraryFunction = fn("*args, out=None, **kwargs", (call) =>
  broadcastFloats(call, call.rest),
);

const elementwiseNames = [
  "expit",
  "logit",
  "log_expit",
  "erf",
  "erfc",
  "erfinv",
  "gamma",
  "gammaln",
  "loggamma",
  "digamma",
  "psi",
  "polygamma",
  "gammainc",
  "gammaincc",
  "betainc",
  "exp10",
  "log_ndtr",
  "beta",
  "betaln",
  "xlogy",
  "xlog1py",
  "entr",
  "rel_entr",
  "kl_div",
  "exp2",
  "cbrt",
  "log1p",
  "expm1",
  "i0",
  "i1",
  "jv",
  "factorial",
  "comb",
  "binom",
  "perm",
  "huber",
  "zeta",
  "sinc",
  "softplus",
  "ndtr",
  "ndtri",
];

/** `logsumexp(a, axis)`: as a sum. */
const reduced: LibraryFunction = fn("a, axis=None, b=None, keepdims=False, return_sign=False", (call) => {
  const axis = call.get("axis") ?? none;
  const floats = call.like(call.arg("a"), "float");
  const keepdims = call.get("keepdims") ?? { kind: "bool", value: false };
  return call.numpy("numpy.sum", floats, axis, none, none, keepdims);
});

export const special: LibraryModule = {
  name: "scipy.special",
  members: {
    ...Object.fromEntries(elementwiseNames.map((name) => [name, elementwise])),
    softmax: like("x"),
    log_softmax: like("x"),
    logsumexp: reduced,
  },
};
