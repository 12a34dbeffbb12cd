import type { Translate } from "../base/translate";
import type { ParameterCheck, ProgramCheck } from "../insight/gradient/check";
import { type MistakeFacts, mistakeAdvice, mistakeSentence, undecidedSentence } from "./verdictWords";

/** The text of a file or cell by the name that the check has for it. */
export type TextOf = (file: string) => string | undefined;

/** The verdict in one sentence without a full stop: "missing / m: yours is 364 times too large". */
export function verdictSentence(check: ProgramCheck, textOf: TextOf, t: Translate): string {
  switch (check.verdict) {
    case "right":
      return t(
        "matches the derivative of your loss (checked on {0} random cases, {1})",
        check.cases,
        errorText(check.worst),
      );
    case "wrong":
      return wrongSentence(check, textOf, t);
    case "undecided":
      return t("undecided: {0}", undecidedSentence(check.reason, t));
  }
}

/** What stands above the backward pass in the editor, with its icon. */
export function verdictLens(check: ProgramCheck, textOf: TextOf, t: Translate): string {
  switch (check.verdict) {
    case "right": {
      const error = errorText(check.worst);
      return `$(pass)\u00a0${t("matches the derivative of your loss ({0} cases, {1})", check.cases, error)}`;
    }
    case "wrong":
      return `$(error)\u00a0${wrongSentence(check, textOf, t)}`;
    case "undecided":
      return `$(question)\u00a0${verdictSentence(check, textOf, t)}`;
  }
}

/** The sentence of one parameter, of whatever verdict. */
export function parameterSentence(
  check: ProgramCheck,
  parameter: ParameterCheck,
  textOf: TextOf,
  t: Translate,
): string {
  switch (parameter.verdict) {
    case "right":
      return t("right");
    case "undecided":
      return t("undecided: {0}", undecidedSentence(parameter.reason, t));
    case "wrong":
      return mistakeSentence(mistakeFacts(check, parameter, textOf), t);
  }
}

export function parameterAdvice(
  check: ProgramCheck,
  parameter: ParameterCheck,
  textOf: TextOf,
  t: Translate,
): string | null {
  return parameter.verdict === "wrong" ? mistakeAdvice(mistakeFacts(check, parameter, textOf), t) : null;
}

/** The parameter whose mistake names the verdict. */
export function blamed(check: ProgramCheck): ParameterCheck | undefined {
  const wrong = check.parameters.filter(({ verdict }) => verdict === "wrong");
  return wrong.find(({ mistake }) => mistake === check.mistake) ?? wrong[0];
}

/** Of a network with several layers the name tells which one it is. */
function wrongSentence(check: ProgramCheck, textOf: TextOf, t: Translate): string {
  const parameter = blamed(check);
  if (parameter === undefined) return t("This is not the derivative of your loss");
  const sentence = parameterSentence(check, parameter, textOf, t);
  const alike = check.parameters.every(({ mistake }) => mistake === parameter.mistake);
  const tells = check.parameters.filter(({ name }) => name === parameter.name).length === 1;
  return check.parameters.length > 2 && !alike && tells ? `${parameter.name}: ${sentence}` : sentence;
}

function mistakeFacts(check: ProgramCheck, parameter: ParameterCheck, textOf: TextOf): MistakeFacts {
  const code = textOf(check.file)?.slice(check.span.start, check.span.end) ?? "";
  return { mistake: parameter.mistake ?? "other", check, parameter, code };
}

/** "6e-11"; "0" where there is none. */
export function errorText(error: number): string {
  return error === 0 ? "0" : error.toExponential(0).replace(/e\+?/, "e");
}
