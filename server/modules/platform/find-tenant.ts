import { and, eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";

/** The id behind a slug, for commands that people type. Throws `NotFound`. */
export async function findTenant(ctx: Ctx, { slug }: { slug: string }): Promise<string> {
  authorize(ctx, "platform.tenant.read");
  return asPlatform(ctx, "find a tenant by slug", async (tx) => {
    const [row] = await tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(and(eq(tenants.slug, slug), eq(tenants.kind, "tenant")));
    if (!row) throw new NotFound("tenant", { detail: `no tenant has the slug ${slug}` });
    return row.id;
  });
}
