import * as vscode from "vscode";
import { datasetNamed } from "../insight/trainingClasses";
import type { DataBytes } from "../workers/analysis/calls";
import { type Analysis, programDocuments } from "./analysis";
import { type DataChoice, isDataFile, readData } from "./dataSource";

/** A larger file would hold up the hovers while it is read. */
const mostBytes = 32_000_000;

const mostHashed = 65_536;

/** A program that does any of this brings its columns to one scale. */
const scaling = /StandardScaler|MinMaxScaler|\bnp\.std\b|\.std\s*\(|standardi[sz]e|normali[sz]e|zscore/i;

/**
 * The data that a program's numbers are made of: what it loads itself, else the data file that is open. Null where there is
 * neither, or it can't be read.
 */
export async function derivationData(
  document: vscode.TextDocument,
  analysis: Analysis,
  extensionUri: vscode.Uri,
): Promise<DataBytes | null> {
  const texts = programDocuments(document).map(({ text }) => text);
  const choice = await programChoice(document, texts, analysis);
  if (choice === null) return null;
  try {
    const { bytes, name } = await readData(choice, extensionUri);
    if (bytes.byteLength > mostBytes) return null;
    const isScaled = texts.some((text) => scaling.test(text));
    const place = choice.kind === "file" ? choice.uri.toString() : choice.name;
    return { key: `${place} ${bytes.byteLength} ${checksum(bytes)} ${isScaled}`, name, bytes, isScaled };
  } catch {
    return null;
  }
}

async function programChoice(
  document: vscode.TextDocument,
  texts: readonly string[],
  analysis: Analysis,
): Promise<DataChoice | null> {
  const summary = await analysis.summary(document);
  const named =
    summary?.classes.find((each) => each.dataset !== undefined)?.dataset ??
    texts.map(datasetNamed).find((each) => each !== null);
  if (named != null) {
    const names = ["breast_cancer", "iris", "diabetes"] as const;
    const name = names.find((each) => named === `sklearn:${each}`);
    if (name !== undefined) return { kind: "bundled", name, by: "program" };
    const uri = vscode.Uri.joinPath(document.uri, "..", named);
    return isDataFile(uri) ? { kind: "file", uri, by: "program" } : null;
  }
  const open = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []))
    .find(isDataFile);
  return open === undefined ? null : { kind: "file", uri: open, by: "editor" };
}

/** Tells one state of a file from the next; of a large one by bytes here and there, or the editor would wait. */
function checksum(bytes: Uint8Array): number {
  const stride = Math.max(1, Math.floor(bytes.length / mostHashed));
  let sum = 0;
  for (let at = 0; at < bytes.length; at += stride) sum = (Math.imul(sum, 31) + (bytes[at] ?? 0)) | 0;
  return sum;
}
