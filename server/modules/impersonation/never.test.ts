import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { type PermissionRule, permissions } from "@/server/auth/permissions";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { callProcedure } from "@/server/rest/call-procedure";
import type { DoorContext } from "@/server/doors/door-context";
import { type UserActor, systemCtx } from "@/server/tenancy/context";
import { foreignInputs } from "@/server/testing/foreign-inputs";
import { hostOf } from "@/server/testing/http";
import { mintStaff } from "@/server/testing/tenant";
import { mintWorld, type World } from "@/server/testing/world";
import { listProcedures, type ProcedureInfo } from "@/server/trpc/list-procedures";

let procedures: ProcedureInfo[];
beforeAll(async () => {
  procedures = await listProcedures();
});

/** The owner of a fresh world, with somebody of the platform behind them. */
async function impersonatedOwner(world: World): Promise<UserActor> {
  const ctx = systemCtx(world.tenantId, "test");
  const { userId, membershipId } = await mintStaff(
    { id: world.tenantId, slug: world.slug, ctx },
    "owner",
  );
  return {
    ...{ kind: "user", userId, membershipId, sessionId: newId(), role: "owner" },
    provedAt: new Date(),
    impersonatedBy: {
      ...{ userId: newId(), tenantId: PLATFORM_TENANT_ID, impersonationId: newId() },
    },
  };
}

const contextOf = (world: World, actor: UserActor): DoorContext => ({
  ...{ requestId: newId(), now: new Date(), locale: "es", ip: "127.0.0.1" },
  ...{ userAgent: undefined, deviceToken: undefined, actor, responseHeaders: new Headers() },
  host: {
    ...{ kind: "tenant", host: hostOf(world.slug), face: "staff", tenantId: world.tenantId },
    ...{ slug: world.slug, status: "active", name: world.slug, locale: "es" },
    ...{ timeZone: "America/Lima", brandKey: world.slug, brand: null },
  },
});

async function codeOf(world: World, actor: UserActor, path: string): Promise<string> {
  try {
    await callProcedure(contextOf(world, actor), path, foreignInputs[path]?.input(world));
    return "ok";
  } catch (error) {
    return (error as { code?: string }).code ?? "none";
  }
}

const isNever = ({ permission, meta }: ProcedureInfo) =>
  meta.inPerson === true ||
  (permission !== undefined && (permissions[permission] as PermissionRule).neverImpersonated);

test("whatever opens accounts, secrets or other people's rights is on the never-list", () => {
  const never = Object.entries(permissions)
    .filter(([, rule]) => (rule as PermissionRule).neverImpersonated)
    .map(([name]) => name);
  expect(never).toEqual(
    expect.arrayContaining([
      ...["tenant.wipeDemo", "reseller.manage", "reseller.enter", "member.manage", "role.manage"],
      ...["signInMethod.manage", "apiKey.manage", "audit.erase", "audit.export"],
      ...["webhook.manage", "integration.manage"],
    ]),
  );
});

test("who impersonates is refused every procedure of the never-list, with a recent proof and their own rows", async () => {
  const world = await mintWorld();
  const actor = await impersonatedOwner(world);
  const forbidden = procedures.filter(isNever);
  expect(forbidden.length).toBeGreaterThan(15);
  const letIn: string[] = [];
  for (const { path } of forbidden) {
    const code = await codeOf(world, actor, path);
    if (code !== "FORBIDDEN") letIn.push(`${path}: ${code}`);
  }
  expect(letIn).toEqual([]);
});

test("every fact that any allowed change states meanwhile names both persons", async () => {
  const allowed = procedures.filter(
    (each) => each.type === "mutation" && each.audience === "staff" && !isNever(each),
  );
  expect(allowed.length).toBeGreaterThan(10);
  let facts = 0;
  for (const { path } of allowed) {
    const world = await mintWorld();
    const actor = await impersonatedOwner(world);
    await codeOf(world, actor, path);
    const { rows } = await composition().db.platform.pool.query(
      `select name, body::jsonb -> 'actor' as actor from events
       where tenant_id = $1 and body::jsonb -> 'actor' ->> 'userId' = $2`,
      [world.tenantId, actor.userId],
    );
    for (const row of rows)
      expect(row.actor.impersonatedBy, `${path} ${row.name}`).toEqual(actor.impersonatedBy);
    facts += rows.length;
  }
  expect(facts).toBeGreaterThan(5);
}, 300_000);
