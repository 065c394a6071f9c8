import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readSettings } from "./get-settings";
import { fetchTenant } from "./internal/tenant-dto";
import type { BrandSettingsDto } from "./schema";

/** What the tenant chose for its brand, for the editor; `brand` null: it wears what its key gives. */
export function getBrand(ctx: Ctx): Promise<BrandSettingsDto> {
  authorize(ctx, "brand.manage");
  return inTenant(ctx, async (tx) => {
    const { slug, name } = await fetchTenant(tx, ctx.tenantId);
    const { version, data } = await readSettings(ctx, tx, "branding");
    return { version, name, brandKey: data.brandKey ?? slug, brand: data.brand };
  });
}
