import { and, eq } from "drizzle-orm";
import { customerIdentities } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { fetchIdentity } from "./internal/fetch-identity";
import { readIdentities } from "./internal/read-details";
import { isMainChannel, setMainAddress } from "./internal/set-main-address";
import { keepInStep } from "./keep-in-step";
import type { IdentityDto, IdentityIdInput } from "./rules/details-schema";

/** Takes a way to reach a customer away; of a main one the oldest other takes the place. Throws `NotFound`, `Conflict`. */
export function removeIdentity(ctx: Ctx, input: IdentityIdInput): Promise<IdentityDto[]> {
  authorize(ctx, "customer.manage");
  const { customerId, identityId } = input;
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const { channel, value, primary } = await fetchIdentity(ctx, tx, input);
    await tx
      .delete(customerIdentities)
      .where(
        and(eq(customerIdentities.tenantId, ctx.tenantId), eq(customerIdentities.id, identityId)),
      );
    if (primary && isMainChannel(channel)) {
      const left = await readIdentities(ctx, tx, customerId);
      const next = left.find((other) => other.channel === channel);
      await setMainAddress(ctx, tx, customerId, channel, next?.value ?? null);
    } else await keepInStep(ctx, tx, [customerId]);
    record(ctx, "customer.identityRemoved", {
      entity: { type: "customer", id: customerId },
      payload: { identityId, channel },
      personal: { value },
    });
    return readIdentities(ctx, tx, customerId);
  });
}
