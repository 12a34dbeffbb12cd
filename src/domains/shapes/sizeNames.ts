import type { Size } from "../../algebra/size";
import type { Place } from "../../interpreter/value";
import { nextBirth } from "../../interpreter/watch";

/** Where a size got its name. */
export interface SizeName {
  readonly name: string;
  readonly place: Place;
  /** Later for what was named later. */
  readonly born: number;
}

/** The names that the program gave to sizes, by the size itself, which travels with the shapes it is part of. */
export class SizeNames {
  readonly #names = new WeakMap<Size, SizeName>();

  get(size: Size): SizeName | undefined {
    return this.#names.get(size);
  }

  add(size: Size, name: string, place: Place): void {
    this.#names.set(size, { name, place, born: nextBirth() });
  }
}
