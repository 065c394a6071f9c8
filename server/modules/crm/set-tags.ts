import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, lockCustomer, toCustomerDto } from "./internal/customer-row";
import { replaceTags } from "./internal/replace-tags";
import type { SetTagsInput } from "./rules/tag-schema";
import type { CustomerDto } from "./schema";

/** Makes these the customer's tags, no others. Throws `NotFound`, `Conflict`, `Invalid`. */
export function setTags(ctx: Ctx, { customerId, tagIds }: SetTagsInput): Promise<CustomerDto> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    await replaceTags(ctx, tx, customerId, tagIds);
    const where = { permission: "customer.manage" } as const;
    return toCustomerDto(await fetchCustomer(ctx, tx, customerId, where));
  });
}
