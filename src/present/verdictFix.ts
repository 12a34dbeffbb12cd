import { assertNever } from "../base/never";
import type { Translate } from "../base/translate";
import type { GradientFix } from "../insight/gradient/fix";

/** What a quick fix of a gradient does, for the menu and the button. */
export function gradientFixTitle(fix: GradientFix, t: Translate): string {
  return t("Fix: {0}", fixWords(fix, t));
}

function fixWords({ code, text }: GradientFix, t: Translate): string {
  switch (code) {
    case "divide-by-samples":
      return t("divide by {0}", text.replace(/^\/\s*/, ""));
    case "turn-sign":
      return t("turn the sign");
    case "transpose":
      return t("transpose it");
    case "reshape":
      return t("add {0}", text);
    case "sum-axis":
      return t("sum with {0}", text);
    case "remove":
      return t("remove {0}", text);
    case "rewrite":
      return t("write {0}", text);
    case "scale":
      return text.startsWith("/")
        ? t("divide by {0}", text.slice(1).trim())
        : t("multiply by {0}", text.replace(/\s*\*$/, ""));
    default:
      return assertNever(code);
  }
}
