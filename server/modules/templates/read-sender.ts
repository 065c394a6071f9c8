import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantDomains, tenants } from "@/db/schema/tenants";
import { composition } from "@/server/composition";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { type MailBrand, readMailBrand } from "@/server/modules/tenants/brand-for-mail";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";

/** Who stands behind a message: brand, particulars, and the only origins that its links may lead to. */
export type Sender = {
  brand: MailBrand;
  company: {
    legalName: string;
    taxId: string;
    address: string;
    phone: string;
    supportEmail: string;
  };
  timeZone: string;
  /** Where the staff work, and where customers find their portal. */
  staffOrigin: string;
  portalOrigin: string;
  origins: readonly string[];
};

/** The tenant as a sender, from what is stored; never from a request's Host. */
export async function readSender(ctx: Pick<Ctx, "tenantId">, tx: Tx): Promise<Sender> {
  const { tenantId } = ctx;
  const [tenant] = await tx
    .select({ slug: tenants.slug, timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  const domains = await tx
    .select({ host: tenantDomains.host, face: tenantDomains.face })
    .from(tenantDomains)
    .where(and(eq(tenantDomains.tenantId, tenantId), eq(tenantDomains.status, "verified")));
  const { TRAMA_PUBLIC_SCHEME: scheme, TRAMA_ROOT_HOST: root } = composition().env;
  const own = `${scheme}://${tenant?.slug ?? ""}.${root}`;
  const of = (face: "staff" | "portal") => {
    const domain = domains.find((one) => one.face === face);
    return domain && `${scheme}://${domain.host}`;
  };
  const { data } = await readSettings(ctx, tx, "company");
  const { legalName, taxId, address, phone, supportEmail } = data;
  return {
    brand: await readMailBrand(tx, tenantId),
    company: { legalName, taxId, address, phone, supportEmail },
    timeZone: tenant?.timeZone ?? "UTC",
    staffOrigin: of("staff") ?? own,
    portalOrigin: of("portal") ?? `${own}/portal`,
    origins: [
      own,
      ...domains.map(({ host }) => `${scheme}://${host}`),
      ...(tenantId === PLATFORM_TENANT_ID ? [`${scheme}://${root}`] : []),
    ],
  };
}
