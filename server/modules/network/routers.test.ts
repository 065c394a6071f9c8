import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { removeIntegration } from "@/server/modules/integrations/remove-integration";
import { liftHolds, placeHolds } from "@/server/modules/subscriptions/hold-services";
import { forgetLanes } from "@/server/outbound/lanes";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  delivery,
  drainRouter,
  mintAccess,
  mintRouterScene,
  ROUTEROS_VERSIONS,
  type RouterScene,
  rowsOf,
} from "@/server/testing/router-scene";
import { serviceFacts } from "@/server/testing/service-scene";
import { adoptRows } from "./adoption/adopt-rows";
import { applyReconcile } from "./apply-reconcile";
import { checkRouter } from "./check-router";
import { createRouter } from "./create-router";
import { getAccess } from "./get-access";
import { getBackupDiff } from "./get-backup-diff";
import { getProofClock } from "./get-proof-clock";
import { getReconcile } from "./get-reconcile";
import { listCommands } from "./list-commands";
import { listRouters } from "./list-routers";
import { listSessions } from "./list-sessions";
import { planReconcile } from "./plan-reconcile";
import { pollRouter } from "./poll-routers";
import { removeRouter } from "./remove-router";
import { replayCommands } from "./replay-commands";
import { sweepRows } from "./sweep-rows";
import { takeBackup } from "./take-backup";
import { updateRouter } from "./update-router";
import { watchReconnections } from "./watch-reconnections";

let scene: RouterScene;
const open = async (over: Parameters<typeof mintRouterScene>[0] = {}) => {
  scene = await mintRouterScene(over);
  return { routerId: scene.routerId };
};
beforeEach(() => forgetLanes());
afterEach(async () => {
  await composition().routers.close();
  await scene.router.close();
});
const secret = (name: string) =>
  scene.router.menu("/ppp/secret").find((row) => row.name === name) ?? {};
const change = (name: string, values: Record<string, string>) =>
  scene.router.set("/ppp/secret", secret(name)[".id"] ?? "", values);

describe("onboarding", () => {
  test("the script lets us in for our addresses alone, with a password that is shown this once", async () => {
    await open();
    const made = await createRouter(scene.owner, {
      ...{ name: 'Nodo "Sur"', host: "192.0.2.9", callers: ["198.51.100.7"] },
    });
    const [, password = ""] = /password="([\w-]{20,})"/.exec(made.script) ?? [];
    expect(password).not.toBe("");
    expect(made.script).toContain("policy=read,write,api,test,sensitive");
    expect(made.script).toContain(
      '/ip service set api disabled=no port=8728 address="198.51.100.7"',
    );
    expect(made.script).toContain('comment="trama:rule reject"');
    expect(JSON.stringify(await listRouters(scene.owner))).not.toContain(password);
    await expect(
      createRouter(scene.owner, { name: 'Nodo "Sur"', host: "192.0.2.9" }),
    ).rejects.toMatchObject({ key: "router_name_taken" });
  });

  test.each(ROUTEROS_VERSIONS)(
    "the preflight of %s says what is missing, and is content once it is there",
    async (version) => {
      const routerId = await open({ version, cutMethod: "profile" });
      const first = await checkRouter(scene.owner, routerId);
      expect(first.ok).toBe(false);
      expect(
        first.findings.filter(({ level }) => level === "fail").map(({ rule }) => rule),
      ).toEqual(["cutRules"]);
      expect(first.router).toMatchObject({ state: "attention", identity: "Torre Ñ" });
      expect(first.router.version).toContain(version);
      scene.router.add("/ip/firewall/filter", {
        chain: "forward",
        action: "fasttrack-connection",
        "connection-state": "established,related",
      });
      scene.router.add("/ip/firewall/filter", {
        ...{ chain: "forward", "src-address-list": "trama-corte", action: "reject" },
        comment: "trama:rule reject",
      });
      const below = await checkRouter(scene.owner, routerId);
      expect(below.findings.find(({ rule }) => rule === "fasttrack")?.level).toBe("fail");
      const fast = scene.router
        .menu("/ip/firewall/filter")
        .find((row) => row.action === "fasttrack-connection" && row.dynamic !== "true");
      scene.router.remove("/ip/firewall/filter", fast?.[".id"] ?? "");
      expect(await checkRouter(scene.owner, routerId)).toMatchObject({ ok: true });
    },
  );

  test("a clock that is off and a password that is wrong are told in words", async () => {
    const routerId = await open();
    scene.router.faults.clockSkewMs = 3_600_000;
    const { findings, router } = await checkRouter(scene.owner, routerId);
    expect(findings.find(({ rule }) => rule === "clock")).toMatchObject({ level: "warn" });
    expect(Math.abs((router.clockSkewMs ?? 0) - 3_600_000)).toBeLessThan(5_000);
    await updateRouter(scene.owner, { ...routerId, password: "not-this-one" });
    await expect(checkRouter(scene.owner, routerId)).rejects.toMatchObject({
      key: "router_login_refused",
    });
    expect(await listRouters(scene.owner)).toMatchObject([
      { state: "offline", lastError: "router_login_refused" },
    ]);
  });

  test("a router with services on it stays, and its account is not taken from under it", async () => {
    const routerId = await open();
    await mintAccess(scene);
    await expect(removeRouter(scene.owner, routerId)).rejects.toMatchObject({
      key: "router_in_use",
    });
    await expect(
      removeIntegration(scene.owner, { integrationId: scene.routerId }),
    ).rejects.toMatchObject({ key: "remove_router_instead" });
    await rowsOf(scene, sql`delete from router_accesses where tenant_id = ${scene.tenant.id}`);
    await removeRouter(scene.owner, routerId);
    expect(await listRouters(scene.owner)).toEqual([]);
  });
});

describe.each(ROUTEROS_VERSIONS)("reconciliation of RouterOS %s", (version) => {
  test("shows what a hand changed, mends it by proven commands, and leaves foreign rows alone", async () => {
    const routerId = await open({ version });
    const a = await mintAccess(scene, { userName: "a=1" });
    await mintAccess(scene, { userName: "ñandú" });
    await drainRouter(scene);
    scene.router.add("/ppp/secret", { name: "vecino", comment: "trama de a mano" });
    change("a=1", { profile: "default", disabled: "yes" });
    scene.router.remove("/ppp/secret", secret("ñandú")[".id"] ?? "");
    const plan = await planReconcile(scene.owner, routerId);
    expect(plan).toMatchObject({ counts: { drifted: 1, missing: 1, foreign: 1 }, changes: 2 });
    expect(plan.rows.find(({ kind }) => kind === "drifted")?.diff).toMatchObject({
      disabled: { is: "true", should: "no" },
      profile: { is: "default", should: "plan" },
    });
    expect(JSON.stringify(plan)).not.toContain("clave");
    const before = JSON.stringify(secret("vecino"));
    await applyReconcile(scene.owner, { runId: plan.id, approve: false });
    await drainRouter(scene, 5);
    expect(secret("a=1")).toMatchObject({ disabled: "false", profile: "plan" });
    expect(secret("ñandú")).toMatchObject({ disabled: "false", profile: "plan" });
    expect(JSON.stringify(secret("vecino"))).toBe(before);
    const run = await getReconcile(scene.owner, { runId: plan.id });
    expect(run.rows.find(({ serviceId }) => serviceId === a)?.outcome).toBe("done");
    const again = await planReconcile(scene.owner, routerId);
    expect(again).toMatchObject({ changes: 0, counts: { foreign: 1 } });
  });

  test("more than the cap needs a person's word; a plan is applied once", async () => {
    const routerId = await open({ version });
    for (let n = 0; n < 4; n++) await mintAccess(scene, { userName: `c-${n}` });
    await drainRouter(scene);
    for (let n = 0; n < 4; n++) change(`c-${n}`, { disabled: "yes" });
    const { id: runId, overCap } = await planReconcile(scene.owner, routerId);
    expect(overCap).toBe(true);
    await expect(applyReconcile(scene.owner, { runId, approve: false })).rejects.toMatchObject({
      key: "reconcile_over_cap",
    });
    await applyReconcile(scene.owner, { runId, approve: true });
    await expect(applyReconcile(scene.owner, { runId, approve: true })).rejects.toMatchObject({
      key: "reconcile_stale",
    });
    await drainRouter(scene, 5);
    expect(scene.router.menu("/ppp/secret").map((row) => row.disabled)).not.toContain("true");
  });

  test("a row made by hand is in the way until somebody adopts it, and then it is the service's", async () => {
    const routerId = await open({ version });
    scene.router.add("/ppp/secret", { name: "rosa", password: "vieja", comment: "Rosa, lote 4" });
    const id = await mintAccess(scene, { userName: "rosa" });
    await drainRouter(scene);
    const { items } = await listCommands(scene.owner, { serviceId: id, view: "open", limit: 10 });
    expect(items).toMatchObject([{ lastError: "row_foreign", status: "pending" }]);
    expect(secret("rosa").comment).toBe("Rosa, lote 4");
    const { id: runId, rows } = await planReconcile(scene.owner, routerId);
    expect(rows).toMatchObject([{ kind: "foreign", serviceId: id, label: "rosa" }]);
    const picks = rows.map((row) => ({ rowId: row.id, serviceId: id }));
    expect(await adoptRows(scene.owner, { runId, picks })).toMatchObject({
      results: [{ problem: null }],
    });
    await drainRouter(scene, 5);
    expect(secret("rosa")).toMatchObject({ profile: "plan", password: "clave" });
    expect(await getAccess(scene.owner, { serviceId: id })).toMatchObject({ adoption: "adopted" });
    expect(scene.router.menu("/ppp/secret")).toHaveLength(1);
  });

  test("rows of services that the router no longer holds are swept, unless somebody took them over meanwhile", async () => {
    const routerId = await open({ version });
    await mintAccess(scene, { userName: "ido" });
    await mintAccess(scene, { userName: "vuelto" });
    await drainRouter(scene);
    await rowsOf(scene, sql`delete from router_accesses where tenant_id = ${scene.tenant.id}`);
    const { id: runId, counts } = await planReconcile(scene.owner, routerId);
    expect(counts).toEqual({ extra: 2 });
    change("vuelto", { comment: "ahora de otro" });
    await sweepRows.handle(scene.tenant.ctx, { runId }, delivery());
    expect(scene.router.menu("/ppp/secret").map(({ name }) => name)).toEqual(["vuelto"]);
  });
});

describe("what is seen and told", () => {
  test("who is online, since when and with which address is read from the router", async () => {
    const routerId = await open();
    const id = await mintAccess(scene, { userName: "rosa" });
    await drainRouter(scene);
    scene.router.dial("rosa");
    await pollRouter(scene.tenant.ctx, scene.routerId);
    expect(await getAccess(scene.owner, { serviceId: id })).toMatchObject({
      ...{ online: true, sessions: 1, lastAddress: expect.stringMatching(/^10\.64\./) },
      uptimeSeconds: expect.any(Number),
    });
    const { items } = await listSessions(scene.owner, routerId);
    expect(items).toMatchObject([{ user: "rosa", serviceId: id }]);
  });

  test("a configuration is kept once for as long as it stays, its changes are shown, passwords never", async () => {
    const routerId = await open();
    await mintAccess(scene, { userName: "rosa" });
    await drainRouter(scene);
    const first = await takeBackup(scene.owner, routerId);
    expect((await takeBackup(scene.owner, routerId)).id).toBe(first.id);
    scene.router.add("/ip/firewall/address-list", { list: "vip", address: "10.1.1.1" });
    const second = await takeBackup(scene.owner, routerId);
    const diff = await getBackupDiff(scene.owner, { backupId: second.id });
    expect(diff).toMatchObject({ added: 1, removed: 0 });
    expect(diff.addedLines[0]).toContain('list="vip"');
    const whole = await getBackupDiff(scene.owner, { backupId: first.id });
    expect(whole.addedLines.join()).toContain('name="rosa"');
    expect(whole.addedLines.join()).not.toContain("clave");
  });

  test("paid and still cut is told once, what failed can be replayed, and the clock counts to the proof", async () => {
    const routerId = await open();
    const id = await mintAccess(scene, { userName: "rosa" });
    await drainRouter(scene);
    await inTenant(scene.owner, (tx) =>
      placeHolds(scene.owner, tx, { serviceIds: [id], reason: "debt", note: "" }),
    );
    await drainRouter(scene);
    await scene.router.unplug();
    await inTenant(scene.owner, (tx) =>
      liftHolds(scene.owner, tx, { serviceIds: [id], reason: "debt" }),
    );
    await drainRouter(scene);
    const later = { ...scene.tenant.ctx, now: new Date(Date.now() + 11 * 60_000) };
    for (let turn = 0; turn < 2; turn++) await watchReconnections.handle(later, {}, delivery());
    const facts = await serviceFacts(scene, id);
    expect(facts.filter((name) => name === "paidButCut")).toHaveLength(1);
    expect(await getProofClock(scene.owner)).toMatchObject({ proven: 0, open: 1 });
    await composition().routers.close();
    await scene.router.plug();
    forgetLanes();
    const now = { ...scene.owner, now: new Date(Date.now() + 200_000) };
    expect(await replayCommands(now, { ...routerId, reason: "volvió la luz" })).toEqual({
      replayed: 1,
    });
    await drainRouter(scene, 201);
    const clock = await getProofClock(scene.owner);
    expect(clock).toMatchObject({ proven: 1, open: 0, p50: expect.any(Number) });
  });
});
