import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import type { AGING_BY, AgingPage, AgingRow, AgingRowsInput } from "../schema";
import { agingSums, openAsOf } from "./open-as-of";

type By = (typeof AGING_BY)[number];
const KEY: Record<By, SQL> = {
  customer: sql`o.customer_id`,
  unit: sql`o.business_unit_id`,
  branch: sql`o.branch_id`,
};
const NAMED: Record<By, SQL> = {
  customer: sql`left join customers n on n.tenant_id = t.id and n.id = g.id`,
  unit: sql`left join business_units n on n.tenant_id = t.id and n.id = g.id`,
  branch: sql`left join branches n on n.tenant_id = t.id and n.id = g.id`,
};

/** Who owes most first, a row for each and each currency; after the cursor's row. Throws `Invalid` for a cursor that is none. */
export async function readAgingPage(ctx: Ctx, tx: Tx, input: AgingRowsInput): Promise<AgingPage> {
  const { by, limit } = input;
  const of = await openAsOf(ctx, tx, input);
  const number = by === "customer" ? sql`n.number` : sql`null::int`;
  const { rows } = await tx.execute<AgingRow>(sql`
    select g.*, n.name, ${number} as number
    from (select * from (
        select ${KEY[by]} as id, o.currency, ${agingSums(of)} from (${of.open}) o where o.open_minor > 0
        group by ${KEY[by]}, o.currency) s
      where ${afterOf(input.cursor)}
      order by "totalBaseMinor" desc, coalesce(id::text, ''), currency limit ${limit + 1}) g
    join tenants t on t.id = ${ctx.tenantId} ${NAMED[by]}
    order by g."totalBaseMinor" desc, coalesce(g.id::text, ''), g.currency`);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last ? [last.totalBaseMinor, last.currency, last.id ?? ""].join("|") : null;
  return { asOf: of.asOf, items, nextCursor };
}

function afterOf(cursor: string | undefined): SQL {
  if (!cursor) return sql`true`;
  const [total = "", currency = "", id = ""] = cursor.split("|");
  const sound = /^-?\d{1,16}$/.test(total) && /^[A-Z]{3}$/.test(currency);
  if (!sound || (id !== "" && !isUuid(id)))
    throw new Invalid("list_filter_unknown", {}, { detail: "the cursor is none" });
  return sql`(-"totalBaseMinor", coalesce(id::text, ''), currency) > (${0 - Number(total)}::float8, ${id}::text, ${currency}::text)`;
}
