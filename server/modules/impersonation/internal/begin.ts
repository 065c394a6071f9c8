import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { impersonations, memberships, sessions, signInTickets, users } from "@/db/schema/auth";
import { tenants } from "@/db/schema/tenants";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { hashTicket, openSession } from "@/server/modules/auth/for-modules";
import { noteSecurity } from "@/server/modules/auth/note-security";
import type { Ctx } from "@/server/tenancy/context";
import type { EntryDto } from "../schema";
import { originOf } from "./tenant-host";

/** Who comes from where, to act as whom. */
export type Entry = {
  tenantId: string;
  membershipId: string;
  reason: string;
  minutes: number;
  by: { userId: string; tenantId: string; from: "platform" | "reseller" };
};

/**
 * Opens an impersonation with its session and one-time ticket, in the platform's open transaction, and tells the tenant
 * in its chain and security log. Throws NotFound for a member who is not active there, Conflict("tenant_closed_to_entry")
 * for a tenant whose hosts answer nobody.
 */
export async function beginImpersonation(ctx: Ctx, tx: Tx, entry: Entry): Promise<EntryDto> {
  const { tenantId, membershipId, reason, by } = entry;
  // Of the caller's browser nothing is taken along: it is not the member's device.
  const own = { ...ctx, tenantId, deviceToken: undefined };
  const [host, byName] = [await openHost(tx, tenantId), await nameOf(tx, by.userId)];
  await requireMember(tx, tenantId, membershipId);
  const id = newId();
  const expiresAt = new Date(ctx.now.getTime() + entry.minutes * 60_000);
  await tx.insert(impersonations).values({
    ...{ id, tenantId, membershipId, reason, byName, expiresAt },
    ...{ byUserId: by.userId, byTenantId: by.tenantId, startedAt: ctx.now },
  });
  const { ticket } = await openSession(tx, own, { membershipId, methods: ["impersonation"] });
  const sessionId = await bindSession(tx, tenantId, hashTicket(ticket), { id, expiresAt });
  record(own, "impersonation.started", {
    entity: { type: "impersonation", id },
    payload: {
      ...{ membershipId, reason, from: by.from, byUserId: by.userId, byTenantId: by.tenantId },
      expiresAt: expiresAt.toISOString(),
    },
    personal: { byName },
  });
  await noteSecurity(tx, own, {
    ...{ kind: "impersonated", membershipId, sessionId },
    details: { byName, reason, from: by.from },
  });
  return { url: `${originOf(host)}/enter#${ticket}`, expiresAt: expiresAt.toISOString() };
}

async function openHost(tx: Tx, tenantId: string): Promise<string> {
  const [tenant] = await tx
    .select({ slug: tenants.slug, status: tenants.status })
    .from(tenants)
    .where(and(eq(tenants.id, tenantId), eq(tenants.kind, "tenant")));
  if (!tenant) throw new NotFound("tenant");
  if (tenant.status === "suspended" || tenant.status === "closed")
    throw new Conflict("tenant_closed_to_entry");
  return tenant.slug;
}

async function nameOf(tx: Tx, userId: string): Promise<string> {
  const [person] = await tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
  if (!person) throw new NotFound("user");
  return person.name;
}

async function requireMember(tx: Tx, tenantId: string, membershipId: string): Promise<void> {
  const found = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      sql`${and(eq(memberships.tenantId, tenantId), eq(memberships.id, membershipId))}
        and ${memberships.status} = 'active' and ${users.status} = 'active'`,
    );
  if (found.length === 0) throw new NotFound("membership");
}

/** The session is the impersonation's and ends with it, whatever the tenant's own limits allow. */
async function bindSession(
  tx: Tx,
  tenantId: string,
  ticketHash: string,
  { id, expiresAt }: { id: string; expiresAt: Date },
): Promise<string> {
  const [ticket] = await tx
    .select({ sessionId: signInTickets.sessionId })
    .from(signInTickets)
    .where(and(eq(signInTickets.tenantId, tenantId), eq(signInTickets.tokenHash, ticketHash)));
  if (!ticket) throw new Error("the ticket of the session is missing");
  await tx
    .update(sessions)
    .set({ impersonationId: id, expiresAt, idleExpiresAt: expiresAt })
    .where(and(eq(sessions.tenantId, tenantId), eq(sessions.id, ticket.sessionId)));
  return ticket.sessionId;
}
