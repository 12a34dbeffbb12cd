import type { ArrayFact, OperationFact, SizeFact } from "../../../src/insight/facts";
import { panelPalette } from "../../../src/present/palette";
import { operationPicture } from "../../../src/present/picture/picture";
import type { ShapePiece, ShapesView } from "../../../src/present/shapes";
import type { ShapesScreen } from "../../../src/present/view";
import { createTypesetter } from "../../../src/typeset/typesetter";
import { type Language, translator } from "./fixtures";

const uri = "file:///lesson/neuron.py";

const size = (value: number, name?: string): SizeFact => ({
  text: String(value),
  value,
  ...(name === undefined ? {} : { name }),
});

const array = (...shape: SizeFact[]): ArrayFact => ({ shape, dtype: "float", scalar: false });

const piece = (text: string, role: "m" | "n" | "k"): ShapePiece => ({
  type: "size",
  text,
  role,
  label: role,
});
const text = (value: string): ShapePiece => ({ type: "text", text: value });

/** `np.dot(x.T, err)` of the lesson, with the product's own picture of it. */
export function gradientShapes(language: Language, width: number): ShapesScreen {
  const t = translator(language);
  const [m, n, k] = [size(364, "m"), size(30, "n"), size(1)];
  const span = { start: 0, end: 3 };
  const operation: OperationFact = {
    kind: "product",
    name: "numpy.dot",
    operands: [
      { ...array(n, m), text: "x.T", span },
      { ...array(m, k), text: "err", span },
    ],
    result: array(n, k),
  };
  const tex = "\\nabla_w J = \\frac{1}{m} X^\\top E";
  const formula = createTypesetter()(tex, { display: false });
  const view: ShapesView = {
    code: { uri, line: 79, text: "w_grad = np.dot(x.T, err) / m" },
    state: "known",
    verdict: null,
    lines: [
      {
        caller: null,
        pieces: [
          text("("),
          piece("30", "n"),
          text(", "),
          piece("364", "m"),
          text(")"),
          text(" · ("),
          piece("364", "m"),
          text(", "),
          piece("1", "k"),
          text(")"),
          text(" → ("),
          piece("30", "n"),
          text(", "),
          piece("1", "k"),
          text(")"),
        ],
        dtype: "float",
        text: "(30, 364) · (364, 1) → (30, 1)",
        ties: [{ from: 3, to: 6, role: "m", label: "m", clash: false }],
      },
    ],
    picture: operationPicture(operation, "w_grad", { palette: panelPalette, t, width, letters: true }),
    formula: { tex, spoken: "the gradient of J by w equals 1 over m times X transpose times E" },
    operands: [
      {
        text: "x.T",
        shape: [text("("), piece("30", "n"), text(", "), piece("364", "m"), text(")")],
        shapeText: "(30, 364)",
        dtype: "float",
        span,
      },
      {
        text: "err",
        shape: [text("("), piece("364", "m"), text(", "), piece("1", "k"), text(")")],
        shapeText: "(364, 1)",
        dtype: "float",
        span,
      },
    ],
    notes: [],
    origins: [
      { uri, line: 31, text: "load_breast_cancer()", sizes: "n 30", roles: ["n"] },
      {
        uri,
        line: 35,
        text: "train_test_split(x_all, y_all, stratify=y_all, test_size=0.2)",
        sizes: "m 364",
        roles: ["m"],
      },
    ],
    problems: [],
    unknown: null,
  };
  return { revision: 1, view, formulaSvg: formula.kind === "formula" ? formula.svg : null };
}

/** `np.dot(x, err)`: the inner sizes clash. */
export function mismatchShapes(): ShapesScreen {
  const view: ShapesView = {
    code: { uri, line: 79, text: "w_grad = np.dot(x, err) / m" },
    state: "mismatch",
    verdict: { severity: "error", text: "does not fit" },
    lines: [
      {
        caller: null,
        pieces: [
          text("("),
          piece("364", "m"),
          text(", "),
          piece("30", "n"),
          text(")"),
          text(" · ("),
          piece("364", "m"),
          text(", "),
          piece("1", "k"),
          text(")"),
        ],
        dtype: "",
        text: "(364, 30) · (364, 1) does not fit",
        ties: [{ from: 3, to: 6, role: "n", label: "n", clash: true }],
      },
    ],
    picture: null,
    formula: null,
    operands: [],
    notes: [],
    origins: [],
    problems: [
      {
        severity: "error",
        code: "matmul-mismatch",
        heading: "NumPy will raise ValueError",
        numpy: "shapes (364,30) and (364,1) not aligned: 30 (dim 1) != 364 (dim 0)",
        sentences: ["x has 30 columns, err has 364 rows."],
        picture: null,
        calls: [{ uri, line: 95, text: "w_grad, b_grad = self.backprop(x, err)" }],
        fixes: [
          { code: "transpose", title: "np.dot(x.T, err)", shape: "(30, 1)", index: 0 },
          { code: "transpose", title: "np.dot(err.T, x)", shape: "(1, 30)", index: 1 },
        ],
      },
    ],
    unknown: null,
  };
  return { revision: 2, view, formulaSvg: null };
}

export function unknownShapes(): ShapesScreen {
  const view: ShapesView = {
    ...mismatchShapes().view,
    code: { uri, line: 12, text: "z = load_rows(path) @ w" },
    state: "unknown",
    verdict: null,
    lines: [],
    problems: [],
    unknown: "load_rows is not known here; line 4 imports it from a module that is not open.",
  };
  return { revision: 3, view, formulaSvg: null };
}
