import type { Translate } from "../../base/translate";
import type { ArrayFact, OperandFact, SizeFact } from "../../insight/facts";

/** A piece of a formula: as TeX, and as it is read aloud. Both are made together, so that they can't disagree. */
export interface Term {
  readonly tex: string;
  readonly spoken: string;
  /** How strongly it holds together: a lower one needs brackets inside a higher one. */
  readonly binding: "sum" | "product" | "atom";
}

/** An index: a letter that runs, the number 0 of an axis of size 1, or an expression (`3i + j`). */
export type Index = string;

export interface Named {
  /** TeX of the name alone: `a`, `\mathrm{err}`, `x^{\top}`, `0.1`. */
  readonly tex: string;
  readonly spoken: string;
  readonly isNumber: boolean;
  /** The source text that a made-up letter stands for. */
  readonly standsFor?: string;
}

/** Names for the operands and the result: the program's own where they are short, letters where they are expressions. */
export interface Names {
  readonly operands: readonly Named[];
  readonly result: Named;
  /** The letters that run over the axes; none of them is the name of an array here. */
  readonly letters: readonly string[];
  /** The result is bound to a name that also stands on the right: an assignment, not an equation. */
  readonly assigns: boolean;
}

const indexLetters = ["i", "j", "k", "l", "p", "q", "r", "s"];
const otherLetters = ["p", "q", "r", "s", "t", "u", "v", "h"];
/** Not z, a or y: a neuron's program is full of these, and the letter would be taken for the array of that name. */
const resultLetters = ["c", "r", "h", "o"];
const operandLetters = ["a", "b", "c", "d", "e", "f", "g"];

export function nameArrays(operands: readonly OperandFact[], resultText: string, t: Translate): Names {
  const texts = [...new Set([...operands.map((operand) => operand.text), resultText])];
  const own = operands.map((operand) => ownName(operand.text, texts, t));
  const ownResult = identifier(resultText, texts);
  // A made-up letter must be none that the reader sees anywhere in the code of this expression.
  const taken = new Set(texts.flatMap((text) => text.match(/\b[A-Za-z]\b/g) ?? []));
  const next = (letters: readonly string[]): string => {
    const letter = letters.find((each) => !taken.has(each)) ?? "q";
    taken.add(letter);
    return letter;
  };
  const named = operands.map((operand, index): Named => {
    const name = own[index];
    if (name != null) return name;
    const letter = next(operandLetters);
    return { tex: letter, spoken: letter, isNumber: false, standsFor: operand.text };
  });
  const letter = ownResult === null ? next(resultLetters) : "";
  const result = ownResult ?? { tex: letter, spoken: letter, isNumber: false };
  const clash = indexLetters.slice(0, 4).some((each) => taken.has(each));
  return {
    operands: named,
    result,
    letters: (clash ? otherLetters : indexLetters).filter((each) => !taken.has(each)),
    assigns: named.some((name) => name.tex.replace(/\^\{\\top\}$/, "") === result.tex),
  };
}

function ownName(text: string, texts: readonly string[], t: Translate): Named | null {
  const number = /^-?(\d+\.?\d*|\.\d+)$/.exec(text);
  if (number !== null) return { tex: text, spoken: text, isNumber: true };
  const transposed = /^(.+)\.T$/.exec(text)?.[1];
  if (transposed !== undefined) {
    const inner = identifier(transposed, texts);
    return inner === null
      ? null
      : { tex: `${inner.tex}^{\\top}`, spoken: t("{0} transposed", inner.spoken), isNumber: false };
  }
  return identifier(text, texts);
}

/** `a`, `w_grad`, `self.w`: the last name is enough beside the code, but where the same name stands there alone too. */
function identifier(text: string, texts: readonly string[]): Named | null {
  const [, self = "", name] = /^(self\.)?([A-Za-z_]\w*)$/.exec(text) ?? [];
  if (name === undefined || name.length > 16) return null;
  const both = texts.some((other) => [name, `${name}.T`].includes(other)) && self !== "";
  const shown = both ? `${self}${name}` : name;
  const tex = shown.length === 1 && name !== "_" ? shown : `\\mathrm{${shown.replaceAll("_", "\\_")}}`;
  return { tex, spoken: shown, isNumber: false };
}

/** An element: the name with an index for each axis. */
export function element(name: Named, indices: readonly Index[], t: Translate): Term {
  if (indices.length === 0) {
    const negative = name.isNumber && name.tex.startsWith("-");
    return { tex: name.tex, spoken: name.spoken, binding: negative ? "sum" : "atom" };
  }
  return {
    tex: `${name.tex}_{${joined(indices)}}`,
    spoken: t("{0} sub {1}", name.spoken, indices.join(" ")),
    binding: "atom",
  };
}

/** `ij` where every index is a letter, `i,0` where one is not. */
function joined(indices: readonly Index[]): string {
  return indices.every((index) => /^[a-z]$/.test(index)) ? indices.join("") : indices.join(",");
}

/** The index of each axis of an operand that is broadcast to a result: 0 along an axis of size 1. */
export function broadcastIndices(array: ArrayFact, resultIndices: readonly Index[]): Index[] {
  const shape = array.shape ?? [];
  const missing = resultIndices.length - shape.length;
  return shape.map((size, axis) => (size.value === 1 ? "0" : (resultIndices[missing + axis] ?? "0")));
}

/** A letter for each axis, 0 for an axis that holds one element only. */
export function axisIndices(shape: readonly SizeFact[], letters: readonly string[]): Index[] {
  return shape.map((size, axis) => (size.value === 1 ? "0" : (letters[axis] ?? `i_${axis}`)));
}

export function bracket(term: Term, inside: "product" | "atom"): Term {
  const needs = inside === "product" ? term.binding === "sum" : term.binding !== "atom";
  return needs ? { tex: `\\left(${term.tex}\\right)`, spoken: term.spoken, binding: "atom" } : term;
}

/** Σ or Π over an index from 0 to the last one. */
export function overIndex(
  symbol: "\\sum" | "\\prod",
  index: string,
  size: SizeFact,
  body: Term,
  t: Translate,
): Term {
  const last = lastIndex(size);
  const word =
    symbol === "\\sum"
      ? t("the sum over {0} from 0 to {1} of {2}", index, last.spoken, body.spoken)
      : t("the product over {0} from 0 to {1} of {2}", index, last.spoken, body.spoken);
  return {
    tex: `${symbol}_{${index}=0}^{${last.tex}} ${bracket(body, "product").tex}`,
    spoken: word,
    binding: "product",
  };
}

/** The last index of an axis: 2 for a size of 3, n − 1 for a size of n, m − 2 for a size of m − 1. */
function lastIndex(size: SizeFact): { tex: string; spoken: string } {
  if (size.value !== null) return { tex: String(size.value - 1), spoken: String(size.value - 1) };
  const constant = / ([+-]) (\d+)$/.exec(size.text);
  const head = constant === null ? size.text : size.text.slice(0, constant.index);
  const offset = (constant === null ? 0 : Number(`${constant[1]}${constant[2]}`)) - 1;
  const tail = offset === 0 ? "" : offset < 0 ? ` - ${-offset}` : ` + ${offset}`;
  return { tex: `${sizeTex(head)}${tail}`, spoken: `${head}${tail}` };
}

/** A size as TeX: its names upright where they are words. */
export function sizeTex(text: string): string {
  return text
    .replace(/[\\{}^~#$%&]/g, "")
    .replace(/\s*\/\/\s*/g, " \\mathbin{/\\!/} ")
    .replace(/\*/g, " \\cdot ")
    .replace(/[A-Za-z]\w+/g, (name, at: number, whole: string) =>
      whole[at - 1] === "\\" ? name : `\\mathrm{${name.replaceAll("_", "\\_")}}`,
    );
}
