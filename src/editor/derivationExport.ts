import * as vscode from "vscode";
import { derivationPage } from "../present/derivation-page";
import type { DerivationView, StepView } from "../present/derivation-view";
import type { VerdictView } from "../present/verdictCard";
import { t } from "./words";

export async function copyStep(step: StepView, form: "latex" | "markdown"): Promise<void> {
  await vscode.env.clipboard.writeText(step.copies[form]);
  const message = form === "latex" ? t("The step is copied as LaTeX.") : t("The step is copied as Markdown.");
  vscode.window.setStatusBarMessage(message, 3000);
}

/** A step's equation as a picture file: black, on nothing. */
export async function saveStepImage(view: DerivationView, step: StepView): Promise<void> {
  const { svg } = step.formula;
  if (svg === null) return;
  const name = `${baseName(view.uri)}-${step.id.replaceAll("/", "-")}.svg`;
  const text = svg
    .replaceAll("currentColor", "#000")
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
  const once = text.replace(/(xmlns="http:\/\/www\.w3\.org\/2000\/svg")([^>]*?) xmlns="[^"]*"/, "$1$2");
  await save(view.uri, name, { [t("SVG images")]: ["svg"] }, once);
}

/** The whole derivation as one page to print. */
export async function exportPage(view: DerivationView, verdicts: readonly VerdictView[]): Promise<void> {
  const language = vscode.env.language.startsWith("ko") ? "ko" : "en";
  const name = baseName(view.uri);
  const page = derivationPage({ view, verdicts, file: fileName(view.uri), language }, t);
  const saved = await save(view.uri, `${name}-derivation.html`, { [t("Web pages")]: ["html"] }, page);
  if (saved === null) return;
  const open = t("Open in the Browser");
  const chosen = await vscode.window.showInformationMessage(
    t("Exported to {0}.", fileName(saved.path)),
    open,
  );
  if (chosen === open) await vscode.env.openExternal(saved);
}

async function save(
  beside: string,
  name: string,
  filters: Record<string, string[]>,
  text: string,
): Promise<vscode.Uri | null> {
  const folder = folderOf(vscode.Uri.parse(beside));
  const defaultUri = folder === null ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) };
  const uri = await vscode.window.showSaveDialog({ ...defaultUri, filters });
  if (uri === undefined) return null;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** Beside the program where it is a file; else in the folder that is open. */
function folderOf(uri: vscode.Uri): vscode.Uri | null {
  if (uri.scheme !== "untitled" && uri.scheme !== "vscode-notebook-cell")
    return vscode.Uri.joinPath(uri, "..");
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? null;
}

function fileName(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf("/") + 1)).replace(/#.*$/, "");
}

function baseName(path: string): string {
  return fileName(path).replace(/\.\w+$/, "");
}
