import { and, eq } from "drizzle-orm";
import { tenantDomains } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { Conflict, Unavailable } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { txtRecords } from "@/server/tenancy/txt-records";
import { type DomainRow, fetchDomain, toDomainDto } from "./internal/domain-dto";
import { grantHost } from "./internal/grant-host";
import { txtRecord } from "./rules/domains";
import type { DomainDto, DomainIdInput } from "./schema";

/**
 * Looks for the claim's token in DNS and, when it is there, serves the host from now on. Who proves a host takes
 * it from a tenant whose own token no longer stands there. Throws Conflict when the token is missing, or when the
 * present owner's still stands beside it; Unavailable when DNS does not answer.
 */
export async function verifyDomain(ctx: Ctx, input: DomainIdInput): Promise<DomainDto> {
  authorize(ctx, "domain.manage");
  const claimed = await inTenant(ctx, (tx) => fetchDomain(ctx, tx, input.domainId));
  const record = txtRecord(claimed.host, claimed.txtToken);
  // Between two transactions: no question to the outside waits inside one.
  const answer = await txtRecords(record.name);
  if (answer.kind === "unreachable") throw new Unavailable("dns_unreachable");
  const values = answer.kind === "records" ? answer.values : [];
  if (!values.includes(record.value)) {
    await noteMiss(ctx, claimed);
    throw new Conflict("domain_not_proven", { name: record.name });
  }
  return toDomainDto(await grantHost(ctx, claimed, values));
}

async function noteMiss(ctx: Ctx, domain: DomainRow): Promise<void> {
  await inTenant(ctx, (tx) =>
    tx
      .update(tenantDomains)
      .set({ checkedAt: ctx.now })
      .where(and(eq(tenantDomains.tenantId, ctx.tenantId), eq(tenantDomains.id, domain.id))),
  );
}
