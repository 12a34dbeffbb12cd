import { Analyzer } from "../../insight/analyze";
import { libraries } from "../../libraries/libraries";
import { serve } from "../../protocol/rpc";
import { loadEmbeddedParser } from "../../syntax/embedded";
import { memoryGuard, ownPort } from "../own";
import type { AnalysisCalls } from "./calls";
import { analysisHandlers } from "./handlers";

const handlers = loadEmbeddedParser().then((parser) =>
  analysisHandlers({
    parser,
    analyzer: new Analyzer(parser, { libraries, budget: { pulse: memoryGuard() } }),
  }),
);

serve<AnalysisCalls>(ownPort(), handlers);
