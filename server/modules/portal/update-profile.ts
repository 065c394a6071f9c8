import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { saveProfile } from "./internal/save-profile";
import type { ProfileDto, UpdateProfileInput } from "./schema";

/** The customer's own name and language; what is absent stays. Addresses change by `confirmContactChange`. */
export function updateProfile(ctx: Ctx, input: UpdateProfileInput): Promise<ProfileDto> {
  return inTenant(ctx, (tx) => saveProfile(ctx, tx, input));
}
