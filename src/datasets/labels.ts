import type { Column } from "./table";

/** The classes that a column tells apart, and each row's class number (−1 where the label is missing). */
export interface Labels {
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/** Class 0 of two: what is not the case. */
const negatives: ReadonlySet<string> = new Set([
  ..."no n false f negative neg absent off fail failed non nein -".split(" "),
  ..."아니오 아니요 거짓 음성 불합격 무".split(" "),
]);
const positives: ReadonlySet<string> = new Set([
  ..."yes y true t positive pos present on pass passed oui ja +".split(" "),
  ..."예 네 참 양성 합격 유".split(" "),
]);

/**
 * Numbers the classes: labels that are numbers in their order, so that 0 … K−1 keep theirs, and the learner's own code
 * trains on them as they are; of a no and a yes the yes is 1; other text in order of first appearance, as scikit-learn's own
 * breast cancer set has it (malignant 0, benign 1). The numbering decides which rows a stratified split takes.
 */
export function labelsOf(column: Column): Labels {
  return column.kind === "text" ? textLabels(column.codes, column.categories) : numberLabels(column.values);
}

function isYesThenNo([first = "", second = "", ...others]: readonly string[]): boolean {
  const [yes, no] = [first.toLowerCase(), second.toLowerCase()];
  return others.length === 0 && positives.has(yes) && negatives.has(no);
}

/** Categories that no row has any more (rows may have been left out) get no number. */
function textLabels(codes: Int32Array, categories: readonly string[]): Labels {
  const numberOf = new Map<number, number>();
  const names: string[] = [];
  const numbered = codes.map((code) => {
    if (code < 0) return -1;
    const known = numberOf.get(code);
    if (known !== undefined) return known;
    numberOf.set(code, names.length);
    names.push(categories[code] ?? "");
    return names.length - 1;
  });
  if (!isYesThenNo(names)) return { names, codes: numbered };
  return { names: names.toReversed(), codes: numbered.map((code) => (code < 0 ? code : 1 - code)) };
}

function numberLabels(values: Float64Array): Labels {
  const present = new Set<number>();
  for (const value of values) if (!Number.isNaN(value)) present.add(value);
  const labels = [...present].sort((a, b) => a - b);
  const numberOf = new Map(labels.map((label, number) => [label, number]));
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) codes[row] = numberOf.get(values[row] ?? Number.NaN) ?? -1;
  return { names: labels.map(String), codes };
}
