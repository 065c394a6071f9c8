import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { systemCtx, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { serveGateways } from "@/server/testing/gateway-scene";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { MercadopagoStandin } from "@/standins/mercadopago/handler";
import { connectGateway } from "../connect-gateway";
import { listGateways } from "../list-gateways";
import { openGateway } from "../open-gateway";
import { tryGateway } from "../try-gateway";
import { beginLeave } from "./begin-leave";
import { finishLeave } from "./finish-leave";
import { keepLeaves } from "./keep-leaves";
import { LEAVE_CALLBACK_PATH, readState } from "./leave-state";

let server: Awaited<ReturnType<typeof startTestServer>>;
let gateways: Awaited<ReturnType<typeof serveGateways>>;
let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  server = await startTestServer();
  gateways = await serveGateways();
});
afterAll(async () => {
  await gateways.stop();
  await server.close();
});
beforeEach(async () => {
  gateways.scene.mercadopago = new MercadopagoStandin();
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  await refreshHosts();
});

const standin = () => gateways.scene.mercadopago;
const DAY_MS = 86_400_000;
const begin = async (ctx = owner, integrationId?: string) =>
  (await beginLeave(ctx, { host: hostOf(tenant.slug), ...(integrationId && { integrationId }) }))
    .url;
/** The seller says yes; what the browser brings back. */
const say = (url: string) => {
  const brought = standin().sellers.giveLeave(url);
  return { code: brought.get("code") ?? "", state: brought.get("state") ?? "" };
};
const give = async () => (await finishLeave(owner, say(await begin()))).integrationId;
const account = async () => (await listGateways(owner))[0];
const runDaily = (days: number) =>
  keepLeaves.handle(
    systemCtx(tenant.id, "test", { now: new Date(Date.now() + days * DAY_MS) }),
    {},
    {
      ...{ jobId: newId(), name: "payments.keepLeaves", attempt: 1, timeoutMs: 60_000 },
      ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
    },
  );
const news = async () =>
  (
    await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ kind: string }>(
        sql`select kind from staff_notifications where tenant_id = ${tenant.id}`,
      ),
    )
  ).rows.map(({ kind }) => kind);
const lost = { code: "conflict", key: "leave_lost" };

describe("leave that a seller gives at MercadoPago", () => {
  test("connects their own account without a key copied, and its tokens are sealed", async () => {
    const integrationId = await give();
    expect(await account()).toMatchObject({
      ...{ id: integrationId, provider: "mercadopago", mode: "test", health: "ok" },
      leaveUntil: expect.stringMatching(/^\d{4}-/) as string,
    });
    expect(await tryGateway(owner, { integrationId })).toEqual({ ok: true, reason: "" });
    const { credentials } = await openIntegration(owner, integrationId);
    expect(credentials).toEqual({
      ...{ accessToken: standin().sellers.accessToken },
      refreshToken: standin().sellers.refreshToken,
    });
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select * from integrations where tenant_id = ${tenant.id}`),
    );
    expect(JSON.stringify(rows)).not.toContain(standin().sellers.accessToken);
    const { account: opened } = await openGateway(owner, integrationId);
    expect(opened).toMatchObject({
      ...{ accountId: String(standin().sellers.sellerId) },
      secrets: { webhookSecret: standin().webhookSecret },
    });
  });

  test("comes back to the one address that the vendor knows, and from there to its own host", async () => {
    const url = new URL(await begin());
    const redirect = new URL(url.searchParams.get("redirect_uri") ?? "");
    const { TRAMA_ROOT_HOST: root } = composition().env;
    expect([redirect.host, redirect.pathname]).toEqual([root, LEAVE_CALLBACK_PATH]);
    expect(url.searchParams.get("code_challenge_method")).toBe("S256");
    const send = (state: string) =>
      server.send(root, {
        path: `${LEAVE_CALLBACK_PATH}?${new URLSearchParams({ code: "TG-1", state }).toString()}`,
      });
    const { state } = say(url.href);
    const answer = await send(state);
    expect([answer.status, answer.headers["referrer-policy"]]).toEqual([303, "no-referrer"]);
    expect(answer.headers["location"]).toContain(
      `://${hostOf(tenant.slug)}/settings/integrations#mercadopago?code=TG-1&state=`,
    );
    expect((await send(`${state.slice(0, -2)}xx`)).status).toBe(404);
    expect((await send("x")).status).toBe(404);
  });

  test("is good once, for the session that began it, in its tenant, for a quarter of an hour", async () => {
    const brought = say(await begin());
    const { ctx: other } = await mintStaff(tenant, "owner");
    await expect(finishLeave(other, brought)).rejects.toMatchObject(lost);
    const elsewhere = await mintTenant();
    const { ctx: stranger } = await mintStaff(elsewhere, "owner");
    await expect(finishLeave(stranger, brought)).rejects.toMatchObject(lost);
    const late = { ...owner, now: new Date(owner.now.getTime() + 16 * 60_000) };
    await expect(finishLeave(late, brought)).rejects.toMatchObject(lost);
    await expect(finishLeave(owner, { ...brought, state: "x.y" })).rejects.toMatchObject(lost);
    await finishLeave(owner, brought);
    await expect(finishLeave(owner, brought)).rejects.toMatchObject(lost);
    expect(await listGateways(owner)).toHaveLength(1);
    expect(readState(brought.state)?.host).toBe(hostOf(tenant.slug));
  });

  test("begins on no other tenant's host or account, and not where there is no application", async () => {
    const other = await mintTenant();
    await refreshHosts();
    const notFound = { code: "not_found" };
    await expect(beginLeave(owner, { host: hostOf(other.slug) })).rejects.toMatchObject(notFound);
    await expect(begin(owner, newId())).rejects.toMatchObject(notFound);
    const before = composition();
    setComposition({ ...before, sellers: undefined });
    await expect(begin()).rejects.toMatchObject({ key: "leave_not_offered" });
    setComposition(before);
  });

  test("that was refused, or that MercadoPago does not take, connects nothing", async () => {
    const { state } = say(await begin());
    await expect(finishLeave(owner, { state, code: "" })).rejects.toMatchObject({
      ...{ code: "conflict", key: "leave_refused" },
    });
    await expect(finishLeave(owner, { state, code: "TG-other" })).rejects.toMatchObject({
      ...{ code: "conflict", key: "gateway_refused", params: { reason: "invalid_grant" } },
    });
    expect(await listGateways(owner)).toEqual([]);
  });

  test("given anew goes to the same account; typing a token of one's own ends it", async () => {
    const integrationId = await give();
    const again = await finishLeave(owner, say(await begin(owner, integrationId)));
    expect(again).toEqual({ integrationId });
    const keys = { accessToken: "APP_USR-mine", webhookSecret: "own-secret" };
    await connectGateway(owner, {
      ...{ integrationId, provider: "mercadopago", name: "Mine", mode: "test", secretKey: "" },
      ...{ publicKey: "", shopId: "", password: "", clientId: "", clientSecret: "", ...keys },
      ...{ webhookId: "", merchantId: "", user: "", ruc: "" },
    });
    expect(await account()).toMatchObject({ name: "Mine", leaveUntil: null });
    expect((await openGateway(owner, integrationId)).account.secrets).toMatchObject(keys);
  });
});

describe("day by day, leave", () => {
  test("is left as it is while it is long, and renewed before it ends: both tokens at once", async () => {
    const integrationId = await give();
    const { refreshToken } = standin().sellers;
    await runDaily(100);
    expect(standin().sellers.refreshToken).toBe(refreshToken);
    await runDaily(155);
    expect(standin().sellers.refreshToken).not.toBe(refreshToken);
    const { credentials } = await openIntegration(owner, integrationId);
    expect(credentials["refreshToken"]).toBe(standin().sellers.refreshToken);
    expect(await tryGateway(owner, { integrationId })).toMatchObject({ ok: true });
    expect(Date.parse((await account())?.leaveUntil ?? "")).toBeGreaterThan(
      Date.now() + 300 * DAY_MS,
    );
  });

  test("is renewed once, however many look at it at once", async () => {
    await give();
    const answers = standin().sellers;
    await Promise.all([runDaily(155), runDaily(155), runDaily(155)]);
    expect(await account()).toMatchObject({ health: "ok" });
    expect((await openIntegration(owner, (await account())?.id ?? "")).credentials).toMatchObject({
      refreshToken: answers.refreshToken,
    });
    expect(await news()).toEqual([]);
  });

  test("that the seller took back makes the account unhealthy, and staff is told once", async () => {
    await give();
    standin().sellers.accessToken = "APP_USR-of-nobody";
    await runDaily(1);
    await runDaily(2);
    expect(await account()).toMatchObject({ health: "down", healthReason: "leave_ended" });
    expect(await news()).toEqual(["gateway_leave_ended"]);
  });

  test("that cannot be renewed is over; not answered for, it is doubtful until the next day says", async () => {
    await give();
    standin().fail({ silent: "after" });
    await runDaily(155);
    expect(await account()).toMatchObject({ health: "degraded", healthReason: "leave_unknown" });
    await runDaily(156);
    expect(await account()).toMatchObject({ health: "down", healthReason: "leave_ended" });
    await give();
  });
});
