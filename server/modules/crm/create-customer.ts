import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer, toCustomerDto } from "./internal/customer-row";
import { insertCustomers } from "./insert-customers";
import { judgeFields } from "./internal/judge-fields";
import { replaceTags } from "./internal/replace-tags";
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
    const { tagIds, ...fields } = input;
    const judged = await judgeFields(ctx, tx, fields);
    const origin = actor.kind === "apiKey" ? "api" : "staff";
    const rows = [{ ...fields, ...judged, ownerMembershipId }];
    const [made] = await insertCustomers(ctx, tx, rows, origin);
    const id = made?.id ?? "";
    if (tagIds.length > 0) await replaceTags(ctx, tx, id, tagIds);
    const where = { permission: "customer.manage" } as const;
    return toCustomerDto(await fetchCustomer(ctx, tx, id, where));
  });
}
