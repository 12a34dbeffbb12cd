import type { Translate } from "../base/translate";
import type { ArrayFact, Origin, SizeFact } from "../insight/facts";
import type { SizeStep } from "../insight/trail";
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

/** A size in the words about a place; null for the words between. */
export interface OriginPiece {
  readonly text: string;
  readonly size: SizeFact | null;
}

/** What a place did to the sizes: `569 → 455, test_size=0.2`, or `569, 30` where they begin. */
export function stepPieces(step: SizeStep): readonly OriginPiece[] {
  const between = (text: string): OriginPiece => ({ text, size: null });
  const change = changedSize(step);
  const sizes =
    change === null
      ? step.decided.map((size) => ({ text: size.text, size }))
      : [between(`${change.before.text} → `), { text: change.after.text, size: change.after }];
  const said = step.keywords.filter(({ name }) => sizeKeywords.has(name));
  const pieces =
    change === null ? sizes.flatMap((each, i) => (i === 0 ? [each] : [between(", "), each])) : sizes;
  return [...pieces, ...said.map(({ name, text }) => between(`, ${name}=${text}`))];
}

/** One size that stands in another one's place. */
function changedSize({ before, after, decided }: SizeStep): { before: SizeFact; after: SizeFact } | null {
  const [only, ...more] = decided;
  if (before === null || only === undefined || more.length > 0 || before.length !== after.length) return null;
  const axes = after.flatMap((size, axis) => (size.text === before[axis]?.text ? [] : [axis]));
  const [axis = 0] = axes;
  const was = before[axis];
  return axes.length === 1 && was !== undefined ? { before: was, after: only } : null;
}

/** Keywords that say how a size was decided. */
const sizeKeywords = new Set([
  "test_size",
  "train_size",
  "axis",
  "keepdims",
  "size",
  "n_samples",
  "n_features",
  "n_splits",
  "num",
  "N",
  "M",
  "k",
  "skiprows",
  "skip_header",
  "nrows",
  "max_rows",
]);

/** What stands at a place: the function that is called, or the code. */
export function stepName({ callee, text }: SizeStep): string {
  const words = callee === null ? text : callee.replace(/^….(?=\w)/, "");
  return words.length > longestName ? `${words.slice(0, longestName - 1)}…` : words;
}

const longestName = 40;

/** "Sizes: 569, 30 from load_breast_cancer (line 6); 569 → 455, test_size=0.2 from train_test_split (line 7)." */
export function trailSentence(
  trail: readonly SizeStep[],
  link: LineLink | undefined,
  t: Translate,
): Sentence {
  return compose((slot) => {
    const parts = trail.map((step) =>
      t(
        "{0} from {1} ({2})",
        slot({ type: "code", text: joined(stepPieces(step)) }),
        slot({ type: "code", text: stepName(step) }),
        slot(lineSegment(step, link, t)),
      ),
    );
    return t("Sizes: {0}.", parts.join("; "));
  });
}

export function joined(pieces: readonly OriginPiece[]): string {
  return pieces.map(({ text, size }) => (size === null ? text : namedSize(size))).join("");
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
