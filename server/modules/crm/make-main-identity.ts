import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { fetchIdentity } from "./internal/fetch-identity";
import { readIdentities } from "./internal/read-details";
import { isMainChannel, setMainAddress } from "./internal/set-main-address";
import type { IdentityDto, IdentityIdInput } from "./rules/details-schema";

/** Makes an e-mail or phone the customer's main one. Throws `NotFound`, `Conflict`, `Invalid` for another channel. */
export function makeMainIdentity(ctx: Ctx, input: IdentityIdInput): Promise<IdentityDto[]> {
  authorize(ctx, "customer.manage");
  const { customerId } = input;
  return inTenant(ctx, async (tx) => {
    const before = await lockCustomer(ctx, tx, customerId);
    const { channel, value, primary } = await fetchIdentity(ctx, tx, input);
    if (!isMainChannel(channel)) throw new Invalid("identity_not_main");
    if (!primary) {
      await setMainAddress(ctx, tx, customerId, channel, value);
      record(ctx, "customer.updated", {
        entity: { type: "customer", id: customerId },
        payload: { fields: [channel] },
        personal: { before: { [channel]: before[channel] }, after: { [channel]: value } },
      });
    }
    return readIdentities(ctx, tx, customerId);
  });
}
