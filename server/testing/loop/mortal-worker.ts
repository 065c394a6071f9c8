import { Socket } from "node:net";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { setOutboundSeams } from "@/server/outbound/seams";

// A worker in a process of its own that ends outright at the n-th thing that it says to anybody: the database, a router, a
// gateway. Wherever in a payment's course that is, it has said it and knows no answer.
const { TRAMA_TEST_DIE_AT, TRAMA_TEST_PORTS = "" } = process.env;
setOutboundSeams({ allowLoopbackPorts: TRAMA_TEST_PORTS.split(",").filter(Boolean).map(Number) });
await runGraphileWorker({ schedules: false, concurrency: 2, householdMs: 200, graceMs: 500 });
process.stdout.write("ready\n");
let left = Number(TRAMA_TEST_DIE_AT);
// oxlint-disable-next-line typescript/unbound-method -- called with its socket below
const { write } = Socket.prototype;
Socket.prototype.write = function die(this: Socket, ...given: Parameters<typeof write>): boolean {
  const said = write.apply(this, given);
  if (--left === 0) process.kill(process.pid, "SIGKILL");
  return said;
} as typeof write;
process.stdin.once("end", () => process.exit());
process.stdin.resume();
