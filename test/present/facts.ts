import type { DtypeKind } from "../../src/algebra/abstract";
import type { ArrayFact, OperandFact, OperationFact, SizeFact } from "../../src/insight/facts";

/** Facts as the analysis gives them, in few words: sizes are numbers, names ("m"), or a number with a name ("m=364"). */
export type SizeWord = number | string;

export function size(word: SizeWord): SizeFact {
  if (typeof word === "number") return { text: String(word), value: word };
  const [name, number] = word.split("=");
  return number === undefined
    ? { text: word, value: null }
    : { text: number, value: Number(number), name: name ?? "" };
}

export interface ArrayWords {
  readonly dtype?: DtypeKind;
  readonly data?: readonly (number | boolean)[];
}

export function array(shape: readonly SizeWord[] | null, words: ArrayWords = {}): ArrayFact {
  return {
    shape: shape?.map(size) ?? null,
    dtype: words.dtype ?? (words.data?.every((value) => Number.isInteger(value)) ? "int" : "float"),
    scalar: shape?.length === 0,
    ...(words.data === undefined ? {} : { data: words.data }),
  };
}

export function operand(
  text: string,
  shape: readonly SizeWord[] | null,
  words: ArrayWords = {},
): OperandFact {
  return { ...array(shape, words), text, span: { start: 0, end: text.length } };
}

export function operation(
  kind: OperationFact["kind"],
  name: string,
  operands: readonly OperandFact[],
  result: ArrayFact,
  axis?: number | null,
): OperationFact {
  return { kind, name, operands, result, ...(axis === undefined ? {} : { axis }) };
}

export function range(count: number, start = 0): number[] {
  return Array.from({ length: count }, (_, index) => start + index);
}
