import * as vscode from "vscode";
import { startProduct } from "./editor/product";
import { startWebThread } from "./workers/web";

/** The entry of VS Code in a browser: the same product, its threads being web workers. */
export function activate(context: vscode.ExtensionContext): void {
  const read = async (file: string) =>
    new Uint8Array(
      await vscode.workspace.fs.readFile(
        vscode.Uri.joinPath(context.extensionUri, "dist", ...file.split("/")),
      ),
    );
  context.subscriptions.push(
    startProduct(context, (name) =>
      startWebThread(() => read(name === "training" ? "web/training.js" : `${name}.js`)),
    ),
  );
}
