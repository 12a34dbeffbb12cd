import { join } from "node:path";
import type * as vscode from "vscode";
import { startProduct } from "./editor/product";
import { startThread } from "./workers/node";

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    startProduct(context, (name) => startThread(join(context.extensionPath, "dist", `${name}.js`))),
  );
}
