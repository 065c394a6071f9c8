import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readSettings } from "./get-settings";
import type { ContactDto } from "./schema";

/** How anybody on the tenant's host reaches the company: what it chose to publish, nothing about persons. */
export function getContact(ctx: Ctx): Promise<ContactDto> {
  return inTenant(ctx, async (tx) => {
    const { data } = await readSettings(ctx, tx, "company");
    const { legalName, address, phone, supportEmail } = data;
    return { legalName, address, phone, supportEmail };
  });
}
