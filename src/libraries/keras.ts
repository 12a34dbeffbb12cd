import type { DtypeKind } from "../algebra/abstract";
import { constant } from "../algebra/size";
import { fn, type LibraryCall, type LibraryFunction, type LibraryModule } from "../domains/library";
import type { ShapeValue } from "../domains/shapes/datum";
import { given, opaque, sizesOf } from "./values";

// The data sets that Keras (and TensorFlow, which contains it) downloads: their sizes are facts of the data sets.

interface Part {
  readonly shape: readonly number[];
  readonly dtype: DtypeKind;
}

const int = (...shape: number[]): Part => ({ shape, dtype: "int" });
const float = (...shape: number[]): Part => ({ shape, dtype: "float" });
const lists = (...shape: number[]): Part => ({ shape, dtype: "object" });

/** Training data, training labels, test data, test labels. */
const sets: Readonly<Record<string, readonly [Part, Part, Part, Part]>> = {
  mnist: [int(60000, 28, 28), int(60000), int(10000, 28, 28), int(10000)],
  fashion_mnist: [int(60000, 28, 28), int(60000), int(10000, 28, 28), int(10000)],
  cifar10: [int(50000, 32, 32, 3), int(50000, 1), int(10000, 32, 32, 3), int(10000, 1)],
  cifar100: [int(50000, 32, 32, 3), int(50000, 1), int(10000, 32, 32, 3), int(10000, 1)],
  boston_housing: [float(404, 13), float(404), float(102, 13), float(102)],
  california_housing: [float(16512, 8), float(16512), float(4128, 8), float(4128)],
  imdb: [lists(25000), int(25000), lists(25000), int(25000)],
  reuters: [lists(8982), int(8982), lists(2246), int(2246)],
};

function load(parts: readonly [Part, Part, Part, Part]): LibraryFunction {
  return fn("*args, **kwargs", (call) => {
    const [x, y, testX, testY] = parts.map((part) => call.array(part.shape, part.dtype));
    if (x === undefined || y === undefined || testX === undefined || testY === undefined)
      return call.unknown("file-data", "load_data");
    return call.tuple([call.tuple([x, y]), call.tuple([testX, testY])]);
  });
}

/** `to_categorical(y, num_classes)`: one column for each class. */
function oneHot(call: LibraryCall): ShapeValue {
  const shape = sizesOf(call, call.get("y"));
  if (shape === null) return call.arg("y");
  const rows = shape.length > 1 && shape[shape.length - 1]?.value === 1 ? shape.slice(0, -1) : shape;
  const classes = given(call, "num_classes") ?? given(call, "nb_classes");
  const known = classes === null ? null : call.abstract(classes);
  return call.array([...rows, known?.kind === "int" ? known.size : highest(call)], "float");
}

/** The highest label plus one, where the labels are known. */
function highest(call: LibraryCall) {
  const labels = call.abstract(call.arg("y"));
  if (labels.kind === "array" && labels.data !== undefined && labels.data.length > 0)
    return constant(Math.max(...labels.data.map(Number)) + 1);
  return call.fresh("classes");
}

const categorical = fn("y, num_classes=None, dtype='float32'", oneHot);

/** Where the parts of Keras are found. */
const roots = ["keras", "tensorflow.keras", "tensorflow.python.keras", "tf_keras"];

export const keras: readonly LibraryModule[] = roots.flatMap((root): LibraryModule[] => [
  ...Object.entries(sets).map(
    ([name, parts]): LibraryModule => ({
      name: `${root}.datasets.${name}`,
      members: { load_data: load(parts) },
    }),
  ),
  { name: `${root}.utils`, members: { to_categorical: categorical }, fallback: () => opaque("keras") },
  { name: `${root}.utils.np_utils`, members: { to_categorical: categorical } },
  ...[
    "models",
    "layers",
    "optimizers",
    "callbacks",
    "losses",
    "backend",
    "regularizers",
    "initializers",
    "preprocessing",
    "applications",
  ].map((name): LibraryModule => ({ name: `${root}.${name}`, members: {}, fallback: () => opaque("keras") })),
]);
