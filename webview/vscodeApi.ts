import type { FromView } from "../src/protocol/panel";

/** What the editor gives a page to talk to it with; may be asked for once a page. */
interface WebviewApi {
  postMessage(message: FromView): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

export const vscodeApi: WebviewApi = acquireVsCodeApi();
