import type { Translate } from "../base/translate";

/** A step as text to be pasted elsewhere. */
export interface DerivationCopies {
  readonly latex: string;
  readonly markdown: string;
}

export interface CopiedStep {
  readonly number: number;
  readonly title: string;
  readonly rule: string;
  readonly tex: string;
  readonly code: { readonly line: number; readonly text: string } | null;
}

/** LaTeX as a displayed equation; Markdown with the rule and the line of code around it. */
export function stepCopies({ number, title, rule, tex, code }: CopiedStep, t: Translate): DerivationCopies {
  const place = code === null ? "" : ` (${t("line {0}", code.line)})`;
  const lines = [`**${number}. ${title}**${place}`, "", "$$", tex, "$$", "", rule];
  if (code !== null) lines.push("", "```python", code.text, "```");
  return { latex: `\\[\n${tex}\n\\]\n`, markdown: `${lines.join("\n")}\n` };
}
