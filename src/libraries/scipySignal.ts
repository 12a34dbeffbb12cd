import { add, constant, maximum, minimum, subtract } from "../algebra/size";
import { fn, type LibraryFunction, type LibraryModule } from "../domains/library";
import { like, sizesOf } from "./values";

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

export const signal: LibraryModule = {
  name: "scipy.signal",
  members: {
    convolve: convolved("full"),
    convolve2d: convolved("full"),
    correlate: convolved("full"),
    correlate2d: convolved("full"),
    fftconvolve: convolved("full"),
    lfilter: fn("b, a, x, *args, **kwargs", (call) => call.like(call.arg("x"), "float")),
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
