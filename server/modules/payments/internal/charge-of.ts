import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { GATEWAYS } from "@/server/integrations/payments/schema";
import type { Ctx } from "@/server/tenancy/context";

/**
 * Which charge, at which account with a gateway, brought the payment: each payment has its own, also where one page was
 * paid twice. Undefined: it came otherwise, or the account is no more, and nobody can be asked to give it back.
 */
export async function chargeOf(
  ctx: Ctx,
  tx: Tx,
  paymentId: string,
): Promise<{ integrationId: string; chargeId: string } | undefined> {
  const { rows } = await tx.execute<{ integrationId: string; chargeId: string }>(sql`
    select i.id as "integrationId", p.provider_payment_id as "chargeId" from payments p
    join integrations i on i.tenant_id = p.tenant_id and i.id = p.integration_id
    where p.tenant_id = ${ctx.tenantId} and p.id = ${paymentId} and p.provider_payment_id is not null
      and p.provider = any(${sql.param([...GATEWAYS])}::text[])`);
  return rows[0];
}
