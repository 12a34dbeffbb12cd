import type { Formula, TypesetError, TypesetOptions } from "../../typeset/typesetter";

/** What the typesetting thread can be asked. */
export type TypesettingCalls = {
  typeset: {
    argument: { readonly tex: string; readonly options: TypesetOptions };
    reply: Formula | TypesetError;
    event: never;
  };
};
