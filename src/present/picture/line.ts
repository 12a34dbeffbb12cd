import type { Style } from "./ruler";
import { element, escapeXml, label, textWidth } from "./svg";

/** A line under the row, centred: the sum of the lit cells, what was left out. */
export interface Line {
  readonly plain: string;
  readonly strong?: string;
  /** The same in fewer words, for a narrow picture. */
  readonly shorter?: Line;
}

/** A line that is wider than the room is said shorter, or not at all: it must not make the matrices smaller. */
export function fittingLines(lines: readonly Line[], style: Style): Line[] {
  return lines.flatMap((each): Line[] => {
    if (lineWidth(each) + 8 <= style.room) return [each];
    return each.shorter === undefined ? [] : fittingLines([each.shorter], style);
  });
}

export function lineWidth(each: Line): number {
  return textWidth(each.plain + (each.strong ?? ""));
}

export function drawLine(
  each: Line,
  x: number,
  y: number,
  style: Style,
  anchor: "start" | "middle" = "middle",
): string {
  const { palette } = style;
  if (each.strong === undefined)
    return label(x, y, each.plain, { fill: palette.dim, font: palette.codeFont, anchor });
  const spans =
    element("tspan", { fill: palette.dim }, escapeXml(each.plain)) +
    element("tspan", { fill: palette.ink, "font-weight": 600 }, escapeXml(each.strong));
  return element(
    "text",
    {
      x,
      y: y + 4.2,
      "font-family": palette.codeFont,
      "font-size": 12,
      "text-anchor": anchor === "start" ? undefined : anchor,
      "xml:space": "preserve",
    },
    spans,
  );
}
