import type { Formula, TypesetOptions } from "../typeset/typesetter";
import type { ThreadService } from "../workers/thread";
import type { TypesettingCalls } from "../workers/typesetting/calls";

const mostKept = 500;
/** Milliseconds; the first formula loads MathJax. */
const longestWait = 3000;

/** Typeset formulas, each set once. */
export class Typesetting {
  readonly #thread: ThreadService<TypesettingCalls>;
  readonly #formulas = new Map<string, Formula>();

  constructor(thread: ThreadService<TypesettingCalls>) {
    this.#thread = thread;
  }

  /** Null where the formula could not be set: the reader then gets the words without it. */
  async formula(tex: string, options: TypesetOptions): Promise<Formula | null> {
    const key = JSON.stringify([tex, options]);
    const known = this.#formulas.get(key);
    if (known !== undefined) return known;
    const reply = await this.#thread
      .call("typeset", { tex, options }, { timeout: longestWait })
      .catch(() => null);
    if (reply?.kind !== "formula") return null;
    if (this.#formulas.size >= mostKept) this.#formulas.clear();
    this.#formulas.set(key, reply);
    return reply;
  }

  /** Those of several formulas that are set already. */
  known(tex: readonly string[], options: TypesetOptions): ReadonlyMap<string, string> {
    return new Map(
      tex.flatMap((each) => {
        const formula = this.#formulas.get(JSON.stringify([each, options]));
        return formula === undefined ? [] : [[each, formula.svg] as const];
      }),
    );
  }

  /** The SVG of several formulas by their TeX, painted in the colour of the text around them. */
  async all(tex: readonly string[], options: TypesetOptions): Promise<ReadonlyMap<string, string>> {
    const set = await Promise.all(
      tex.map(async (each) => [each, await this.formula(each, options)] as const),
    );
    return new Map(
      set.flatMap(([each, formula]) => (formula === null ? [] : [[each, formula.svg] as const])),
    );
  }
}
