import * as e from "../../algebra/expression";
import type { CodeAnchor, CodeAnchors, CodePiece, FactorTies } from "./code";
import type { DerivationPart, DerivationStep, Factor } from "./derivation";
import type { DerivationLine } from "./lines";

/** Formulas → plain data: TeX, and a shape under every factor with the sizes that are known as numbers. */
export function printLines(
  kind: DerivationPart["kind"],
  lines: readonly DerivationLine[],
  sizes: ReadonlyMap<string, number>,
  anchors: CodeAnchors,
  ties: FactorTies = givenTies,
): DerivationPart {
  const steps: DerivationStep[] = [];
  let before = new Set<string>();
  for (const line of lines) {
    const anchor = anchors.get(line.anchor);
    const factors = printLine(kind, line, sizes, anchor, ties);
    const marked = factors.map((factor, at) =>
      at > 0 && before.size > 0 && !before.has(factor.tex) ? { ...factor, isNew: true } : factor,
    );
    before = new Set(factors.map((factor) => factor.tex));
    steps.push({
      id: line.id,
      topic: line.topic,
      tex: joinFactors(factors),
      factors: marked,
      rule: line.rule,
      ...(anchor === undefined ? {} : { code: { span: anchor.span, line: anchor.line, text: anchor.text } }),
    });
  }
  return { kind, steps };
}

function printLine(
  kind: DerivationPart["kind"],
  line: DerivationLine,
  sizes: ReadonlyMap<string, number>,
  anchor: CodeAnchor | undefined,
  ties: FactorTies,
): Factor[] {
  const code = (piece: CodePiece | undefined) => (piece === undefined ? {} : { code: piece });
  const named = (name: e.VariableNode) => ({
    tex: name.tex,
    name: baseName(name.tex),
    shape: shapeText(name.shape, sizes),
  });
  const factors: Factor[] = [
    { ...named(line.left), joint: "", ...code(anchor && ties.left(kind, line, anchor)) },
  ];
  for (const member of line.chain) {
    const printed = Array.isArray(member) ? sumOf(member) : e.pieces(single(member));
    const codes = anchor === undefined ? [] : ties.factors(kind, line, printed, anchor);
    printed.forEach((piece, at) => {
      const sign = piece.joint === "-" && at === 0 ? "-" : "";
      factors.push({
        tex: `${sign}${piece.tex}`,
        name: baseName(piece.tex),
        shape: pieceShape(piece, sizes),
        joint: at === 0 ? (line.assigns === true ? "←" : "=") : piece.joint === "-" ? "−" : piece.joint,
        ...code(codes[at]),
      });
    });
  }
  if (line.named !== undefined) {
    const [own] = anchor === undefined ? [] : ties.factors(kind, line, e.pieces(line.named), anchor);
    factors.push({ ...named(line.named), joint: "=:", ...code(own) });
  }
  return factors;
}

/** By the TeX of the factors, as an anchor has them. */
const givenTies: FactorTies = {
  left: (_kind, _line, { parts }) => parts?.get("left"),
  factors: (_kind, _line, pieces, { parts }) => pieces.map(({ tex }) => parts?.get(tex)),
};

/** The name behind a factor's TeX, whatever its case, sign, transposition and brackets. */
export function baseName(tex: string): string {
  return tex
    .replace(/^-/, "")
    .replace(/\^?\\top|\\(?:big[lr]|,)|[\s(){}[\]]/g, "")
    .toLowerCase();
}

function single(member: e.Expression | readonly e.Expression[]): e.Expression {
  return "kind" in member ? member : (member[0] ?? e.number(0));
}

/** Summands that are shown one by one, each simplified for itself. */
function sumOf(terms: readonly e.Expression[]): e.Piece[] {
  return terms.flatMap((term, at) => {
    const [first, ...others] = e.pieces(term);
    if (first === undefined) return [];
    const joint = first.joint === "-" ? "-" : at === 0 ? "" : "+";
    return [{ ...first, joint }, ...others];
  });
}

/** The equation as one piece of TeX, put together from its factors. */
function joinFactors(factors: readonly Factor[]): string {
  const signs: Readonly<Record<string, string>> = {
    "=": " = ",
    "=:": " =: ",
    "←": " \\leftarrow ",
    "+": " + ",
    "−": " - ",
    "⊙": " \\odot ",
  };
  return factors
    .map((factor, at) => {
      if (at === 0) return factor.tex;
      const sign = signs[factor.joint];
      if (sign !== undefined) return `${sign}${factor.tex}`;
      return e.glue(factors[at - 1]?.tex ?? "", factor.tex);
    })
    .join("");
}

/** "(30, 364)"; sizes whose number is not known keep their name. */
function shapeText(shape: e.Sizes, sizes: ReadonlyMap<string, number>): string {
  const texts = shape.map((size) => String(size.value ?? sizes.get(size.text) ?? size.text));
  return texts.length === 1 ? `(${texts[0]},)` : `(${texts.join(", ")})`;
}

/** A scalar in front shows its number, "1/364"; all else its shape. */
function pieceShape(piece: e.Piece, sizes: ReadonlyMap<string, number>): string {
  const { expression } = piece;
  const matrix =
    expression.shape.length > 0 || expression.kind === "variable" || expression.kind === "matmul";
  if (matrix) return shapeText(expression.shape, sizes);
  return fractionText(piece.tex, sizes) ?? shapeText(expression.shape, sizes);
}

/** \frac{\lambda}{2 m} → "λ/728" where m is 364. */
function fractionText(tex: string, sizes: ReadonlyMap<string, number>): string | null {
  const match = /^\\frac(\d|\{[^{}]*\})(\w|\{[^{}]*\})$/.exec(tex);
  const parts = match === null ? [tex] : [match[1] ?? "", match[2] ?? ""];
  const printed = parts.map((part) => scalarText(part.replace(/[{}]/g, ""), sizes));
  if (printed.some((part) => part === null)) return null;
  return printed.join("/");
}

const greek: Readonly<Record<string, string>> = { "\\lambda": "λ", "\\lambda_1": "λ₁", "\\eta": "η" };

function scalarText(product: string, sizes: ReadonlyMap<string, number>): string | null {
  let number = 1;
  const names: string[] = [];
  for (const token of product.split(" ").filter((each) => each !== "")) {
    const value = sizes.get(token) ?? Number(token);
    if (Number.isNaN(value)) {
      const name = greek[token] ?? token;
      if (!/^[\wλη₁]+$/.test(name)) return null;
      names.push(name);
    } else number *= value;
  }
  const kept = [...(number === 1 && names.length > 0 ? [] : [String(number)]), ...names];
  return kept.length > 1 ? `(${kept.join("·")})` : (kept[0] ?? "1");
}
