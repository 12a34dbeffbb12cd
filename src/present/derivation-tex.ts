/** The part of TeX that derivations are written in, as a tree: what a screen reader's sentence is built from. */
export type TexNode =
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "operator"; readonly name: string }
  | { readonly kind: "group"; readonly body: TexRow; readonly bracket: string }
  | { readonly kind: "fraction"; readonly above: TexRow; readonly below: TexRow }
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "accent"; readonly name: string; readonly body: TexRow }
  | {
      readonly kind: "scripts";
      readonly base: TexNode;
      readonly below: TexRow | null;
      readonly above: TexRow | null;
    };

export type TexRow = readonly TexNode[];

const functions = new Set([
  "ln",
  "log",
  "exp",
  "sigma",
  "sign",
  "sgn",
  "softmax",
  "tanh",
  "max",
  "min",
  "sqrt",
]);
const operators = new Set([
  "leftarrow",
  "gets",
  "odot",
  "cdot",
  "times",
  "approx",
  "equiv",
  "Rightarrow",
  "to",
]);
const fractions = new Set(["frac", "dfrac", "tfrac"]);
const accents = new Set(["hat", "bar", "tilde", "vec"]);
/** Commands whose argument is the thing itself: fonts. */
const fonts = new Set([
  "mathbf",
  "mathrm",
  "mathit",
  "text",
  "boldsymbol",
  "mathsf",
  "textbf",
  "mathbb",
  "mathcal",
]);
const sizes = /^(left|right|[bB]igg?[lrm]?|displaystyle|textstyle|limits|nolimits)$/;
const spaces = /^([,;:!> ]|quad|qquad|thinspace)$/;
const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "\\{": "\\}", "\\lVert": "\\rVert" };
const closing = new Set([")", "]", "\\}", "\\rVert", "}"]);

/** Reads what it knows; a command that it does not know becomes a symbol of that name. Never throws. */
export function parseTex(tex: string): TexRow {
  const tokens = tex.match(/\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|[^\s\\]/g) ?? [];
  return new TexParser(tokens.filter((token) => !isSpacing(token))).row(null);
}

function isSpacing(token: string): boolean {
  const name = token.startsWith("\\") ? token.slice(1) : "";
  return sizes.test(name) || spaces.test(name) || token === "&" || token === "~";
}

class TexParser {
  readonly #tokens: string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = [...tokens];
  }

  /** Up to `end`, which is taken; a closing bracket that nothing opened is passed over. */
  row(end: string | null): TexRow {
    const nodes: TexNode[] = [];
    for (let token = this.#next(); token !== null && token !== end; token = this.#next()) {
      if (closing.has(token)) continue;
      const node = this.#scripts(this.#atom(token));
      if (node !== null) nodes.push(node);
    }
    return nodes;
  }

  #next(): string | null {
    return this.#tokens[this.#at++] ?? null;
  }

  /** One argument: a braced group or a single token. */
  #argument(): TexRow {
    const token = this.#next();
    if (token === null) return [];
    if (token === "{") return this.row("}");
    // TeX takes one digit: \frac12 is a half.
    if (/^\d{2,}$/.test(token)) {
      this.#at--;
      this.#tokens[this.#at] = token.slice(1);
      return [{ kind: "number", text: token.slice(0, 1) }];
    }
    const node = this.#atom(token);
    return node === null ? [] : [node];
  }

  #atom(token: string): TexNode | null {
    if (token === "{") return { kind: "group", body: this.row("}"), bracket: "" };
    const close = brackets[token];
    if (close !== undefined) return { kind: "group", body: this.row(close), bracket: token };
    if (token === "^" || token === "_") {
      this.#at--;
      return { kind: "symbol", name: "" };
    }
    if (/^\d/.test(token)) return { kind: "number", text: token };
    if (/^[-+=/<>|,.;:\u2212]$/.test(token))
      return { kind: "operator", name: token === "\u2212" ? "-" : token };
    if (!token.startsWith("\\")) return { kind: "symbol", name: token };
    return this.#command(token.slice(1));
  }

  #command(name: string): TexNode {
    if (fractions.has(name)) return { kind: "fraction", above: this.#argument(), below: this.#argument() };
    if (accents.has(name)) return { kind: "accent", name, body: this.#argument() };
    if (name === "operatorname") return { kind: "function", name: letters(this.#argument()) };
    if (fonts.has(name)) {
      const body = this.#argument();
      const word = letters(body);
      if (functions.has(word)) return { kind: "function", name: word };
      if (word.length > 1) return { kind: "symbol", name: word };
      return body[0]?.kind === "number" ? { kind: "symbol", name: "ones" } : { kind: "symbol", name: word };
    }
    if (functions.has(name)) return { kind: "function", name };
    return operators.has(name) ? { kind: "operator", name } : { kind: "symbol", name };
  }

  #scripts(base: TexNode | null): TexNode | null {
    if (base === null) return null;
    let below: TexRow | null = null;
    let above: TexRow | null = null;
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === "_") below = this.#script();
      else if (token === "^") above = this.#script();
      else if (token === "'") {
        this.#at++;
        above = [{ kind: "symbol", name: "prime" }];
      } else break;
    }
    return below === null && above === null ? base : { kind: "scripts", base, below, above };
  }

  #script(): TexRow {
    this.#at++;
    return this.#argument();
  }
}

function letters(row: TexRow): string {
  return row
    .map((node) => (node.kind === "symbol" ? node.name : node.kind === "function" ? node.name : ""))
    .join("");
}
