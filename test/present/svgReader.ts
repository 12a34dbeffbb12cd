import { textWidth } from "../../src/present/picture/svg";

/** A strict reader of the SVG that we write: throws on anything that is not well formed. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const tag = /^<(\/)?([a-z]+)((?: [a-zA-Z0-9:-]+="[^"<]*")*)(\/)?>/;

/** All elements in order, with the attributes that they inherit from groups and the text inside them. */
export function parseSvg(svg: string): SvgNode[] {
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: { name: string; attributes: Record<string, string>; node: { text: string } }[] = [];
  let rest = svg;
  while (rest !== "") {
    const match = tag.exec(rest);
    if (match === null) {
      const text = /^[^<]+/.exec(rest)?.[0];
      if (text === undefined) throw new Error(`not well formed at ${rest.slice(0, 80)}`);
      if (/&(?!amp;|lt;|gt;|quot;)/.test(text)) throw new Error(`bare ampersand in ${text}`);
      for (const each of open) each.node.text += plainText(text);
      rest = rest.slice(text.length);
      continue;
    }
    rest = rest.slice(match[0].length);
    const [, closing, name = "", attributeText = "", selfClosing] = match;
    if (closing !== undefined) {
      if (open.pop()?.name !== name) throw new Error(`unexpected </${name}>`);
      continue;
    }
    const inherited = open.at(-1)?.attributes ?? {};
    const own = Object.fromEntries(
      [...attributeText.matchAll(/ ([a-zA-Z0-9:-]+)="([^"]*)"/g)].map((each) => [
        each[1],
        plainText(each[2] ?? ""),
      ]),
    );
    const attributes = {
      ...(open.at(-1)?.name === "g" || open.at(-1)?.name === "text" ? inherited : {}),
      ...own,
    };
    const node = { name, attributes, text: "" };
    found.push(node);
    if (selfClosing === undefined) open.push({ name, attributes, node });
  }
  if (open.length > 0) throw new Error("an element is left open");
  return found;
}

function plainText(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

function number(node: SvgNode, key: string): number {
  return Number(node.attributes[key] ?? 0);
}

function boxOf(node: SvgNode): Box | null {
  switch (node.name) {
    case "rect":
      return {
        x: number(node, "x"),
        y: number(node, "y"),
        width: number(node, "width"),
        height: number(node, "height"),
      };
    case "line": {
      const [x1, x2, y1, y2] = ["x1", "x2", "y1", "y2"].map((key) => number(node, key));
      const [left, right] = [Math.min(x1 ?? 0, x2 ?? 0), Math.max(x1 ?? 0, x2 ?? 0)];
      const [top, bottom] = [Math.min(y1 ?? 0, y2 ?? 0), Math.max(y1 ?? 0, y2 ?? 0)];
      return { x: left, y: top, width: right - left, height: bottom - top };
    }
    case "circle": {
      const r = number(node, "r");
      return { x: number(node, "cx") - r, y: number(node, "cy") - r, width: 2 * r, height: 2 * r };
    }
    case "text":
      return textBox(node);
    default:
      return null;
  }
}

function textBox(node: SvgNode): Box {
  const size = Number(node.attributes["font-size"] ?? 12);
  // 0.6 em is the advance of the usual monospace fonts; the layout reckons with a little more.
  const width = textWidth(node.text, size) * (0.6 / 0.61);
  const anchor = node.attributes["text-anchor"] ?? "start";
  const x = number(node, "x") - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
  const box = { x, y: number(node, "y") - size * 0.75, width, height: size * 0.95 };
  if (node.attributes.transform !== undefined) throw new Error("turned text is hard to read");
  return box;
}

/** What reaches out of the picture. */
export function outside(
  nodes: readonly SvgNode[],
  size: { readonly width: number; readonly height: number },
): string[] {
  return nodes.flatMap((node) => {
    const box = boxOf(node);
    if (box === null) return [];
    const inside =
      box.x >= -0.5 &&
      box.y >= -0.5 &&
      box.x + box.width <= size.width + 0.5 &&
      box.y + box.height <= size.height + 0.5;
    return inside
      ? []
      : [`${node.name} ${node.text} ${JSON.stringify(box)} of ${size.width} × ${size.height}`];
  });
}

/** Texts that run into each other. */
export function overlaps(nodes: readonly SvgNode[]): string[] {
  const texts = nodes.filter((node) => node.name === "text" && node.text !== "");
  const boxes = texts.map((node) => ({ node, box: textBox(node) }));
  return boxes.flatMap(({ node, box }, index) =>
    boxes
      .slice(index + 1)
      .flatMap((other) => (meet(box, other.box) ? [`"${node.text}" and "${other.node.text}"`] : [])),
  );
}

function meet(a: Box, b: Box): boolean {
  const slack = 0.5;
  return (
    a.x + slack < b.x + b.width &&
    b.x + slack < a.x + a.width &&
    a.y + slack < b.y + b.height &&
    b.y + slack < a.y + a.height
  );
}

/** The faces of the matrices, left to right: the rectangles that others lie in. */
export function matrices(nodes: readonly SvgNode[]): Box[] {
  return nodes
    .filter(
      (node) =>
        node.name === "rect" &&
        node.attributes.stroke !== undefined &&
        node.attributes["stroke-width"] === "1",
    )
    .map((node) => boxOf(node) ?? { x: 0, y: 0, width: 0, height: 0 });
}

type Lengths = Map<string, number[]>;

/** The lengths of the rulers across, by stroke: the hue and mark of a role stand for one size each. */
export function horizontalRulers(nodes: readonly SvgNode[]): Lengths {
  return rulers(nodes, (node) =>
    node.attributes.y1 === node.attributes.y2 ? number(node, "x2") - number(node, "x1") : null,
  );
}

export function verticalRulers(nodes: readonly SvgNode[]): Lengths {
  return rulers(nodes, (node) =>
    node.attributes.x1 === node.attributes.x2 ? number(node, "y2") - number(node, "y1") : null,
  );
}

/** Long lines with a role's stroke; the short ones are their ends. */
function rulers(nodes: readonly SvgNode[], lengthOf: (node: SvgNode) => number | null): Lengths {
  const found: Lengths = new Map();
  for (const node of nodes) {
    if (node.name !== "line" || node.attributes["stroke-width"] !== "2") continue;
    const length = lengthOf(node);
    if (length === null || length <= 8) continue;
    const key = `${node.attributes.stroke} ${node.attributes["stroke-dasharray"] ?? ""}`;
    found.set(key, [...(found.get(key) ?? []), length]);
  }
  return found;
}
