import { constant } from "../../algebra/size";
import { type CallArguments, none, tuple } from "../../interpreter/value";
import { plain } from "./arguments";
import {
  contentOf,
  datum,
  floatDatum,
  intDatum,
  known,
  type ShapeBuiltin,
  type ShapeDatum,
  type ShapeSite,
  type ShapeValue,
  sizeOf,
} from "./datum";
import { isScalar, numberOf } from "./scalars";
import type { ShapesDomain } from "./shapesDomain";

type Body = (args: CallArguments<ShapeDatum>, site: ShapeSite) => ShapeValue;

/** Python's builtins of numbers. */
export function numberBuiltin(domain: ShapesDomain, name: string): ShapeValue | null {
  const body = bodies(domain)[name];
  if (body === undefined) return null;
  const isType = name === "int" || name === "float" || name === "complex";
  const builtin: ShapeBuiltin = {
    kind: "builtin",
    name: `builtins.${name}`,
    call: (args, site) => {
      const [first] = args.positional;
      return first === undefined
        ? body(args, site)
        : domain.machine.each(first, site, (option) =>
            option.kind === "unknown" && name !== "float" && name !== "int"
              ? option
              : body({ ...args, positional: [option, ...args.positional.slice(1)] }, site),
          );
    },
  };
  return isType ? { ...builtin, type: name } : builtin;
}

function bodies(domain: ShapesDomain): Readonly<Record<string, Body>> {
  return {
    int: (args, site) => toInt(domain, args.positional[0], site),
    long: (args, site) => toInt(domain, args.positional[0], site),
    float: (args) => floatDatum(realOf(args.positional[0] ?? known(0))),
    complex: () => datum({ kind: "complex" }),
    abs: (args, site) => absolute(domain, args.positional[0] ?? none, site),
    round: (args, site) => rounded(domain, args, site),
    // What is written as a number is one; nothing else of a text is ever run.
    eval: (args, site) => {
      const [source = none] = args.positional;
      const written = source.kind === "str" ? (source.value ?? "").trim() : "";
      if (/^[+-]?\d+$/.test(written)) return known(Number(written));
      if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written)) return floatDatum(Number(written));
      if (written === "None") return none;
      if (written === "True" || written === "False") return { kind: "bool", value: written === "True" };
      return domain.machine.unknown("unknown-function", ["eval"], site);
    },
    pow: (args, site) => {
      const [base = none, exponent = none] = args.positional;
      return domain.binary("**", base, exponent, site);
    },
    divmod: (args, site) => {
      const [a = none, b = none] = args.positional;
      return tuple<ShapeDatum>([domain.binary("//", a, b, site), domain.binary("%", a, b, site)]);
    },
  };
}

/** The number that a value is, as float64; null where it is not known. */
export function realOf(value: ShapeValue): number | null {
  if (value.kind === "bool") return value.value === null ? null : Number(value.value);
  if (value.kind === "str") {
    const infinity = /^\s*([+-]?)inf(?:inity)?\s*$/i.exec(value.value ?? "");
    if (infinity !== null) return infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    const number = value.value === null || value.value.trim() === "" ? Number.NaN : Number(value.value);
    return Number.isNaN(number) ? null : number;
  }
  if (value.kind !== "datum") return null;
  const content = contentOf(value);
  if (isScalar(content)) return numberOf(content);
  const [only, ...more] = content.kind === "array" ? (content.data ?? []) : [];
  return only === undefined || more.length > 0 ? null : Number(only);
}

function toInt(domain: ShapesDomain, value: ShapeValue | undefined, site: ShapeSite): ShapeValue {
  if (value === undefined) return known(0);
  if (value.kind === "datum") {
    const size = sizeOf(value);
    if (size !== null) return intDatum(size);
  }
  const number = realOf(value);
  if (number !== null && Number.isFinite(number)) return intDatum(constant(Math.trunc(number)));
  return domain.someInt("k", site);
}

function absolute(domain: ShapesDomain, value: ShapeValue, site: ShapeSite): ShapeValue {
  const number = realOf(value);
  const content = value.kind === "datum" ? contentOf(value) : null;
  if (content === null || !isScalar(content)) {
    return value.kind === "bool"
      ? known(value.value === true ? 1 : 0)
      : domain.operate("operator.abs", plain([value]), site);
  }
  if (content.kind === "int") return number === null ? value : known(Math.abs(number));
  return floatDatum(number === null ? null : Math.abs(number));
}

function rounded(domain: ShapesDomain, args: CallArguments<ShapeDatum>, site: ShapeSite): ShapeValue {
  const [value = none, digits] = args.positional;
  const number = realOf(value);
  const content = value.kind === "datum" ? contentOf(value) : null;
  if (content?.kind === "array" && content.shape?.length !== 0)
    return domain.operate("numpy.round", args, site);
  if (digits !== undefined && digits.kind !== "none") {
    return content?.kind === "int"
      ? value
      : content?.kind === "array"
        ? datum({ ...content })
        : floatDatum(null);
  }
  if (content?.kind === "int") return value;
  if (number === null || Math.abs(number) > 2 ** 50) return domain.someInt("k", site);
  // Python rounds halves to the even neighbour.
  const floor = Math.floor(number);
  const up = number - floor > 0.5 || (number - floor === 0.5 && floor % 2 !== 0);
  return known(up ? floor + 1 : floor);
}
