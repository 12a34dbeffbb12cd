import { expect, it } from "vitest";
import type { ShapeLine, ShapePiece } from "../../src/present/shapes";
import { groupByTie } from "../../webview/shapeLine";

/** "(30 , 364 ) …": every word is a piece, numbers are sizes. */
function line(words: readonly string[], ties: readonly (readonly [number, number])[]): ShapeLine {
  const pieces = words.map(
    (text): ShapePiece =>
      /^\d+$/.test(text) ? { type: "size", text, role: "m", label: "m" } : { type: "text", text },
  );
  const tie = ([from, to]: readonly [number, number]) =>
    ({ from, to, role: "m", label: "m", clash: false }) as const;
  return { caller: null, pieces, dtype: "", text: words.join(""), ties: ties.map(tie) };
}

const texts = (of: ShapeLine) =>
  groupByTie(of).map(({ from, to }) =>
    of.pieces
      .slice(from, to + 1)
      .map((piece) => piece.text)
      .join(""),
  );

it("keeps what a tie spans together, and each other shape with its operator", () => {
  const product = line(
    ["(", "30", ", ", "364", ")", " · ", "(", "364", ", ", "1", ")", " → ", "(", "30", ", ", "1", ")"],
    [[3, 7]],
  );
  expect(texts(product)).toEqual(["(30, ", "364) · (364", ", 1)", " → (30, 1)"]);
});

it("breaks an untied line between its shapes only", () => {
  const sum = line(
    ["(", "364", ", ", "1", ")", " − ", "(", "364", ",)", " → ", "(", "364", ", ", "364", ")"],
    [],
  );
  expect(texts(sum)).toEqual(["(364, 1)", " − (364,)", " → (364, 364)"]);
});

it("loses no piece, and draws no two ties over each other", () => {
  const twice = line(
    ["(", "2", ", ", "3", ")", " · ", "(", "3", ", ", "4", ")"],
    [
      [3, 7],
      [1, 9],
      [7, 3],
    ],
  );
  const groups = groupByTie(twice);
  expect(groups.filter((group) => group.tie !== null)).toHaveLength(1);
  expect(texts(twice).join("")).toBe(twice.text);
  expect(groupByTie(line([], []))).toEqual([]);
});
