import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerAddresses } from "@/db/schema/crm";
import type { Ctx } from "@/server/tenancy/context";

/** One main address a customer: the others step back. */
export async function onlyMainAddress(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  addressId: string,
): Promise<void> {
  await tx
    .update(customerAddresses)
    .set({ primary: false })
    .where(
      and(
        eq(customerAddresses.tenantId, ctx.tenantId),
        eq(customerAddresses.customerId, customerId),
        ne(customerAddresses.id, addressId),
        eq(customerAddresses.primary, true),
      ),
    );
}
