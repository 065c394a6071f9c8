import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

type References = {
  businessUnitId?: string | null | undefined;
  taxClassId?: string | null | undefined;
  dunningPolicyId?: string | null | undefined;
  integrationId?: string | null | undefined;
  parts?: readonly { itemId: string }[] | undefined;
};

const TABLES = {
  businessUnitId: sql`business_units where archived_at is null and`,
  taxClassId: sql`tax_classes where archived_at is null and`,
  dunningPolicyId: sql`dunning_policies where archived_at is null and`,
  integrationId: sql`integrations where`,
};

/** Throws `Invalid` beside the field when what an item refers to is not the tenant's, or no longer in use. */
export async function requireReferences(ctx: Ctx, tx: Tx, given: References): Promise<void> {
  const { parts, ...references } = given;
  for (const field of Object.keys(TABLES) as (keyof typeof TABLES)[]) {
    const id = references[field];
    if (id) await require(ctx, tx, field, TABLES[field], [id]);
  }
  if (parts && parts.length > 0) {
    const inside = sql`catalog_items where archived_at is null and kind <> 'bundle' and`;
    await require(ctx, tx, "parts", inside, [...new Set(parts.map(({ itemId }) => itemId))]);
  }
}

/** Share locks: what is referred to is not archived before this commits. */
async function require(ctx: Ctx, tx: Tx, field: string, from: SQL, ids: string[]): Promise<void> {
  const { rowCount } = await tx.execute(
    sql`select 1 from ${from} tenant_id = ${ctx.tenantId} and id = any(${sql.param(ids)}::uuid[]) for share`,
  );
  if (rowCount !== ids.length)
    throw new Invalid("reference_unknown", {}, { fields: { [field]: "reference_unknown" } });
}
