import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { files } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import { deleteFile } from "@/server/modules/files/delete-file";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { BrandChoice } from "@/tenants/brand";
import { saveSettings } from "./internal/save-settings";
import { type BrandSettingsDto, LOGO_MAX_BYTES, type SaveBrandInput } from "./schema";
import { readSettings } from "./get-settings";
import { fetchTenant } from "./internal/tenant-dto";

/**
 * Puts on a brand, or takes the tenant's own off (`brand` null); hosts wear it within a second. Logos it no longer wears
 * are deleted. Throws Conflict("settings_changed"), `Invalid` for a logo that is no picture of the tenant's.
 */
export async function saveBrand(ctx: Ctx, input: SaveBrandInput): Promise<BrandSettingsDto> {
  authorize(ctx, "brand.manage");
  const { brand } = input;
  const { saved, unused } = await inTenant(ctx, async (tx) => {
    const { slug, name } = await fetchTenant(tx, ctx.tenantId);
    if (brand) await requireLogos(ctx, tx, logosOf(brand));
    const { data } = await readSettings(ctx, tx, "branding");
    const { version, before } = await saveSettings(ctx, tx, {
      module: "branding",
      version: input.version,
      data: { ...data, brand },
    });
    const worn = new Set(logosOf(brand));
    return {
      saved: { version, name, brandKey: data.brandKey ?? slug, brand },
      unused: logosOf(before.brand).filter((id) => !worn.has(id)),
    };
  });
  // After the commit, each by itself: one that is gone already is what was wanted.
  for (const id of unused) await deleteFile(ctx, { id }).catch(() => undefined);
  return saved;
}

const logosOf = (brand: BrandChoice | null): string[] =>
  [brand?.logoLightFileId, brand?.logoDarkFileId, brand?.iconFileId].filter((id) => id != null);

/** Whatever is shown to strangers was made by `prepareLogo`: a small PNG under a logo's name. */
async function requireLogos(ctx: Ctx, tx: Tx, wanted: string[]): Promise<void> {
  if (wanted.length === 0) return;
  const rows = await tx
    .select({ id: files.id, name: files.name, type: files.mediaType, size: files.sizeBytes })
    .from(files)
    .where(
      and(eq(files.tenantId, ctx.tenantId), inArray(files.id, wanted), isNull(files.deletedAt)),
    );
  const fit = new Set(
    rows
      .filter(
        ({ type, size, name }) =>
          type === "image/png" &&
          size <= LOGO_MAX_BYTES &&
          /^logo-(?:light|dark|icon)\.png$/.test(name),
      )
      .map(({ id }) => id),
  );
  if (!wanted.every((id) => fit.has(id))) throw new Invalid("logo_missing");
}
