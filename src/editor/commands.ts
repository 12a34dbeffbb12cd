import * as vscode from "vscode";
import type { Disposable } from "../base/disposable";

/** What a command is given: by a menu the resource's URI, by a link what the link says. */
export type CommandHandler = (...args: readonly unknown[]) => unknown;

/** Registers the commands; package.json has their titles (a test compares the two). */
export function registerCommands(commands: Readonly<Record<string, CommandHandler>>): Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, handler]) => vscode.commands.registerCommand(name, handler)),
  );
}

export function uriArgument(value: unknown): vscode.Uri | undefined {
  return value instanceof vscode.Uri ? value : undefined;
}

export function textArgument(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function countArgument(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
