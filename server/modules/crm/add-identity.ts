import { customerIdentities } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { readIdentities } from "./internal/read-details";
import { isMainChannel, setMainAddress } from "./internal/set-main-address";
import { keepInStep } from "./keep-in-step";
import { type AddIdentityInput, addIdentityInput, type IdentityDto } from "./rules/details-schema";

const KINDS = {
  email: "address",
  phone: "phone",
  whatsapp: "phone",
  telegram: "username",
} as const;

/**
 * Adds a way to reach a customer; the first e-mail and the first phone become the main ones. Others may have the same
 * one: a family shares a phone. Throws `NotFound`, `Conflict` when this customer has it already.
 */
export function addIdentity(ctx: Ctx, given: AddIdentityInput): Promise<IdentityDto[]> {
  const { customerId, channel, value: typed } = addIdentityInput.parse(given);
  authorize(ctx, "customer.manage");
  const value =
    channel === "phone" || channel === "whatsapp" ? typed : typed.toLowerCase().replace(/^@/, "");
  return inTenant(ctx, async (tx) => {
    const customer = await lockCustomer(ctx, tx, customerId);
    const id = newId(ctx.now.getTime());
    const row = { id, tenantId: ctx.tenantId, customerId, channel, kind: KINDS[channel], value };
    const made = await tx
      .insert(customerIdentities)
      .values({ ...row, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: customerIdentities.id });
    if (made.length === 0)
      throw new Conflict("identity_exists", {}, { fields: { value: "identity_exists" } });
    if (isMainChannel(channel) && customer[channel] === null)
      await setMainAddress(ctx, tx, customerId, channel, value);
    else await keepInStep(ctx, tx, [customerId]);
    record(ctx, "customer.identityAdded", {
      entity: { type: "customer", id: customerId },
      payload: { identityId: id, channel },
      personal: { value },
    });
    return readIdentities(ctx, tx, customerId);
  });
}
