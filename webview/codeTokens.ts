/** What a piece of a line of Python is, as far as its colour goes; null where it takes the colour of the text. */
export type TokenKind = "name" | "call" | "keyword" | "number" | "string" | "comment" | null;

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const words =
  "False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield";

/** In the order in which they are tried. A string that doesn't end on its line goes on to the line's end. */
const kinds: readonly (readonly [TokenKind, RegExp])[] = [
  ["comment", /#.*/y],
  [
    "string",
    /[bfru]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)/iy,
  ],
  ["number", /0[box][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?j?/iy],
  ["keyword", new RegExp(`(?:${words})(?![\\p{L}\\p{N}_])`, "uy")],
  ["call", /[\p{L}_][\p{L}\p{N}_]*(?=\s*\()/uy],
  ["name", /[\p{L}_][\p{L}\p{N}_]*/uy],
];

/**
 * A line of Python cut by the colours that an editor gives to it. It is read without the lines around it, so it is for
 * colour alone: what the line means is never asked here. The texts of the tokens together are the line.
 */
export function codeTokens(line: string): readonly Token[] {
  const tokens: Token[] = [];
  let plain = "";
  const put = (kind: TokenKind, text: string) => {
    if (plain !== "") tokens.push({ kind: null, text: plain });
    plain = "";
    if (text !== "") tokens.push({ kind, text });
  };
  for (let at = 0; at < line.length; ) {
    const found = tokenAt(line, at);
    if (found === null) plain += line[at++];
    else {
      put(found.kind, found.text);
      at += found.text.length;
    }
  }
  put(null, "");
  return tokens;
}

function tokenAt(line: string, at: number): Token | null {
  for (const [kind, pattern] of kinds) {
    pattern.lastIndex = at;
    const text = pattern.exec(line)?.[0];
    if (text !== undefined && text !== "") return { kind, text };
  }
  return null;
}

/** A line that is already cut into pieces, each with its tokens: a name before "(" is a call though the piece ends. */
export function piecesOfTokens(texts: readonly string[]): readonly (readonly Token[])[] {
  const pieces: Token[][] = texts.map(() => []);
  let [piece, left] = [0, texts[0]?.length ?? 0];
  for (const { kind, text } of codeTokens(texts.join(""))) {
    for (let from = 0; from < text.length; ) {
      while (left === 0) left = texts[++piece]?.length ?? text.length;
      const taken = text.slice(from, from + left);
      pieces[piece]?.push({ kind, text: taken });
      from += taken.length;
      left -= taken.length;
    }
  }
  return pieces;
}
