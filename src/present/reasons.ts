import type { Reason } from "../algebra/reason";
import { assertNever } from "../base/never";
import type { Translate } from "../base/translate";

/** It takes nothing from the shapes that are known: there may be none of the rows. */
export function isOfNoRows(reason: Reason): boolean {
  return reason.code === "data-dependent" && reason.args[0] === "(0,)";
}

/** Why a shape is not known, in one sentence. */
export function reasonSentence(reason: Reason, t: Translate): string {
  const [first = "?", second = ""] = reason.args.map(String);
  switch (reason.code) {
    case "unknown-name":
      return t("The name {0} is not known here.", first);
    case "unknown-import":
      return t("The module {0} is not known.", first);
    case "unknown-attribute":
      return t("What the attribute {0} of {1} holds is not known.", second, first);
    case "unknown-function":
      return t("What {0} returns is not known.", first);
    case "unknown-argument":
      return t("The argument {0} of {1} is not known.", second, first);
    case "data-dependent":
      return isOfNoRows(reason)
        ? t("Where the data leave nothing, NumPy makes {0} of it.", first)
        : t("The shape depends on the data: {0}.", first);
    case "file-data":
      return second === ""
        ? t("The shape depends on a file that {0} reads.", first)
        : t("The shape depends on the file {0}, which {1} reads.", second, first);
    case "parameter":
      return t("Nothing in the program calls this function, so the parameter {0} is not known.", first);
    case "not-supported":
      return t("This is not understood yet: {0}.", first);
    case "syntax":
      return t("The code has a syntax error here.");
    case "raised":
      return second === ""
        ? t("The program stops before this, with {0}.", first)
        : t("The program stops before this, with {0}: {1}", first, second);
    case "recursion":
      return t("The function {0} calls itself, and its result did not settle.", first);
    case "budget":
      return t("The analysis stopped at its limit: {0}.", budgetName(first, t));
    default:
      return assertNever(reason.code);
  }
}

function budgetName(budget: string, t: Translate): string {
  switch (budget) {
    case "steps":
      return t("too many steps");
    case "depth":
    case "calls":
      return t("too many calls within calls");
    case "memory":
    case "items":
      return t("too many values");
    default:
      return budget;
  }
}

/** Why the expression that raises has no shape itself. */
export function raisedHere({ args }: Reason, t: Translate): string {
  const [exception = "?", message = ""] = args.map(String);
  return message === ""
    ? t("The program stops here, with {0}.", exception)
    : t("The program stops here, with {0}: {1}", exception, message);
}

/** The sentence with the line where knowledge was lost, where that is another line than the one that is asked about. */
export function reasonWithLine(reason: Reason, line: number | undefined, t: Translate): string {
  const sentence = reasonSentence(reason, t);
  return line === undefined ? sentence : t("{0} (line {1}).", sentence.replace(/\.$/, ""), line);
}
