import type { ToView } from "../../../src/protocol/panel";
import type { Language } from "./fixtures";
import type { PanelPage } from "./harness";
import type { Look } from "./shapesFixtures";

/** A state of the panel: what it is sent, and what is then done in it. */
export interface Scene {
  readonly name: string;
  readonly messages: (language: Language, width: number) => Promise<readonly ToView[]>;
  readonly prepare?: (panel: PanelPage) => Promise<void>;
}

/** A page as wide as that has so much room for a picture: what the panel says of itself by "resized". */
export function look(language: Language, width: number, revision: number): Look {
  return { language, width: width - (width < 280 ? 24 : 32), revision };
}
