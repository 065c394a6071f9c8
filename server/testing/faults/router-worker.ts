import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { setOutboundSeams } from "@/server/outbound/seams";

// The product's worker in a process of its own, which a test kills while it speaks with a router.
setOutboundSeams({ allowLoopbackPorts: [Number(process.env.TRAMA_TEST_ROUTER_PORT)] });
await runGraphileWorker({ schedules: false, concurrency: 2 });
process.stdout.write("ready\n");
