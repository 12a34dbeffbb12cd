import * as vscode from "vscode";
import type { ExportFormat } from "../present/training-runs";
import { pyTorchScript, scikitLearnScript } from "../training/export/libraries";
import { numpyScript } from "../training/export/numpyScript";
import { curvesAsCsv, runAsJson, weightsAsCsv } from "../training/export/plain";
import { pySparkScript } from "../training/export/spark";
import type { Run } from "../training/run";
import { t } from "./words";

interface Exported {
  readonly text: string;
  readonly ending: string;
  readonly language: string;
}

/** Opens a run as a document of its own, which the learner saves where they like. */
export async function exportRun(run: Run, runName: string, as: ExportFormat): Promise<void> {
  const exported = exportedText(run, as);
  if (exported === null) {
    void vscode.window.showErrorMessage(
      t(
        "This run was kept without the steps that made its rows, so there is no script for it. Train it again.",
      ),
    );
    return;
  }
  const { text, ending, language } = exported;
  const name = `${plainName(run.dataset.name)}_${plainName(runName)}_${as}.${ending}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (folder === undefined) {
    const document = await vscode.workspace.openTextDocument({ language, content: text });
    await vscode.window.showTextDocument(document);
    return;
  }
  const uri = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    title: t("Export the run as {0}", formatLabel(as)),
    filters: { [formatLabel(as)]: [ending] },
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
}

/** A name that any file system takes. */
function plainName(name: string): string {
  return name.replace(/\.\w+$/, "").replaceAll(/[^\p{L}\p{N}]+/gu, "_");
}

/** The command: which run, then as what. */
export async function pickFormat(formats: readonly ExportFormat[]): Promise<ExportFormat | undefined> {
  const items = formats.map((as) => ({ label: formatLabel(as), description: formatHint(as), as }));
  return (await vscode.window.showQuickPick(items, { title: t("Export the run as") }))?.as;
}

function exportedText(run: Run, as: ExportFormat): Exported | null {
  const python = (text: string | null) => (text === null ? null : { text, ending: "py", language: "python" });
  switch (as) {
    case "json":
      return { text: `${JSON.stringify(runAsJson(run), null, 2)}\n`, ending: "json", language: "json" };
    case "csv":
      return { text: curvesAsCsv(run), ending: "csv", language: "plaintext" };
    case "weights-csv":
      return { text: weightsAsCsv(run), ending: "csv", language: "plaintext" };
    case "numpy":
      return python(numpyScript(run));
    case "scikit-learn":
      return python(scikitLearnScript(run));
    case "pytorch":
      return python(pyTorchScript(run));
    case "pyspark":
      return python(pySparkScript(run));
  }
}

function formatLabel(as: ExportFormat): string {
  switch (as) {
    case "json":
      return t("JSON");
    case "csv":
      return t("Curves as CSV");
    case "weights-csv":
      return t("Weights as CSV");
    case "numpy":
      return t("NumPy script");
    case "scikit-learn":
      return t("scikit-learn script");
    case "pytorch":
      return t("PyTorch script");
    case "pyspark":
      return t("PySpark script");
  }
}

function formatHint(as: ExportFormat): string {
  switch (as) {
    case "json":
      return t("settings, curves, weights: all of the run");
    case "csv":
      return t("a line for each epoch");
    case "weights-csv":
      return t("a line for each weight");
    case "numpy":
      return t("trains again and compares its numbers with this run's");
    case "scikit-learn":
      return t("the same model in scikit-learn");
    case "pytorch":
      return t("the same model in PyTorch");
    case "pyspark":
      return t("for rows beyond one machine");
  }
}
