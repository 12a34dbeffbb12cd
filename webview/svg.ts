/** Elements that our pictures and formulas are made of. Anything else is left out, with all that is in it. */
const allowed = new Set(
  "svg g path rect line polyline polygon circle ellipse text tspan defs pattern marker clipPath title desc use".split(
    " ",
  ),
);

/**
 * Reads an SVG text that the host sent. It can't run anything under the page's policy; this keeps out the rest: scripts,
 * foreign content, handlers, links to elsewhere, and `style` attributes, which the policy would block with a complaint.
 */
export function pictureElement(text: string): SVGSVGElement | null {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (!(parsed instanceof SVGSVGElement)) return null;
  clean(parsed);
  // What stands around it says in words what it shows.
  parsed.setAttribute("aria-hidden", "true");
  parsed.setAttribute("focusable", "false");
  return document.importNode(parsed, true);
}

/**
 * A formula, sized in em by its viewBox (MathJax draws 1000 units to the em, with the baseline at 0), so that the font
 * size around it decides. It comes in the pieces between which a line may end; side by side they are the whole.
 */
export function typesetPieces(text: string): readonly SVGSVGElement[] {
  const element = pictureElement(text);
  if (element === null) return [];
  const { x, width, height } = element.viewBox.baseVal;
  if (!(width > 0 && height > 0)) return [];
  const breaks = (element.dataset.breaks ?? "").split(" ").map(Number);
  const inside = breaks.filter((each) => each > 0 && each < width).sort((a, b) => a - b);
  const edges = [0, ...inside, width];
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? 0;
    return piece(element.cloneNode(true), x + from, to - from);
  });
}

function piece(node: Node, x: number, width: number): SVGSVGElement {
  if (!(node instanceof SVGSVGElement)) throw new Error("no picture");
  const { y, height } = node.viewBox.baseVal;
  node.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  node.removeAttribute("width");
  node.removeAttribute("height");
  node.style.width = `${width / 1000}em`;
  node.style.height = `${height / 1000}em`;
  node.style.verticalAlign = `${-(y + height) / 1000}em`;
  return node;
}

function clean(element: Element): void {
  for (const child of [...element.children]) {
    if (allowed.has(child.localName)) clean(child);
    else child.remove();
  }
  for (const { name, value } of [...element.attributes]) {
    const link = /href$/i.test(name) && !value.startsWith("#");
    if (/^on/i.test(name) || name === "style" || link) element.removeAttribute(name);
  }
}
