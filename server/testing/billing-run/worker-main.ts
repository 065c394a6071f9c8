import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { registerJobs } from "@/server/jobs/registry";
import { runTask } from "@/server/modules/work/run-task";
import { smallChunkJobs } from "./small-chunks";

// The product's worker as it is configured by default, in a process that a test kills. It begins at the first line of
// its input, and ends with it, so that nothing outlives the test.
const say = (word: string) => void process.stdout.write(`${word}\n`);
const saysItsTurn: typeof runTask = {
  ...runTask,
  handle: (...given) => {
    say("turn");
    return runTask.handle(...given);
  },
};
registerJobs([...smallChunkJobs(say), saysItsTurn]);
process.stdin.once("data", () => {
  void runGraphileWorker({ schedules: false, concurrency: 2 }).then(() => say("working"));
});
process.stdin.once("end", () => process.exit());
say("ready");
