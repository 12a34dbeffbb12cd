import * as vscode from "vscode";
import type { Span } from "../base/span";
import { t } from "./words";

export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

/** The line (from 1) of an offset in a document that is open. */
export function lineOf(uri: string, offset: number): number | undefined {
  const document = openDocument(uri);
  return document === undefined ? undefined : document.positionAt(offset).line + 1;
}

export function openDocument(uri: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

/** A link to a line (from 1), for Markdown. */
export function lineLink(uri: string, line: number): string {
  return vscode.Uri.parse(uri)
    .with({ fragment: `L${line}` })
    .toString();
}

/** Shows a place in the editor that already has the document, beside the panel; the keyboard stays where it is. */
export async function selectPlace(
  uri: string,
  place: { readonly line: number; readonly span?: Span },
): Promise<void> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    const editor = await vscode.window.showTextDocument(document, {
      preserveFocus: true,
      ...(visible?.viewColumn === undefined ? {} : { viewColumn: visible.viewColumn }),
    });
    const lines = document.lineCount;
    const range =
      place.span === undefined
        ? document.lineAt(Math.min(lines, Math.max(1, place.line)) - 1).range
        : rangeOf(document, place.span);
    editor.selection = new vscode.Selection(range.start, range.end);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  } catch {
    void vscode.window.showWarningMessage(t("The file {0} can no longer be opened.", uri));
  }
}
