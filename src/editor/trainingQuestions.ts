import * as vscode from "vscode";
import { targetChoices } from "../present/training-card";
import { policyKindLabel } from "../present/training-names";
import type { PolicyKind } from "../present/training-settings";
import { policyKinds } from "../protocol/settings";
import type { DataCard } from "../training/run";
import { t } from "./words";

/** Asks which column is to be learned, with what is known of each; undefined where the learner turned away. */
export async function askTarget(card: DataCard, name: string): Promise<string | undefined> {
  const items = targetChoices(card, t).map(
    ({ column, kind, description, detail }): vscode.QuickPickItem & { readonly column: string } => ({
      label: column,
      description,
      ...(detail === null ? {} : { detail }),
      iconPath: new vscode.ThemeIcon(kind === "number" ? "symbol-number" : "symbol-text"),
      column,
    }),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: t("What should the neuron learn of {0}?", name),
    placeHolder: t("No column's name says which one is the target. The choice is remembered for this file."),
    matchOnDescription: true,
  });
  return picked?.column;
}

/** Asks for a guess before a comparison: null for a learner who would rather see; undefined for one who turned away. */
export async function askGuess(): Promise<{ readonly guess: PolicyKind | null } | undefined> {
  const items: (vscode.QuickPickItem & { readonly guess: PolicyKind | null })[] = [
    ...policyKinds.map((guess) => ({ label: policyKindLabel(guess, t), guess })),
    { label: t("I would rather just see"), guess: null },
  ];
  return vscode.window.showQuickPick(items, { title: t("Which curve will be the least steady?") });
}
