import type { Column } from "./table";

/** The classes that a column tells apart, and each row's class number (−1 where the label is missing). */
export interface Labels {
  readonly names: readonly string[];
  readonly codes: Int32Array;
}

/**
 * Numbers the classes in order of first appearance, as scikit-learn's own breast cancer set has them (malignant 0,
 * benign 1). Labels that are the numbers 0 … K−1 already keep them: the learner's own code trains on them as they are.
 * The numbering decides which rows a stratified split takes.
 */
export function labelsOf(column: Column): Labels {
  return column.kind === "text" ? textLabels(column.codes, column.categories) : numberLabels(column.values);
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
  return { names, codes: numbered };
}

function numberLabels(values: Float64Array): Labels {
  const numberOf = new Map<number, number>();
  for (const value of values)
    if (!Number.isNaN(value) && !numberOf.has(value)) numberOf.set(value, numberOf.size);
  const count = numberOf.size;
  const labels = [...numberOf.keys()];
  const areNumbered = labels.every((label) => Number.isInteger(label) && label >= 0 && label < count);
  if (areNumbered) for (const label of labels) numberOf.set(label, label);
  const names = Array.from({ length: count }, () => "");
  for (const [label, number] of numberOf) names[number] = String(label);
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) codes[row] = numberOf.get(values[row] ?? Number.NaN) ?? -1;
  return { names, codes };
}
