import type { DataFiles } from "../domains/library";
import type { BareText } from "./bareText";
import { isSameProgram, type Layout } from "./layout";
import type { FactPlaces, PlacedStretch, SectionFacts } from "./sectionFacts";

export interface Remembered {
  readonly facts: SectionFacts;
  readonly places: FactPlaces;
}

/** So many texts of a section are remembered besides those that the program has: what is taken back is known then. */
const spare = 16;

/**
 * What is known of the sections of one program, by their texts without comments and blank lines. As long as nothing else
 * changes that they depend on (other files of the project, data files), the same text gives the same facts.
 */
export class SectionMemory {
  readonly #sections = new Map<string, Remembered>();
  #bareTexts: ReadonlyMap<string, BareText> = new Map();
  #files: DataFiles | undefined;
  #sources: ReadonlyMap<string, string> | undefined;
  /** Counts the states of the project's other files. */
  #state = 0;

  get bareTexts(): ReadonlyMap<string, BareText> {
    return this.#bareTexts;
  }

  /** To be called before all else, at each analysis. */
  begin(sources: ReadonlyMap<string, string> | undefined, files: DataFiles | undefined): void {
    if (files !== this.#files) this.#sections.clear();
    if (!isSameFiles(sources, this.#sources)) this.#state += 1;
    this.#files = files;
    this.#sources = sources;
  }

  /** Different for sections that may have different facts. */
  key(stretches: readonly PlacedStretch[], importsProject: boolean): string {
    const state = importsProject ? this.#state : "";
    const texts = stretches.map(({ uri, isOwn, bare }) => `${uri}\u0000${isOwn}\u0000${bare.text}`);
    return [state, ...texts].join("\u0000");
  }

  /** The facts of such a section, where they were found with no more steps than may be taken now. */
  find(key: string, stretches: readonly PlacedStretch[], steps: number): Remembered | null {
    const found = this.#sections.get(key);
    if (found === undefined || found.facts.steps > steps) return null;
    const { places } = found;
    return places.stretches.every((then, index) => {
      const now = stretches[index];
      return now !== undefined && isSameProgram(then, now);
    })
      ? found
      : null;
  }

  keep(key: string, remembered: Remembered): void {
    // The last used stand last.
    this.#sections.delete(key);
    this.#sections.set(key, remembered);
  }

  /** To be called when all sections of the program were kept. */
  end(layouts: readonly Layout[], sections: number): void {
    this.#bareTexts = new Map(
      layouts.flatMap(({ stretches }) => stretches.map(({ full, bare }) => [full, bare] as const)),
    );
    for (const key of this.#sections.keys()) {
      if (this.#sections.size <= sections + spare) break;
      this.#sections.delete(key);
    }
  }
}

function isSameFiles(
  a: ReadonlyMap<string, string> | undefined,
  b: ReadonlyMap<string, string> | undefined,
): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return (a?.size ?? 0) === 0 && (b?.size ?? 0) === 0;
  return a.size === b.size && [...a].every(([uri, text]) => b.get(uri) === text);
}
