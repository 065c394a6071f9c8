import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, toCustomerDto } from "./internal/customer-row";
import { insertCustomers } from "./internal/insert-customers";
import { requireReferences } from "./internal/require-references";
import { createCustomerInput, type CreateCustomerInput, type CustomerDto } from "./schema";

/** Adds a customer with the tenant's next number. Throws `Invalid` beside a field, `LimitReached`. */
export function createCustomer(ctx: Ctx, given: CreateCustomerInput): Promise<CustomerDto> {
  const input = createCustomerInput.parse(given);
  authorize(ctx, "customer.manage");
  const { actor } = ctx;
  const me = actor.kind === "user" ? actor.membershipId : null;
  const ownerMembershipId = input.ownerMembershipId === undefined ? me : input.ownerMembershipId;
  return inTenant(ctx, async (tx) => {
    await requireReferences(ctx, tx, { ...input, ownerMembershipId });
    const origin = actor.kind === "apiKey" ? "api" : "staff";
    const [made] = await insertCustomers(ctx, tx, [{ ...input, ownerMembershipId }], origin);
    const row = await fetchCustomer(ctx, tx, made?.id ?? "", { permission: "customer.manage" });
    return toCustomerDto(row);
  });
}
