import { child, namedChildren, type Raw } from "./raw";
import { withStarInFront } from "./stars";
import { convertString } from "./strings";
import type { Expression, FormattedPart, Name } from "./tree";

/** Names, literals and displays: what holds nothing but itself and its parts. */
export abstract class LiteralConverter {
  /** `base` is where `text` begins in the document: positions in the raw tree are the document's. */
  constructor(
    protected readonly text: string,
    protected readonly base: number,
  ) {}

  source(raw: Raw): string {
    return this.text.slice(raw.start - this.base, raw.end - this.base);
  }

  abstract expression(raw: Raw): Expression;

  name(raw: Raw): Name {
    return { kind: "name", span: { start: raw.start, end: raw.end }, id: this.source(raw) };
  }

  hole(raw: Raw): Expression {
    const parts = namedChildren(raw).map((each) => this.expression(each));
    return { kind: "hole", span: { start: raw.start, end: raw.end }, parts };
  }

  protected inner(raw: Raw): Expression {
    const [only, ...more] = namedChildren(raw);
    return only === undefined || more.length > 0 ? this.hole(raw) : this.expression(only);
  }

  protected number(raw: Raw): Expression {
    const span = { start: raw.start, end: raw.end };
    const digits = this.source(raw).replaceAll("_", "");
    if (/[jJ]$/.test(digits))
      return { kind: "number", span, type: "complex", value: Number.parseFloat(digits) };
    const plain = digits.replace(/[lL]$/, "");
    const octal = /^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : null;
    const value = octal ?? Number(plain);
    const type = raw.type === "float" ? "float" : "int";
    return Number.isNaN(value) ? this.hole(raw) : { kind: "number", span, type, value };
  }

  protected stringParts(raw: Raw): (string | FormattedPart)[] {
    const start = raw.children.find((each) => each.type === "string_start");
    const prefix = start === undefined ? "" : this.source(start).toLowerCase();
    return raw.children.flatMap((each): (string | FormattedPart)[] => {
      if (each.type === "string_content") return [convertString(this.source(each), prefix)];
      if (each.type !== "interpolation") return [];
      const value = child(each, "expression");
      if (value === null) return [];
      const formatted = child(each, "format_specifier") !== null || child(each, "type_conversion") !== null;
      return [{ value: this.expression(value), formatted }];
    });
  }

  protected sequence(raw: Raw, type: "tuple" | "list" | "set"): Expression {
    const items = namedChildren(raw).map((each) => withStarInFront(this.expression(each)));
    return { kind: "sequence", span: { start: raw.start, end: raw.end }, type, items };
  }

  protected dictionary(raw: Raw): Expression {
    const entries = namedChildren(raw).flatMap((each): { key: Expression | null; value: Expression }[] => {
      if (each.type === "dictionary_splat") {
        const value = namedChildren(each)[0];
        return value === undefined ? [] : [{ key: null, value: this.expression(value) }];
      }
      const key = child(each, "key");
      const value = child(each, "value");
      if (key === null || value === null) return [];
      return [{ key: this.expression(key), value: this.expression(value) }];
    });
    return { kind: "dict", span: { start: raw.start, end: raw.end }, entries };
  }
}
