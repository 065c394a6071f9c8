import { createServer, get, type ClientRequest, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { streamOnNode, webStream } from "@/server/doors/live";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { record } from "../record";
import { LiveHub, closeLiveStreams, liveHub } from "./live-hub";
import { withinMs } from "@/server/testing/within-ms";

let server: Server;
let origin: string;
let tenant: TestTenant;
/** Who the next connections are. */
let ctx: Ctx;
const refused: unknown[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    const last = req.headers["last-event-id"];
    streamOnNode(req, res, ctx, last === undefined ? undefined : Number(last)).catch(
      (error: unknown) => {
        refused.push(error);
        res.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  useHub(new LiveHub());
  tenant = await mintTenant();
  ctx = await signedIn("owner");
});
afterAll(() => {
  closeLiveStreams();
  server.closeAllConnections();
  server.close();
});

function useHub(hub: LiveHub): LiveHub {
  (globalThis as { [key: symbol]: unknown })[Symbol.for("trama.live")] = hub;
  return hub;
}

async function signedIn(role: "owner" | "technician"): Promise<Ctx> {
  const staff = await mintStaff(tenant, role);
  const { actor } = staff.ctx;
  if (actor.kind !== "user") throw new Error("not a user");
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${actor.sessionId}, ${tenant.id}, ${staff.membershipId}, 'staff', now() + interval '1 hour', now() + interval '1 hour')`),
  );
  return staff.ctx;
}

const state = (count = 1, of: TestTenant = tenant) =>
  inTenant(of.ctx, async () => {
    for (let i = 0; i < count; i++)
      record(of.ctx, "tenant.demoWiped", {
        entity: { type: "tenant", id: of.id },
        payload: { rows: i },
      });
  });

type Client = {
  seqs: number[];
  names: string[];
  text: string;
  request: ClientRequest;
  ended: boolean;
};

function listen(lastEventId?: number): Client {
  const headers = lastEventId === undefined ? {} : { "last-event-id": String(lastEventId) };
  const request = get(origin, { headers, agent: false });
  const client: Client = { seqs: [], names: [], text: "", request, ended: false };
  request.on("response", (response) => {
    let rest = "";
    response.setEncoding("utf8").on("data", (chunk: string) => {
      client.text += chunk;
      const parts = (rest + chunk).split("\n\n");
      rest = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (!data || part.includes("event:")) continue;
        const event = JSON.parse(data) as { seq: number; name: string };
        client.seqs.push(event.seq);
        client.names.push(event.name);
      }
    });
    response.on("close", () => (client.ended = true));
    response.on("error", () => undefined);
  });
  request.on("error", () => (client.ended = true));
  return client;
}

const opened = (client: Client) => expect.poll(() => client.text).toContain("retry: 3000");

test("a fact reaches an open stream within a second of its commit, and no other tenant's does", async () => {
  const client = listen();
  await opened(client);
  const other = await mintTenant();
  await state(1, other);
  await state(3);
  await expect.poll(() => client.seqs, { timeout: withinMs(1_000) }).toEqual([1, 2, 3]);
  client.request.destroy();
});

test("a client that comes back again and again with its last id gets every fact once, in order", async () => {
  const seen: number[] = [];
  const total = 400;
  const writing = (async () => {
    for (let i = 0; i < total / 4; i++) {
      await state(4);
      await sleep(2);
    }
  })();
  while (seen.length < total) {
    const client = listen(seen.at(-1) ?? 0);
    await sleep(20 + Math.random() * 40);
    client.request.destroy();
    seen.push(...client.seqs);
  }
  await writing;
  expect(seen).toEqual(Array.from({ length: total }, (_, i) => i + 1));
});

test("permission is checked at each fact", async () => {
  ctx = await signedIn("technician");
  const client = listen();
  await opened(client);
  await inTenant(tenant.ctx, async () => {
    record(tenant.ctx, "domain.removed", {
      entity: { type: "domain", id: newId() },
      payload: { host: "x.example", face: "staff" },
    });
  });
  await state(1);
  await expect.poll(() => client.names).toEqual(["tenant.demoWiped"]);
  client.request.destroy();
});

test("a role that is lowered shows less from the next check on, a revoked session ends the stream", async () => {
  useHub(new LiveHub({ perTenant: 10, perSession: 5, heartbeatMs: 1_000, recheckMs: 100 }));
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Error("not a user");
  const client = listen();
  await opened(client);
  await composition().db.platform.transaction(tenant.id, (tx) =>
    tx.execute(sql`update memberships set role = 'technician' where id = ${actor.membershipId}`),
  );
  await sleep(400);
  await inTenant(tenant.ctx, async () => {
    record(tenant.ctx, "webhook.endpoint.paused", {
      entity: { type: "webhookEndpoint", id: newId() },
      payload: {},
    });
  });
  await state(1);
  await expect.poll(() => client.names).toEqual(["tenant.demoWiped"]);
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update sessions set revoked_at = now() where id = ${actor.sessionId}`),
  );
  await expect.poll(() => client.ended).toBe(true);
  expect(client.text).toContain('event: closed\ndata: {"reason":"session"}');
});

test("a revocation that is a fact ends the stream at once", async () => {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Error("not a user");
  const client = listen();
  await opened(client);
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`update sessions set revoked_at = now() where id = ${actor.sessionId}`);
    record(tenant.ctx, "session.revoked", {
      entity: { type: "session", id: actor.sessionId },
      payload: { reason: "revoked" },
    });
  });
  await expect.poll(() => client.ended, { timeout: withinMs(1_500) }).toBe(true);
});

test("streams beyond the caps of a session and of a tenant are refused", async () => {
  const hub = useHub(
    new LiveHub({ perTenant: 3, perSession: 2, heartbeatMs: 1_000, recheckMs: 1_000 }),
  );
  refused.length = 0;
  const clients = [listen(), listen()];
  await expect.poll(() => hub.size).toBe(2);
  clients.push(listen());
  await expect.poll(() => refused.length).toBe(1);
  expect(refused[0]).toMatchObject({ code: "too_many_requests" });
  ctx = await signedIn("owner");
  clients.push(listen());
  await expect.poll(() => hub.size).toBe(3);
  ctx = await signedIn("owner");
  clients.push(listen());
  await expect.poll(() => refused.length).toBe(2);
  expect(refused[1]).toMatchObject({ code: "unavailable" });
  for (const { request } of clients) request.destroy();
  await expect.poll(() => hub.size).toBe(0);
});

test("who has no right to events gets no stream", async () => {
  refused.length = 0;
  ctx = { ...ctx, actor: { kind: "apiKey", apiKeyId: newId(), scopes: [] } };
  listen();
  await expect.poll(() => refused.length).toBe(1);
  expect(refused[0]).toMatchObject({ code: "forbidden" });
});

test("a client that stops reading is dropped and the others go on", async () => {
  const hub = useHub(
    new LiveHub({ perTenant: 10, perSession: 5, heartbeatMs: 60_000, recheckMs: 60_000 }),
  );
  const { port } = server.address() as AddressInfo;
  const slow = connect({ port, host: "127.0.0.1" });
  slow.on("error", () => undefined);
  slow.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  slow.pause();
  await expect.poll(() => hub.size).toBe(1);
  const quick = listen();
  await opened(quick);
  const big = "x".repeat(30_000);
  for (let i = 0; i < 60 && hub.size === 2; i++)
    await inTenant(tenant.ctx, async () => {
      for (let j = 0; j < 10; j++)
        record(tenant.ctx, "webhook.test.requested", {
          entity: { type: "webhookEndpoint", id: newId() },
          payload: { message: big },
        });
    });
  await expect.poll(() => hub.size).toBe(1);
  await state(1);
  await expect.poll(() => quick.names.at(-1)).toBe("tenant.demoWiped");
  slow.destroy();
  quick.request.destroy();
});

test("too far behind, a client is told to load anew and goes on from the head", async () => {
  await state(3);
  const client = listen(9_999);
  await expect.poll(() => client.text).toContain('event: reset\ndata: {"seq":3}');
  await state(1);
  await expect.poll(() => client.seqs).toEqual([4]);
  client.request.destroy();
});

test("no transaction stays open while streams are", async () => {
  const client = listen();
  await opened(client);
  await state(2);
  await expect.poll(() => client.seqs.length).toBe(2);
  // A look at what is new is one of milliseconds; a stream that held one would hold it for good.
  const openNow = async () => {
    const { rows } = await composition().db.app.pool.query(
      "select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    );
    return rows;
  };
  await expect.poll(openNow, { timeout: 10_000 }).toEqual([{ open: 0 }]);
  client.request.destroy();
});

test("an aborted stream leaves nothing behind, on node and on the web", async () => {
  const hub = liveHub();
  const clients = Array.from({ length: 5 }, () => listen());
  await expect.poll(() => hub.size).toBe(5);
  for (const { request } of clients) request.destroy();
  await expect.poll(() => hub.size).toBe(0);
  const abort = new AbortController();
  const response = await webStream({ signal: abort.signal }, ctx);
  const reader = response.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain("retry: 3000");
  await state(1);
  expect(new TextDecoder().decode((await reader?.read())?.value)).toMatch(/^id: 1\ndata: /);
  expect(hub.size).toBe(1);
  await reader?.cancel();
  await expect.poll(() => hub.size).toBe(0);
  const second = await webStream({ signal: abort.signal }, ctx, 0);
  expect(second.headers.get("content-type")).toContain("text/event-stream");
  abort.abort();
  await expect.poll(() => hub.size).toBe(0);
});

test("without LISTEN, polling brings facts within two seconds", async () => {
  const { env } = composition();
  Object.assign(composition(), { env: { ...env, TRAMA_DATABASE_DRIVER: "neon" } });
  try {
    const client = listen();
    await opened(client);
    await state(2);
    await expect.poll(() => client.seqs, { timeout: withinMs(2_500) }).toEqual([1, 2]);
    client.request.destroy();
    await expect.poll(() => liveHub().size).toBe(0);
  } finally {
    Object.assign(composition(), { env });
  }
});

test("a lost LISTEN connection is made again and nothing is missed", async () => {
  const client = listen();
  await opened(client);
  await sleep(200);
  await composition().db.platform.pool.query("select 1");
  const killer = await composition().db.app.pool.connect();
  await killer.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen trama_events' and datname = current_database() and usename = current_user",
  );
  killer.release();
  await state(3);
  await expect.poll(() => client.seqs, { timeout: withinMs(3_000) }).toEqual([1, 2, 3]);
  client.request.destroy();
});
