import type { ComponentChildren, VNode } from "preact";
import { codeTokens, piecesOfTokens, type Token } from "./codeTokens";

/** A line of the learner's Python in the colours of the theme. */
export function Code({ text }: { readonly text: string }): VNode {
  return <code>{coloured(codeTokens(text))}</code>;
}

/** The same for a line that is drawn piece by piece: what stands in each. */
export function colouredPieces(texts: readonly string[]): readonly ComponentChildren[] {
  return piecesOfTokens(texts).map(coloured);
}

function coloured(tokens: readonly Token[]): ComponentChildren {
  return tokens.map(({ kind, text }, index) =>
    kind === null ? (
      text
    ) : (
      <span key={index} class={`code-${kind}`}>
        {text}
      </span>
    ),
  );
}
