import { type SQL, sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { foldText } from "@/server/kernel/fold-text";
import { canonicalTaxId } from "@/server/kernel/tax-id";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { scoreOf } from "./internal/duplicate-blocks";
import {
  type DuplicateDto,
  findDuplicatesInput,
  type FindDuplicatesInput,
  type Sign,
} from "./rules/merge-schema";
import { withinReach } from "./within-reach";

const MOST = 5;

/**
 * Customers that the one being written may already be, the surest first; for a hint, never a refusal. Each sign is looked
 * up by its index. Archived customers count too: it may be a former one who comes back.
 */
export async function findDuplicates(
  ctx: Ctx,
  given: FindDuplicatesInput,
): Promise<DuplicateDto[]> {
  authorize(ctx, "customer.manage");
  const input = findDuplicatesInput.parse(given);
  const signs = signsOf(ctx, input);
  if (signs.length === 0) return [];
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<DuplicateDto>(sql`
      with found as (select id, array_agg(distinct sign) as signs from (${sql.join(signs, sql` union all `)}) f group by id)
      select customers.id, customers.number, customers.name, customers.city, customers.email, customers.phone,
        customers.tax_id as "taxId", to_jsonb(f.signs) as signs, ${scoreOf(sql`f.signs`)} as score
      from found f join customers on customers.tenant_id = ${ctx.tenantId} and customers.id = f.id
      where customers.merged_into_id is null and customers.id is distinct from ${input.customerId ?? null}::uuid
        and ${withinReach(ctx, "customer.read")}
        and not exists (select 1 from customer_distinctions d where d.tenant_id = ${ctx.tenantId}
          and d.one_id = least(customers.id, ${input.customerId ?? null}::uuid)
          and d.other_id = greatest(customers.id, ${input.customerId ?? null}::uuid))
      order by score desc, customers.number limit ${MOST}`);
    return rows;
  });
}

function signsOf(ctx: Ctx, input: ReturnType<typeof findDuplicatesInput.parse>): SQL[] {
  const { name, city, email, phone, taxCountry, taxIdKind } = input;
  const taxId = canonicalTaxId(taxCountry, taxIdKind, input.taxId);
  const own = sql`tenant_id = ${ctx.tenantId}`;
  const sign = (key: Sign) => sql`${key}::text as sign`;
  const reached = (key: Sign, channels: string[], value: string) => [
    sql`select id, ${sign(key)} from customers where ${own} and ${sql.identifier(key)} = ${value}`,
    sql`select customer_id, ${sign(key)} from customer_identities
      where ${own} and channel = any(${sql.param(channels)}::text[]) and value = ${value}`,
  ];
  return [
    ...(taxId === ""
      ? []
      : [
          sql`select id, ${sign("taxId")} from customers where ${own} and tax_id = ${taxId} and tax_country = ${taxCountry}`,
        ]),
    ...(email === "" ? [] : reached("email", ["email"], email)),
    ...(phone === "" ? [] : reached("phone", ["phone", "whatsapp"], phone)),
    ...(name === ""
      ? []
      : [
          sql`select id, ${sign("name")} from customers where ${own} and archived_at is null
            and app.fold_text(name) = ${foldText(name)} and app.fold_text(city) = ${foldText(city)}`,
        ]),
  ];
}
