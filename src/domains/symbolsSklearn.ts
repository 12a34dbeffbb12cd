import * as arrays from "../algebra/array";
import * as e from "../algebra/expression";
import { type CallArguments, none, tuple, unknown, type Value } from "../interpreter/value";
import { TracedArray } from "../numpy/valuesOperand";
import type { SymbolDomain } from "./symbols";
import { shapeOf } from "./symbolsIteration";
import { metricOf } from "./symbolsMetrics";
import { labelTool } from "./symbolsOneHot";
import { builtin, hasStandIns, tool, transformer } from "./symbolsTools";
import { datum, type Traced } from "./symbolsTrace";

type Made = Value<Traced>;

/** Data sets and tools of scikit-learn: small random data in their form. */
export function sklearn(owner: string, member: string, domain: SymbolDomain): Made | null {
  const name = `${owner}.${member}`;
  if (owner === "sklearn.datasets") return dataset(member, domain);
  if (owner === "sklearn.model_selection" && member === "train_test_split")
    return builtin(name, (args) => tuple(args.positional.flatMap((each) => [each, beside(each, domain)])));
  if (owner === "sklearn.preprocessing" && /Scaler$/.test(member))
    return builtin(name, () => transformer("scaler", ({ positional: [data = none] }) => data));
  if (owner.startsWith("sklearn.utils") && /^check_(X_y|array|is_fitted)$/.test(member))
    return builtin(name, ({ positional: [first = none, second = none] }) =>
      member === "check_X_y" ? tuple([first, second]) : first,
    );
  if (owner === "sklearn.preprocessing" && member === "PolynomialFeatures" && hasStandIns(domain))
    return builtin(name, (args) => powers(args, domain));
  const labels = owner === "sklearn.preprocessing" ? labelTool(member, domain) : null;
  if (labels !== null) return labels;
  return builtin(name, (args) => {
    const metric = owner === "sklearn.metrics" ? metricOf(member, args) : null;
    return metric ?? unknown("unknown-function", [name]);
  });
}

/** Each feature's powers, up to the degree. Products of several features are left out. */
function powers({ positional, keywords }: CallArguments<Traced>, domain: SymbolDomain): Made {
  const asked = positional[0] ?? keywords.get("degree");
  const degree = (asked?.kind === "datum" ? domain.integer(asked) : null) ?? 2;
  const bias = keywords.get("include_bias");
  const hasBias = bias?.kind !== "bool" || bias.value !== false;
  return transformer("PolynomialFeatures", ({ positional: [data = none] }, site) => {
    const apply = (name: string, ...args: Made[]) => domain.apply(`numpy.${name}`, args, new Map(), site);
    const own = Array.from({ length: degree }, (_, at) => apply("power", data, domain.int(at + 1)));
    const rows = shapeOf(data)?.[0] ?? 0;
    const ones = hasBias ? [apply("ones", tuple([domain.int(rows), domain.int(1)]))] : [];
    return apply("hstack", tuple([...ones, ...own]));
  });
}

/** Rows that were held back: of the same form, and independent. */
function beside(value: Made, domain: SymbolDomain): Made {
  if (domain.trace.options.heldBack === "alike") return value;
  if (value.kind !== "datum" || value.value.kind !== "array") return value;
  const array = domain.trace.read(value.value.node);
  const copy = arrays.arrayOf(Float64Array.from(arrays.elements(array)), array.shape);
  return datum(domain.trace.fresh(copy, value.value.dtype));
}

/** Of data sets with so few features that a program may count on them. */
function featuresOf(member: string): number | null {
  return /moons|circles/.test(member) ? 2 : /iris/.test(member) ? 4 : null;
}

function dataset(member: string, domain: SymbolDomain): Made | null {
  if (!/^(load|make|fetch)_/.test(member)) return null;
  const { trace } = domain;
  const regression = /boston|diabetes|california|housing|regression|linnerud/.test(member);
  const asked = trace.options.classes ?? 2;
  const classes = regression
    ? null
    : /iris|wine/.test(member)
      ? 3
      : /digits/.test(member)
        ? Math.max(4, asked)
        : 2;
  return builtin(`sklearn.datasets.${member}`, (args) => {
    const { samples } = trace.options;
    const data = datum(trace.inputs([samples, featuresOf(member) ?? trace.options.features]));
    const target = datum(trace.targets([samples], classes));
    const pair = args.keywords.get("return_X_y");
    if (member.startsWith("make_") || (pair?.kind === "bool" && pair.value === true))
      return tuple([data, target]);
    const names = datum(new TracedArray(e.number(0), "float"));
    return tool("Bunch", { data, images: data, target, feature_names: names });
  });
}
