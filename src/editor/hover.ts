import * as vscode from "vscode";
import { type HoverContent, hoverContent } from "../present/hover";
import { hoverMarkdownText, svgDataUri } from "../present/hoverMarkdown";
import { hoverPalette } from "../present/palette";
import { failureSentences } from "../present/problems";
import type { Analysis } from "./analysis";
import { lineLink, lineOf, rangeOf } from "./places";
import { readSettings, type Settings } from "./settings";
import { themeKind } from "./theme";
import type { Typesetting } from "./typesetting";
import { t } from "./words";

/** The shape, the picture and the formula of the expression under the pointer. */
export class ShapeHover implements vscode.HoverProvider {
  readonly #analysis: Analysis;
  readonly #typesetting: Typesetting;
  readonly #onShown: () => void;

  constructor(analysis: Analysis, typesetting: Typesetting, onShown: () => void) {
    this.#analysis = analysis;
    this.#typesetting = typesetting;
    this.#onShown = onShown;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const reply = await this.#analysis.factAt(document, document.offsetAt(position));
    if (reply === null) return this.#unread(document);
    if (reply.fact === null) return null;
    const { fact } = reply;
    const [problem] = reply.problems;
    const settings = readSettings();
    const content = hoverContent(fact, {
      kind: themeKind(),
      t,
      lineOf,
      trail: reply.trail,
      ...(problem === undefined ? {} : { problem }),
      links: { line: lineLink, actions: actions(document, fact.span.start) },
    });
    const markdown = new vscode.MarkdownString(await this.#text(content, settings), true);
    markdown.isTrusted = { enabledCommands: ["neuronLens.showShapes"] };
    this.#onShown();
    return new vscode.Hover(markdown, rangeOf(document, fact.span));
  }

  /** Why there is no shape at all, where the program could not be read. */
  #unread(document: vscode.TextDocument): vscode.Hover | null {
    const [failure] = this.#analysis.failures(document).filter(({ name }) => name === "update");
    if (failure === undefined) return null;
    return new vscode.Hover(failureSentences([failure], t).map((each) => new vscode.MarkdownString(each)));
  }

  async #text(content: HoverContent, { hover }: Settings): Promise<string> {
    const color = hoverPalette(themeKind()).ink;
    const formula =
      hover.formula && content.tex !== null
        ? await this.#typesetting.formula(content.tex, { display: false, fontSize: 15, color })
        : null;
    const { picture, outlines } = hover.picture ? content : { picture: null, outlines: null };
    return hoverMarkdownText(content, {
      ...(picture === null ? {} : { picture: svgDataUri(picture.svg) }),
      ...(outlines === null ? {} : { outlines: svgDataUri(outlines.svg) }),
      ...(formula === null ? {} : { formula: svgDataUri(formula.svg) }),
    });
  }
}

function actions(document: vscode.TextDocument, offset: number) {
  const place = encodeURIComponent(JSON.stringify([document.uri.toString(), offset]));
  return [
    {
      title: t("Open in Neuron Lens"),
      target: `command:neuronLens.showShapes?${place}`,
    },
  ];
}
