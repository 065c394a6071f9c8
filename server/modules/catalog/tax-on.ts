import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** A tax as it stands on a day. */
export type TaxOn = {
  /** Of its class: `IGV`. */
  code: string;
  /** Percent, a decimal text: `18`. */
  rate: string;
  /** Since which day. */
  from: Day;
};

/** The rate of a tax class on a day: the latest from on or before it. Throws `Invalid` tax_rate_missing when there is none. */
export async function taxOn(
  ctx: Ctx,
  tx: Tx,
  { taxClassId, day }: { taxClassId: string; day: Day },
): Promise<TaxOn> {
  const { rows } = await tx.execute<TaxOn>(sql`
    select c.code, trim_scale(r.rate)::text as rate, r.valid_from::text as "from"
    from tax_classes c
    join tax_rates r on r.tenant_id = c.tenant_id and r.tax_class_id = c.id
    where c.tenant_id = ${ctx.tenantId} and c.id = ${taxClassId} and r.valid_from <= ${day}
    order by r.valid_from desc limit 1`);
  if (!rows[0]) throw new Invalid("tax_rate_missing", { day });
  return rows[0];
}
