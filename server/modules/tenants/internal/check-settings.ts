import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { SettingsModule, SettingsOf } from "../settings-registry";

type Check = { [M in SettingsModule]?: (ctx: Ctx, tx: Tx, data: SettingsOf<M>) => Promise<void> };

/** What a schema cannot know of a module's settings: what else the tenant has. Each throws `Invalid` beside its field. */
const CHECKS: Check = {
  selfService: async (ctx, tx, { pauseFee }) => {
    if (!(Number(pauseFee) > 0)) return;
    const { rows } = await tx.execute(sql`
      select 1 from tax_classes where tenant_id = ${ctx.tenantId} and archived_at is null limit 1`);
    if (rows.length > 0) return;
    const fields = { "data.pauseFee": "tax_class_missing" };
    throw new Invalid("tax_class_missing", {}, { fields });
  },
};

export async function checkSettings<M extends SettingsModule>(
  ctx: Ctx,
  tx: Tx,
  module: M,
  data: SettingsOf<M>,
): Promise<void> {
  await CHECKS[module]?.(ctx, tx, data);
}
