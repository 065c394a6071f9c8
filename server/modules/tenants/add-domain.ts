import { randomBytes } from "node:crypto";
import { tenantDomains } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { Conflict, Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { normalizeHost } from "@/server/tenancy/host";
import { inTenant } from "@/server/tenancy/in-tenant";
import { countUsage } from "./count-usage";
import { domainColumns, toDomainDto } from "./internal/domain-dto";
import { requireFlag } from "./is-enabled";
import { ownHostFault } from "./rules/domains";
import type { AddDomainInput, DomainDto } from "./schema";

/**
 * Claims a host; it serves nothing until `verifyDomain` finds its token in DNS. Any tenant may claim any
 * public host: a claim says nothing about who else has one. Throws Invalid for the platform's own and
 * non-public names, Conflict for one's own second claim, LimitReached.
 */
export async function addDomain(ctx: Ctx, input: AddDomainInput): Promise<DomainDto> {
  authorize(ctx, "domain.manage");
  const host = ownHost(input.host);
  return inTenant(ctx, async (tx) => {
    await requireFlag(ctx, tx, "ownDomains");
    const txtToken = randomBytes(20).toString("hex");
    const [row] = await tx
      .insert(tenantDomains)
      .values({ tenantId: ctx.tenantId, host, face: input.face, txtToken, createdAt: ctx.now })
      .onConflictDoNothing({ target: [tenantDomains.tenantId, tenantDomains.host] })
      .returning(domainColumns);
    if (!row) throw new Conflict("domain_exists", { host });
    await countUsage(ctx, tx, "domains", 1);
    record(ctx, "domain.added", {
      entity: { type: "domain", id: row.id },
      payload: { host, face: input.face },
    });
    return toDomainDto(row);
  });
}

function ownHost(text: string): string {
  const host = text.includes(":") ? null : normalizeHost(text);
  const root = normalizeHost(composition().env.TRAMA_ROOT_HOST) ?? "";
  const fault = host === null ? "shape" : ownHostFault(host, root);
  if (host === null || fault !== null)
    throw new Invalid(`domain_${fault}`, {}, { fields: { host: `domain_${fault}` } });
  return host;
}
