import type { Run } from "../run";

/** Arrays of numbers as plain lists; numbers that JSON does not know become null. */
export function plainLists(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Float64Array ? [...inner] : inner)),
  );
}

export function runAsJson(run: Run): unknown {
  return plainLists(run);
}

/** The learning curves as CSV, one line an epoch that was kept. */
export function curvesAsCsv({ metrics }: Run): string {
  const columns: [string, ArrayLike<number>][] = [
    ["epoch", metrics.epochNumbers ?? metrics.trainLoss.map((_, index) => index + 1)],
    ["train_loss", metrics.trainLoss],
    ["validation_loss", metrics.validationLoss],
    ["train_accuracy", metrics.trainAccuracy],
    ["validation_accuracy", metrics.validationAccuracy],
    ["seconds", metrics.seconds],
  ];
  if (metrics.endOfEpochLoss !== undefined) columns.push(["end_of_epoch_loss", metrics.endOfEpochLoss]);
  const rows = Array.from(metrics.trainLoss, (_, index) =>
    columns.map(([, values]) => values[index]).join(","),
  );
  return `${columns.map(([name]) => name).join(",")}\n${rows.join("\n")}\n`;
}

/** The weights as CSV: one line a weight, with the feature and, for several outputs, the class it speaks for. */
export function weightsAsCsv(run: Run): string {
  const { featureNames, classes } = run.dataset;
  const outputs = run.spec.model.kind === "softmax" ? run.spec.model.classes : 1;
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const name = (output: number) => (outputs > 1 ? (classes[output]?.name ?? String(output)) : "");
  const lines =
    run.spec.model.kind === "network"
      ? Array.from(run.weights, (weight, index) => `weight_${index},,${weight}`)
      : Array.from(run.weights, (weight, index) => {
          const feature = featureNames[Math.floor(index / outputs)] ?? "";
          return `${quoted(feature)},${quoted(name(index % outputs))},${weight}`;
        });
  const intercepts = Array.from(
    run.intercepts,
    (value, index) => `intercept,${quoted(name(index))},${value}`,
  );
  return `feature,class,weight\n${[...lines, ...intercepts].join("\n")}\n`;
}
