import * as vscode from "vscode";

/** What is in a folder; nothing where it is not there or can't be read. */
export async function entriesOf(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    // VS Code warns in its console of a folder that is read and not there; of this it does not.
    await vscode.workspace.fs.stat(folder);
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
