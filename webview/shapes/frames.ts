import type { Part, Pointed, Region } from "../../src/present/picture/light";

/** Where a matrix of the picture lies, read from the marks that its drawing carries. */
export interface FramePlace {
  readonly part: Part;
  /** The copies that broadcasting makes: of the result's size, beside the operand itself. */
  readonly isCopies: boolean;
  readonly box: Box;
  readonly rows: Slots;
  readonly columns: Slots;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The indices that are drawn, with null where some are left out; or only how many there are. */
type Slots = readonly (number | null)[] | number;

/** A row of a long matrix is drawn no thinner than this, or it could not be seen. */
const thinnest = 6;

export function readFrames(picture: Element): FramePlace[] {
  return [...picture.querySelectorAll("rect[data-part]")].flatMap((rect) => {
    const number = (name: string) => Number(rect.getAttribute(name));
    const [name = "", copies] = (rect.getAttribute("data-part") ?? "").split(" ");
    const part = partOf(name);
    if (part === null) return [];
    return [
      {
        part,
        isCopies: copies !== undefined,
        box: { x: number("x"), y: number("y"), width: number("width"), height: number("height") },
        rows: readSlots(rect.getAttribute("data-rows")),
        columns: readSlots(rect.getAttribute("data-columns")),
      },
    ];
  });
}

function partOf(name: string): Part | null {
  if (name === "result") return "result";
  return name === "0" ? 0 : name === "1" ? 1 : null;
}

function readSlots(text: string | null): Slots {
  if (text === null) return 1;
  if (text.startsWith("of ")) return Number(text.slice(3)) || 1;
  return text.split(",").map((each) => (each === "" ? null : Number(each)));
}

/** The cell at a place of the picture; null beside the matrices and where rows or columns are left out. */
export function cellAt(frames: readonly FramePlace[], x: number, y: number): Pointed | null {
  // What was drawn last lies on top.
  for (const frame of [...frames].reverse()) {
    const { box } = frame;
    if (x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height) continue;
    const row = indexAt(frame.rows, (y - box.y) / box.height);
    const column = indexAt(frame.columns, (x - box.x) / box.width);
    if (row === null || column === null) return null;
    return { part: frame.isCopies ? "result" : frame.part, row, column };
  }
  return null;
}

function indexAt(slots: Slots, share: number): number | null {
  const count = typeof slots === "number" ? slots : slots.length;
  const at = Math.min(count - 1, Math.floor(share * count));
  return typeof slots === "number" ? at : (slots[at] ?? null);
}

/** Where the cells of a region lie in the picture. */
export function boxesOf(frames: readonly FramePlace[], region: Region): Box[] {
  return frames
    .filter((frame) => frame.part === region.part && !frame.isCopies)
    .map(({ box, rows, columns }) => {
      const down = extent(rows, region.row, box.height);
      const across = extent(columns, region.column, box.width);
      return { x: box.x + across.at, y: box.y + down.at, width: across.length, height: down.length };
    });
}

function extent(
  slots: Slots,
  index: number | null,
  length: number,
): { readonly at: number; readonly length: number } {
  if (index === null) return { at: 0, length };
  if (typeof slots !== "number") {
    const shown = slots.indexOf(index);
    // What is left out lies in the gap.
    const at = shown < 0 ? (slots.indexOf(null) + slots.lastIndexOf(null)) / 2 : shown;
    return around(at, slots.length, length);
  }
  return around(index, slots, length);
}

/** The place of one of so many along a length: as thick as it is, but thick enough to be seen. */
function around(
  index: number,
  count: number,
  length: number,
): { readonly at: number; readonly length: number } {
  const thickness = Math.min(length, Math.max(thinnest, length / count));
  const middle = ((index + 0.5) * length) / count;
  return { at: Math.max(0, Math.min(length - thickness, middle - thickness / 2)), length: thickness };
}
