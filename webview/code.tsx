import type { ComponentChildren, VNode } from "preact";
import { Breakable } from "./breakable";
import { codeTokens, piecesOfTokens, type Token } from "./codeTokens";

/** A longer name may not fit into a line, and then it breaks after an underscore. */
const longestUnbroken = 20;

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
        {text.length > longestUnbroken ? <Breakable text={text} /> : text}
      </span>
    ),
  );
}
