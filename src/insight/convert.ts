import type { ArrayValue } from "../algebra/abstract";
import { withoutFields } from "../algebra/record";
import type { Size } from "../algebra/size";
import { ownText } from "../base/ownText";
import type { Span } from "../base/span";
import { contentOf, type ShapeSite, type ShapeValue } from "../domains/shapes/datum";
import type { ShapesDomain } from "../domains/shapes/shapesDomain";
import type { ArrayFact, OperandFact, Origin, SizeFact } from "./facts";
import { copied, type Texts } from "./lines";

/** Where an origin stands in its text; beside it, since whoever reads facts has the line. */
const offsets = new WeakMap<Origin, number>();

export function offsetOf(origin: Origin): number | null {
  return offsets.get(origin) ?? null;
}

/** Turns what the interpreter knows into plain data, with lines and source text. */
export class FactConverter {
  readonly #sizes = new Map<Size, SizeFact>();
  readonly #arrays = new Map<ArrayValue, ArrayFact>();

  constructor(
    private readonly domain: ShapesDomain,
    private readonly texts: Texts,
  ) {}

  source(file: string, span: Span): string {
    // Facts are kept longer than the text that they speak of.
    const text = ownText(this.texts.text(file).slice(span.start, span.end));
    return text.includes("\n") ? text.replace(/\s*\n\s*/g, " ") : text;
  }

  origin(file: string, span: Span): Origin {
    const { line } = this.texts.lines(file).position(span.start);
    const origin: Origin = { uri: file, line, text: this.source(file, span) };
    offsets.set(origin, span.start);
    return origin;
  }

  siteOrigin(site: ShapeSite): Origin {
    return this.origin(site.frame.module.file, site.node.span);
  }

  size(size: Size): SizeFact {
    let fact = this.#sizes.get(size);
    if (fact === undefined) {
      fact = this.#makeSize(size);
      this.#sizes.set(size, fact);
    }
    return fact;
  }

  #makeSize(size: Size): SizeFact {
    const fact: SizeFact = { text: size.text, value: size.value };
    const named = this.domain.sizeNames.get(size);
    if (named === undefined) return size.label === undefined ? fact : { ...fact, name: size.label };
    return { ...fact, name: named.name, origin: this.origin(named.place.file, named.place) };
  }

  array(array: ArrayValue): ArrayFact {
    let fact = this.#arrays.get(array);
    if (fact === undefined) {
      fact = this.#makeArray(array);
      this.#arrays.set(array, fact);
    }
    return fact;
  }

  #makeArray(array: ArrayValue): ArrayFact {
    const fact: ArrayFact = {
      shape: array.shape?.map((size) => this.size(size)) ?? null,
      dtype: withoutFields(array.dtype),
      scalar: array.scalar === true,
    };
    return array.data === undefined || array.data.length > 256 ? fact : { ...fact, data: array.data };
  }

  /** What an operand is, where it is an array or a number. */
  value(value: ShapeValue): ArrayFact | null {
    if (value.kind === "choice")
      return this.value(value.options[0] ?? value.options[value.options.length - 1] ?? { kind: "none" });
    if (value.kind !== "datum") return null;
    const content = contentOf(value);
    if (content.kind === "array") return this.array(content);
    if (content.kind === "int" || content.kind === "float")
      return { shape: [], dtype: content.kind, scalar: true };
    return null;
  }

  operand(array: ArrayFact, file: string, span: Span): OperandFact {
    return { ...array, text: this.source(file, span), span: copied(span) };
  }
}
