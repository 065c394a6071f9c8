import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { composition } from "@/server/composition";

/** The tenant's own origin under the root host; from what is stored, never from a request's Host. */
export async function tenantOrigin(tx: Tx, tenantId: string): Promise<string> {
  const [tenant] = await tx
    .select({ slug: tenants.slug })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  const { TRAMA_PUBLIC_SCHEME, TRAMA_ROOT_HOST } = composition().env;
  return `${TRAMA_PUBLIC_SCHEME}://${tenant?.slug ?? ""}.${TRAMA_ROOT_HOST}`;
}
