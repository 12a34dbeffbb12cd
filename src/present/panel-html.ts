import type { PanelStrings } from "./view";

/** In the side bar or as a tab: each has a background of its own. */
export type PagePlace = "side" | "tab";

export interface PanelPage {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** The webview's `cspSource`. */
  readonly cspSource: string;
  /** New for each page; letters and digits. */
  readonly nonce: string;
  /** BCP 47, e.g. "en" or "ko": decides the voice of a screen reader and how lines break. */
  readonly language: string;
  readonly title: string;
  readonly place: PagePlace;
  /** The words go into the page itself, so that the first paint waits for no message. */
  readonly strings: PanelStrings;
}

/**
 * The panel's page. Its policy allows our own script and style sheet and the style elements that carry the nonce (the
 * widget toolkit reads it from the `csp-nonce` meta element); nothing inline, nothing from elsewhere.
 */
export function panelHtml(page: PanelPage): string {
  const { cspSource, nonce } = page;
  const policy = [
    "default-src 'none'",
    `img-src ${cspSource} data:`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${attribute(page.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${attribute(nonce)}">
<title>${attribute(page.title)}</title>
<link rel="stylesheet" href="${attribute(page.styleUri)}">
</head>
<body data-place="${page.place}">
<main id="panel"></main>
<script type="application/json" id="panel-strings" nonce="${attribute(nonce)}">${json(page.strings)}</script>
<script nonce="${attribute(nonce)}" src="${attribute(page.scriptUri)}"></script>
</body>
</html>
`;
}

function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** JSON that can't end the script element that it stands in. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}
