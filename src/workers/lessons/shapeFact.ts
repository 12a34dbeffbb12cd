import type { ProgramFacts } from "../../insight/facts";

/** The shape of a name as the analysis of shapes knows it, where it is all numbers; null else. */
export function shapeFact(
  facts: ProgramFacts | null,
  name: string,
  within: string | null,
): readonly number[] | null {
  const documents = facts?.documents ?? [];
  const found = documents.flatMap(({ expressions }) =>
    expressions.flatMap((each) => {
      if (each.text !== name || each.role !== "store") return [];
      const shapes = each.values.map(({ shape }) => shape?.map(({ value }) => value) ?? [null]);
      return shapes.length === 1 ? shapes : [];
    }),
  );
  // A function's own name would have to be told from others of that name; where there is but one, it is that.
  const distinct = new Set(found.map((shape) => shape.join()));
  const last = within === null || distinct.size === 1 ? found.at(-1) : undefined;
  const sizes = last?.flatMap((size) => (size === null ? [] : [size]));
  return sizes !== undefined && sizes.length === last?.length ? sizes : null;
}
