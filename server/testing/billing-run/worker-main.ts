import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { registerJobs } from "@/server/jobs/registry";
import { smallChunkJobs } from "./small-chunks";

// The product's worker as it is configured by default, in a process that a test kills. It begins at the first line of
// its input, and ends with it, so that nothing outlives the test.
registerJobs(smallChunkJobs((phase) => process.stdout.write(`${phase}\n`)));
process.stdin.once("data", () => {
  void runGraphileWorker({ schedules: false, concurrency: 2 }).then(() =>
    process.stdout.write("working\n"),
  );
});
process.stdin.once("end", () => process.exit());
process.stdout.write("ready\n");
