import * as vscode from "vscode";
import { agreeing } from "../base/translate";

/** VS Code's translator, with Korean particles that agree with what was put before them. */
export const t = agreeing(vscode.l10n.t);
