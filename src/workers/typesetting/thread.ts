import { serve } from "../../protocol/rpc";
import { createTypesetter } from "../../typeset/typesetter";
import { ownPort } from "../own";
import type { TypesettingCalls } from "./calls";

const typeset = createTypesetter();

serve<TypesettingCalls>(ownPort(), {
  typeset: ({ tex, options }) => typeset(tex, options),
});
