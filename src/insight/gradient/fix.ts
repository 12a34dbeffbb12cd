import type { Span } from "../../base/span";
import { penaltyName } from "../../domains/symbolsUpdates";
import { checkGradients, type ParameterCheck, type ProgramCheck } from "./check";
import type { Mistake } from "./comparison";
import { divisionAfter, otherAxes, type PieceEdit, withoutSigmoidSlope } from "./edits";
import { rewritesOf } from "./rewrites";
import type { GradientProgram } from "./trace";

/** Edits that turn a wrong gradient right: tried on the program, and offered only when the check then says so. */
export interface GradientFix {
  readonly code:
    | "divide-by-samples"
    | "turn-sign"
    | "transpose"
    | "scale"
    | "reshape"
    | "sum-axis"
    | "remove"
    | "rewrite";
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
  const all = [...candidates(check.mistake, wrong, texts, check), ...rewrites(program, check, wrong)];
  for (const candidate of all) {
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
    case "penalty_missing":
      return penalties(
        texts.get(check.file) ?? "",
        wrong,
        counts(texts.get(check.file) ?? "", check.span),
      ).map((term) => ({
        code: "rewrite",
        text: `+ ${term(wrong[0]?.name ?? "w")}`,
        edits: wrong.map(({ file, span, name }) => ({
          file,
          span,
          text: `${(texts.get(file) ?? "").slice(span.start, span.end)} + ${term(name)}`,
        })),
      }));
    case "factor_two":
      return [
        edit("scale", "2 *", (source) => `2 * ${grouped(source)}`),
        edit("scale", "/ 2", (source) => `${grouped(source)} / 2`),
      ];
    default:
      return [];
  }
}

/** The derivatives of usual penalties, with the strength as the program names it. */
function penalties(
  text: string,
  wrong: readonly ParameterCheck[],
  averages: readonly string[],
): ((name: string) => string)[] {
  const names = new Set([...text.matchAll(/(?:self\.)?[A-Za-z_]\w*/g)].map(([name]) => name));
  const strengths = [...names].filter((name) => penaltyName.test(name.replace("self.", "")));
  const written = (name: string) =>
    [`self.${name}`, name].find((each) => text.includes(each)) ?? wrong[0]?.name ?? name;
  const inDict = (name: string) => new RegExp(`(\\w+)\\[["']${name}["']\\]`).exec(text)?.[0];
  const weight = (name: string) =>
    new RegExp(`\\b${name}\\b(?!["'])`).test(text) ? written(name) : (inDict(name) ?? name);
  return strengths.flatMap((strength) => [
    (name: string) => `${strength} * ${weight(name)}`,
    (name: string) => `2 * ${strength} * ${weight(name)}`,
    (name: string) => `${strength} * np.sign(${weight(name)})`,
    ...averages.slice(0, 2).map((count) => (name: string) => `${strength} / ${count} * ${weight(name)}`),
  ]);
}

/** One expression of the gradient's own code, or of a function that it calls, written otherwise. */
function rewrites(
  { parts }: GradientProgram,
  { mistake, activations }: ProgramCheck,
  wrong: readonly ParameterCheck[],
): GradientFix[] {
  if (mistake === null) return [];
  return parts.flatMap(({ file, module }) => {
    const near = wrong.filter((each) => each.file === file).map(({ span }) => span);
    const [first] = near;
    if (first === undefined) return [];
    const found = counts(module.text, functionAround(module.text, first));
    return rewritesOf(mistake, module, near, { counts: found, activations }).map(pieceFix("rewrite", file));
  });
}

/** From the last `def` before a place to the next one after it. */
function functionAround(text: string, { start, end }: Span): Span {
  const before = text.lastIndexOf("def ", start);
  const after = text.indexOf("\ndef ", end);
  return { start: Math.max(0, before), end: after < 0 ? text.length : after };
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
  // What the program divides by elsewhere is the likeliest.
  const divisors = [...text.matchAll(/\/=?\s*(len\([\w.]+\)|[A-Za-z_][\w.]*(?:\[\d\])?|\d{2,})(?![\w(.])/g)];
  const all = [...named, ...divisors, ...global].map((match) => match[1] ?? "").concat(lengths);
  return [...new Set(all)].slice(0, 8);
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
  // What has another mistake may keep it; nothing that was right may be lost. Layers have parameters of the same names: each
  // is known by its place as long as there are as many, and a name that stands for both kinds is not let pass.
  const before = check.parameters;
  const isOther = (each: ParameterCheck | undefined) =>
    each !== undefined && each.verdict !== "right" && each.mistake !== check.mistake;
  const isInPlace = again?.parameters.length === before.length;
  const others = (name: string) => before.filter((each) => each.name === name);
  return (
    again?.parameters.every(({ name, verdict }, at) => {
      if (verdict === "right") return true;
      return isInPlace ? isOther(before[at]) : others(name).length > 0 && others(name).every(isOther);
    }) ?? false
  );
}
