import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { composition } from "@/server/composition";

/** The origin of a tenant by its slug under the root host. */
export function originOfSlug(slug: string): string {
  const { TRAMA_PUBLIC_SCHEME, TRAMA_ROOT_HOST } = composition().env;
  return `${TRAMA_PUBLIC_SCHEME}://${slug}.${TRAMA_ROOT_HOST}`;
}

/** The tenant's own origin under the root host, and its name; from what is stored, never from a request's Host. */
export async function tenantOrigin(
  tx: Tx,
  tenantId: string,
): Promise<{ origin: string; name: string }> {
  const [tenant] = await tx
    .select({ slug: tenants.slug, name: tenants.name })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return { origin: originOfSlug(tenant?.slug ?? ""), name: tenant?.name ?? "" };
}
