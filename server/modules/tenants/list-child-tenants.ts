import { sql } from "drizzle-orm";
import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { usageRows } from "./usage-rows";
import { type ChildTenantsDto, childTenantDto } from "./schema";

/** A reseller's children, what each uses and was given, and the totals against its own limits. Empty where it has none. */
export async function listChildTenants(ctx: Ctx): Promise<ChildTenantsDto> {
  authorize(ctx, "reseller.read");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute(
      sql`select id, slug, name, status, created_at as "createdAt", used, limits from app.child_totals()`,
    );
    const items = z.array(childRow).parse(rows);
    const own = (await usageRows(tx, [ctx.tenantId], ctx.now)).get(ctx.tenantId) ?? [];
    const open = items.filter((child) => child.status !== "closed");
    const totals = own.map(({ resource, maximum }) => ({
      resource,
      used: sum(open.map((child) => child.used[resource])),
      given: sum(open.map((child) => child.limits[resource])),
      own: maximum,
    }));
    return { items, totals };
  });
}

const childRow = childTenantDto.extend({
  createdAt: z.preprocess(
    (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
    z.string(),
  ),
});

const sum = (values: (number | null | undefined)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);
