import type { ShapesView } from "./shapes";

/** What is asked for before it is shown: the result of the operation, as `(30, 1)`. Null where there is nothing to predict. */
export function shapeToPredict({ state, lines, operands }: ShapesView): string | null {
  const [line, more] = lines;
  if (state !== "known" || operands.length === 0 || line === undefined || more !== undefined) return null;
  const arrow = line.text.lastIndexOf(arrowText);
  return arrow < 0 ? null : line.text.slice(arrow + arrowText.length).trim();
}

const arrowText = "→";

/** The line as far as the arrow, and a question mark for the rest. */
export function hiddenLine(line: ShapesView["lines"][number]): ShapesView["lines"][number] {
  const at = line.pieces.findLastIndex(({ type, text }) => type === "text" && text.includes(arrowText));
  const arrow = line.pieces[at]?.text ?? "";
  const before = arrow.slice(0, arrow.indexOf(arrowText) + arrowText.length);
  const pieces = [...line.pieces.slice(0, at), { type: "text" as const, text: `${before} ?` }];
  const ties = line.ties.filter(({ to }) => to < at);
  return { ...line, pieces, ties, dtype: "", text: pieces.map(({ text }) => text).join("") };
}

/** Whether a reader means that shape: brackets, spaces and the comma of one axis do not matter, nor `30 x 1`. */
export function isPredicted(typed: string, shape: string): boolean {
  return sizesOf(typed) === sizesOf(shape);
}

function sizesOf(text: string): string {
  return text
    .replace(/(\d)\s*[x×]\s*(?=\d)/gi, "$1,")
    .replace(/^\s*[([]|[)\]]\s*$/g, "")
    .split(/[,\s]+/)
    .filter((size) => size !== "")
    .join(",");
}
