import type { Size } from "../algebra/size";
import { add, constant } from "../algebra/size";
import {
  fn,
  type LibraryCall,
  type LibraryFunction,
  type LibraryHost,
  type LibraryMember,
  type LibraryModule,
} from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { arrayFromFile, given, none, opaque, sizesOf } from "./values";

// Drawing changes nothing that is known of the arrays drawn: a call gives an object of which nothing matters.

const artist = (): ShapeValue => opaque("matplotlib");
/** `plt.subplots(2, 3)`: a figure, and one axes or an array of them; axes of length one are squeezed out. */
function subplots(call: LibraryCall): ShapeValue {
  const [rows, columns] = [call.integer("nrows", 1), call.integer("ncols", 1)];
  const squeezed = call.flag("squeeze", true) !== false;
  const sizes = squeezed ? [rows, columns].filter((size) => size.value !== 1) : [rows, columns];
  return call.tuple([artist(), sizes.length === 0 ? artist() : grid(call, sizes)]);
}

/** An array of axes. Few of them are listed, so that `ax1, ax2 = axes` and `for ax in axes` find objects. */
function grid(call: LibraryCall, sizes: readonly Size[]): ShapeValue {
  return call.array(sizes, "object");
}

function histogram(call: LibraryCall): ShapeValue {
  const bins = given(call, "bins");
  const edges = bins === null ? null : sizesOf(call, bins);
  const [many] = edges ?? [];
  const count =
    many === undefined
      ? bins?.kind === "str"
        ? call.fresh("bins")
        : call.integer("bins", 10)
      : add(many, constant(-1));
  return call.tuple([call.array([count], "float"), call.array([add(count, constant(1))], "float"), artist()]);
}

/** A colour map: four numbers for each value. */
const colors: LibraryFunction = fn("X, alpha=None, bytes=False", (call) => {
  const shape = sizesOf(call, call.get("X"));
  if (shape === null) return call.unknown("unknown-argument", "matplotlib.cm", "X");
  if (shape.length === 0) return call.tuple([0, 1, 2, 3].map(() => call.float()));
  return call.array([...shape, constant(4)], "float");
});

const colorMap = (call: LibraryHost): ShapeValue => call.function("matplotlib.colormap", colors);

const pyplot: Readonly<Record<string, LibraryMember>> = {
  subplots: fn("nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, **kwargs", subplots),
  hist: fn("x, bins=None, *args, **kwargs", histogram),
  get_cmap: fn("name=None, lut=None", colorMap),
  imread: fn("fname, format=None", (call) =>
    arrayFromFile(call, "plt.imread", call.text("fname"), "unknown"),
  ),
  show: fn("*args, **kwargs", () => none),
  savefig: fn("*args, **kwargs", () => none),
  close: fn("*args, **kwargs", () => none),
  xlim: fn("*args, **kwargs", (call) => call.tuple([call.float(), call.float()])),
  ylim: fn("*args, **kwargs", (call) => call.tuple([call.float(), call.float()])),
};

/** Any other name is something that draws. */
const anything = (name: string): LibraryModule => ({
  name,
  members: {},
  fallback: () => artist(),
});

export const matplotlib: readonly LibraryModule[] = [
  { name: "matplotlib.pyplot", members: pyplot, fallback: () => artist() },
  {
    name: "matplotlib.cm",
    members: { get_cmap: fn("name=None, lut=None", colorMap) },
    fallback: (_name, host) => colorMap(host),
  },
  { name: "pylab", members: pyplot, fallback: () => artist() },
  ...[
    "matplotlib",
    "matplotlib.colors",
    "matplotlib.patches",
    "matplotlib.animation",
    "matplotlib.gridspec",
    "matplotlib.ticker",
    "matplotlib.lines",
    "matplotlib.style",
    "matplotlib.image",
    "mpl_toolkits",
    "mpl_toolkits.mplot3d",
    "mpl_toolkits.axes_grid1",
    "seaborn",
    "plotly",
    "plotly.express",
    "plotly.graph_objects",
    "bokeh.plotting",
    "IPython",
    "IPython.display",
    "ipywidgets",
    "graphviz",
  ].map(anything),
];
