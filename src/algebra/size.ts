/**
 * The length of one axis, or any integer that the program computes: a number where it is known, else a polynomial with
 * integer coefficients over atoms (named sizes, and quotients or extrema that do not simplify).
 *
 * Two sizes with the same `text` are equal; the text is canonical. `label` is the name that the program gave the number
 * (the m of m = 364): it is for showing and takes no part in comparing.
 */
export interface Size {
  readonly value: number | null;
  readonly text: string;
  readonly terms: readonly Term[];
  readonly label?: string;
  /** Where it is the smallest or the largest of several: of which. */
  readonly extremum?: Extremum;
}

interface Extremum {
  readonly name: "min" | "max";
  readonly of: readonly Size[];
}

interface Term {
  readonly coefficient: number;
  /** Sorted names; empty for the constant term. A name occurs as often as its power. */
  readonly factors: readonly string[];
}

/** Each call makes a size of its own: who keeps names of sizes tells them apart by identity. */
export function constant(value: number, label?: string): Size {
  const terms: readonly Term[] = value === 0 ? [] : [{ coefficient: value, factors: [] }];
  const size = { value: value + 0, text: String(value + 0), terms };
  return label === undefined ? size : { ...size, label };
}

/** A size that only the data decides, under the name that the reader sees. Same name, same size. */
export function symbol(name: string): Size {
  return build([{ coefficient: 1, factors: [name] }]);
}

export function labelled(size: Size, label: string): Size {
  return { ...size, label };
}

export function add(a: Size, b: Size): Size {
  if (a.value !== null && b.value !== null) return constant(a.value + b.value);
  if (b.value === 0) return a;
  if (a.value === 0) return b;
  return build([...a.terms, ...b.terms]);
}

export function negate(a: Size): Size {
  if (a.value !== null) return constant(-a.value);
  return build(a.terms.map((term) => ({ ...term, coefficient: -term.coefficient })));
}

export function subtract(a: Size, b: Size): Size {
  return add(a, negate(b));
}

export function multiply(a: Size, b: Size): Size {
  if (a.value !== null && b.value !== null) return constant(a.value * b.value);
  if (b.value === 1) return a;
  if (a.value === 1) return b;
  return build(
    a.terms.flatMap((left) =>
      b.terms.map((right) => ({
        coefficient: left.coefficient * right.coefficient,
        factors: [...left.factors, ...right.factors].sort(),
      })),
    ),
  );
}

/** Python's `//`; null where Python raises (a zero divisor). Divides polynomials exactly where it can. */
export function floorDivide(a: Size, b: Size): Size | null {
  if (b.value === 0) return null;
  if (a.value !== null && b.value !== null) return constant(Math.floor(a.value / b.value));
  if (b.value === 1) return a;
  const exact = divideExactly(a, b);
  return exact ?? atom(`${bracketed(a)} // ${bracketed(b)}`);
}

/** Python's `%`; null where Python raises. */
export function modulo(a: Size, b: Size): Size | null {
  const quotient = floorDivide(a, b);
  if (quotient === null) return null;
  if (quotient.text.includes("//")) return atom(`${bracketed(a)} % ${bracketed(b)}`);
  return subtract(a, multiply(quotient, b));
}

export function minimum(a: Size, b: Size): Size {
  return extremum("min", a, b);
}

export function maximum(a: Size, b: Size): Size {
  return extremum("max", a, b);
}

/** Whether two sizes are the same: certain, impossible, or undecided because a name stands for any number. */
export function compare(a: Size, b: Size): "equal" | "different" | "undecided" {
  if (a.text === b.text) return "equal";
  if (a.value !== null && b.value !== null) return "different";
  const difference = subtract(a, b);
  return difference.value === null ? "undecided" : "different";
}

export function product(sizes: readonly Size[]): Size {
  return sizes.reduce(multiply, constant(1));
}

/** a / b where the quotient is a polynomial with integer coefficients; null else. Long division, leading terms first. */
export function divideExactly(a: Size, b: Size): Size | null {
  if (a.text === b.text) return constant(1);
  const [leading] = b.terms;
  if (leading === undefined) return null;
  const quotient: Term[] = [];
  let rest = a;
  while (rest.terms.length > 0) {
    const [first] = rest.terms;
    const term = first === undefined ? null : divideTerm(first, leading);
    if (term === null || quotient.length > maxQuotientTerms) return null;
    quotient.push(term);
    rest = subtract(rest, multiply(build([term]), b));
  }
  return build(quotient);
}

const maxQuotientTerms = 32;

function divideTerm(a: Term, b: Term): Term | null {
  const left = [...a.factors];
  for (const factor of b.factors) {
    const at = left.indexOf(factor);
    if (at < 0) return null;
    left.splice(at, 1);
  }
  if (a.coefficient % b.coefficient !== 0) return null;
  return { coefficient: a.coefficient / b.coefficient, factors: left };
}

/** Of all that `a` and `b` are the extrema of, those that no other one is beyond for certain. */
function extremum(name: "min" | "max", a: Size, b: Size): Size {
  const parts = (size: Size) => (size.extremum?.name === name ? size.extremum.of : [size]);
  const kept: Size[] = [];
  for (const size of [...parts(a), ...parts(b)]) {
    const isBeyond = (one: Size, other: Size) => {
      const difference = subtract(one, other).value;
      return difference !== null && (difference === 0 || difference < 0 === (name === "min"));
    };
    if (kept.some((other) => isBeyond(other, size))) continue;
    kept.splice(0, kept.length, ...kept.filter((other) => !isBeyond(size, other)), size);
  }
  const [only] = kept;
  if (kept.length === 1 && only !== undefined) return only;
  const of = kept.sort((one, other) => (one.text < other.text ? -1 : 1));
  const text = `${name}(${of.map((size) => size.text).join(", ")})`;
  const size = atom(text);
  return size.text === text ? { ...size, extremum: { name, of } } : size;
}

function atom(text: string): Size {
  return build([{ coefficient: 1, factors: [text] }]);
}

function bracketed(size: Size): string {
  return size.terms.length > 1 || /[ *]/.test(size.text) ? `(${size.text})` : size.text;
}

function build(terms: readonly Term[], label?: string): Size {
  const byFactors = new Map<string, Term>();
  for (const term of terms) {
    const key = term.factors.join("*");
    const coefficient = (byFactors.get(key)?.coefficient ?? 0) + term.coefficient;
    byFactors.set(key, { coefficient, factors: term.factors });
  }
  const kept = [...byFactors.entries()]
    .filter(([, term]) => term.coefficient !== 0)
    .sort(byDegree)
    .map(([, term]) => term);
  const first = kept[0];
  const value =
    first === undefined ? 0 : kept.length === 1 && first.factors.length === 0 ? first.coefficient : null;
  const text = print(kept);
  const size = text.length > longest ? nameless(text) : { value, text, terms: kept };
  return label === undefined ? size : { ...size, label };
}

/** A longer text tells nobody anything, and a size that a loop makes of itself can double with each pass. */
const longest = 300;

/** A size by a name of its own, the same for the same text. */
function nameless(text: string): Size {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  const name = `size(${(hash >>> 0).toString(36)})`;
  return { value: null, text: name, terms: [{ coefficient: 1, factors: [name] }] };
}

function byDegree([keyA, a]: [string, Term], [keyB, b]: [string, Term]): number {
  return b.factors.length - a.factors.length || (keyA < keyB ? -1 : keyA > keyB ? 1 : 0);
}

/** A quotient or remainder among factors or after a minus. */
function enclosed(factor: string): string {
  return / (\/\/|%) /.test(factor) && !/^(min|max)\(/.test(factor) ? `(${factor})` : factor;
}

function print(terms: readonly Term[]): string {
  if (terms.length === 0) return "0";
  return terms
    .map((term, index) => {
      const magnitude = Math.abs(term.coefficient);
      const alone = term.factors.length === 1 && term.coefficient === 1;
      const body = [
        ...(magnitude === 1 && term.factors.length > 0 ? [] : [String(magnitude)]),
        ...term.factors.map((factor) => (alone ? factor : enclosed(factor))),
      ].join("*");
      const sign = term.coefficient < 0 ? "-" : "+";
      return index === 0 ? (sign === "-" ? `-${body}` : body) : ` ${sign} ${body}`;
    })
    .join("");
}
