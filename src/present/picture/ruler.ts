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
  /** What is drawn below a frame leaves no room for the label of its ruler. */
  readonly hasBelow?: boolean;
  /** How wide and how high the picture may be. */
  readonly room: number;
  readonly height: number;
  /** What each array is called where a reader can point at its cells; absent where a picture is only looked at. */
  readonly parts?: ReadonlyMap<ArrayFact, string>;
  /** Told of each array that is drawn as ink, with the values of the faintest and the fullest. */
  readonly onInk?: (array: ArrayFact, range: { readonly least: number; readonly most: number }) => void;
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
export function acrossLabelWidth(size: SizeFact, style: Style, longest = longestAcross): number {
  const { name, text } = labelParts(size, style, longest);
  return textWidth(name === null ? text : `${name} ${text}`);
}

/** How wide the label of a vertical ruler is. */
function downLabelWidth(size: SizeFact, style: Style): number {
  const { name, text } = labelParts(size, style, longestDown);
  if (isBelow(style)) return acrossLabelWidth(size, style, longestDown);
  return Math.max(textWidth(text), textWidth(name ?? ""));
}

/** `m 364`: the name in the role's colour and the number in ink; a size without a name has its number in colour. */
export function acrossLabel(
  x: number,
  y: number,
  size: SizeFact,
  style: Style,
  longest = longestAcross,
): string {
  const { name, text } = labelParts(size, style, longest);
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

/** A vertical ruler and the frame that it stands beside. */
interface Down {
  readonly x: number;
  readonly y: number;
  /** Of the frame, with what reaches below it. */
  readonly height: number;
  readonly side: "left" | "right";
}

/**
 * The label of a vertical ruler: the name over the number, outside of it. Where room is short, both in a line below it, so
 * that the width is left to the matrices.
 */
export function downLabel({ x, y, height, side }: Down, size: SizeFact, style: Style): string {
  const { name, text } = labelParts(size, style, longestDown);
  const { palette } = style;
  const fill = palette.roles[roleOf(style.roles, size)].text;
  const width = downLabelWidth(size, style);
  const outward = side === "left" ? -1 : 1;
  const font = palette.codeFont;
  if (isBelow(style))
    return acrossLabel(
      x - outward * (width / 2 - 4),
      y + height + belowHeight / 2 + 2,
      size,
      style,
      longestDown,
    );
  const centre = x + outward * (8 + width / 2);
  const middle = y + height / 2;
  if (name === null) return label(centre, middle, text, { fill, font, weight: 600 });
  return (
    label(centre, middle - 8, name, { fill, font, weight: 600 }) +
    label(centre, middle + 8, text, { fill: palette.ink, font })
  );
}

/** Whether the labels of vertical rulers stand below them. */
export function isBelow(style: Style): boolean {
  return style.layout === "compact" && style.hasBelow !== true;
}

/** How high such a label is. */
export const belowHeight = 16;

/** Distance from a matrix to its ruler. */
export const rulerGap = 12;

/** From a matrix's edge to the outer end of its vertical ruler and what is beside it. */
export function downRulerSpace(size: SizeFact, style: Style): number {
  return rulerGap + (isBelow(style) ? 4 : 8 + downLabelWidth(size, style));
}

/** How far a label below the ruler reaches on under the matrix. */
export function belowReach(size: SizeFact, style: Style): number {
  return isBelow(style) ? downLabelWidth(size, style) - rulerGap - 4 : 0;
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

/** A ruler with its label; `length` is how far it goes, where that isn't all of the frame. */
export function downRuler(down: Down, size: SizeFact, style: Style, length = down.height): string {
  const { x, y } = down;
  const role = roleOf(style.roles, size);
  const end = solidStroke(style.palette.roles[role].line);
  return (
    line(x, y + 1, x, y + length - 1, roleStroke(style, role)) +
    line(x - 4, y + 1, x + 4, y + 1, end) +
    line(x - 4, y + length - 1, x + 4, y + length - 1, end) +
    downLabel(isBelow(style) ? down : { ...down, height: length }, size, style)
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
