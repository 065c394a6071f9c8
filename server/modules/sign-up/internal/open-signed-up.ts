import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { signUps } from "@/db/schema/identity";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { composition } from "@/server/composition";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { Conflict } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { openSession } from "@/server/modules/auth/for-modules";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { openTenant } from "@/server/modules/tenants/open-tenant";
import type { Ctx } from "@/server/tenancy/context";
import type { CompleteSignUpInput, OpenedTenantDto } from "../schema";
import type { SignUpRow } from "./sign-up-row";

/** How long the same sign-up may still sign in to the tenant that it opened (a refresh, a lost answer). */
const RESUME_MINUTES = 10;

type Opening = CompleteSignUpInput & { passwordHash: string };

/** Tenant, owner, session, welcome mail and the wish for demo data, in the platform's open transaction. */
export async function openSignedUp(
  ctx: Ctx,
  tx: Tx,
  row: SignUpRow,
  input: Opening,
): Promise<OpenedTenantDto> {
  const { company, demo, ownerName: name, passwordHash } = input;
  const created = await openTenant(ctx, tx, {
    ...company,
    plan: await offeredPlan(tx, input.planCode),
    ...{ parentTenantId: null, origin: "signUp", demo },
    owner: { email: row.email, name, passwordHash },
  });
  await tx
    .update(signUps)
    .set({
      openedTenantId: created.id,
      expiresAt: new Date(ctx.now.getTime() + RESUME_MINUTES * 60_000),
    })
    .where(and(eq(signUps.tenantId, PLATFORM_TENANT_ID), eq(signUps.id, row.id)));
  const own = { ...ctx, tenantId: created.id };
  const { membershipId, origin } = await ownerOf(tx, created.id, row.email);
  await queueMessage(own, tx, {
    template: "site.welcome",
    to: { membershipId },
    params: { url: `${origin}/` },
    dedupeKey: `welcome:${created.id}`,
  });
  if (demo) enqueueAgain(own, { name: "signUp.seedDemo", payload: {} });
  return enterOpened(ctx, tx, row, created.id);
}

/** Signs the owner in to the tenant that this sign-up has opened. */
export async function enterOpened(
  ctx: Ctx,
  tx: Tx,
  row: SignUpRow,
  tenantId: string,
): Promise<OpenedTenantDto> {
  const { membershipId, slug, origin } = await ownerOf(tx, tenantId, row.email);
  const { ticket } = await openSession(
    tx,
    { ...ctx, tenantId },
    {
      membershipId,
      methods: ["emailCode", "password"],
    },
  );
  return { slug, url: `${origin}/enter#${ticket}` };
}

async function offeredPlan(tx: Tx, code: string): Promise<{ id: string; code: string }> {
  const [plan] = await tx
    .select({ id: saasPlans.id, code: saasPlans.code })
    .from(saasPlans)
    .where(and(eq(saasPlans.code, code), eq(saasPlans.public, true)));
  if (!plan) throw new Conflict("plan_not_offered");
  return plan;
}

async function ownerOf(tx: Tx, tenantId: string, email: string) {
  const [row] = await tx
    .select({ membershipId: memberships.id, slug: tenants.slug })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        eq(users.email, email),
        eq(memberships.status, "active"),
      ),
    );
  if (!row) throw new Conflict("sign_up_expired");
  const { TRAMA_PUBLIC_SCHEME, TRAMA_ROOT_HOST } = composition().env;
  return { ...row, origin: `${TRAMA_PUBLIC_SCHEME}://${row.slug}.${TRAMA_ROOT_HOST}` };
}
