import { serve } from "../../protocol/rpc";
import { ownPort } from "../node";
import type { TrainingCalls } from "./calls";
import { trainingHandlers } from "./handlers";

serve<TrainingCalls>(
  ownPort(),
  trainingHandlers(() => performance.now()),
);
