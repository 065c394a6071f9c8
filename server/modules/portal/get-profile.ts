import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownRecord } from "./internal/own-customer";
import { toProfileDto } from "./internal/profile-dto";
import type { ProfileDto } from "./schema";

/** The signed-in customer's own record. */
export function getProfile(ctx: Ctx): Promise<ProfileDto> {
  return inTenant(ctx, async (tx) =>
    toProfileDto(await ownRecord(ctx, tx), (await tenantFacts(ctx, tx)).country),
  );
}
