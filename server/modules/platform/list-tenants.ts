import { eq, gt, ilike, or, type SQL } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { tenantRows } from "./internal/tenant-rows";
import type { ListTenantsInput, TenantPage } from "./schema";

/** Tenants by slug, with what each uses and may use. `cursor` is the last slug of the page before. */
export async function listTenants(ctx: Ctx, input: ListTenantsInput): Promise<TenantPage> {
  authorize(ctx, "platform.tenant.read");
  return asPlatform(ctx, "list tenants", async (tx) => {
    const rows = await tenantRows(tx, ctx.now, filters(input), input.limit + 1);
    const items = rows.slice(0, input.limit);
    return { items, nextCursor: rows.length > input.limit ? (items.at(-1)?.slug ?? null) : null };
  });
}

function filters(input: ListTenantsInput): (SQL | undefined)[] {
  const pattern = `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return [
    input.search ? or(ilike(tenants.slug, pattern), ilike(tenants.name, pattern)) : undefined,
    input.status ? eq(tenants.status, input.status) : undefined,
    input.cursor ? gt(tenants.slug, input.cursor) : undefined,
  ];
}
