import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { readTenant } from "@/server/tenancy/read-tenant";
import { fetchCustomer, toCustomerDto } from "./internal/customer-row";
import type { CustomerDto, CustomerIdInput } from "./schema";

/** One customer within reach, archived or not; throws `NotFound`. */
export function getCustomer(ctx: Ctx, { customerId }: CustomerIdInput): Promise<CustomerDto> {
  authorize(ctx, "customer.read");
  return readTenant(ctx, async (tx) => toCustomerDto(await fetchCustomer(ctx, tx, customerId)));
}
