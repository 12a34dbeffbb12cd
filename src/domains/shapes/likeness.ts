import type { Size } from "../../algebra/size";
import type { Likeness } from "../../interpreter/domain";
import type { Items, Place } from "../../interpreter/value";
import type { Memory } from "../../interpreter/watch";
import { contentOf, type ShapeDatum } from "./datum";
import { isInterchangeable } from "./meet";
import type { SizeNames } from "./sizeNames";

/** When arrays may stand for each other, so that a call need not be followed twice. */
export class ShapeLikeness implements Likeness<ShapeDatum> {
  constructor(private readonly names: SizeNames) {}

  /** The sizes of the one have the names now that those of the other had before `born`. */
  alike(then: ShapeDatum, now: ShapeDatum, born: number): boolean {
    if (!isInterchangeable(then, now)) return false;
    const [before, after] = [sizesIn(then), sizesIn(now)];
    return before.every((size, axis) => {
      const other = after[axis];
      return other !== undefined && (size === other || this.#isAlike(size, other, born));
    });
  }

  #isAlike(then: Size, now: Size, born: number): boolean {
    const [a, b] = [this.names.get(then), this.names.get(now)];
    if (then.label !== now.label) return false;
    if (b === undefined) return a === undefined || a.born > born;
    return a !== undefined && a.name === b.name && isSamePlace(a.place, b.place);
  }

  hasElements(value: ShapeDatum): boolean {
    return !isInterchangeable(value, value);
  }

  isOwn({ stream }: ShapeDatum): boolean {
    return stream !== undefined;
  }

  memory({ memory }: ShapeDatum): Memory | null {
    return memory;
  }

  held({ held }: ShapeDatum): Items<ShapeDatum> | null {
    return held ?? null;
  }

  isStale(value: ShapeDatum): boolean {
    return contentOf(value) !== value.content;
  }
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function sizesIn(value: ShapeDatum): readonly Size[] {
  const content = contentOf(value);
  if (content.kind === "int") return [content.size];
  if (content.kind !== "array") return [];
  const { shape, integer } = content;
  return integer === undefined ? (shape ?? []) : [...(shape ?? []), integer];
}
