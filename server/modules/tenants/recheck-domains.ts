import { and, eq, gt, or } from "drizzle-orm";
import { tenantDomains } from "@/db/schema/tenants";
import { record } from "@/server/events/record";
import { TramaError } from "@/server/kernel/errors";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { txtRecords } from "@/server/tenancy/txt-records";
import { domainColumns, type DomainRow, fetchDomain } from "./internal/domain-dto";
import { grantHost } from "./internal/grant-host";
import { MAX_FAILED_CHECKS, txtRecord } from "./rules/domains";

/** How long after its claim a host is still looked for without anybody asking. */
const PENDING_DAYS = 7;

/**
 * Looks again at every verified host and at young claims. Three misses in a row and a verified claim falls
 * (`domain.lost`); DNS that does not answer is no miss. Safe to run twice: what counts is the row, locked.
 */
export async function recheckDomains(ctx: Ctx): Promise<void> {
  for (const domain of await due(ctx)) {
    const record = txtRecord(domain.host, domain.txtToken);
    const answer = await txtRecords(record.name);
    if (answer.kind === "unreachable") continue;
    const values = answer.kind === "records" ? answer.values : [];
    if (values.includes(record.value)) await keep(ctx, domain, values);
    else if (domain.status === "verified") await miss(ctx, domain);
  }
}

function due(ctx: Ctx): Promise<DomainRow[]> {
  const young = new Date(ctx.now.getTime() - PENDING_DAYS * 86_400_000);
  return inTenant(ctx, (tx) =>
    tx
      .select(domainColumns)
      .from(tenantDomains)
      .where(
        and(
          eq(tenantDomains.tenantId, ctx.tenantId),
          or(
            eq(tenantDomains.status, "verified"),
            and(eq(tenantDomains.status, "pending"), gt(tenantDomains.createdAt, young)),
          ),
        ),
      ),
  );
}

/** A host that another tenant also proves stays with who has it; that is no reason to fail the other checks. */
async function keep(ctx: Ctx, domain: DomainRow, values: readonly string[]): Promise<void> {
  try {
    await grantHost(ctx, domain, values);
  } catch (error) {
    if (!(error instanceof TramaError)) throw error;
    log.info({ tenantId: ctx.tenantId, host: domain.host, key: error.key }, "domain not granted");
  }
}

async function miss(ctx: Ctx, seen: DomainRow): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const domain = await fetchDomain(ctx, tx, seen.id);
    // Somebody verified or removed it while we asked DNS: what we learnt is old.
    if (domain.status !== "verified" || domain.checkedAt?.getTime() !== seen.checkedAt?.getTime())
      return;
    const failedChecks = domain.failedChecks + 1;
    const lost = failedChecks >= MAX_FAILED_CHECKS;
    await tx
      .update(tenantDomains)
      .set({ failedChecks, checkedAt: ctx.now, status: lost ? "lost" : "verified" })
      .where(and(eq(tenantDomains.tenantId, ctx.tenantId), eq(tenantDomains.id, domain.id)));
    if (lost)
      record(ctx, "domain.lost", {
        entity: { type: "domain", id: domain.id },
        payload: { host: domain.host, failedChecks },
      });
  });
}
