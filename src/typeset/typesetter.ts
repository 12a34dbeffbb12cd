import type { LiteElement } from "mathjax-full/js/adaptors/lite/Element.js";
import { type LiteAdaptor, liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import type { MathDocument } from "mathjax-full/js/core/MathDocument.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import { lineBreaks } from "./breaks";

export interface TypesetOptions {
  /** Set on a line of its own: limits above and below the sum. */
  readonly display: boolean;
  /** Pixels of 1 em; 14 when not given. */
  readonly fontSize?: number;
  /** What to paint with; `currentColor` when not given, which a picture in an image can't follow. */
  readonly color?: string;
}

/**
 * Lengths in CSS pixels. `depth` is how far the picture reaches below the baseline. Where the formula may be broken into
 * lines, the picture says so of itself: `data-breaks` has the places, in the units of its viewBox from its left edge.
 */
export interface Formula {
  readonly kind: "formula";
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
}

export interface TypesetError {
  readonly kind: "error";
  readonly message: string;
}

export type Typeset = (tex: string, options: TypesetOptions) => Formula | TypesetError;

/** Far above any formula of ours; keeps a runaway caller from stalling the thread. */
const longestTex = 20_000;

/** MathJax measures its pictures in ex of its own font: 1 em is 1 / 0.442 of them. */
const emPerEx = 0.442;

/**
 * TeX to SVG. The first call of the returned function builds MathJax (some 30 ms), later ones take 1 to 5 ms. The SVG has
 * no `style` attribute (a strict content security policy blocks them) and no reference to anything outside itself. Only
 * the packages `base` and `ams` are there, so TeX can neither link, nor set classes or styles, nor define macros.
 */
export function createTypesetter(): Typeset {
  let engine: Engine | undefined;
  return (tex, options) => {
    if (tex.length > longestTex) return { kind: "error", message: "the formula is too long" };
    try {
      engine ??= createEngine();
      return typeset(engine, tex, options);
    } catch (error) {
      return { kind: "error", message: error instanceof Error ? error.message : String(error) };
    }
  };
}

interface Engine {
  readonly adaptor: LiteAdaptor;
  readonly document: MathDocument<LiteElement, unknown, unknown>;
}

function createEngine(): Engine {
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  const document: MathDocument<LiteElement, unknown, unknown> = mathjax.document("", {
    InputJax: new TeX({ packages: ["base", "ams"], formatError: fail }),
    OutputJax: new SVG({ fontCache: "none", mathmlSpacing: false }),
  });
  return { adaptor, document };
}

/** MathJax would set an error as red text; we want to know of it instead. */
function fail(_jax: unknown, error: unknown): never {
  throw error instanceof Error ? error : new Error(texMessage(error));
}

function texMessage(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : String(error);
}

function typeset(engine: Engine, tex: string, options: TypesetOptions): Formula | TypesetError {
  const { adaptor, document } = engine;
  const fontSize = options.fontSize ?? 14;
  const container: unknown = document.convert(tex, {
    display: options.display,
    em: fontSize,
    ex: fontSize / 2,
  });
  const svg = adaptor.firstChild(asElement(adaptor, container));
  const root = asElement(adaptor, svg);
  const pixels = (value: string): number => Number.parseFloat(value) * emPerEx * fontSize;
  const width = pixels(adaptor.getAttribute(root, "width"));
  const height = pixels(adaptor.getAttribute(root, "height"));
  const depth = -pixels(
    /vertical-align:\s*(-?[\d.]+)ex/.exec(adaptor.getAttribute(root, "style") ?? "")?.[1] ?? "0",
  );
  if (![width, height, depth].every(Number.isFinite))
    return { kind: "error", message: "the formula has no size" };
  const breaks = mathOf(adaptor, root).flatMap((math) => lineBreaks(adaptor, math));
  sanitise(adaptor, root);
  if (breaks.length > 0) adaptor.setAttribute(root, "data-breaks", breaks.join(" "));
  adaptor.setAttribute(root, "width", width.toFixed(2));
  adaptor.setAttribute(root, "height", height.toFixed(2));
  const text = adaptor.outerHTML(root);
  return {
    kind: "formula",
    svg: recolour(text, options.color),
    width,
    height,
    depth: depth === 0 ? 0 : depth,
  };
}

/** The formula in its picture. */
function mathOf(adaptor: LiteAdaptor, element: LiteElement): LiteElement[] {
  if (adaptor.getAttribute(element, "data-mml-node") === "math") return [element];
  return adaptor.childNodes(element).flatMap((child) => (isElement(child) ? mathOf(adaptor, child) : []));
}

function asElement(adaptor: LiteAdaptor, node: unknown): LiteElement {
  if (isElement(node) && adaptor.kind(node) !== "#text") return node;
  throw new Error("the typesetter gave no picture");
}

function isElement(node: unknown): node is LiteElement {
  return typeof node === "object" && node !== null && "attributes" in node && "children" in node;
}

/** What only MathJax's own scripts read is dropped too: it is a third of the bytes. */
function sanitise(adaptor: LiteAdaptor, element: LiteElement): void {
  for (const { name } of adaptor.allAttributes(element)) {
    if (name === "style" || name === "class" || name.startsWith("data-") || name.startsWith("on")) {
      adaptor.removeAttribute(element, name);
    }
  }
  for (const child of adaptor.childNodes(element)) if (isElement(child)) sanitise(adaptor, child);
}

function recolour(svg: string, color: string | undefined): string {
  return color === undefined ? svg : svg.replaceAll("currentColor", color.replace(/[^\w#%(),. -]/g, ""));
}
