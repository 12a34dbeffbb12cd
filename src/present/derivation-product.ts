import type { Translate } from "../base/translate";
import type { Arrangement, Matrix, ProductStory, Sides } from "../insight/derivation/product";
import type { FormulaView } from "./derivation-view";
import { formatValue } from "./training-numbers";

/** The picture behind "why the transpose": a product built up sample by sample, and why no other order fits. */
export interface ProductView {
  readonly lead: string;
  readonly toy: string;
  readonly formula: FormulaView;
  readonly left: ProductMatrixView;
  readonly right: ProductMatrixView;
  readonly frames: readonly ProductFrame[];
  readonly arrangements: readonly ArrangementView[];
}

export interface ProductMatrixView {
  readonly formula: FormulaView;
  /** What the learner calls it. */
  readonly code: string | null;
  readonly cells: readonly (readonly string[])[];
  readonly name: string;
}

/** After so many samples as its place says; the first one is before any. */
export interface ProductFrame {
  /** "sample 2 of 3". */
  readonly label: string;
  /** "e₂ x₂"; null before the first sample. */
  readonly term: {
    readonly formula: FormulaView;
    readonly cells: readonly (readonly string[])[];
    readonly text: string;
  } | null;
  readonly sum: readonly (readonly string[])[];
  readonly sumText: string;
  /** What there is to say beside the numbers; empty where they say all. */
  readonly note: string;
  /** All of it, for who does not see the picture. */
  readonly spoken: string;
}

export interface ArrangementView {
  readonly formula: FormulaView;
  /** "(30, 364) · (364, 1)". */
  readonly shapes: string;
  /** "(30, 1)"; null where the product does not exist. */
  readonly result: string | null;
  readonly mark: "right" | "wrong" | "chance";
  readonly verdict: string;
}

export function productTex(stories: readonly ProductStory[]): readonly string[] {
  return stories.flatMap((story) => [
    story.tex,
    story.left.tex,
    story.right.tex,
    ...story.terms.map(({ tex }) => tex),
    ...story.arrangements.map(({ tex }) => tex),
  ]);
}

/** `code` gives the learner's own name for a factor. */
export function productView(
  story: ProductStory,
  code: (tex: string) => string | null,
  name: (tex: string) => string,
  formula: (tex: string) => FormulaView,
  t: Translate,
): ProductView {
  const matrix = ({ tex, matrix: values }: ProductStory["left"]): ProductMatrixView => ({
    formula: formula(tex),
    code: code(tex),
    cells: cellsOf(values),
    name: name(tex),
  });
  return {
    lead: t(
      "Each sample adds its error times its inputs. The product does that for all of them: a column of the left factor meets a row of the right one, sample after sample.",
    ),
    toy: t("Toy numbers by the same formula: {0} samples.", story.terms.length),
    formula: formula(story.tex),
    left: matrix(story.left),
    right: matrix(story.right),
    frames: frames(story, formula, t),
    arrangements: story.arrangements.map((each) => arrangementView(each, formula, t)),
  };
}

function frames(
  story: ProductStory,
  formula: (tex: string) => FormulaView,
  t: Translate,
): readonly ProductFrame[] {
  const { terms, product } = story;
  const nothing = product.map((row) => row.map(() => "0"));
  const start: ProductFrame = {
    label: t("before the first sample"),
    term: null,
    sum: nothing,
    sumText: matrixText(product.map((row) => row.map(() => 0))),
    note: t("The sum starts at zero."),
    spoken: t("The sum starts at zero."),
  };
  return [
    start,
    ...terms.map(({ tex, term, sum }, at): ProductFrame => {
      const shown = formula(tex);
      const [added, total] = [matrixText(term), matrixText(sum)];
      const last = at === terms.length - 1;
      return {
        label: t("sample {0} of {1}", at + 1, terms.length),
        term: { formula: shown, cells: cellsOf(term), text: added },
        sum: cellsOf(sum),
        sumText: total,
        note: last ? t("Nothing is left out: the sum is the whole product.") : "",
        spoken: last
          ? t(
              "{0} is {1}. The sum is {2}, and that is the whole product: {3}.",
              shown.spoken,
              added,
              total,
              formula(story.tex).spoken,
            )
          : t("{0} is {1}. The sum so far is {2}.", shown.spoken, added, total),
      };
    }),
  ];
}

function cellsOf(matrix: Matrix): readonly (readonly string[])[] {
  return matrix.map((row) => row.map(cellText));
}

/** Two decimals: it is the sum that is to be followed, and a cell is narrow. */
function cellText(value: number): string {
  if (Number.isInteger(value)) return formatValue(value).replace(/\.0+$/, "");
  const text = Math.abs(value).toFixed(2);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

function matrixText(matrix: Matrix): string {
  const cells = cellsOf(matrix);
  const single = cells.every((row) => row.length === 1);
  if (single) return `(${cells.flat().join(", ")})`;
  if (cells.length === 1) return `(${cells.flat().join(", ")})`;
  return `(${cells.map((row) => `(${row.join(", ")})`).join(", ")})`;
}

function arrangementView(
  each: Arrangement,
  formula: (tex: string) => FormulaView,
  t: Translate,
): ArrangementView {
  const { left, right, result, verdict } = each;
  return {
    formula: formula(each.tex),
    shapes: `${shapeOf(left)} · ${shapeOf(right)}`,
    result: result === null ? null : shapeOf(result),
    mark:
      verdict === "gradient"
        ? "right"
        : verdict === "chance-inner" || verdict === "chance-shape"
          ? "chance"
          : "wrong",
    verdict: arrangementSentence(each, t),
  };
}

function shapeOf([rows, columns]: Sides): string {
  return `(${rows.text}, ${columns.text})`;
}

function arrangementSentence({ left, right, result, verdict }: Arrangement, t: Translate): string {
  const inner: readonly [string, string] = [left[1].text, right[0].text];
  switch (verdict) {
    case "gradient":
      return t("Samples meet samples, and the result has the shape of the weights.");
    case "inner":
      return t("The inner sizes {0} and {1} differ: it can't be computed.", ...inner);
    case "shape":
      return t(
        "It can be computed, but {0} is the gradient on its side: not the shape of the weights.",
        result === null ? "" : shapeOf(result),
      );
    case "chance-inner":
      return t(
        "It can be computed by chance, as {0} and {1} are the same number here: it pairs what does not belong together.",
        sizeName(left[1].name, t),
        sizeName(right[0].name, t),
      );
    case "chance-shape":
      return t(
        "It fits by chance, as {0} and {1} are the same number here: it is the gradient with its rows and columns exchanged.",
        sizeName(left[0].name, t),
        sizeName(right[1].name, t),
      );
  }
}

/** What a size counts. */
function sizeName(name: string, t: Translate): string {
  if (name === "m") return t("samples");
  if (name === "n") return t("features");
  if (name === "K") return t("outputs");
  if (name === "1") return t("the one output");
  return t("hidden units");
}
