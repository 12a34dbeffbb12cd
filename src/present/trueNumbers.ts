import type { Span } from "../base/span";
import type { ArrayFact, ExpressionFact } from "../insight/facts";

/** What an array came to when the program first got there. */
interface Numbers {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The places whose numbers the screen of an expression shows: itself, and what it is made of. */
export function numberPlaces(fact: ExpressionFact): readonly Span[] {
  return [fact.span, ...operandsOf(fact).map(({ span }) => span)];
}

/** A name that is read may have been written to since it was made: only its own numbers are its. */
function operandsOf(fact: ExpressionFact) {
  return fact.role === "load" ? [] : (fact.operation?.operands ?? []);
}

/** The same fact with the program's own numbers, where the shapes agree; `found` are those of `numberPlaces`. */
export function withNumbers(fact: ExpressionFact, found: readonly (Numbers | null)[]): ExpressionFact {
  const [own = null, ...others] = found;
  const [first, ...more] = fact.values;
  const values = first === undefined ? [] : [{ ...first, ...numbersFor(first, own) }, ...more];
  const { operation } = fact;
  if (operation === undefined || fact.role === "load") return { ...fact, values };
  return {
    ...fact,
    values,
    operation: {
      ...operation,
      operands: operation.operands.map((each, at) => ({ ...each, ...numbersFor(each, others[at] ?? null) })),
      result: { ...operation.result, ...numbersFor(operation.result, own) },
    },
  };
}

/** More are no cells with numbers in them, but ink. */
const mostCells = 256;

function numbersFor(array: ArrayFact, numbers: Numbers | null): Pick<ArrayFact, "data" | "numbers"> {
  const isOf = array.shape?.map(({ value }) => value).join() === numbers?.shape.join();
  if (numbers === null || !isOf || array.data !== undefined) return {};
  if (numbers.values.length > mostCells) return { numbers: numbers.values };
  return { data: array.dtype === "bool" ? numbers.values.map((value) => value !== 0) : numbers.values };
}
