import { constant, type Size } from "../size";
import {
  arrange,
  asRational,
  expressionShape,
  grouped,
  isLong,
  naturalShape,
  positive,
  regularisationParts,
} from "./grouping";
import { type Expression, isSingle, number, type Sizes } from "./node";
import { asFraction, binaryTex, fraction, numberTex, unaryTex } from "./notation";
import {
  isZero,
  multiplyRationals,
  type Polynomial,
  type Power,
  type Rational,
  rationalNumber,
} from "./rational";
import { expressionOf, Simplifier } from "./simplify";

/**
 * A piece of a printed formula: a factor or a summand with what joins it to the piece before. The TeX of a formula is its
 * pieces put together, so a row of shapes beneath the pieces is a row beneath the formula.
 */
export interface Piece {
  readonly tex: string;
  readonly joint: "" | "+" | "-" | "⊙";
  /** What the piece stands for. A scalar in front ("1/m") is a number, everything else has its own shape. */
  readonly expression: Expression;
}

/** The formula in TeX, simplified. */
export function tex(node: Expression): string {
  return joinPieces(pieces(node));
}

export function pieces(node: Expression): Piece[] {
  const simplifier = new Simplifier();
  return printSum(simplifier.rational(node), node.shape);
}

function joinPieces(list: readonly Piece[]): string {
  return list
    .map((piece, at) => {
      if (piece.joint === "") return at === 0 ? piece.tex : glue(list[at - 1]?.tex ?? "", piece.tex);
      const joint = piece.joint === "⊙" ? "\\odot" : piece.joint;
      return at === 0 ? `${joint}${piece.tex}` : ` ${joint} ${piece.tex}`;
    })
    .join("");
}

/** "e" and "x" need a thin space to be read as two; X^\top( does not. */
export function glue(before: string, after: string): string {
  if (/^\\?[([]|^\\bigl/.test(after)) return after;
  if (/^[a-z](_\{?\w+\}?)?$/.test(before) && /^[a-z]/.test(after)) return `\\,${after}`;
  return ` ${after}`;
}

/** A whole formula: a sum is split into what carries different hyperparameters, each with its own scalar in front. */
function printSum(rational: Rational, shape: Sizes): Piece[] {
  return regularisationParts(rational).flatMap((part, at) => {
    const negative = part.coefficient < 0;
    const size = negative ? multiplyRationals(rationalNumber(-1), part) : part;
    // What a minus sign stands before has its brackets, as what is added has.
    const printed =
      negative && isSum(size)
        ? wrap(printProduct(size, shape, false), "\\bigl[", "\\bigr]")
        : printProduct(size, shape, at > 0 || negative);
    const [first, ...others] = printed;
    if (first === undefined) return [];
    const joint = negative ? ("-" as const) : at === 0 ? ("" as const) : ("+" as const);
    return [{ ...first, joint }, ...others];
  });
}

/** Nothing but one polynomial: after a minus sign it needs its brackets. */
function isSum(rational: Rational): boolean {
  const [only, ...more] = rational.factors.values();
  return (
    rational.coefficient === 1 && more.length === 0 && only?.power === 1 && only.base.kind === "polynomial"
  );
}

/** A product without its sign. */
function printProduct(rational: Rational, shape: Sizes, inSum: boolean): Piece[] {
  if (isZero(rational)) return [{ tex: "0", joint: "", expression: number(0) }];
  const { front, above, below } = arrange(rational, inOrder);
  const bare = isOne(front);
  if (below.length > 0) return [printFraction(rational, front, above, below)];
  const [only, ...more] = above;
  if (only === undefined) return [{ tex: scalarTex(front), joint: "", expression: expressionOf(front, []) }];
  const printed =
    more.length === 0 && only.power === 1 && bare && only.base.kind === "polynomial" && !inSum
      ? printPolynomial(only.base.polynomial, shape)
      : factorPieces(above, shape, bare && !inSum);
  return bare
    ? printed
    : [{ tex: scalarTex(front), joint: "", expression: expressionOf(front, []) }, ...printed];
}

function inOrder(a: Power, b: Power): number {
  return factorRank(a) - factorRank(b) || (powerTex(a) < powerTex(b) ? -1 : 1);
}

/** Scalars first (e x), then matrix products (D W ⊙ …), then names, functions, sums in brackets. */
function factorRank({ base }: Power): number {
  if (base.kind === "polynomial") return isSingle(expressionShape(asRational(base))) ? 2 : 5;
  const { atom } = base;
  if (isSingle(atom.shape) && atom.kind === "variable") return atom.role === "parameter" ? 1 : 0;
  if (atom.kind === "matmul") return 3;
  // (1 − Y) ln(1 − A): the weight before its logarithm.
  if (atom.kind === "unary" && atom.operation === "log") return 6;
  return atom.kind === "variable" ? 3.5 : 4;
}

function isOne(rational: Rational): boolean {
  return rational.coefficient === 1 && rational.factors.size === 0;
}

function printFraction(
  rational: Rational,
  front: Rational,
  above: readonly Power[],
  below: readonly Power[],
): Piece {
  const shape = naturalShape([...above, ...below]);
  const numerator =
    above.length === 1 && above[0]?.power === 1 && above[0].base.kind === "polynomial"
      ? joinPieces(printPolynomial(above[0].base.polynomial, shape))
      : above.length === 0
        ? "1"
        : joinPieces(factorPieces(above, shape, true));
  const single = below.length === 1 ? below[0] : undefined;
  const denominator =
    single?.power === 1 && single.base.kind === "polynomial"
      ? joinPieces(printPolynomial(single.base.polynomial, shape))
      : joinPieces(factorPieces(below, shape, true));
  const scalar = isOne(front) ? "" : `${scalarTex(front)} `;
  return {
    tex: `${scalar}${fraction(numerator, denominator)}`,
    joint: "",
    expression: expressionOf(rational, shape),
  };
}

/** Factors side by side: ⊙ between matrices, nothing where a number is among the two. */
function factorPieces(factors: readonly Power[], shape: Sizes, alone: boolean): Piece[] {
  const printed: Piece[] = [];
  for (const factor of factors) {
    const one = expressionOf({ coefficient: 1, factors: new Map([["", factor]]) }, naturalShape([factor]));
    const before = printed.at(-1);
    const elementwise = before !== undefined && !isSingle(before.expression.shape) && !isSingle(one.shape);
    const product = factor.base.kind === "atom" && factor.power === 1 ? factor.base.atom : null;
    if (product?.kind === "matmul" && factors.length - scalars(factors) === 1) {
      const parts = matmulPieces(product);
      const [first, ...others] = parts;
      if (first !== undefined) printed.push({ ...first, joint: "" }, ...others);
    } else if (product?.kind === "sum" && factors.length === 1) {
      printed.push(...sumPieces(product, alone));
    } else if (factor.power === 1 && factor.base.kind === "polynomial" && isLong(factor.base.polynomial)) {
      const inner = wrap(printPolynomial(factor.base.polynomial, one.shape), "\\bigl(", "\\bigr)");
      const [first, ...others] = inner;
      if (first !== undefined) printed.push({ ...first, joint: elementwise ? "⊙" : "" }, ...others);
    } else {
      const bracket = product?.kind === "matmul" && factors.length > 1;
      const inner = powerTex(factor);
      printed.push({ tex: bracket ? `(${inner})` : inner, joint: elementwise ? "⊙" : "", expression: one });
    }
  }
  return printed.length === 0
    ? [{ tex: "1", joint: "", expression: expressionOf(rationalNumber(1), shape) }]
    : printed;
}

function scalars(factors: readonly Power[]): number {
  return factors.filter((factor) => isSingle(naturalShape([factor]))).length;
}

function matmulPieces(node: Extract<Expression, { kind: "matmul" }>): Piece[] {
  return [node.left, node.right].flatMap((side): Piece[] => {
    if (side.kind === "matmul") return matmulPieces(side);
    return [{ tex: bracketed(side), joint: "", expression: side }];
  });
}

/** Sums over all elements or over one axis, as products with vectors of ones. */
function sumPieces(node: Extract<Expression, { kind: "sum" | "max" }>, alone: boolean): Piece[] {
  const column = node.of.shape.length === 1 || (node.of.shape.length === 2 && node.of.shape[1]?.value === 1);
  const whole = isSingle(node.shape);
  const rational = new Simplifier().rational(node.of);
  if (whole && column) return columnSum(rational, node.of, alone);
  if (whole) return matrixSum(rational, node);
  const rows = node.axes[0] === 0;
  const inner = { tex: bracketed(node.of), joint: "" as const, expression: node.of };
  const length = node.of.shape[rows ? 0 : node.of.shape.length - 1] ?? constant(1);
  return rows ? [onesPiece(length, true), inner] : [inner, onesPiece(length, false)];
}

function onesPiece(length: Size, row: boolean): Piece {
  const shape = row ? [constant(1), length] : [length, constant(1)];
  return {
    tex: row ? "\\mathbf 1^\\top" : "\\mathbf 1",
    joint: "",
    expression: expressionOf(rationalNumber(1), shape),
  };
}

/** Σ uᵢvᵢ as uᵀv; a sum of such as [uᵀv + …]; what is no product as 1ᵀu. */
function columnSum(rational: Rational, of: Expression, alone: boolean): Piece[] {
  const factors = arrange(rational, inOrder).above;
  const [first] = factors;
  if (factors.length === 1 && first?.base.kind === "atom" && isAbsolute(first.base.atom) && first.power === 1)
    return [normPiece(first.base.atom, 1)];
  const product = innerProduct(factors);
  if (product !== null) return product;
  if (factors.length === 1 && first?.power === 1 && first.base.kind === "polynomial") {
    const groups = grouped(first.base.polynomial);
    const products = groups.map((group) => innerProduct(arrange(positive(group), inOrder).above));
    if (
      products.every((each) => each !== null) &&
      groups.every((group) => isOne(arrange(positive(group), inOrder).front))
    ) {
      const list = products.flatMap((each, at) => joined(each, groups[at], at));
      return alone ? list : wrap(list, "\\bigl[", "\\bigr]");
    }
  }
  const length = of.shape[0] ?? constant(1);
  return [onesPiece(length, true), { tex: bracketed(of), joint: "", expression: of }];
}

function matrixSum(rational: Rational, node: Expression): Piece[] {
  const factors = arrange(rational, inOrder).above;
  const [first] = factors;
  if (factors.length === 1 && first?.base.kind === "atom") {
    if (isAbsolute(first.base.atom) && first.power === 1) return [normPiece(first.base.atom, 1)];
    if (first.power === 2)
      return [{ tex: `\\lVert ${atomTex(first.base.atom)} \\rVert^2`, joint: "", expression: node }];
  }
  const inner = node.kind === "sum" ? node.of : node;
  const printed = printSum(rational, inner.shape);
  const body = joinPieces(printed);
  const single = printed.every((piece) => piece.joint === "" || piece.joint === "⊙");
  return [{ tex: single ? `\\sum ${body}` : `\\sum (${body})`, joint: "", expression: node }];
}

function innerProduct(factors: readonly Power[]): Piece[] | null {
  const [first, second, third] = factors;
  if (first === undefined || third !== undefined) return null;
  const left = first;
  const right = second ?? first;
  if (second === undefined ? first.power !== 2 : first.power !== 1 || second.power !== 1) return null;
  const [u, v] = [left, right].map((factor) => {
    const one = { base: factor.base, power: 1 };
    return {
      tex: powerTex(one),
      expression: expressionOf({ coefficient: 1, factors: new Map([["", one]]) }, naturalShape([one])),
    };
  });
  if (u === undefined || v === undefined) return null;
  const row = transposedView(u.expression);
  return [
    { tex: `${u.tex}^\\top`, joint: "", expression: row },
    { tex: v.tex, joint: "", expression: v.expression },
  ];
}

function transposedView(node: Expression): Expression {
  return new Simplifier().simplify({
    kind: "transpose",
    of: node,
    shape: node.shape.toReversed(),
    key: `${node.key}ᵀ`,
  });
}

function joined(list: readonly Piece[], group: Rational | undefined, at: number): Piece[] {
  const [first, ...others] = list;
  if (first === undefined) return [];
  const negative = (group?.coefficient ?? 1) < 0;
  return [{ ...first, joint: negative ? "-" : at === 0 ? "" : "+" }, ...others];
}

function wrap(list: readonly Piece[], open: string, close: string): Piece[] {
  return list.map((piece, at) => ({
    ...piece,
    tex: `${at === 0 ? `${open}${piece.joint === "-" ? "-" : ""}` : ""}${piece.tex}${at === list.length - 1 ? close : ""}`,
    joint: at === 0 ? "" : piece.joint,
  }));
}

function isAbsolute(atom: Expression): boolean {
  return atom.kind === "unary" && atom.operation === "abs";
}

function normPiece(atom: Expression, order: number): Piece {
  const inner = atom.kind === "unary" ? atom.of : atom;
  return { tex: `\\lVert ${atomOrSum(inner)} \\rVert_${order}`, joint: "", expression: atom };
}

/** A sum: terms that share a function (ln A, ln(1 − A)) are drawn together; smaller shapes are stretched by ones. */
function printPolynomial(polynomial: Polynomial, shape: Sizes): Piece[] {
  return grouped(polynomial).flatMap((group, at) => {
    const { front, above } = arrange(positive(group), inOrder);
    const stretched = stretch(above, shape, printProduct(positive(group), shape, true));
    const plain = above.length === 0 && front.factors.size === 0;
    return joined(plain ? printProduct(positive(group), [], true) : stretched, group, at);
  });
}

/** b + (m,1) is b·1, a row c + (m,K) is 1·c: the ones that NumPy's broadcasting leaves out. */
function stretch(factors: readonly Power[], shape: Sizes, printed: Piece[]): Piece[] {
  if (factors.length === 0 || shape.length !== 2 || isSingle(shape)) return printed;
  const own = naturalShape(factors);
  const rows = shape[0] ?? constant(1);
  const columns = shape[1] ?? constant(1);
  const [ownRows, ownColumns] = own.length === 2 ? own : [constant(1), own[0] ?? constant(1)];
  const short = ownRows?.value === 1 && rows.value !== 1;
  const narrow = ownColumns?.value === 1 && columns.value !== 1;
  if (short && !narrow && ownColumns?.value !== 1) return [onesPiece(rows, false), ...printed];
  if (short) return [...printed, onesPiece(rows, false)];
  return narrow ? [...printed, onesPiece(columns, true)] : printed;
}

function powerTex({ base, power }: Power): string {
  const one =
    base.kind === "atom"
      ? atomTex(base.atom)
      : `(${joinPieces(printPolynomial(base.polynomial, expressionShape(asRational(base))))})`;
  if (power === 1) return one;
  const simple = base.kind === "polynomial" || base.atom.kind === "variable";
  const raised = simple ? one : `(${one})`;
  const elementwise = isSingle(expressionShape(asRational(base))) ? String(power) : `${"\\odot"} ${power}`;
  return `${raised}^{${elementwise}}`;
}

function atomOrSum(node: Expression): string {
  return joinPieces(pieces(node));
}

/** As a factor: sums and products of several matrices in brackets. */
function bracketed(node: Expression): string {
  const printed = pieces(node);
  const simple = printed.length === 1 && printed[0]?.joint === "";
  return simple ? (printed[0]?.tex ?? "") : `(${joinPieces(printed)})`;
}

function atomTex(atom: Expression): string {
  switch (atom.kind) {
    case "variable":
      return atom.tex;
    case "number":
      return numberTex(atom.value);
    case "size":
      return atom.size.text;
    case "transpose":
      return `${bracketed(atom.of)}^\\top`;
    case "matmul":
      return joinPieces(matmulPieces(atom));
    case "sum":
      return joinPieces(sumPieces(atom, false));
    case "softmax":
      return `\\operatorname{softmax}(${atomOrSum(atom.of)})`;
    case "unary":
      return unaryTex(atom.operation, atomOrSum(atom.of), atom.of.kind === "variable");
    case "binary":
      return binaryTex(atom.operation, atomOrSum(atom.left), atomOrSum(atom.right));
    case "max":
      return `\\max(${atomOrSum(atom.of)})`;
    case "where":
      return `\\begin{cases} ${atomOrSum(atom.yes)} & ${atomOrSum(atom.condition)} \\\\ ${atomOrSum(atom.no)} & \\text{else} \\end{cases}`;
    case "broadcast":
    case "reshape":
      return bracketed(atom.of);
    default:
      return `\\operatorname{${atom.kind}}(${operandsTex(atom)})`;
  }
}

function operandsTex(atom: Expression): string {
  if (atom.kind === "concatenate") return atom.parts.map(atomOrSum).join(", ");
  return "of" in atom ? atomOrSum(atom.of) : "";
}

/** Numbers, sizes and hyperparameters as one fraction: 1/m, λ/(2m), 2/m. */
function scalarTex(front: Rational): string {
  const [top, bottom] = asFraction(Math.abs(front.coefficient));
  const name = ({ base, power }: Power) => powerTex({ base, power: Math.abs(power) });
  const factors = [...front.factors.values()].sort((a, b) => (name(a) < name(b) ? -1 : 1));
  const above = factors.filter(({ power }) => power > 0).map(name);
  const below = factors.filter(({ power }) => power < 0).map(name);
  const numerator = [...(top === "1" && above.length > 0 ? [] : [top]), ...above].join(" ");
  const denominator = [...(bottom === "1" ? [] : [bottom]), ...below].join(" ");
  return denominator === "" ? numerator : fraction(numerator, denominator);
}
