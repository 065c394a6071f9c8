import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownFields } from "./internal/own-fields";
import { type CustomFieldDto, listFieldsInput, type ListFieldsInput } from "./rules/fields-schema";

/** The tenant's own fields of customers or services in their order; archived ones keep what stands in them. */
export function listFields(ctx: Ctx, input: ListFieldsInput): Promise<CustomFieldDto[]> {
  authorize(ctx, "customer.read");
  const { entity } = listFieldsInput.parse(input);
  return inTenant(ctx, (tx) => ownFields(ctx, tx, entity));
}
