import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InsideView } from "../../src/present/picture/inside";
import { litBy, type Part, type Pointed, type Reading } from "../../src/present/picture/light";
import type { PictureView } from "../../src/present/picture/picture";
import { cellText } from "../../src/present/picture/readout";
import { strings } from "../store";
import { pictureElement } from "../svg";
import { boxesOf, cellAt, type FramePlace, readFrames } from "./frames";

interface Props {
  readonly picture: PictureView;
  readonly inside: InsideView;
  readonly pointed: Pointed | null;
  readonly reading: Reading;
  readonly onPoint: (pointed: Pointed | null) => void;
}

/**
 * A picture whose cells can be pointed at: what they are made of and what they feed lights up. One tab stop; the arrows
 * move, Enter or a click pins, Escape leaves.
 */
export function LivePicture({ picture, inside, pointed, reading, onPoint }: Props): VNode {
  const place = useRef<HTMLDivElement>(null);
  const [frames, setFrames] = useState<readonly FramePlace[]>([]);
  const [pinned, setPinned] = useState(false);
  useLayoutEffect(() => {
    const element = pictureElement(picture.svg);
    if (element === null || place.current === null) return;
    place.current.replaceChildren(element);
    setFrames(readFrames(element));
  }, [picture.svg]);
  useEffect(() => setPinned(false), [inside]);

  const onPointer = (event: PointerEvent) => {
    const box = place.current?.getBoundingClientRect();
    if (box === undefined || pinned) return;
    onPoint(cellAt(frames, event.clientX - box.left, event.clientY - box.top));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(inside, pointed, event.key);
    if (next !== undefined) onPoint(next);
    else if (event.key === "Enter" && pointed !== null) setPinned(!pinned);
    else if (event.key === "Escape" && pointed !== null) {
      setPinned(false);
      onPoint(null);
    } else return;
    event.preventDefault();
  };
  // The picture's own light is that of a row and a column.
  const isDrawn = inside.kind !== "product" || reading === "row-column";
  const lit = pointed ?? (isDrawn ? null : first);
  return (
    <div
      class={lit === null ? "picture live" : "picture live pointed"}
      role="application"
      aria-label={picture.alt}
      aria-description={strings.shapes.pointing}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      onPointerMove={onPointer}
      onPointerLeave={() => {
        if (!pinned) onPoint(null);
      }}
      onClick={() => setPinned(pointed !== null && !pinned)}
      onKeyDown={onKeyDown}
    >
      <div class="live-area" style={{ width: `${picture.width}px`, height: `${picture.height}px` }}>
        <div ref={place} />
        <Light
          inside={inside}
          pointed={lit}
          reading={reading}
          frames={frames}
          pinned={pinned}
          size={picture}
        />
      </div>
      <span class="visually-hidden" aria-live="polite">
        {pointed === null ? "" : cellText(inside, pointed)}
      </span>
    </div>
  );
}

interface LightProps {
  readonly inside: InsideView;
  readonly pointed: Pointed | null;
  readonly reading: Reading;
  readonly frames: readonly FramePlace[];
  readonly pinned: boolean;
  readonly size: PictureView;
}

function Light({ inside, pointed, reading, frames, pinned, size }: LightProps): VNode | null {
  if (pointed === null) return null;
  const regions = litBy(inside, pointed, reading);
  return (
    <svg class="light" width={size.width} height={size.height} aria-hidden="true">
      {regions.flatMap((region, index) =>
        boxesOf(frames, region).map((box, at) => (
          <g key={`${index}-${at}`} class={index === 0 ? "lit-cell" : "lit-strip"}>
            <rect x={box.x} y={box.y} width={box.width} height={box.height} rx={2} />
            {index === 0 && pinned ? (
              <path d={`M${box.x + box.width} ${box.y}v7l-7 -7z`} class="lit-corner" />
            ) : null}
          </g>
        )),
      )}
    </svg>
  );
}

/** What a readout is about while nobody points. */
const first: Pointed = { part: "result", row: 0, column: 0 };

/** Where a key leads from a cell; undefined for a key that leads nowhere. */
function moved(inside: InsideView, from: Pointed | null, key: string): Pointed | undefined {
  const steps: Readonly<Record<string, readonly [down: number, across: number]>> = {
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Home: [0, Number.NEGATIVE_INFINITY],
    End: [0, Number.POSITIVE_INFINITY],
  };
  if (key === "PageUp" || key === "PageDown")
    return turned(inside, from ?? first, key === "PageDown" ? 1 : -1);
  const step = steps[key];
  if (step === undefined) return undefined;
  if (from === null) return first;
  const matrix = from.part === "result" ? inside.result : inside.operands[from.part];
  if (matrix === undefined) return first;
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return {
    part: from.part,
    row: within(from.row + step[0], matrix.rows),
    column: within(from.column + step[1], matrix.columns),
  };
}

/** The first cell of the matrix after or before. */
function turned(inside: InsideView, from: Pointed, step: number): Pointed {
  const parts: readonly Part[] = inside.operands.length === 2 ? [0, 1, "result"] : [0, "result"];
  const next = (parts.indexOf(from.part) + step + parts.length) % parts.length;
  return { part: parts[next] ?? "result", row: 0, column: 0 };
}
