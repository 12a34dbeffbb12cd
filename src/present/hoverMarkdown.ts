import type { HoverContent } from "./hover";
import type { Segment, Sentence } from "./segments";

/** Images as `data:` addresses, made with `svgDataUri`. */
export interface HoverImages {
  readonly picture?: string;
  /** The picture without values, for where the whole would be too long. */
  readonly outlines?: string;
  readonly formula?: string;
}

/** VS Code cuts a Markdown string at 100,000 characters, in the middle of an image if it must. */
const longest = 99_000;

/**
 * The hover as Markdown. Nothing of the learner's program can become markup: names, columns and paths are escaped. If it
 * would be too long, the values in the cells go first, then the formula, then the picture; the words stay.
 */
export function hoverMarkdownText(content: HoverContent, images: HoverImages): string {
  const { picture, outlines, formula } = images;
  const tries: HoverImages[] = [
    images,
    { ...some("picture", outlines), ...some("formula", formula) },
    { ...some("picture", outlines ?? picture) },
    {},
  ];
  const texts = tries.map((each) => markdown(content, each));
  return texts.find((text) => text.length <= longest) ?? cut(texts.at(-1) ?? "");
}

function some(key: "picture" | "formula", uri: string | undefined): HoverImages {
  return uri === undefined ? {} : { [key]: uri };
}

function cut(text: string): string {
  return `${text.slice(0, longest).replace(/\\$/, "")}…`;
}

function markdown(content: HoverContent, images: HoverImages): string {
  const lines = content.lines.map((line) => {
    const dtype = line.dtype === "" ? "" : `  ${escapeMarkdown(line.dtype)}`;
    const caller = line.caller === null ? "" : ` — ${sentenceMarkdown(line.caller)}`;
    return `**${codeSpan(line.shapes)}**${dtype}${caller}`;
  });
  const body = [
    ...lines,
    ...(content.unknown === null ? [] : [escapeMarkdown(content.unknown)]),
    ...image(content.alt, images.picture),
    ...image(content.formulaAlt, images.formula),
  ];
  const more = [...content.notes, ...content.origins].map(sentenceMarkdown);
  const actions = content.actions.map(({ title, target }) => link(title, target)).join("  ");
  return [body.join("\n\n"), more.join("\n\n"), actions].filter((part) => part !== "").join("\n\n---\n\n");
}

function image(alt: string, uri: string | undefined): string[] {
  return uri === undefined ? [] : [`![${escapeMarkdown(alt)}](${uri})`];
}

function sentenceMarkdown(sentence: Sentence): string {
  return sentence.map(segmentMarkdown).join("");
}

function segmentMarkdown(segment: Segment): string {
  switch (segment.type) {
    case "text":
      return escapeMarkdown(segment.text);
    case "code":
      return codeSpan(segment.text);
    case "link":
      return link(segment.text, segment.target);
  }
}

function link(title: string, target: string): string {
  return `[${escapeMarkdown(title)}](${target.replace(/[\s()<>\\"]/g, (character) => encodeURIComponent(character).replace("(", "%28").replace(")", "%29"))})`;
}

/** Text that stays text: every character that Markdown, HTML or an icon's name could start with is escaped. */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]()#+\-.!|~:@>=^"']/g, "\\$&")
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      // `$(name)` would become an icon, even after a backslash.
      .replace(/\$/g, "&#36;")
  );
}

/** Code in as many backticks as it takes. */
export function codeSpan(code: string): string {
  const text = oneLine(code);
  const longestRun = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longestRun + 1);
  const padding = /^`|`$|^ .* $/.test(text) ? " " : "";
  return text === "" ? "" : `${fence}${padding}${text}${padding}${fence}`;
}

function oneLine(text: string): string {
  return text.replace(/[\s\u2028\u2029]+/g, (space) => (/[\r\n\t\u2028\u2029]/.test(space) ? " " : space));
}

/** An SVG as an address that an image can load; works in Node and in a browser. */
export function svgDataUri(svg: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(svg)) bytes += String.fromCharCode(byte);
  return `data:image/svg+xml;base64,${btoa(bytes)}`;
}
