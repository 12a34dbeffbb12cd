import type { Span } from "../../../base/span";
import { readTable } from "../../../datasets/read";
import type { ProgramPart } from "../../../interpreter/interpret";
import type { NumbersAtReply, ProgramData } from "../calls";
import type { GivenFile } from "./data";
import { type TrueNumbers, trueNumbers } from "./trueNumbers";

interface Kept {
  readonly given: ReadonlyMap<string, GivenFile>;
  /** The texts that the run is of. */
  readonly state: string;
  readonly run: TrueNumbers;
}

/** The numbers of each program, interpreted once for each state of its text and its data. */
export class ProgramNumbers {
  readonly #kept = new Map<string, Kept>();

  async at(
    program: string,
    state: string,
    parts: () => readonly ProgramPart[],
    asked: { readonly uri: string; readonly spans: readonly Span[]; readonly data: readonly ProgramData[] },
  ): Promise<NumbersAtReply> {
    const before = this.#kept.get(program);
    const added = await Promise.all(
      asked.data.map(async (each) => [each.name, await readGiven(each)] as const),
    );
    const given =
      added.length === 0 && before !== undefined
        ? before.given
        : new Map([...(before?.given ?? []), ...added]);
    const isSame = before?.state === state && before.given === given;
    const kept = isSame ? before : { given, state, run: trueNumbers(parts(), given) };
    this.#kept.set(program, kept);
    return { found: asked.spans.map((span) => kept.run.at(asked.uri, span)), wanted: kept.run.wanted };
  }

  forget(program: string): void {
    this.#kept.delete(program);
  }
}

async function readGiven({ name, bytes }: ProgramData): Promise<GivenFile> {
  if (bytes === null) return { kind: "none" };
  if (!name.startsWith("sklearn:")) return { kind: "text", text: new TextDecoder().decode(bytes) };
  const table = await readTable(bytes, `${name}.csv`);
  return table.kind === "problem" ? { kind: "none" } : { kind: "table", table: table.value };
}
