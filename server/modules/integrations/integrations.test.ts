import { beforeEach, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { Forbidden, NotFound, Unavailable } from "@/server/kernel/errors";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { dumpDatabase, tablesShowing } from "@/server/testing/dump";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { allowNetworks } from "./allow-networks";
import { createIntegration } from "./create-integration";
import { getIntegration } from "./get-integration";
import { listIntegrations } from "./list-integrations";
import { openIntegration } from "./open-integration";
import { removeIntegration } from "./remove-integration";
import { reportHealth } from "./report-health";
import { allowNetworksInput, createIntegrationInput, updateIntegrationInput } from "./schema";
import { setIntegrationEnabled } from "./set-integration-enabled";
import { updateIntegration } from "./update-integration";

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  tenant = await mintTenant();
  owner = (await mintStaff(tenant, "owner")).ctx;
});

const canary = `CANARY-${newId()}`;
const create = (over: object = {}, ctx = owner) =>
  createIntegration(
    ctx,
    createIntegrationInput.parse({
      vendor: "acme",
      name: "Main account",
      config: { region: "pe" },
      credentials: { user: "api", password: canary },
      ...over,
    }),
  );
const update = (integrationId: string, changes: object) =>
  updateIntegration(owner, updateIntegrationInput.parse({ integrationId, ...changes }));

describe("credentials", () => {
  test("go in and never come out: not in an answer, an event, nor a dump of the database", async () => {
    const made = await create();
    await update(made.id, {
      name: "Renamed",
      credentials: { user: "api", password: `${canary}-2` },
    });
    const seen = [
      made,
      await getIntegration(owner, { integrationId: made.id }),
      await listIntegrations(owner),
    ];
    expect(made.credentialsStored).toBe(true);
    expect(JSON.stringify(seen)).not.toContain("CANARY");
    const dump = await dumpDatabase(process.env.DATABASE_URL ?? "");
    expect(dump.get("public.integrations")).toContain(made.id);
    expect(tablesShowing(dump, canary)).toEqual([]);
  });

  test("open for our own code only, and follow a change", async () => {
    const { id } = await create();
    expect((await openIntegration(tenant.ctx, id)).credentials).toEqual({
      user: "api",
      password: canary,
    });
    await update(id, { name: "Same credentials" });
    expect((await openIntegration(tenant.ctx, id)).credentials.password).toBe(canary);
    await update(id, { credentials: { key: "new" } });
    expect((await openIntegration(tenant.ctx, id)).credentials).toEqual({ key: "new" });
    expect((await update(id, { credentials: null })).credentialsStored).toBe(false);
    expect((await openIntegration(tenant.ctx, id)).credentials).toEqual({});
  });

  test.each([
    "password",
    "apiKey",
    "api_key",
    "clientSecret",
    "ACCESS_TOKEN",
    "private-key",
    "credentials",
  ])("a config that names %j is refused at any depth: it would be shown", (name) => {
    for (const config of [{ [name]: "x" }, { nested: [{ [name]: "x" }] }])
      expect(createIntegrationInput.safeParse({ vendor: "acme", name: "x", config }).success).toBe(
        false,
      );
    expect(
      createIntegrationInput.safeParse({ vendor: "acme", name: "x", config: { tokenizer: "x" } })
        .success,
    ).toBe(true);
  });
});

describe("isolation", () => {
  test("another tenant's account is not found by any verb, and stays as it is", async () => {
    const { id } = await create();
    const before = await getIntegration(owner, { integrationId: id });
    const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
    const tries = [
      getIntegration(stranger, { integrationId: id }),
      updateIntegration(
        stranger,
        updateIntegrationInput.parse({ integrationId: id, name: "mine" }),
      ),
      setIntegrationEnabled(stranger, { integrationId: id, enabled: false }),
      removeIntegration(stranger, { integrationId: id }),
      openIntegration(stranger, id),
      reportHealth(stranger, id, "down"),
    ];
    for (const one of await Promise.allSettled(tries))
      expect((one as PromiseRejectedResult).reason).toBeInstanceOf(NotFound);
    expect(await listIntegrations(stranger)).toEqual([]);
    expect(await getIntegration(owner, { integrationId: id })).toEqual(before);
  });

  test("agents neither see nor change accounts", async () => {
    const agent = (await mintStaff(tenant, "agent")).ctx;
    await expect(listIntegrations(agent)).rejects.toBeInstanceOf(Forbidden);
    await expect(create({}, agent)).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("private networks", () => {
  const platform = (): Ctx => ({
    ...tenant.ctx,
    tenantId: PLATFORM_TENANT_ID,
    actor: { kind: "platform", userId: newId(), sessionId: newId() },
  });
  const allow = (integrationId: string, cidrs: string[], ctx = platform()) =>
    allowNetworks(ctx, { tenantId: tenant.id, integrationId, cidrs });

  test("only the platform opens them; a tenant's change keeps them", async () => {
    const { id } = await create();
    expect((await openIntegration(tenant.ctx, id)).deviceTransport).toEqual({
      kind: "allowPrivate",
      cidrs: [],
    });
    await expect(allow(id, ["10.0.0.0/8"], owner)).rejects.toBeInstanceOf(Forbidden);
    await allow(id, ["10.20.0.0/16"]);
    await update(id, { config: { region: "ar" } });
    const opened = await openIntegration(tenant.ctx, id);
    expect(opened.deviceTransport).toEqual({ kind: "allowPrivate", cidrs: ["10.20.0.0/16"] });
    expect(opened.config).toMatchObject({ region: "ar" });
  });

  test("a tenant cannot name them in its config, and what is no CIDR is refused", () => {
    const sneaky = { vendor: "acme", name: "x", config: { allowedCidrs: ["10.0.0.0/8"] } };
    expect(createIntegrationInput.safeParse(sneaky).success).toBe(false);
    for (const cidr of ["10.0.0.0", "10.0.0.0/33", "all", ""])
      expect(
        allowNetworksInput.safeParse({ tenantId: newId(), integrationId: newId(), cidrs: [cidr] })
          .success,
      ).toBe(false);
  });
});

test("a paused account does not open; pausing twice is one fact", async () => {
  const { id } = await create();
  for (let i = 0; i < 2; i++)
    await setIntegrationEnabled(owner, { integrationId: id, enabled: false });
  await expect(openIntegration(tenant.ctx, id)).rejects.toBeInstanceOf(Unavailable);
  expect(await factsOf(id)).toEqual(["integration.created", "integration.enabledChanged"]);
});

test("health is a fact when it changes, not at each check", async () => {
  const { id } = await create();
  for (const health of ["ok", "ok", "down", "down", "ok"] as const)
    await reportHealth(tenant.ctx, id, health);
  expect((await factsOf(id)).filter((name) => name === "integration.healthChanged")).toHaveLength(
    3,
  );
  expect(await getIntegration(owner, { integrationId: id })).toMatchObject({ health: "ok" });
});

test("a removed account is gone, credentials and all", async () => {
  const { id } = await create();
  await removeIntegration(owner, { integrationId: id });
  await expect(getIntegration(owner, { integrationId: id })).rejects.toBeInstanceOf(NotFound);
  await expect(removeIntegration(owner, { integrationId: id })).rejects.toBeInstanceOf(NotFound);
});

async function factsOf(id: string): Promise<unknown[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select name from events where entity_id = ${id} order by seq`),
  );
  return rows.map((row) => row.name);
}
