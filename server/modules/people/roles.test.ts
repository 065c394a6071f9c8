import fc from "fast-check";
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { grantsOf, holds, reachOf } from "@/server/auth/authorize";
import { type CustomGrants, SCOPES } from "@/server/auth/grants";
import { liveSession } from "@/server/auth/live-session";
import { type PermissionName, permissions } from "@/server/auth/permissions";
import { newId } from "@/server/kernel/ids";
import type { DoorContext } from "@/server/doors/door-context";
import { callProcedure } from "@/server/rest/call-procedure";
import type { Role, UserActor } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { foreignInputs } from "@/server/testing/foreign-inputs";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { mintWorld } from "@/server/testing/world";
import { listProcedures } from "@/server/trpc/list-procedures";
import { archiveRole } from "./archive-role";
import { changeMember } from "./change-member";
import { createRole } from "./create-role";
import { TENANT_PERMISSIONS } from "./rules/role-grants";
import { createRoleInput } from "./schema";
import { updateRole } from "./update-role";
import { viewAs } from "./view-as";

const ROLES: Role[] = ["owner", "admin", "agent", "finance", "technician"];
let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;

beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
});

const make = (over: object = {}, ctx = owner.ctx) =>
  createRole(ctx, createRoleInput.parse({ name: "Mesa de ayuda", basedOn: "agent", ...over }));

describe("a custom role", () => {
  test("is a copy of the fixed one, to the permission", async () => {
    for (const basedOn of ROLES)
      expect((await make({ name: basedOn, basedOn })).grants).toEqual(grantsOf({ role: basedOn }));
  });

  test("never holds more than its maker, nor a reach that the permission does not have", async () => {
    const admin = await mintStaff(tenant, "admin");
    await expect(make({ grants: { "audit.erase": "all" } }, admin.ctx)).rejects.toMatchObject({
      key: "role_exceeds",
    });
    await expect(make({ grants: { "settings.read": "own" } })).rejects.toMatchObject({
      key: "reach_not_offered",
    });
    expect(() =>
      createRoleInput.parse({
        name: "x",
        basedOn: "agent",
        grants: { "platform.tenant.read": "all" },
      }),
    ).toThrow("platform.tenant.read");
  });

  test("changed or retired holds for its members from the next call on", async () => {
    const role = await make();
    const member = await mintStaff(tenant, "technician");
    await changeMember(owner.ctx, { membershipId: member.membershipId, customRoleId: role.id });
    const sessionId = newId();
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
        values (${sessionId}, ${tenant.id}, ${member.membershipId}, 'staff', now() + interval '1 hour', now() + interval '1 hour')`),
    );
    const actor = () =>
      liveSession({ sessionId, tenantId: tenant.id, audience: "staff" }, new Date());
    const reach = async () => reachOf((await actor()) ?? { kind: "anonymous" }, "customer.read");
    expect(await reach()).toBe("all");
    await updateRole(owner.ctx, { customRoleId: role.id, grants: { "customer.read": "own" } });
    expect(await reach()).toBe("own");
    await expect(archiveRole(owner.ctx, { customRoleId: role.id })).rejects.toMatchObject({
      key: "role_in_use",
    });
    await archiveRole(owner.ctx, { customRoleId: role.id, replacement: { role: "agent" } });
    expect(await actor()).toBeUndefined();
    await expect(
      changeMember(owner.ctx, { membershipId: member.membershipId, customRoleId: role.id }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

const someGrants: fc.Arbitrary<CustomGrants> = fc
  .dictionary(fc.constantFrom(...TENANT_PERMISSIONS), fc.constantFrom(...SCOPES))
  .map((grants) => grants as CustomGrants);
const actorOf = (
  role: Role,
  grants: CustomGrants | null,
  over: Partial<UserActor> = {},
): UserActor => ({
  kind: "user",
  userId: "u",
  membershipId: "m",
  sessionId: "s",
  role,
  ...(grants && { customRole: { id: "r", grants } }),
  ...over,
});

test("whatever the roles: other eyes never reach further than one's own nor than the role looked through", () => {
  const size = (actor: UserActor, name: PermissionName) =>
    SCOPES.indexOf(reachOf(actor, name) ?? ("none" as "own"));
  fc.assert(
    fc.property(
      fc.constantFrom(...ROLES),
      fc.option(someGrants),
      fc.constantFrom(...ROLES),
      fc.option(someGrants),
      fc.boolean(),
      (role, grants, seenRole, seenGrants, impersonated) => {
        const seen = {
          role: seenRole,
          ...(seenGrants && { customRole: { id: "v", grants: seenGrants } }),
        };
        const own = actorOf(role, grants);
        const looking = actorOf(role, grants, { viewAs: seen });
        const acting = actorOf(role, grants, {
          impersonatedBy: { userId: "p", tenantId: "t", impersonationId: "i" },
        });
        for (const name of Object.keys(permissions) as PermissionName[]) {
          expect(size(looking, name)).toBeLessThanOrEqual(size(own, name));
          expect(size(looking, name)).toBeLessThanOrEqual(
            size(actorOf(seenRole, seenGrants), name),
          );
          if (grants) expect(holds(own, name)).toBe(Object.hasOwn(grants, name));
          if (impersonated) expect(size(acting, name)).toBeLessThanOrEqual(size(own, name));
          if (name.startsWith("platform.")) expect(holds(own, name)).toBe(false);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("who looks through another role's eyes can change nothing by any procedure, and can leave", async () => {
  const world = await mintWorld();
  const own = {
    id: world.tenantId,
    slug: world.slug,
    ctx: { ...tenant.ctx, tenantId: world.tenantId },
  };
  const member = await mintStaff(own, "owner");
  const actor: UserActor = { ...(member.ctx.actor as UserActor), viewAs: { role: "owner" } };
  const context = {
    ...{ requestId: newId(), now: new Date(), locale: "es", ip: "127.0.0.1", actor },
    host: {
      kind: "tenant",
      tenantId: world.tenantId,
      slug: world.slug,
      status: "active",
      host: "x",
      face: "staff",
    },
    responseHeaders: new Headers(),
  } as unknown as DoorContext;
  const allowed: string[] = [];
  for (const { path, audience, type } of await listProcedures()) {
    if (type !== "mutation" || (audience !== "staff" && audience !== "signedIn")) continue;
    const input = foreignInputs[path]?.input(world);
    const error = await callProcedure(context, path, input).then(
      () => undefined,
      (thrown: unknown) => String((thrown as Error).message),
    );
    if (!error?.includes("viewing_as") && !error?.includes("not_while")) allowed.push(path);
  }
  expect(allowed).toEqual(["auth.signOut", "people.viewAs"]);
});

test("to look through other eyes takes the right to manage roles, and each look is a fact", async () => {
  const agent = await mintStaff(tenant, "agent");
  await expect(viewAs(agent.ctx, { role: "technician" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await viewAs(owner.ctx, { role: "technician" });
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select name from events order by seq`),
  );
  expect(rows).toEqual([{ name: "member.viewedAs" }]);
});
