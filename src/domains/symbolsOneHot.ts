import * as arrays from "../algebra/array";
import { type CallArguments, none, type Site, unknown, type Value } from "../interpreter/value";
import type { SymbolDomain } from "./symbols";
import { builtin, hasStandIns, transformer } from "./symbolsTools";
import { datum, type Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** Modules of other libraries whose function for one-hot rows is known. */
export const oneHotModules: readonly string[] = [
  "pandas",
  "keras",
  "keras.utils",
  "keras.utils.np_utils",
  "tensorflow",
  "tensorflow.keras",
  "tensorflow.keras.utils",
];

const ofLibraries =
  /^((tensorflow\.)?keras\.utils(\.np_utils)?\.to_categorical|tensorflow\.one_hot|pandas\.get_dummies)$/;

/** `to_categorical(y, 10)`, `tf.one_hot(y, 10)`, `pd.get_dummies(y)`; null for any other function. */
export function oneHotFunction(name: string, domain: SymbolDomain): Made | null {
  if (!ofLibraries.test(name) || !hasStandIns(domain)) return null;
  return builtin(name, ({ positional: [labels = none, ...more], keywords }, site) => {
    const given = more[0] ?? keywords.get("num_classes") ?? keywords.get("depth");
    const classes = given?.kind === "datum" ? domain.integer(given) : null;
    return oneHot(domain, labels, classes, site);
  });
}

/** `OneHotEncoder`, `LabelBinarizer`, `LabelEncoder` and `label_binarize` of scikit-learn; null for anything else. */
export function labelTool(member: string, domain: SymbolDomain): Made | null {
  if (!hasStandIns(domain)) return null;
  const coded = ({ positional: [labels = none] }: CallArguments<Traced>, site: Site<Traced>) =>
    oneHot(domain, labels, null, site);
  switch (member) {
    case "OneHotEncoder":
    case "LabelBinarizer":
      return builtin(member, () => transformer(member, coded));
    case "LabelEncoder":
      return builtin(member, () => transformer(member, ({ positional: [labels = none] }) => labels));
    case "label_binarize":
      return builtin(member, coded);
    default:
      return null;
  }
}

/** A row of the unit matrix for each label, which has to be a whole number. `classes`: null for as many as the labels name. */
function oneHot(domain: SymbolDomain, labels: Made, classes: number | null, site: Site<Traced>): Made {
  const flat = domain.apply("numpy.ravel", [labels], new Map(), site);
  if (flat.kind !== "datum" || flat.value.kind !== "array") return flat;
  const numbers = arrays.elements(domain.trace.read(flat.value.node));
  if (!numbers.every((each) => Number.isInteger(each) && each >= 0))
    return unknown("not-supported", ["one-hot"]);
  const count = domain.int(classes ?? Math.max(...numbers, 0) + 1);
  const units = domain.apply("numpy.eye", [count], new Map(), site);
  const whole = datum({ kind: "dtype", dtype: "int" });
  const at = domain.apply("ndarray.astype", [flat, whole], new Map(), site);
  return units.kind === "datum" ? domain.subscript(units, at, site) : units;
}
