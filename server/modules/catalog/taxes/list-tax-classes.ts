import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { TaxClassDto } from "./schema";

/** The tax classes with their dated rates, the usual one first, archived ones last. */
export function listTaxClasses(ctx: Ctx): Promise<TaxClassDto[]> {
  authorize(ctx, "catalog.read");
  return inTenant(ctx, (tx) => readTaxClasses(ctx, tx));
}

type Row = Omit<TaxClassDto, "archivedAt"> & { archivedAt: Date | null };

/** The same within another verb's transaction. */
export async function readTaxClasses(ctx: Ctx, tx: Tx): Promise<TaxClassDto[]> {
  const { today } = await tenantFacts(ctx, tx);
  const { rows } = await tx.execute<Row>(sql`
    select c.id, c.code, c.name, c.is_default as "isDefault", c.archived_at as "archivedAt",
      (select count(*)::int from catalog_items i where i.tenant_id = c.tenant_id
        and i.tax_class_id = c.id and i.archived_at is null) as items,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'rate', trim_scale(r.rate)::text,
          'validFrom', r.valid_from, 'source', r.source, 'state', r.state) order by r.valid_from desc)
        from (select id, rate, valid_from, source,
            case when valid_from > ${today} then 'coming'
              when valid_from = max(valid_from) filter (where valid_from <= ${today}) over ()
              then 'current' else 'past' end as state
          from tax_rates where tenant_id = c.tenant_id and tax_class_id = c.id) r), '[]') as rates
    from tax_classes c where c.tenant_id = ${ctx.tenantId}
    order by c.archived_at is not null, not c.is_default, c.name, c.id limit 200`);
  return rows.map((row) => ({
    ...row,
    archivedAt: row.archivedAt && new Date(row.archivedAt).toISOString(),
  }));
}

/** One of them; throws `NotFound`. */
export async function fetchTaxClass(ctx: Ctx, tx: Tx, taxClassId: string): Promise<TaxClassDto> {
  const found = (await readTaxClasses(ctx, tx)).find(({ id }) => id === taxClassId);
  if (!found) throw new NotFound("taxClass");
  return found;
}
