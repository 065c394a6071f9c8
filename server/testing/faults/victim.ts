import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { registerJobs } from "@/server/jobs/registry";
import { setOutboundSeams } from "@/server/outbound/seams";
import { patientJob } from "./patient-job";

// A second worker, in a process of its own, that a seed kills in the middle of its jobs.
setOutboundSeams({ allowLoopbackPorts: [Number(process.env.TRAMA_TEST_WEBHOOK_PORT)] });
registerJobs([patientJob]);
await runGraphileWorker({ schedules: false, concurrency: 3, householdMs: 200, graceMs: 500 });
process.stdout.write("ready\n");
