import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantDomains } from "@/db/schema/tenants";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { txtRecord } from "../rules/domains";
import { domainColumns, type DomainRow, fetchDomain } from "./domain-dto";

/**
 * Marks a proven claim verified; `published` are all TXT values that stand at the host now. Another tenant's verified
 * claim to the same host falls when its own token is not among them, else Conflict("domain_taken").
 */
export async function grantHost(
  ctx: Ctx,
  claim: DomainRow,
  published: readonly string[],
): Promise<DomainRow> {
  try {
    return await inTenant(ctx, (tx) => markVerified(ctx, tx, claim.id));
  } catch (error) {
    if (!isHostTaken(error)) throw error;
  }
  // Only the platform sees the other claim; both sides' facts are written in one transaction.
  return asPlatform(ctx, "own host proven by another tenant", async (tx) => {
    await dropHolder(ctx, tx, claim.host, published);
    return markVerified(ctx, tx, claim.id);
  });
}

async function markVerified(ctx: Ctx, tx: Tx, domainId: string): Promise<DomainRow> {
  const before = await fetchDomain(ctx, tx, domainId);
  const [row] = await tx
    .update(tenantDomains)
    .set({
      status: "verified",
      verifiedAt: before.status === "verified" ? before.verifiedAt : ctx.now,
      checkedAt: ctx.now,
      failedChecks: 0,
    })
    .where(and(eq(tenantDomains.tenantId, ctx.tenantId), eq(tenantDomains.id, domainId)))
    .returning(domainColumns);
  if (!row) throw new Error("update gave no row");
  if (before.status !== "verified")
    record(ctx, "domain.verified", {
      entity: { type: "domain", id: row.id },
      payload: { host: row.host, face: row.face },
    });
  return row;
}

async function dropHolder(
  ctx: Ctx,
  tx: Tx,
  host: string,
  published: readonly string[],
): Promise<void> {
  const [holder] = await tx
    .select({ ...domainColumns, tenantId: tenantDomains.tenantId })
    .from(tenantDomains)
    .where(
      and(
        eq(tenantDomains.host, host),
        eq(tenantDomains.status, "verified"),
        ne(tenantDomains.tenantId, ctx.tenantId),
      ),
    )
    .for("update");
  if (!holder) return;
  if (published.includes(txtRecord(host, holder.txtToken).value))
    throw new Conflict("domain_taken", { host });
  await tx
    .update(tenantDomains)
    .set({ status: "lost", checkedAt: ctx.now })
    .where(and(eq(tenantDomains.tenantId, holder.tenantId), eq(tenantDomains.id, holder.id)));
  record({ ...ctx, tenantId: holder.tenantId }, "domain.lost", {
    entity: { type: "domain", id: holder.id },
    payload: { host, failedChecks: holder.failedChecks },
  });
}

function isHostTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error &&
    "constraint" in cause &&
    cause.constraint === "tenant_domains_verified_host_key"
  );
}
