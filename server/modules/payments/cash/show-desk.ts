import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownMembership } from "./internal/own-membership";
import { readShift } from "./read-shift";
import type { CashDeskDto } from "./schema";

/** The caller's own till: their open shift, or what they can open. Throws `Forbidden` for programs. */
export function showDesk(ctx: Ctx): Promise<CashDeskDto> {
  authorize(ctx, "cash.keep");
  const membershipId = ownMembership(ctx);
  return inTenant(ctx, async (tx) => {
    const { currency } = await tenantFacts(ctx, tx);
    const { data } = await readSettings(ctx, tx, "receiving");
    const { rows } = await tx.execute<{ id: string; register: string; own: boolean }>(sql`
      select id, register, membership_id = ${membershipId} as own from cash_shifts
      where tenant_id = ${ctx.tenantId} and status = 'open'`);
    const mine = rows.find(({ own }) => own);
    const taken = new Set(rows.map(({ register }) => register));
    return {
      ...{ currency, needsShift: data.cashNeedsShift },
      shift: mine ? await readShift(ctx, tx, mine.id) : null,
      freeRegisters: data.registers.filter((name) => !taken.has(name)),
    };
  });
}
