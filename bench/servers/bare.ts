// Child of doors.bench.ts: the same router on tRPC's own node server; who calls is taken for granted.
import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { resolveTenant } from "@/server/tenancy/resolve-tenant";
import { startHostSnapshot } from "@/server/tenancy/host-snapshot-watch";
import type { DoorContext } from "@/server/doors/door-context";
import { appRouter } from "@/server/trpc/root";

await startHostSnapshot();
const host = await resolveTenant(process.env.BENCH_HOST);
const actor = JSON.parse(process.env.BENCH_ACTOR ?? '{"kind":"anonymous"}') as DoorContext["actor"];
const server = createHTTPServer({
  router: appRouter,
  createContext: ({ req }): DoorContext => ({
    requestId: "bench",
    now: new Date(),
    locale: "es",
    ip: "127.0.0.1",
    userAgent: undefined,
    deviceToken: undefined,
    host,
    actor: req.headers.cookie ? actor : { kind: "anonymous" },
    responseHeaders: new Headers(),
  }),
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
