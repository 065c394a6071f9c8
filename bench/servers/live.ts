import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { streamOnNode } from "@/server/doors/live";
import { LiveHub } from "@/server/events/live/live-hub";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

// Our live streams (MODE=ours), or a bare node server that writes the same bytes (MODE=bare), in a process of its own.
const tenantId = process.env.LIVE_TENANT ?? "";
const bare = process.env.MODE === "bare";
const open = new Set<ServerResponse>();
const limits = { perTenant: 50_000, perSession: 50_000, heartbeatMs: 20_000, recheckMs: 10_000 };
(globalThis as { [key: symbol]: unknown })[Symbol.for("trama.live")] = new LiveHub(limits);
const listener = systemCtx(tenantId, "bench");

const server = createServer((req, res) => {
  if (!bare) return void streamOnNode(req, res, listener);
  res.writeHead(200, { "content-type": "text/event-stream" });
  res.write("retry: 3000\n\n");
  open.add(res);
  res.once("close", () => open.delete(res));
});
server.listen(0, "127.0.0.1", () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);

process.on("message", (message: { what: "memory" } | { what: "state" }) => {
  if (message.what === "memory") {
    (globalThis as { gc?: () => void }).gc?.();
    process.send?.({ rss: process.memoryUsage().rss });
  } else void state();
});

/** One fact; its payload carries the instant, so that clients can tell how long it took. */
async function state(): Promise<void> {
  const at = String(performance.timeOrigin + performance.now());
  if (bare) {
    const chunk = Buffer.from(
      `id: 1\ndata: {"payload":{"message":"${at}"},"pad":"${"x".repeat(180)}"}\n\n`,
    );
    for (const res of open) res.write(chunk);
    return;
  }
  await inTenant(listener, async () => {
    record(listener, "webhook.test.requested", {
      entity: { type: "webhookEndpoint", id: newId() },
      payload: { message: at },
    });
  });
}
