import type { Palette } from "../palette";

/**
 * SVG as text, with presentation attributes alone: a strict content security policy blocks `style`, and an image inside a
 * hover sees no style sheet.
 */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Safe inside an element and inside a quoted attribute; drops the control characters that XML forbids. */
export function escapeXml(text: string): string {
  return [...text]
    .filter((character) => character >= " " || character === "\t" || character === "\n")
    .map((character) => entities[character] ?? character)
    .join("");
}

export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escapeXml(value ?? "")}"`)
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export interface TextStyle {
  readonly fill: string;
  readonly font: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: "start" | "middle" | "end";
}

/** One line of text; `y` is the middle of its x-height, so that it can be centred on things. */
export function label(x: number, y: number, text: string, style: TextStyle): string {
  const baseline = y + (style.size ?? 12) * 0.35;
  return element(
    "text",
    {
      x,
      y: baseline,
      fill: style.fill,
      "font-family": style.font,
      "font-size": style.size ?? 12,
      "font-weight": style.weight,
      "text-anchor": style.anchor === "start" ? undefined : (style.anchor ?? "middle"),
      "xml:space": text.includes("  ") ? "preserve" : undefined,
    },
    escapeXml(text),
  );
}

/** An upper estimate of how wide a text is: monospace, with Hangul and other wide characters as one em. */
export function textWidth(text: string, size = 12): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? size : size * 0.61;
  return width;
}

function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code >= 0x1100 && code <= 0x11ff) || (code >= 0x2e80 && code <= 0xd7ff) || code >= 0xf900;
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element("line", { x1, y1, x2, y2, ...attributes });
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rectangle(box: Box, attributes: Attributes): string {
  return element("rect", { ...box, ...attributes });
}

/** An arrow from one point to another, horizontal or vertical. */
export function arrow(x1: number, y1: number, x2: number, y2: number, color: string): string {
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const [bx, by] = [x2 - 5 * dx, y2 - 5 * dy];
  const head = `M${round(bx + 4 * dy)} ${round(by + 4 * dx)}L${round(x2)} ${round(y2)}L${round(bx - 4 * dy)} ${round(by - 4 * dx)}`;
  return (
    line(x1, y1, x2, y2, { stroke: color, "stroke-width": 1.5 }) +
    element("path", { d: head, fill: "none", stroke: color, "stroke-width": 1.5, "stroke-linejoin": "round" })
  );
}

/** Text too long for a caption keeps its beginning and its end. */
export function shorten(text: string, characters: number): string {
  const all = [...text];
  if (all.length <= characters) return text;
  const tail = Math.floor((characters - 1) / 3);
  return `${all.slice(0, characters - 1 - tail).join("")}…${all.slice(all.length - tail).join("")}`;
}

/** The whole picture. Its size in pixels is its own, without a `viewBox`, so no text is ever scaled. */
export function svgDocument(
  width: number,
  height: number,
  alt: string,
  body: string,
  palette: Palette,
): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: Math.ceil(width),
      height: Math.ceil(height),
      role: "img",
      "aria-label": alt,
      "font-family": palette.codeFont,
    },
    body,
  );
}
