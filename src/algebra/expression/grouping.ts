import { isSingle, number, type Sizes, times } from "./node";
import {
  type Base,
  fromTerms,
  isComputed,
  multiplyRationals,
  type Polynomial,
  type Power,
  type Rational,
  rationalNumber,
  splitPlain,
  splitScalar,
  type Term,
  termRational,
} from "./rational";

/** (1/m)(XᵀE + λw) → (1/m)XᵀE, (λ/m)w: the data term and the penalty stay apart, as they are taught. */
export function regularisationParts(rational: Rational): Rational[] {
  const sums = [...rational.factors.values()].filter(({ base }) => base.kind === "polynomial");
  const only = sums[0];
  if (only === undefined || sums.length > 1 || only.power !== 1 || only.base.kind !== "polynomial")
    return [rational];
  const { scalar, rest } = splitScalar(rational);
  const scalarSum = [...scalar.factors.values()].some(({ base }) => base === only.base);
  if (!scalarSum && rest.factors.size > 1) return [rational];
  const groups = new Map<string, Term[]>();
  for (const term of only.base.polynomial.terms) {
    const key = hyperparameters(term);
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  if (groups.size < 2) return [rational];
  const factors = new Map([...rational.factors].filter(([, factor]) => factor !== only));
  const data = (terms: readonly Term[]) => terms.some((term) => hyperparameters(term) === "");
  const ordered = [...groups.values()].sort((a, b) => Number(data(b)) - Number(data(a)));
  return ordered.map((terms) =>
    multiplyRationals({ coefficient: rational.coefficient, factors }, fromTerms(terms)),
  );
}

function hyperparameters(term: Term): string {
  return [...term.powers.values()]
    .flatMap(({ atom }) => (atom.kind === "variable" && atom.role === "hyperparameter" ? [atom.name] : []))
    .sort()
    .join();
}

/** Y·lnA − Y·ln(1−A) + ln(1−A) → Y·lnA + (1−Y)·ln(1−A): collected by their logarithms, where each term has one. */
export function grouped(polynomial: Polynomial): Rational[] {
  const groups = new Map<string, Term[]>();
  for (const term of polynomial.terms) {
    const logs = [...term.powers].filter(([, { atom }]) => atom.kind === "unary" && atom.operation === "log");
    const [key, power] = logs[0] ?? [];
    if (logs.length !== 1 || key === undefined || power?.power !== 1)
      return polynomial.terms.map(termRational);
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.values()]
    .map((terms) => ({ terms, rational: fromTerms(terms) }))
    .sort((a, b) => a.terms.length - b.terms.length)
    .map(({ rational }) => rational);
}

/** A − B − C of what is computed is shown summand by summand, each with its own shape. */
export function isLong({ terms }: Polynomial): boolean {
  return terms.length > 2 && terms.every(isComputed);
}

export function positive(rational: Rational): Rational {
  return rational.coefficient < 0 ? multiplyRationals(rationalNumber(-1), rational) : rational;
}

/** The parts of a product in the order in which they are printed. */
export interface Arranged {
  /** Numbers, sizes and hyperparameters, which stand in front. */
  readonly front: Rational;
  readonly above: readonly Power[];
  readonly below: readonly Power[];
}

export function arrange(rational: Rational, compare: (a: Power, b: Power) => number): Arranged {
  const { front, rest } = splitPlain(rational);
  const others = [...rest.factors.values()];
  others.sort(compare);
  return {
    front,
    above: others.filter(({ power }) => power > 0),
    below: others.filter(({ power }) => power < 0).map(({ base, power }) => ({ base, power: -power })),
  };
}

export function naturalShape(factors: readonly Power[]): Sizes {
  return factors
    .map((factor) => expressionShape({ coefficient: 1, factors: new Map([["", factor]]) }))
    .reduce(
      (a, b) => (a.length === 0 || (isSingle(a) && b.length >= a.length) ? b : isSingle(b) ? a : wider(a, b)),
      [],
    );
}

function wider(a: Sizes, b: Sizes): Sizes {
  return times({ ...number(1), shape: a }, { ...number(1), shape: b }).shape;
}

export function expressionShape(rational: Rational): Sizes {
  const shapes = [...rational.factors.values()].flatMap(({ base }) =>
    base.kind === "atom"
      ? [base.atom.shape]
      : base.polynomial.terms.flatMap((term) => [...term.powers.values()].map(({ atom }) => atom.shape)),
  );
  return shapes.reduce(
    (a, b) => (isSingle(a) && b.length >= a.length ? b : isSingle(b) ? a : wider(a, b)),
    [],
  );
}

export function asRational(base: Base): Rational {
  return { coefficient: 1, factors: new Map([["", { base, power: 1 }]]) };
}
