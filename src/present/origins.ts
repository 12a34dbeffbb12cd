import type { Translate } from "../base/translate";
import type { ArrayFact, Origin, SizeFact } from "../insight/facts";
import { compose, type Segment, type Sentence } from "./segments";

/** A place in the program and the sizes that it decides. */
export interface SizeOrigin extends Origin {
  readonly sizes: readonly SizeFact[];
}

/** Where the sizes of these arrays came from, in the order of the program, each size once for each place. */
export function sizeOrigins(arrays: readonly ArrayFact[]): SizeOrigin[] {
  const places = new Map<string, { origin: Origin; sizes: Map<string, SizeFact> }>();
  for (const size of arrays.flatMap((array) => array.shape ?? [])) {
    if (size.origin === undefined) continue;
    const key = `${size.origin.uri}:${size.origin.line}`;
    const place = places.get(key) ?? { origin: size.origin, sizes: new Map() };
    places.set(key, place);
    place.sizes.set(size.text, size);
  }
  return [...places.values()]
    .sort((a, b) => (a.origin.uri === b.origin.uri ? a.origin.line - b.origin.line : 0))
    .map(({ origin, sizes }) => ({ ...origin, sizes: [...sizes.values()] }));
}

/** `10, 3`: sizes in a row, with their names where the program has any. */
export function sizesText(sizes: readonly SizeFact[]): string {
  return sizes.map(namedSize).join(", ");
}

export function namedSize(size: SizeFact): string {
  return size.name === undefined || size.name === size.text ? size.text : `${size.name} = ${size.text}`;
}

export type LineLink = (uri: string, line: number) => string | undefined;

/** "line 6", as a link where the caller can make one. */
export function lineSegment(origin: Origin, link: LineLink | undefined, t: Translate): Segment {
  const text = t("line {0}", origin.line);
  const target = link?.(origin.uri, origin.line);
  return target === undefined ? { type: "text", text } : { type: "link", text, target };
}

/** "Sizes: 10, 3 from line 3; 1 from line 6." */
export function originsSentence(
  origins: readonly SizeOrigin[],
  link: LineLink | undefined,
  t: Translate,
): Sentence {
  return compose((slot) => {
    const parts = origins.map((origin) =>
      t(
        "{0} from {1}",
        slot({ type: "code", text: sizesText(origin.sizes) }),
        slot(lineSegment(origin, link, t)),
      ),
    );
    return t("Sizes: {0}.", parts.join("; "));
  });
}
