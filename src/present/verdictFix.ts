import { assertNever } from "../base/never";
import type { Translate } from "../base/translate";
import type { GradientFix } from "../insight/gradientFix";
import { agreeingTranslate } from "./segments";

/** What a quick fix of a gradient does, for the menu and the button. */
export function gradientFixTitle({ code, text }: GradientFix, translate: Translate): string {
  const t = agreeingTranslate(translate);
  switch (code) {
    case "divide-by-samples":
      return t("Divide by {0}", text.replace(/^\/\s*/, ""));
    case "turn-sign":
      return t("Turn the sign");
    case "transpose":
      return t("Transpose the gradient");
    case "scale":
      return text.startsWith("/")
        ? t("Divide by {0}", text.slice(1).trim())
        : t("Multiply by {0}", text.replace(/\s*\*$/, ""));
    default:
      return assertNever(code);
  }
}
