import * as vscode from "vscode";
import type { Disposable } from "../base/disposable";
import type { Span } from "../base/span";
import { rangeOf } from "./places";

/** Lights a piece of code in every editor that shows it, as long as its factor is pointed at. */
export class FactorLight implements Disposable {
  readonly #look = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    outline: "1px solid",
    outlineColor: new vscode.ThemeColor("focusBorder"),
    overviewRulerColor: new vscode.ThemeColor("focusBorder"),
  });

  show(uri: string, span: Span): void {
    this.clear();
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document.uri.toString() === uri)
        editor.setDecorations(this.#look, [rangeOf(editor.document, span)]);
  }

  clear(): void {
    for (const editor of vscode.window.visibleTextEditors) editor.setDecorations(this.#look, []);
  }

  dispose(): void {
    this.#look.dispose();
  }
}
