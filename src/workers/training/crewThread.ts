import { workerData } from "node:worker_threads";
import { type CrewJob, serveCrew } from "../../training/kernelCrew";

/** Does chunks of another thread's run until that is over. */
const job: CrewJob = workerData;
serveCrew(job);
