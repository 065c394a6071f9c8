import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { composition } from "@/server/composition";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Brand } from "@/tenants/brand";
import { brandPath } from "@/tenants/brand-version";
import { brandFor } from "@/tenants/defaults";
import { type PaperBrand, paperBrand } from "@/tenants/paper";
import { brandPicture } from "./brand-picture";
import { readSettings } from "./get-settings";

/** A brand as mail wears it: fixed colours that can be read on white, and where its logo is served. */
export type MailBrand = PaperBrand & {
  logoUrl: string | null;
  /** Who the mail comes from, as a mailbox shows it. */
  senderName: string;
  /** Where answers go; null: nowhere in particular. */
  replyTo: string | null;
};

/** The tenant's brand for mail, looked up by itself; for jobs, outside any transaction. */
export const brandForMail = (tenantId: string): Promise<MailBrand> =>
  inTenant(systemCtx(tenantId, "brand.mail"), (tx) => readMailBrand(tx, tenantId));

/** The same inside an open transaction. */
export async function readMailBrand(tx: Tx, tenantId: string): Promise<MailBrand> {
  const { slug, brand } = await readBrand(tx, tenantId);
  const { TRAMA_PUBLIC_SCHEME, TRAMA_ROOT_HOST } = composition().env;
  const origin = `${TRAMA_PUBLIC_SCHEME}://${slug}.${TRAMA_ROOT_HOST}`;
  const logoUrl = brand.logos?.light ? `${origin}${brandPath(brand, "logo-light")}` : null;
  const { data: company } = await readSettings({ tenantId }, tx, "company");
  return {
    ...paperBrand(brand),
    logoUrl,
    senderName: company.senderName || brand.name,
    replyTo: company.replyTo || company.supportEmail || null,
  };
}

/** The tenant's brand for PDF: the same colours, and the logo's PNG itself; outside any transaction. */
export async function brandForPdf(
  tenantId: string,
): Promise<PaperBrand & { logo: Uint8Array | null }> {
  const ctx = systemCtx(tenantId, "brand.pdf");
  const { brand } = await inTenant(ctx, (tx) => readBrand(tx, tenantId));
  return { ...paperBrand(brand), logo: await brandPicture(tenantId, brand, "logo-light") };
}

async function readBrand(tx: Tx, tenantId: string): Promise<{ slug: string; brand: Brand }> {
  const [tenant] = await tx
    .select({ slug: tenants.slug, name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  const { slug = "", name = "" } = tenant ?? {};
  const { data } = await readSettings({ tenantId }, tx, "branding");
  return { slug, brand: brandFor(data.brandKey ?? slug, name, data.brand) };
}
