import type { ArrayFact, SizeFact } from "../../insight/facts";
import type { Palette } from "../palette";
import { type AxisRole, type Roles, roleOf, sizeName } from "../roles";
import { type Attributes, element, label, line, round, shorten, textWidth } from "./svg";

/** What all parts of one picture share. */
export interface Style {
  readonly palette: Palette;
  readonly roles: Roles;
  /** Put the role's letter beside a number that the program gave no name. */
  readonly letters: boolean;
  readonly layout: Layout;
  /** How wide and how high the picture may be. */
  readonly room: number;
  readonly height: number;
  /** What each array is called where a reader can point at its cells; absent where a picture is only looked at. */
  readonly parts?: ReadonlyMap<ArrayFact, string>;
}

/** Side by side; side by side with what can be missed left out; one below the other. */
export type Layout = "wide" | "compact" | "stacked";

/** Hue is never alone: each role has its own mark, for those who can't tell the hues apart. */
const dashes: Readonly<Record<AxisRole, string | undefined>> = {
  m: undefined,
  n: "4 2",
  k: "2 2",
  other: "8 2 2 2",
};

export function roleStroke(style: Style, role: AxisRole): Attributes {
  return { stroke: style.palette.roles[role].line, "stroke-width": 2, "stroke-dasharray": dashes[role] };
}

export function solidStroke(color: string): Attributes {
  return { stroke: color, "stroke-width": 2 };
}

interface LabelParts {
  readonly name: string | null;
  readonly text: string;
}

function labelParts(size: SizeFact, style: Style, longest: number): LabelParts {
  const role = roleOf(style.roles, size);
  const letter = style.letters && size.value !== null && role !== "other" ? role : null;
  const name = sizeName(size) ?? letter;
  // Where room is short, long names and the outputs' letter go first; hue and mark stay.
  const hidden = style.layout === "compact" && name !== null && (name.length > 1 || role === "k");
  return { name: hidden ? null : name, text: shorten(size.text, longest) };
}

/** Expressions can be long; the shape line and the words of the picture have them whole. */
const longestAcross = 18;
const longestDown = 11;

/** How wide the label over a horizontal ruler is. */
export function acrossLabelWidth(size: SizeFact, style: Style): number {
  const { name, text } = labelParts(size, style, longestAcross);
  return textWidth(name === null ? text : `${name} ${text}`);
}

/** How wide the label beside a vertical ruler is: the name stands over the number. */
function downLabelWidth(size: SizeFact, style: Style): number {
  const { name, text } = labelParts(size, style, longestDown);
  return Math.max(textWidth(text), textWidth(name ?? ""));
}

/** `m 364`: the name in the role's colour and the number in ink; a size without a name has its number in colour. */
export function acrossLabel(x: number, y: number, size: SizeFact, style: Style): string {
  const { name, text } = labelParts(size, style, longestAcross);
  const { palette } = style;
  const role = roleOf(style.roles, size);
  const fill = palette.roles[role].text;
  if (name === null) return label(x, y, text, { fill, font: palette.codeFont, weight: 600 });
  const spans =
    element("tspan", { fill, "font-weight": 600 }, name) +
    element("tspan", { fill: palette.ink }, ` ${text}`);
  return element(
    "text",
    { x, y: y + 4.2, "font-family": palette.codeFont, "font-size": 12, "text-anchor": "middle" },
    spans,
  );
}

/** The label beside a vertical ruler: the name over the number. `side` is where the label is as seen from the ruler. */
export function downLabel(
  x: number,
  y: number,
  size: SizeFact,
  side: "left" | "right",
  style: Style,
): string {
  const { name, text } = labelParts(size, style, longestDown);
  const { palette } = style;
  const fill = palette.roles[roleOf(style.roles, size)].text;
  const width = downLabelWidth(size, style);
  const centre = side === "left" ? x - width / 2 : x + width / 2;
  const font = palette.codeFont;
  if (name === null) return label(centre, y, text, { fill, font, weight: 600 });
  return (
    label(centre, y - 8, name, { fill, font, weight: 600 }) +
    label(centre, y + 8, text, { fill: palette.ink, font })
  );
}

/** Distance from a matrix to its ruler. */
export const rulerGap = 12;

/** From a matrix's edge to the outer end of the label beside its vertical ruler. */
export function downRulerSpace(size: SizeFact, style: Style): number {
  return rulerGap + 8 + downLabelWidth(size, style);
}

export function acrossRuler(x: number, y: number, width: number, size: SizeFact, style: Style): string {
  const role = roleOf(style.roles, size);
  const end = solidStroke(style.palette.roles[role].line);
  return (
    line(x + 1, y, x + width - 1, y, roleStroke(style, role)) +
    line(x + 1, y - 4, x + 1, y + 4, end) +
    line(x + width - 1, y - 4, x + width - 1, y + 4, end) +
    acrossLabel(x + width / 2, y - 13, size, style)
  );
}

export function downRuler(
  x: number,
  y: number,
  height: number,
  size: SizeFact,
  side: "left" | "right",
  style: Style,
): string {
  const role = roleOf(style.roles, size);
  const end = solidStroke(style.palette.roles[role].line);
  return (
    line(x, y + 1, x, y + height - 1, roleStroke(style, role)) +
    line(x - 4, y + 1, x + 4, y + 1, end) +
    line(x - 4, y + height - 1, x + 4, y + height - 1, end) +
    downLabel(side === "left" ? x - 8 : x + 8, y + height / 2, size, side, style)
  );
}

/**
 * The tie: the shared inner size of a product as one ruler that runs along the left matrix's top, bends, and goes down the
 * right matrix's side.
 */
export function tie(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  labelX: number,
  size: SizeFact,
  style: Style,
): string {
  const role = roleOf(style.roles, size);
  const end = solidStroke(style.palette.roles[role].line);
  const radius = 10;
  const path = `M${round(from.x + 1)} ${round(from.y)}H${round(to.x - radius)}Q${round(to.x)} ${round(from.y)} ${round(to.x)} ${round(from.y + radius)}V${round(to.y - 1)}`;
  return (
    element("path", { d: path, fill: "none", ...roleStroke(style, role) }) +
    line(from.x + 1, from.y - 4, from.x + 1, from.y + 4, end) +
    line(to.x - 4, to.y - 1, to.x + 4, to.y - 1, end) +
    acrossLabel(labelX, from.y - 13, size, style)
  );
}
