// Child of doors.bench.ts: our doors as main.ts mounts them, without Next behind.
import { startMeters } from "@/server/modules/tenants/meter-usage";
import { startServer } from "@/server/http/start-server";
import { startHostSnapshot } from "@/server/tenancy/host-snapshot-watch";

await startHostSnapshot();
startMeters();
const { port } = await startServer(async (_req, res) => void res.end(), {
  host: "127.0.0.1",
  port: 0,
});
process.send?.({ port });
