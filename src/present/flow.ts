import type { Translate } from "../base/translate";
import type { ArrayFact, SizeFact } from "../insight/facts";
import type { FlowEntry, FlowFact } from "../insight/flow";
import { panelPalette } from "./palette";
import { element, line, rectangle } from "./picture/svg";
import { problemRoles, type Roles, roleOf } from "./roles";
import { shapePieces } from "./shapeLine";
import type { ShapePiece } from "./shapes";
import { shapeText } from "./shapeText";

/** The arrays of a function from its parameters to what it returns. */
export interface FlowView {
  readonly uri: string;
  readonly title: string;
  readonly entries: readonly FlowEntryView[];
}

export interface FlowEntryView {
  readonly kind: FlowEntry["kind"];
  readonly text: string;
  /** What it is made by, as the code has it; empty for a parameter. */
  readonly source: string;
  /** One for each shape that the function is called with. */
  readonly shapes: readonly (readonly ShapePiece[])[];
  /** A small outline in proportion, the sides in the colours of their axes; decoration beside the shape. */
  readonly outline: string;
  readonly line: number;
  readonly span: { readonly start: number; readonly end: number };
  /** The entries it is made of. */
  readonly reads: readonly number[];
}

export interface FlowOptions {
  readonly t: Translate;
  readonly lineOf: (uri: string, offset: number) => number | undefined;
}

export function flowView(uri: string, flow: FlowFact, { t, lineOf }: FlowOptions): FlowView {
  const roles = problemRoles(flow.entries.flatMap(({ values }) => values));
  const largest = Math.max(2, ...flow.entries.flatMap(({ values }) => values.flatMap(sizesOf)));
  return {
    uri,
    title: flow.name === null ? t("The program, array by array") : t("{0}, array by array", flow.name),
    entries: flow.entries.map((entry) => ({
      kind: entry.kind,
      text: entry.text,
      source: entry.source,
      shapes: distinct(entry.values).map(({ shape }) => shapePieces(shape, roles)),
      outline: outline(entry.values[0], roles, largest),
      line: lineOf(uri, entry.span.start) ?? 1,
      span: entry.span,
      reads: entry.reads,
    })),
  };
}

function distinct(values: readonly ArrayFact[]): readonly ArrayFact[] {
  return [...new Map(values.map((value) => [shapeText(value.shape), value])).values()].slice(0, 3);
}

function sizesOf({ shape }: ArrayFact): readonly number[] {
  return (shape ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
}

/** The room for an outline, in CSS pixels. */
const room = { width: 44, height: 36 };
const shortest = 5;
const longestSide = 28;

/** The outline of the last two axes; lengths grow with the logarithm, so that 30 beside 364 is still seen. */
function outline(array: ArrayFact | undefined, roles: Roles, largest: number): string {
  const shape = array?.shape ?? [];
  const [columns, rows] = [shape.at(-1), shape.at(-2)];
  const length = (size: SizeFact | undefined): number => {
    if (size === undefined || size.value === 1) return shortest;
    const share = size.value === null ? 0.6 : Math.log(size.value + 1) / Math.log(largest + 1);
    return Math.round(shortest + share * (longestSide - shortest));
  };
  const box = { x: 0, y: 0, width: length(columns), height: length(rows) };
  const placed = {
    ...box,
    x: Math.round((room.width - box.width) / 2),
    y: Math.round((room.height - box.height) / 2),
  };
  const behind = shape.length > 2 ? rectangle({ ...placed, x: placed.x + 3, y: placed.y + 3 }, faint) : "";
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", ...room },
    behind +
      rectangle(placed, faint) +
      side(columns, placed.x, placed.y - 3, placed.x + placed.width, placed.y - 3, roles) +
      side(rows, placed.x - 3, placed.y, placed.x - 3, placed.y + placed.height, roles),
  );
}

const faint = { rx: 1.5, fill: panelPalette.cell, stroke: panelPalette.outline };

function side(
  size: SizeFact | undefined,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  roles: Roles,
): string {
  if (size === undefined) return "";
  return line(x1, y1, x2, y2, { stroke: panelPalette.roles[roleOf(roles, size)].line, "stroke-width": 2 });
}
