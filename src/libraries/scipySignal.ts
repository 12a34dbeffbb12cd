import { add, constant, maximum, minimum, subtract } from "../algebra/size";
import { fn, type LibraryFunction, type LibraryModule } from "../domains/library";
import { given, like, sizesOf } from "./values";

// scipy.signal and scipy.ndimage.

/** Convolutions of any number of axes; each axis by itself. */
const convolved = (otherwise: string): LibraryFunction =>
  fn("in1, in2, mode=None, *args, **kwargs", (call) => {
    const [a, b] = [sizesOf(call, call.get("in1")), sizesOf(call, call.get("in2"))];
    if (a === null || b === null || a.length !== b.length)
      return call.unknown("unknown-argument", "scipy.signal", "in1");
    const mode = call.text("mode") ?? otherwise;
    const one = constant(1);
    const sizes = a.map((size, axis) => {
      const other = b[axis] ?? one;
      if (mode === "same") return size;
      if (mode === "valid") return add(subtract(maximum(size, other), minimum(size, other)), one);
      return subtract(add(size, other), one);
    });
    const kinds = ["in1", "in2"].map((name) => call.shapeOf(call.arg(name)).dtype);
    return call.array(sizes, kinds.every((kind) => kind === "int") ? "int" : "float");
  });

/** A signal of which one sample after another is put through a filter; the state it ends in only where one is given. */
const filtered: LibraryFunction = fn("b, a, x, axis=-1, zi=None", (call) => {
  const x = call.like(call.arg("x"), "float");
  const state = given(call, "zi");
  return state === null ? x : call.tuple([x, call.like(state, "float")]);
});

/** The extreme places along one axis: an array of indices for each axis. */
const extremePlaces: LibraryFunction = fn("data, *args, **kwargs", (call) => {
  const shape = sizesOf(call, call.get("data"));
  if (shape === null) return call.unknown("unknown-argument", "scipy.signal", "data");
  const count = call.fresh("peaks");
  return call.tuple(shape.map(() => call.array([count], "int")));
});

/** Numerator and denominator of a filter: a band has two edges. */
const design = (signature: string): LibraryFunction =>
  fn(signature, (call) => {
    if (call.get("output") !== undefined && call.text("output") !== "ba")
      return call.unknown("not-supported", "scipy.signal");
    const type = call.get("btype") === undefined ? "low" : call.text("btype");
    if (type === null) return call.unknown("not-supported", "scipy.signal");
    const order = call.integer("N", 1);
    const poles = type.startsWith("band") || type === "bs" ? add(order, order) : order;
    const made = call.array([add(poles, constant(1))], "float");
    return call.tuple([made, made]);
  });

const window: LibraryFunction = fn("M, *args, **kwargs", (call) =>
  call.array([call.integer("M", 1)], "float"),
);

/** One number for each time. */
const wave = like("t");

export const windows: LibraryModule = {
  name: "scipy.signal.windows",
  members: Object.fromEntries(
    [
      "bartlett",
      "blackman",
      "boxcar",
      "cosine",
      "exponential",
      "gaussian",
      "hamming",
      "hann",
      "kaiser",
      "triang",
      "tukey",
    ].map((name) => [name, window]),
  ),
};

export const signal: LibraryModule = {
  name: "scipy.signal",
  members: {
    sawtooth: wave,
    square: wave,
    sweep_poly: wave,
    chirp: fn("t, f0, t1, f1, *args, **kwargs", (call) => call.like(call.arg("t"), "float")),
    gausspulse: fn("t, fc=1000, bw=0.5, bwr=-6, tpr=-60, retquad=False, retenv=False", (call) =>
      call.get("retquad") === undefined && call.get("retenv") === undefined
        ? call.like(call.arg("t"), "float")
        : call.unknown("not-supported", "gausspulse"),
    ),
    detrend: like("data"),
    hilbert: fn("x, N=None, axis=-1", (call) =>
      given(call, "N") === null
        ? call.like(call.arg("x"), "complex")
        : call.unknown("not-supported", "hilbert"),
    ),
    medfilt2d: like("input"),
    wiener: like("im"),
    order_filter: fn("a, domain, rank", (call) => call.like(call.arg("a"))),
    sosfilt: fn("sos, x, axis=-1", (call) => call.like(call.arg("x"), "float")),
    sosfiltfilt: fn("sos, x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")),
    resample: fn("x, num, t=None, axis=0, window=None, domain='time'", (call) => {
      const shape = sizesOf(call, call.get("x"));
      const axis = call.integer("axis", 0).value;
      if (shape === null || axis === null || given(call, "t") !== null)
        return call.unknown("unknown-argument", "resample", "x");
      const along = axis < 0 ? axis + shape.length : axis;
      const sizes = shape.map((size, index) => (index === along ? call.integer("num", 1) : size));
      return call.array(sizes, "float");
    }),
    butter: design("N, Wn, btype=None, analog=False, output=None, fs=None"),
    cheby1: design("N, rp, Wn, btype=None, analog=False, output=None, fs=None"),
    firwin: fn("numtaps, cutoff, *args, **kwargs", (call) =>
      call.array([call.integer("numtaps", 1)], "float"),
    ),
    get_window: fn("window, Nx, fftbins=True", (call) => call.array([call.integer("Nx", 1)], "float")),
    argrelextrema: extremePlaces,
    argrelmax: extremePlaces,
    argrelmin: extremePlaces,
    convolve: convolved("full"),
    convolve2d: convolved("full"),
    correlate: convolved("full"),
    correlate2d: convolved("full"),
    fftconvolve: convolved("full"),
    lfilter: filtered,
    filtfilt: fn("b, a, x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")),
    savgol_filter: like("x"),
    medfilt: like("volume"),
    find_peaks: fn("x, **kwargs", (call) =>
      call.tuple([call.array([call.fresh("peaks")], "int"), call.dict({})]),
    ),
  },
};

const image: LibraryFunction = fn("input, *args, **kwargs", (call) => call.like(call.arg("input")));

export const ndimage: LibraryModule = {
  name: "scipy.ndimage",
  members: Object.fromEntries(
    [
      "convolve",
      "correlate",
      "gaussian_filter",
      "uniform_filter",
      "median_filter",
      "sobel",
      "laplace",
      "shift",
      "maximum_filter",
      "minimum_filter",
      "binary_dilation",
      "binary_erosion",
    ].map((name) => [name, image]),
  ),
};
