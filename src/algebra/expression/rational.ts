import { type Expression, isSingle } from "./node";

/**
 * Elementwise arithmetic in a normal form: a number times a product of powers, whose bases are atoms (anything that is
 * not arithmetic: a name, a matrix product, ln A) and polynomials of at least two terms over atoms. Products stay
 * factored, as a textbook leaves A ⊙ (1 − A); sums draw out the common factors, expand what is left, and divide by the
 * denominator where that goes without remainder. So −y/a + (1−y)/(1−a) becomes (a−y)/(a(1−a)), and times a(1−a), a − y.
 */
export interface Rational {
  readonly coefficient: number;
  readonly factors: ReadonlyMap<string, Power>;
}

export interface Power {
  readonly base: Base;
  /** A whole number, never 0. */
  readonly power: number;
}

export type Base =
  | { readonly kind: "atom"; readonly atom: Expression }
  | { readonly kind: "polynomial"; readonly polynomial: Polynomial };

export interface Polynomial {
  readonly key: string;
  readonly terms: readonly Term[];
}

export interface Term {
  readonly coefficient: number;
  /** Powers ≥ 1, by the atom's key. */
  readonly powers: ReadonlyMap<string, { readonly atom: Expression; readonly power: number }>;
}

/** Sums of more terms than this are left as they are: nobody reads them, and expanding costs. */
const mostTerms = 40;

export const zero: Rational = { coefficient: 0, factors: new Map() };

export function rationalNumber(coefficient: number): Rational {
  return { coefficient, factors: new Map() };
}

export function rationalAtom(atom: Expression): Rational {
  return { coefficient: 1, factors: new Map([[atom.key, { base: { kind: "atom", atom }, power: 1 }]]) };
}

export function isZero(a: Rational): boolean {
  return a.coefficient === 0;
}

export function multiplyRationals(a: Rational, b: Rational): Rational {
  const coefficient = a.coefficient * b.coefficient;
  if (coefficient === 0) return zero;
  const factors = new Map(a.factors);
  for (const [key, { base, power }] of b.factors) {
    const total = (factors.get(key)?.power ?? 0) + power;
    if (total === 0) factors.delete(key);
    else factors.set(key, { base, power: total });
  }
  return { coefficient, factors };
}

/** The whole-numbered power; null for 0 to a negative power. */
export function powerOf(a: Rational, power: number): Rational | null {
  if (power === 0) return rationalNumber(1);
  if (isZero(a)) return power > 0 ? zero : null;
  const factors = new Map(
    [...a.factors].map(([key, factor]) => [key, { base: factor.base, power: factor.power * power }]),
  );
  return { coefficient: a.coefficient ** power, factors };
}

/** Null when the sum has too many terms to be worth expanding. */
export function addRationals(parts: readonly Rational[]): Rational | null {
  const summands = parts.filter((part) => !isZero(part));
  const [first, ...others] = summands;
  if (first === undefined) return zero;
  if (others.length === 0) return first;
  const common = commonFactors(summands);
  const inverse = powerOf({ coefficient: 1, factors: common }, -1);
  if (inverse === null) return null;
  let terms: readonly Term[] = [];
  for (const summand of summands) {
    const expanded = expand(multiplyRationals(summand, inverse));
    if (expanded === null) return null;
    terms = collect([...terms, ...expanded]);
  }
  if (terms.length > mostTerms) return null;
  return cancel({ coefficient: 1, factors: common }, terms);
}

/** The sum of the terms as a rational: its content drawn out, the rest one polynomial. */
export function fromTerms(terms: readonly Term[]): Rational {
  const [first] = terms;
  if (first === undefined) return zero;
  const shared = new Map(first.powers);
  for (const term of terms)
    for (const [key, { atom, power }] of shared) {
      const least = Math.min(power, term.powers.get(key)?.power ?? 0);
      if (least === 0) shared.delete(key);
      else shared.set(key, { atom, power: least });
    }
  const content = numericContent(terms) * signOf(terms);
  const rest = terms.map((term) => ({
    coefficient: tidy(term.coefficient / content),
    powers: without(term.powers, shared),
  }));
  const factors = new Map<string, Power>(
    [...shared].map(([key, { atom, power }]) => [key, { base: { kind: "atom", atom }, power }]),
  );
  const monomial = { coefficient: content, factors };
  const [only, ...more] = rest;
  if (only === undefined || more.length === 0)
    return multiplyRationals(monomial, rationalNumber(only?.coefficient ?? 1));
  const polynomial = polynomialOf(rest);
  return multiplyRationals(monomial, {
    coefficient: 1,
    factors: new Map([[polynomial.key, { base: { kind: "polynomial", polynomial }, power: 1 }]]),
  });
}

/** The polynomial's terms as rationals, in the order in which they are printed. */
export function termRationals(polynomial: Polynomial): Rational[] {
  return polynomial.terms.map(termRational);
}

export function termRational(term: Term): Rational {
  return {
    coefficient: term.coefficient,
    factors: new Map(
      [...term.powers].map(([key, { atom, power }]) => [key, { base: { kind: "atom", atom }, power }]),
    ),
  };
}

/** Splits off what is one number whatever the element: numbers, sizes, λ, 1×1 products. */
export function splitScalar(a: Rational): { readonly scalar: Rational; readonly rest: Rational } {
  const scalar = new Map<string, Power>();
  const rest = new Map<string, Power>();
  for (const [key, factor] of a.factors) (isScalarBase(factor.base) ? scalar : rest).set(key, factor);
  return { scalar: { coefficient: a.coefficient, factors: scalar }, rest: { coefficient: 1, factors: rest } };
}

/** Splits off what a textbook writes in front: numbers, sizes and hyperparameters, as in 1/m or λ/2m. */
export function splitPlain(a: Rational): { readonly front: Rational; readonly rest: Rational } {
  const front = new Map<string, Power>();
  const rest = new Map<string, Power>();
  for (const [key, factor] of a.factors) (standsInFront(factor.base) ? front : rest).set(key, factor);
  return { front: { coefficient: a.coefficient, factors: front }, rest: { coefficient: 1, factors: rest } };
}

function standsInFront(base: Base): boolean {
  if (base.kind === "atom") return isPlainScalar(base.atom);
  return base.polynomial.terms.every((term) =>
    [...term.powers.values()].every(({ atom }) => isPlainScalar(atom)),
  );
}

function isPlainScalar(atom: Expression): boolean {
  return atom.kind === "size" || (atom.kind === "variable" && atom.role === "hyperparameter");
}

export function isScalarBase(base: Base): boolean {
  return base.kind === "atom"
    ? isSingle(base.atom.shape)
    : base.polynomial.terms.every((term) =>
        [...term.powers.values()].every(({ atom }) => isSingle(atom.shape)),
      );
}

function commonFactors(summands: readonly Rational[]): Map<string, Power> {
  const bases = new Map<string, Base>();
  for (const summand of summands) for (const [key, { base }] of summand.factors) bases.set(key, base);
  const common = new Map<string, Power>();
  for (const [key, base] of bases) {
    const power = Math.min(...summands.map((summand) => summand.factors.get(key)?.power ?? 0));
    if (power !== 0) common.set(key, { base, power });
  }
  return common;
}

/** All powers multiplied out; only for positive powers. */
function expand(a: Rational): readonly Term[] | null {
  let terms: readonly Term[] = [{ coefficient: a.coefficient, powers: new Map() }];
  for (const { base, power } of a.factors.values()) {
    if (power > 6) return null;
    const by: readonly Term[] =
      base.kind === "atom"
        ? [{ coefficient: 1, powers: new Map([[base.atom.key, { atom: base.atom, power: 1 }]]) }]
        : base.polynomial.terms;
    for (let times = 0; times < power; times++) {
      terms = collect(terms.flatMap((left) => by.map((right) => multiplyTerms(left, right))));
      if (terms.length > mostTerms) return null;
    }
  }
  return terms;
}

function multiplyTerms(left: Term, right: Term): Term {
  const powers = new Map(left.powers);
  for (const [key, { atom, power }] of right.powers)
    powers.set(key, { atom, power: power + (powers.get(key)?.power ?? 0) });
  return { coefficient: left.coefficient * right.coefficient, powers };
}

/** Like terms added, terms that vanish left out, in the printing order. */
function collect(terms: readonly Term[]): readonly Term[] {
  const byKey = new Map<string, { coefficient: number; size: number; powers: Term["powers"] }>();
  for (const term of terms) {
    const key = termKey(term);
    const before = byKey.get(key);
    byKey.set(key, {
      coefficient: (before?.coefficient ?? 0) + term.coefficient,
      size: Math.max(before?.size ?? 0, Math.abs(term.coefficient)),
      powers: term.powers,
    });
  }
  return [...byKey.values()]
    .filter(({ coefficient, size }) => Math.abs(coefficient) > 1e-12 * size)
    .map(({ coefficient, powers }) => ({ coefficient: tidy(coefficient), powers }))
    .sort(compareTerms);
}

function termKey(term: Term): string {
  return [...term.powers]
    .map(([key, { power }]) => `${key}^${power}`)
    .sort()
    .join("*");
}

/** Divides the polynomial by the denominator's factors as often as that goes without remainder. */
function cancel(common: Rational, terms: readonly Term[]): Rational {
  let left = terms;
  const factors = new Map(common.factors);
  for (const [key, { base, power }] of common.factors) {
    if (base.kind !== "polynomial" || power > 0) continue;
    let open = power;
    for (let quotient = divideExactly(left, base.polynomial); open < 0 && quotient !== null; ) {
      left = quotient;
      open++;
      quotient = divideExactly(left, base.polynomial);
    }
    if (open === 0) factors.delete(key);
    else factors.set(key, { base, power: open });
  }
  return multiplyRationals({ coefficient: common.coefficient, factors }, fromTerms(left));
}

/** Long division of polynomials in many atoms, by the first term in a fixed order; null when a remainder is left. */
function divideExactly(terms: readonly Term[], divisor: Polynomial): readonly Term[] | null {
  const lead = leadingTerm(divisor.terms);
  const quotient: Term[] = [];
  let left = terms;
  for (let steps = 0; left.length > 0; steps++) {
    const top = leadingTerm(left);
    if (top === undefined || lead === undefined || steps > mostTerms) return null;
    const powers = new Map(top.powers);
    for (const [key, { atom, power }] of lead.powers) {
      const rest = (powers.get(key)?.power ?? 0) - power;
      if (rest < 0) return null;
      if (rest === 0) powers.delete(key);
      else powers.set(key, { atom, power: rest });
    }
    const part = { coefficient: top.coefficient / lead.coefficient, powers };
    quotient.push(part);
    const taken = divisor.terms.map((term) =>
      multiplyTerms({ ...part, coefficient: -part.coefficient }, term),
    );
    left = collect([...left, ...taken]);
  }
  return collect(quotient);
}

/** First by the power of the atom whose key comes first, and so on: an order that products respect. */
function leadingTerm(terms: readonly Term[]): Term | undefined {
  const atoms = [...new Set(terms.flatMap((term) => [...term.powers.keys()]))].sort();
  return [...terms].sort((a, b) => {
    for (const key of atoms) {
      const difference = (b.powers.get(key)?.power ?? 0) - (a.powers.get(key)?.power ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  })[0];
}

function polynomialOf(terms: readonly Term[]): Polynomial {
  const ordered = [...terms].sort(compareTerms);
  return { terms: ordered, key: `(${ordered.map((term) => `${term.coefficient}:${termKey(term)}`).sort()})` };
}

/**
 * The sign that is drawn out of a sum: 1 − A keeps its one in front, else the most terms are to be positive, and A − Y
 * keeps in front what is computed. Where all is computed, D − S − T stays as it is.
 */
function signOf(terms: readonly Term[]): number {
  const positive = terms.filter((term) => term.coefficient > 0).length;
  if (positive === 0) return -1;
  if (positive === terms.length) return 1;
  const constant = terms.find((term) => term.powers.size === 0);
  if (positive === 1 && terms.every(isComputed)) return 1;
  if (constant === undefined && 2 * positive !== terms.length) return 2 * positive > terms.length ? 1 : -1;
  const first = constant ?? [...terms].sort((a, b) => rankOf(a) - rankOf(b))[0];
  return first === undefined || first.coefficient > 0 ? 1 : -1;
}

/** Made of the names of what is computed, and of nothing else. */
export function isComputed({ powers }: Term): boolean {
  const atoms = [...powers.values()];
  return atoms.length > 0 && atoms.every(({ atom }) => atom.kind === "variable" && atom.role === "computed");
}

/** Positive terms first; among them what is computed before what is given, and single names before products. */
function compareTerms(a: Term, b: Term): number {
  if (a.coefficient > 0 !== b.coefficient > 0) return a.coefficient > 0 ? -1 : 1;
  return rankOf(a) - rankOf(b) || a.powers.size - b.powers.size || (termKey(a) < termKey(b) ? -1 : 1);
}

function rankOf(term: Term): number {
  const ranks = [...term.powers.values()].map(({ atom }) => atomRank(atom));
  return ranks.length === 0 ? 9 : Math.min(...ranks) + (ranks.includes(8) ? 10 : 0);
}

/** Matrix products, then computed values, parameters, data; sizes and λ last. */
export function atomRank(atom: Expression): number {
  switch (atom.kind) {
    case "matmul":
      return 0;
    case "size":
      return 8;
    case "variable":
      return {
        computed: 2,
        parameter: 3,
        data: 4,
        "one-hot": 4,
        "one-hot-columns": 4,
        hyperparameter: 8,
      }[atom.role];
    default:
      return 1;
  }
}

/** The greatest number of which all coefficients are whole multiples; 1 where there is no simple one. */
function numericContent(terms: readonly Term[]): number {
  const values = terms.map((term) => Math.abs(term.coefficient));
  for (const scale of [1, 2, 3, 4, 5, 6, 8, 10, 12, 100, 1000]) {
    const scaled = values.map((value) => value * scale);
    if (scaled.every((value) => Math.abs(value - Math.round(value)) < 1e-9 && Math.round(value) > 0))
      return scaled.map(Math.round).reduce(greatestCommonDivisor) / scale;
  }
  const [first = 1] = values;
  return values.every((value) => Math.abs(value - first) < 1e-12 * first) ? first : 1;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function without(powers: Term["powers"], shared: Term["powers"]): Term["powers"] {
  const left = new Map(powers);
  for (const [key, { atom, power }] of shared) {
    const rest = (left.get(key)?.power ?? 0) - power;
    if (rest === 0) left.delete(key);
    else left.set(key, { atom, power: rest });
  }
  return left;
}

/** Whole numbers come back whole after sums and quotients of floats. */
function tidy(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-12 ? whole : value;
}
