import { Analyzer } from "../../insight/analyze";
import { libraries } from "../../libraries/libraries";
import { serve } from "../../protocol/rpc";
import { loadEmbeddedParser } from "../../syntax/embedded";
import { ownPort } from "../own";
import type { AnalysisCalls } from "./calls";
import { analysisHandlers } from "./handlers";

const tools = loadEmbeddedParser().then((parser) => ({
  parser,
  analyzer: new Analyzer(parser, { libraries }),
}));

serve<AnalysisCalls>(ownPort(), analysisHandlers(tools));
