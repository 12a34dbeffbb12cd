import type { Span } from "../base/span";

/** JSON with the place of each value, so that a problem can say where it is. */
export type JsonNode = { readonly span: Span } & (
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" }
  | { readonly kind: "list"; readonly items: readonly JsonNode[] }
  | { readonly kind: "object"; readonly members: readonly JsonMember[] }
);

export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

/** Where a text stops being JSON. */
export interface JsonError {
  readonly kind: "error";
  readonly at: number;
}

const deepest = 64;

/** Reads a JSON text. Never throws. */
export function readJson(text: string): JsonNode | JsonError {
  const reader = new JsonReader(text);
  const node = reader.value(0);
  reader.space();
  if (node === null || reader.at < text.length) return { kind: "error", at: reader.at };
  return node;
}

class JsonReader {
  at = 0;
  constructor(readonly text: string) {}

  space(): void {
    while (/[\s\uFEFF]/.test(this.text[this.at] ?? "x")) this.at++;
  }

  /** null where there is none: `at` is then where it should have been. */
  value(depth: number): JsonNode | null {
    this.space();
    if (depth > deepest) return null;
    switch (this.text[this.at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#list(depth);
      case '"':
        return this.#text();
      default:
        return this.#word();
    }
  }

  #word(): JsonNode | null {
    const start = this.at;
    const [word] = /^(?:true|false|null|-?\d[\d.eE+-]*)/.exec(this.text.slice(start, start + 40)) ?? [];
    if (word === undefined) return null;
    const span = { start, end: start + word.length };
    if (word === "null") return this.#past(span, { kind: "null", span });
    if (word === "true" || word === "false") {
      return this.#past(span, { kind: "boolean", value: word === "true", span });
    }
    return isNumber(word) ? this.#past(span, { kind: "number", value: Number(word), span }) : null;
  }

  #past(span: Span, node: JsonNode): JsonNode {
    this.at = span.end;
    return node;
  }

  #text(): Extract<JsonNode, { kind: "text" }> | null {
    const start = this.at;
    let end = start + 1;
    for (; end < this.text.length && this.text[end] !== '"' && this.text[end] !== "\n"; end++)
      if (this.text[end] === "\\") end++;
    const value = unquoted(this.text.slice(start, end + 1));
    if (value === null) return null;
    this.at = end + 1;
    return { kind: "text", value, span: { start, end: this.at } };
  }

  #list(depth: number): JsonNode | null {
    const start = this.at++;
    const items: JsonNode[] = [];
    if (this.#takes("]")) return { kind: "list", items, span: { start, end: this.at } };
    for (;;) {
      const item = this.value(depth + 1);
      if (item === null) return null;
      items.push(item);
      if (this.#takes("]")) return { kind: "list", items, span: { start, end: this.at } };
      if (!this.#takes(",")) return null;
    }
  }

  #object(depth: number): JsonNode | null {
    const start = this.at++;
    const members: JsonMember[] = [];
    if (this.#takes("}")) return { kind: "object", members, span: { start, end: this.at } };
    for (;;) {
      this.space();
      const name = this.text[this.at] === '"' ? this.#text() : null;
      if (name === null || !this.#takes(":")) return null;
      const value = this.value(depth + 1);
      if (value === null) return null;
      members.push({ name: name.value, nameSpan: name.span, value });
      if (this.#takes("}")) return { kind: "object", members, span: { start, end: this.at } };
      if (!this.#takes(",")) return null;
    }
  }

  #takes(mark: string): boolean {
    this.space();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }
}

function isNumber(word: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word);
}

/** The text between quotes; null where it is not one. */
function unquoted(quoted: string): string | null {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
