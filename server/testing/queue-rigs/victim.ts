import { composition, setComposition } from "@/server/composition";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { registerJobs } from "@/server/jobs/registry";
import { contractJobs } from "./contract-jobs";
import { openTestQstash, serveDoor } from "./qstash-parts";

// A worker that a test kills in the middle of its jobs.
registerJobs(contractJobs);
const { VICTIM_DOOR_PORT, VICTIM_QSTASH_URL } = process.env;
if (VICTIM_DOOR_PORT && VICTIM_QSTASH_URL) {
  const origin = `http://127.0.0.1:${VICTIM_DOOR_PORT}`;
  setComposition({ ...composition(), queue: openTestQstash(VICTIM_QSTASH_URL, origin) });
  await serveDoor(Number(VICTIM_DOOR_PORT));
} else {
  await runGraphileWorker({ schedules: false, concurrency: 4 });
}
process.stdout.write("ready\n");
