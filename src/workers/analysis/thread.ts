import { Analyzer } from "../../insight/analyze";
import { serve } from "../../protocol/rpc";
import { loadEmbeddedParser } from "../../syntax/embedded";
import { ownPort } from "../node";
import type { AnalysisCalls } from "./calls";
import { analysisHandlers } from "./handlers";

const analyzer = loadEmbeddedParser().then((parser) => new Analyzer(parser));

serve<AnalysisCalls>(
  ownPort(),
  analysisHandlers(analyzer, async () => ({ kind: "not-found", missing: [] })),
);
