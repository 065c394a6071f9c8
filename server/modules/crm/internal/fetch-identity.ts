import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerIdentities } from "@/db/schema/crm";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { IdentityIdInput } from "../rules/details-schema";

/** One of the customer's own ways to be reached; throws `NotFound`. */
export async function fetchIdentity(ctx: Ctx, tx: Tx, { customerId, identityId }: IdentityIdInput) {
  const [row] = await tx
    .select()
    .from(customerIdentities)
    .where(
      and(
        eq(customerIdentities.tenantId, ctx.tenantId),
        eq(customerIdentities.customerId, customerId),
        eq(customerIdentities.id, identityId),
        isNull(customerIdentities.contactId),
      ),
    );
  if (!row) throw new NotFound("identity");
  return row;
}
