import type { Span } from "../base/span";
import { checkGradients, type ParameterCheck, type ProgramCheck } from "./gradientCheck";
import type { Mistake } from "./gradientComparison";
import { divisionAfter, otherAxes, type PieceEdit, withoutSigmoidSlope } from "./gradientEdits";
import type { GradientProgram } from "./gradientTrace";

/** Edits that turn a wrong gradient right: tried on the program, and offered only when the check then says so. */
export interface GradientFix {
  readonly code:
    | "divide-by-samples"
    | "turn-sign"
    | "transpose"
    | "scale"
    | "reshape"
    | "sum-axis"
    | "remove";
  /** What is put in (or taken out), for the button: "/ m". */
  readonly text: string;
  readonly edits: readonly { readonly file: string; readonly span: Span; readonly text: string }[];
}

/**
 * The fix for a wrong check, or null where it is not a matter of one edit a gradient, or none was found in `patience`
 * milliseconds. Never throws.
 */
export function gradientFix(
  program: GradientProgram,
  check: ProgramCheck,
  patience = Number.POSITIVE_INFINITY,
): GradientFix | null {
  if (check.mistake === null) return null;
  const wrong = check.parameters.filter((each) => each.verdict === "wrong" && each.mistake === check.mistake);
  const texts = new Map(program.parts.map(({ file, module }) => [file, module.text]));
  const start = performance.now();
  for (const candidate of candidates(check.mistake, wrong, texts, check)) {
    if (performance.now() - start > patience) return null;
    if (isRight(program, candidate, check)) return candidate;
  }
  return null;
}

function candidates(
  mistake: Mistake,
  wrong: readonly ParameterCheck[],
  texts: ReadonlyMap<string, string>,
  check: ProgramCheck,
): GradientFix[] {
  const edit = (
    code: GradientFix["code"],
    text: string,
    change: (source: string) => string,
  ): GradientFix => ({
    code,
    text,
    edits: wrong.map(({ file, span }) => ({
      file,
      span,
      text: change((texts.get(file) ?? "").slice(span.start, span.end)),
    })),
  });
  switch (mistake) {
    case "missing_mean":
    case "bias_not_averaged":
      return counts(texts.get(check.file) ?? "", check.span).map((count) =>
        edit("divide-by-samples", `/ ${count}`, (source) => `${grouped(source)} / ${count}`),
      );
    case "sign":
      return [edit("turn-sign", "-", (source) => `-${grouped(source, true)}`)];
    case "transposed_result":
      return [
        edit("transpose", ".T", (source) => `${grouped(source, true)}.T`),
        edit("reshape", ".reshape(-1, 1)", (source) => `${grouped(source, true)}.reshape(-1, 1)`),
      ];
    case "double_mean":
      return removedDivision(wrong, texts, null);
    case "divided_by_features":
      return counts(texts.get(check.file) ?? "", check.span).flatMap((count) =>
        removedDivision(wrong, texts, count),
      );
    case "extra_activation_derivative":
      return withoutSigmoidSlope(texts.get(check.file) ?? "", check.span).map(pieceFix("remove", check.file));
    case "bias_axis":
      return otherAxes(texts.get(check.file) ?? "", check.span).map(pieceFix("sum-axis", check.file));
    case "factor_two":
      return [
        edit("scale", "2 *", (source) => `2 * ${grouped(source)}`),
        edit("scale", "/ 2", (source) => `${grouped(source)} / 2`),
      ];
    default:
      return [];
  }
}

/** The division after each gradient taken out, or by something else in its place. */
function removedDivision(
  wrong: readonly ParameterCheck[],
  texts: ReadonlyMap<string, string>,
  count: string | null,
): GradientFix[] {
  const found = wrong.flatMap(({ file, span }) => {
    const division = divisionAfter(texts.get(file) ?? "", span);
    return division === null ? [] : [{ file, division }];
  });
  const [first] = found;
  if (first === undefined || found.length < wrong.length) return [];
  const put = count === null ? "" : ` / ${count}`;
  const edits = found.map(({ file, division }) => ({ file, span: division.span, text: put }));
  return [
    count === null
      ? { code: "remove", text: first.division.shown, edits }
      : { code: "divide-by-samples", text: `/ ${count}`, edits },
  ];
}

function pieceFix(code: GradientFix["code"], file: string) {
  return ({ shown, span, text }: PieceEdit): GradientFix => ({
    code,
    text: shown,
    edits: [{ file, span, text }],
  });
}

/** In brackets, unless it is a call or a name (or, where that is enough, a product). */
function grouped(source: string, tight = false): string {
  if (/^[\w.]+(\([^()]*(\([^()]*\)[^()]*)*\))?$/.test(source)) return source;
  const sum = / [+-] /.test(source.replace(/\([^()]*\)/g, ""));
  return tight || sum ? `(${source})` : source;
}

/** Names that hold the number of samples near the gradient, then `len(…)` of the function's own parameters. */
function counts(text: string, span: Span): string[] {
  const own = text.slice(span.start, span.end);
  const named = [
    ...own.matchAll(/(\w+)\s*=\s*(?:len\(|[\w.]+\.shape\[)/g),
    ...own.matchAll(/(\w+),\s*\w+\s*=\s*[\w.]+\.shape/g),
  ];
  const global = [
    ...text.matchAll(/^(\w+)\s*=\s*(?:len\(|[\w.]+\.shape\[)/gm),
    ...text.matchAll(/^(\w+),\s*\w+\s*=\s*[\w.]+\.shape/gm),
  ];
  const parameters = /^def \w+\(([^)]*)\)/.exec(own.trimStart())?.[1]?.split(",") ?? [];
  const lengths = parameters
    .map((each) => each.replace(/[:=].*$/s, "").trim())
    .filter((each) => /^\w+$/.test(each) && each !== "self")
    .map((each) => `len(${each})`);
  return [...new Set([...named, ...global].map((match) => match[1] ?? "").concat(lengths))].slice(0, 6);
}

function isRight(program: GradientProgram, fix: GradientFix, check: ProgramCheck): boolean {
  const parts = program.parts.map((part) => {
    const edits = fix.edits
      .filter((each) => each.file === part.file)
      .toSorted((a, b) => b.span.start - a.span.start);
    if (edits.length === 0) return part;
    const text = edits.reduce(
      (changed, { span, text: put }) => changed.slice(0, span.start) + put + changed.slice(span.end),
      part.module.text,
    );
    return { file: part.file, module: program.parse(text) };
  });
  const again = checkGradients({ ...program, parts }).find((each) => each.function === check.function);
  const fixed = new Set(
    check.parameters.filter((each) => each.mistake === check.mistake).map(({ name }) => name),
  );
  return again?.parameters.every((each) => !fixed.has(each.name) || each.verdict === "right") ?? false;
}
