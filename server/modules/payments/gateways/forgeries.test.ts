import { connect } from "node:net";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { setIntegrationEnabled } from "@/server/modules/integrations/set-integration-enabled";
import { updateIntegration } from "@/server/modules/integrations/update-integration";
import { localWindows } from "@/server/rate-limit/local-windows";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { connectGateways, serveGateways } from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { eventOf, signNotice } from "@/standins/stripe/notices";

let server: Awaited<ReturnType<typeof startTestServer>>;
let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
let integrationId: string;
beforeAll(async () => {
  server = await startTestServer();
  gateways = await serveGateways();
});
beforeEach(async () => {
  localWindows.clear();
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  ({ stripe: integrationId } = await connectGateways(owner, gateways.scene));
  await refreshHosts();
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await gateways.stop();
  await server.close();
});

const SECRET = "whsec_ofanewmoment01";
/** Sends a notice of its own that is signed with this; gives the status. */
async function tell(secret: string, to = integrationId): Promise<number> {
  const nowS = Math.floor(Date.now() / 1_000);
  const event = eventOf("payment_intent.succeeded", { id: "pi_1", object: "payment_intent" }, nowS);
  const path = `/api/webhooks/payments/stripe/${to}`;
  const notice = signNotice(event, { secret, nowS });
  return (await server.send(hostOf(tenant.slug), { method: "POST", path, ...notice })).status;
}
const tellTruly = () => tell(gateways.scene.stripe.webhookSecret);
const forge = (to?: string) => tell("whsec_guessed", to);
const forgeOften = (times: number) =>
  Promise.all(Array.from({ length: times }, (_, n) => forge(n % 2 ? newId() : undefined)));
const kept = async () =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(sql`select 1 from inbound_webhooks`))).rows.length;
const turnSecret = () =>
  updateIntegration(owner, {
    ...{ integrationId, credentials: { secretKey: "sk_test_other", webhookSecret: SECRET } },
  });

test("a flood of forgeries costs the database a read a second, whatever accounts it names", async () => {
  expect(new Set(await forgeOften(60))).toEqual(new Set([401, 404]));
  const { app } = composition().db;
  const transactions = vi.spyOn(app, "transaction");
  const queries = vi.spyOn(app.pool, "query");
  const startedMs = performance.now();
  for (let round = 0; round < 3; round++)
    expect(new Set(await forgeOften(40))).toEqual(new Set([429]));
  const seconds = (performance.now() - startedMs) / 1_000;
  expect(transactions.mock.calls.length).toBeLessThanOrEqual(1 + seconds);
  expect(transactions.mock.calls.length).toBeGreaterThan(0);
  // Without `startHostSnapshot` hosts are read again after a second.
  const texts = queries.mock.calls.map(([text]) => String(text));
  expect(texts.filter((text) => !text.includes("app.host_snapshot"))).toEqual([]);
  expect(await kept()).toBe(0);
});

test("who has the secret is answered at once in the middle of a flood from the same address, also with a new secret", async () => {
  await forgeOften(70);
  const flood = forgeOften(60);
  expect(await Promise.all([1, 2, 3].map(tellTruly))).toEqual([200, 200, 200]);
  expect(new Set(await flood)).toEqual(new Set([429]));
  await turnSecret();
  const more = forgeOften(60);
  expect(await Promise.all([tell(SECRET), tellTruly(), tell(SECRET)])).toEqual([200, 429, 200]);
  await more;
  expect(await kept()).toBe(5);
});

test("what an account proved a moment ago is refused once its secret is another, it is paused, or gone", async () => {
  expect(await tellTruly()).toBe(200);
  await turnSecret();
  expect(await tellTruly()).toBe(401);
  expect(await tell(SECRET)).toBe(200);
  await setIntegrationEnabled(owner, { integrationId, enabled: false });
  expect(await tell(SECRET)).toBe(503);
  await setIntegrationEnabled(owner, { integrationId, enabled: true });
  expect(await Promise.all([tell(SECRET), tell(SECRET), forge()])).toEqual([200, 200, 401]);
  await composition().db.app.transaction(tenant.id, (tx) =>
    tx.execute(sql`delete from integrations where id = ${integrationId}`),
  );
  expect(await tell(SECRET)).toBe(404);
  expect(await kept()).toBe(4);
});

test("forgeries at another tenant doubt nobody here", async () => {
  await forgeOften(70);
  expect(await forge()).toBe(429);
  const other = tenant;
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  ({ stripe: integrationId } = await connectGateways(owner, gateways.scene));
  await refreshHosts();
  expect(other.id).not.toBe(tenant.id);
  expect(await forge()).toBe(401);
});

/** Never says its length, and sends for ever; gives the answer's first bytes. */
const sendInChunks = (host: string, path: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1");
    socket.write(`POST ${path} HTTP/1.1\r\nhost: ${host}\r\ntransfer-encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const go = () => socket.writable && socket.write(chunk, () => setImmediate(go));
    go();
    socket.once("error", reject);
    socket.once("data", (answer) => (socket.destroy(), resolve(String(answer))));
  });

test("a notice that is too large is refused, said beforehand or not, and one that is cut off leaves nothing", async () => {
  const path = `/api/webhooks/payments/stripe/${integrationId}`;
  const headers = { connection: "keep-alive" };
  const large = { method: "POST", path, body: "x".repeat(3_000_001), headers };
  const host = hostOf(tenant.slug);
  expect((await server.send(host, large)).status).toBe(413);
  expect(await sendInChunks(host, path)).toMatch(/^HTTP\/1.1 413 /);
  const socket = connect(server.port, "127.0.0.1");
  socket.write(`POST ${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 900\r\n\r\nhalf`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  socket.destroy();
  expect(await tellTruly()).toBe(200);
  expect(await kept()).toBe(1);
});
