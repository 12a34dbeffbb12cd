import type { FunctionDefinition } from "../../syntax/tree";
import { callsIn } from "./stageText";

/**
 * A call that we write, with the program's functions where one of them is asked for: `gradient_function=None` of a function that calls
 * it becomes `gradient_function=compute_gradient`, by a word that both names have.
 */
export function withFunctions(
  call: string,
  definition: FunctionDefinition,
  functions: readonly FunctionDefinition[],
): string {
  const called = callsIn(definition);
  return call.replaceAll(/([^\s(,=]+)=None/g, (whole, name: string) => {
    if (!called.has(name)) return whole;
    const words = wordsOf(name);
    const known = functions
      .filter((each) => each !== definition && wordsOf(each.name).some((own) => words.some(isSame(own))))
      // `compute_cost` rather than `cost_and_gradient`.
      .sort((a, b) => wordsOf(a.name).length - wordsOf(b.name).length);
    return known[0] === undefined ? whole : `${name}=${known[0].name}`;
  });
}

const isSame = (own: string) => (other: string) => own.startsWith(other) || other.startsWith(own);

function wordsOf(name: string): readonly string[] {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[_\d]+/);
  return words.filter(
    (each) => each.length > 2 && !/^(func|function|fun|compute|calc|calculate|get)$/.test(each),
  );
}
