import { resolveParticles } from "../../src/base/particles";
import { english, type MessageArgument } from "../../src/base/translate";

/** Puts the arguments into a text of the host's. What stands before a Korean particle decides its form, so it comes last. */
export function say(text: string, ...args: readonly MessageArgument[]): string {
  return resolveParticles(english(text, ...args));
}
