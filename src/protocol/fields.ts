/** Reading of messages that nobody vouches for, field by field. */

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>(isObject(value) ? Object.entries(value) : []);
}

export function oneOf<T extends string>(names: readonly T[], value: unknown): T | null {
  return names.find((name) => name === value) ?? null;
}

/** A whole number of at least so much. */
export function count(value: unknown, least: number): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least ? value : null;
}

/** Text that names something: not empty, and not longer than a name can be. */
export function name(value: unknown): string | null {
  return typeof value === "string" && value !== "" && value.length <= longestName ? value : null;
}

export const longestName = 10_000;

/** A list of names, none twice; not longer than a list in the panel can be. */
export function names(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length > 10_000 || new Set(value).size !== value.length) return null;
  const found = value.flatMap((each) => name(each) ?? []);
  return found.length === value.length ? found : null;
}
