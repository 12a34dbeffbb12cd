import { resolveParticles } from "./particles";

/** A value put in place of `{0}`, `{1}` … of a message. */
export type MessageArgument = string | number | boolean;

/**
 * Turns an English sentence into the reader's language. The English text itself is the key, as in VS Code's `l10n.t`,
 * so `t("{0} rows", 569)` needs an entry "{0} rows" in `l10n/bundle.l10n.ko.json` (a test looks for it).
 * The editor passes VS Code's translator, the command line its own.
 */
export type Translate = (message: string, ...args: MessageArgument[]) => string;

/** The English translator: puts the arguments in their places. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));

/** A translator over a bundle of sentences, as `l10n/` ships them; what the bundle lacks stays English. */
export function translator(bundle: Readonly<Record<string, string>>): Translate {
  return agreeing((message, ...args) => english(bundle[message] ?? message, ...args));
}

/** The same, with Korean particles that agree with what was put before them: a reader never sees both forms. */
export function agreeing(t: Translate): Translate {
  return (message, ...args) => resolveParticles(t(message, ...args));
}
