/** Places the names of curves beside them, where there is room: pure geometry, in pixels. */

export interface NamedCurve {
  readonly key: string;
  /** Width of the name as it is set. */
  readonly width: number;
  /** Height of the curve at a place; null where it has none. */
  readonly at: (x: number) => number | null;
}

export interface PlacedName {
  readonly key: string;
  /** Left edge, and the middle of the line of text. */
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const height = 16;
/** From a curve to its own name, and from a name to whatever else is there. */
const gap = 3;
const clearance = 2;
/** What a curve on the name's other side has to be further away: between two curves the name is the nearer one's. */
const nearer = 4;

/** Names that find no room are left out: the legend has them all. */
export function placeNames(
  curves: readonly NamedCurve[],
  width: number,
  plotHeight: number,
): readonly PlacedName[] {
  const taken: Box[] = [];
  const placed: PlacedName[] = [];
  for (const curve of curves) {
    const box = bestBox(curve, curves, taken, width, plotHeight);
    if (box === null) continue;
    taken.push(box);
    placed.push({ key: curve.key, x: box.left, y: (box.top + box.bottom) / 2 });
  }
  return placed;
}

/** The candidate with the most room around it; the sooner along the curve where several are alike. */
function bestBox(
  curve: NamedCurve,
  curves: readonly NamedCurve[],
  taken: readonly Box[],
  width: number,
  plotHeight: number,
): Box | null {
  let best: { readonly box: Box; readonly room: number } | null = null;
  for (let step = 1; step <= 18; step++) {
    const left = (step / 20) * width - curve.width / 2;
    for (const box of candidates(curve, left)) {
      if (box === null || box.left < 4 || box.right > width - 4) continue;
      if (box.top < 0 || box.bottom > plotHeight) continue;
      const room = Math.min(40, roomAround(box, curve, curves, taken));
      if (room >= clearance && (best === null || room > best.room + 1)) best = { box, room };
    }
  }
  return best?.box ?? null;
}

/** Above the curve and below it, clear of it along the whole name. */
function candidates(curve: NamedCurve, left: number): readonly (Box | null)[] {
  const right = left + curve.width;
  const heights = samples(left, right).map(curve.at);
  if (heights.some((each) => each === null)) return [];
  const known = heights.filter((each) => each !== null);
  const above = Math.min(...known) - gap;
  const below = Math.max(...known) + gap;
  // A steep curve would put its name far from itself.
  if (below - above > 48) return [];
  return [
    { left, right, top: above - height, bottom: above },
    { left, right, top: below, bottom: below + height },
  ];
}

function roomAround(box: Box, own: NamedCurve, curves: readonly NamedCurve[], taken: readonly Box[]): number {
  let room = Number.POSITIVE_INFINITY;
  for (const other of curves) {
    if (other === own) continue;
    for (const x of samples(box.left - 6, box.right + 6)) {
      const [y, ownY] = [other.at(x), own.at(x)];
      if (y === null) continue;
      const away = y < box.top ? box.top - y : y > box.bottom ? y - box.bottom : -1;
      const beyondOwn = ownY !== null && y < box.top === ownY < box.top;
      room = Math.min(room, away < 0 || beyondOwn ? away : away - nearer);
    }
  }
  for (const each of taken) {
    const apart = Math.max(
      each.left - box.right,
      box.left - each.right,
      each.top - box.bottom,
      box.top - each.bottom,
    );
    room = Math.min(room, apart);
  }
  return room;
}

function samples(left: number, right: number): readonly number[] {
  const count = 9;
  return Array.from({ length: count }, (_, index) => left + ((right - left) * index) / (count - 1));
}
